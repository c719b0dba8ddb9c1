/* SPDX-License-Identifier: Apache-2.0 */
/* What makes an exit code: each row changes one thing of a healthy run. */
#include "engine/verdict.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { CERTIFICATE = 1 << ED_STAGE_CERTIFICATE, TLS = 1 << ED_STAGE_TLS };

struct row {
	const char *name;
	enum ed_exit want;
	enum ed_state state; /* of the only finding, which could block */
	enum ed_blocks blocks;
	bool listed; /* the finding's cause is in the diagnosis, as: */
	enum ed_certainty certainty;
	enum ed_place place;
	unsigned scope;
	struct ed_input input;
	bool success; /* the finding is one, not a cause */
	bool failing;
	bool check_failed;
	const char *ambiguous;
};

#define KIND(word) .kind = {(word), sizeof(word) - 1}
#define CAUSE(how_bad, how_sure, where)                                        \
	.state = ED_PRESENT, .listed = true, .blocks = ED_BLOCKS_##how_bad,    \
	.certainty = ED_##how_sure, .place = ED_PLACE_##where

static const struct row rows[] = {
    /* clang-format off */
    { "healthy", ED_EXIT_HEALTHY, .state = ED_ABSENT },
    { "healthy in the scope promised", ED_EXIT_HEALTHY, .state = ED_ABSENT,
	.scope = CERTIFICATE },
    { "a stray file", ED_EXIT_HEALTHY, .state = ED_ABSENT,
	.input = { KIND("unrecognised"), .unreadable = true } },

    { "nothing judged", ED_EXIT_UNKNOWN, .state = ED_NOT_ASKED },
    { "unknown", ED_EXIT_UNKNOWN, .state = ED_UNKNOWN },
    { "a stage that was promised and not judged", ED_EXIT_UNKNOWN,
	.state = ED_ABSENT, .scope = CERTIFICATE | TLS },
    { "it fails, and nothing explains it", ED_EXIT_UNKNOWN,
	.state = ED_ABSENT, .failing = true },
    { "a success did not come", ED_EXIT_UNKNOWN, .state = ED_ABSENT,
	.success = true },
    { "a success that could not be judged", ED_EXIT_UNKNOWN,
	.state = ED_UNKNOWN, .success = true },
    { "a check failed", ED_EXIT_UNKNOWN, .state = ED_ABSENT,
	.check_failed = true },
    { "several certificates", ED_EXIT_UNKNOWN, .state = ED_ABSENT,
	.ambiguous = "two" },
    { "a recognised input is broken", ED_EXIT_UNKNOWN, .state = ED_ABSENT,
	.input = { KIND("profile"), .unreadable = true } },
    { "what was named is of no use", ED_EXIT_UNKNOWN, .state = ED_ABSENT,
	.input = { KIND("unrecognised"), .unreadable = true, .named = true } },
    { "part of an input was lost", ED_EXIT_UNKNOWN, .state = ED_ABSENT,
	.input = { KIND("profile"), .incomplete = true } },
    { "a file that was not looked at", ED_EXIT_UNKNOWN, .state = ED_ABSENT,
	.input = { KIND("unrecognised"), .unreadable = true,
	    .incomplete = true } },

    { "proven for everyone", ED_EXIT_BLOCKED,
	CAUSE(EVERYONE, PROVEN, STOPS_NEXT) },
    { "likely for everyone", ED_EXIT_BLOCKED,
	CAUSE(EVERYONE, LIKELY, SUSPECT) },
    { "likely for the user", ED_EXIT_BLOCKED, CAUSE(USER, LIKELY, EXPLAINS) },
    { "part of sync, and it shows", ED_EXIT_BLOCKED,
	CAUSE(PARTLY, PROVEN, EXPLAINS) },
    { "blocked, whatever else is unknown", ED_EXIT_BLOCKED,
	CAUSE(USER, PROVEN, EXPLAINS), .scope = CERTIFICATE | TLS,
	.input = { KIND("profile"), .unreadable = true }, .failing = true,
	.check_failed = true, .ambiguous = "two" },

    { "possible", ED_EXIT_WARNING, CAUSE(EVERYONE, POSSIBLE, SUSPECT) },
    { "part of sync, and nothing shows it", ED_EXIT_WARNING,
	CAUSE(PARTLY, PROVEN, PARTLY) },
    { "later", ED_EXIT_WARNING, CAUSE(LATER, PROVEN, LATER) },
    { "nothing", ED_EXIT_WARNING, CAUSE(NOTHING, PROVEN, NOTHING) },
    { "unknown before a warning", ED_EXIT_UNKNOWN,
	CAUSE(LATER, PROVEN, LATER), .failing = true },
    /* clang-format on */
};

