/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/rule_audit.h"
#include "engine/rule_read.h"

#include <stdlib.h>

/*
 * Rules from any bytes: a check's file, or symptoms when that is refused.
 * What is accepted is then checked as a set, and audited when it holds.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct ed_str text = {(const char *)data, size};
	struct ed_arena arena = {0};
	struct ed_rule_set set = {0};
	struct ed_list problems = {0};
	struct ed_error err = {""};
	struct ed_rules rules;

	if (!ed_rules_add_text(&arena, &set, "check", text, &err) &&
	    !ed_rules_add_text(&arena, &set, "symptoms.yaml", text, &err)) {
		if (!err.text[0])
			abort();
	} else if (ed_rules_finish(&arena, &set, &rules, &problems, &err)) {
		ed_rules_audit(&arena, &rules, &problems);
	} else if (!err.text[0]) {
		abort();
	}
	ed_arena_free(&arena);
	return 0;
}
