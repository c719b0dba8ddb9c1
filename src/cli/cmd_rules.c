/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/knowledge.h"
#include "cli/options.h"
#include "engine/rule_audit.h"
#include "engine/rule_read.h"
#include "report/escape.h"
#include <easdoctor/report.h>

#include <stdio.h>
#include <string.h>

struct options {
	bool site;
};

static const struct ed_option options[] = {
    {"site", 0, ED_OPTION_FLAG, offsetof(struct options, site), NULL,
	"DIR holds a site's overrides, not whole rules", NULL},
    {0}};

static void print_problems(const struct ed_list *problems)
{
	struct ed_arena arena = {0};

	for (size_t i = 0; i < problems->n; i++)
		printf("%.*s\n", ED_ARG(ed_escape_line(&arena,
				     ED_ITEMS(*problems, struct ed_str)[i])));
	ed_arena_free(&arena);
}

/* The rules of a folder, or those compiled in when there is none. */
static bool read_rules(struct ed_arena *arena, const struct options *o,
    const char *folder, struct ed_rules *rules, struct ed_list *problems,
    struct ed_error *err)
{
	struct ed_rule_set set = {0};

	if (!folder || o->site)
		ed_rules_add_rules(arena, &set, &ed_builtin_rules);
	if (folder && o->site && !ed_rules_overlay(arena, &set, folder, err))
		return false;
	if (folder && !o->site &&
	    !ed_rules_add_folder(arena, &set, folder, err))
		return false;
	return ed_rules_finish(arena, &set, rules, problems, err);
}

static int check(
    struct ed_arena *arena, const struct options *o, const char *folder)
{
	struct ed_list problems = {0};
	struct ed_rules rules;
	struct ed_error err;

	if (!read_rules(arena, o, folder, &rules, &problems, &err)) {
		print_problems(&problems);
		return ed_complain("%s", err.text);
	}
	if (rules.n_rules == 0)
		return ed_complain("%s: no rules", folder);
	printf("%zu rules of %zu checks hold together.\n", rules.n_rules,
	    rules.n_checks);
	return ED_EXIT_HEALTHY;
}

static int audit(
    struct ed_arena *arena, const struct options *o, const char *folder)
{
	struct ed_list problems = {0};
	struct ed_rules rules;
	struct ed_error err;

	if (!read_rules(arena, o, folder, &rules, &problems, &err)) {
		print_problems(&problems);
		return ed_complain("%s", err.text);
	}
	if (ed_rules_audit(arena, &rules, &problems)) {
		printf("%zu rules: each can matter.\n", rules.n_rules);
		return ED_EXIT_HEALTHY;
	}
	print_problems(&problems);
	return ED_EXIT_WARNING;
}

static int run(
    struct ed_arena *arena, void *into, const struct ed_list *operands)
{
	const struct options *o = into;
	const char **words = operands->items;
	const char *folder = operands->n > 1 ? words[1] : NULL;

	if (operands->n == 0 || operands->n > 2)
		return ed_usage_error("rules", "takes check or audit, and DIR");
	if (o->site && !folder)
		return ed_usage_error("rules", "--site needs DIR");
	if (strcmp(words[0], "check") == 0)
		return check(arena, o, folder);
	if (strcmp(words[0], "audit") == 0)
		return audit(arena, o, folder);
	return ed_usage_error(
	    "rules", "unknown word \"%s\": check or audit", words[0]);
}

const struct ed_command_line ed_command_rules = {
    .name = "rules",
    .operands = "check|audit [DIR]",
    .summary = "Validate rules, or find rules that cannot matter",
    .details = "Without DIR the rules that are built in are looked at.\n\n"
	       "Exit codes: 0 nothing found, 1 the audit found something, 3 a "
	       "rule is refused.\n",
    .examples = "  easdoctor rules check rules/\n"
		"  easdoctor rules check --site /etc/easdoctor/rules\n"
		"  easdoctor rules audit\n",
    .options = options,
    .size = sizeof(struct options),
    .run = run,
};