static enum ed_exit judge(const struct row *row)
{
	const struct ed_rule rule = {.id = ED_STR("c/one"),
	    .kind = ED_CAUSE,
	    .stage = ED_STAGE_CERTIFICATE,
	    .blocks = row->blocks};
	const struct ed_rule success = {.id = ED_STR("s/ok"),
	    .kind = ED_SYMPTOM_RULE,
	    .refutes_to = row->success ? ED_HOP_MAP : ED_HOP_NONE};
	const struct ed_settled settled[] = {
	    {.rule = &rule, .state = row->success ? ED_ABSENT : row->state},
	    {.rule = &success, .state = row->state}};
	const struct ed_findings findings = {.items = settled,
	    .n = ED_COUNT(settled),
	    .check_failed = row->check_failed};
	const struct ed_candidate cause = {.rule = &rule,
	    .state = row->state,
	    .certainty = row->certainty,
	    .place = row->place};
	const struct ed_diagnosis diagnosis = {
	    .causes = &cause, .n_causes = row->listed, .failing = row->failing};
	struct ed_verdict verdict;
	struct ed_case c;

	ed_case_init(&c);
	*ed_add_input(&c, ED_STR("file")) = row->input;
	c.scope = row->scope;
	c.ambiguous = ed_str_of(row->ambiguous);
	ed_judge(&c, &findings, &diagnosis, &c.arena, &verdict);
	ed_case_free(&c);
	return verdict.exit;
}

static void each_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		print_message("row: %s\n", rows[i].name);
		assert_int_equal(judge(&rows[i]), rows[i].want);
	}
}

/* What is not in the scope is nobody's promise. */
static void names_what_was_not_judged(void **state)
{
	const struct ed_rule rules[] = {
	    {.id = ED_STR("c/one"), .stage = ED_STAGE_CERTIFICATE},
	    {.id = ED_STR("c/two"), .stage = ED_STAGE_TLS},
	    {.id = ED_STR("c/three"),
		.stage = ED_STAGE_CERTIFICATE,
		.blocks = ED_BLOCKS_LATER},
	};
	const struct ed_settled settled[] = {{&rules[0], .state = ED_UNKNOWN},
	    {&rules[1], .state = ED_UNKNOWN}, {&rules[2], .state = ED_UNKNOWN},
	    {&rules[0], .state = ED_ABSENT}};
	const struct ed_findings findings = {.items = settled, .n = 4};
	const struct ed_diagnosis diagnosis = {0};
	struct ed_verdict verdict;
	struct ed_case c;

	(void)state;
	ed_case_init(&c);
	c.scope = CERTIFICATE;
	ed_judge(&c, &findings, &diagnosis, &c.arena, &verdict);
	assert_int_equal(verdict.scope, CERTIFICATE);
	assert_int_equal(verdict.exit, ED_EXIT_UNKNOWN);
	assert_int_equal(verdict.n_unjudged, 1);
	assert_ptr_equal(verdict.unjudged[0], &settled[0]);
	c.scope = 0;
	ed_judge(&c, &findings, &diagnosis, &c.arena, &verdict);
	assert_int_equal(verdict.scope, CERTIFICATE | TLS);
	assert_int_equal(verdict.n_unjudged, 2);
	ed_case_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(names_what_was_not_judged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
