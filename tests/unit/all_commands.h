/* SPDX-License-Identifier: Apache-2.0 */
/* Every command that the built-in rules hold. */
#ifndef ED_TEST_ALL_COMMANDS_H
#define ED_TEST_ALL_COMMANDS_H

#include "engine/rule.h"

typedef void each_command(
    void *context, const struct ed_rule_command *command, bool collects);

static size_t for_all(each_command *each, void *context)
{
	const struct ed_rules *rules = &ed_builtin_rules;
	size_t n = 0;

	for (size_t i = 0; i < rules->n_rules; i++)
		for (size_t k = 0; k < rules->rules[i].n_verify; k++, n++)
			each(context, &rules->rules[i].verify[k], false);
	for (size_t i = 0; i < rules->n_checks; i++)
		if (rules->checks[i].collect.run.n) {
			each(context, &rules->checks[i].collect, true);
			n++;
		}
	for (size_t i = 0; i < rules->n_evidence; i++)
		for (size_t k = 0; k < rules->evidence[i].n_commands; k++, n++)
			each(context, &rules->evidence[i].commands[k], true);
	return n;
}

#endif
