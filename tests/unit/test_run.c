/* SPDX-License-Identifier: Apache-2.0 */
/* What the engine settles for a check, and what it holds against one. */
#include "engine/run.h"

#include <easdoctor/limits.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { CERTIFICATE = 1 << ED_STAGE_CERTIFICATE };

static const struct ed_rule rule_items[] = {
    {.id = ED_STR("t/one"), .kind = ED_CAUSE, .stage = ED_STAGE_CERTIFICATE},
    {.id = ED_STR("t/two"), .kind = ED_CAUSE, .stage = ED_STAGE_CERTIFICATE},
};
static const struct ed_rules rules = {.rules = rule_items, .n_rules = 2};

static struct ed_ref where;
static bool broken; /* somebody named a file that is of no use */

static void settle_both(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	(void)facts, (void)subject;
	ed_settle(out, "one", true, where, NULL);
	ed_settle(out, "two", true, where, NULL);
}

static void settle_one(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	(void)facts, (void)subject;
	ed_settle(out, "one", false, where, NULL);
}

static void settle_a_third(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	settle_both(facts, subject, out);
	ed_settle(out, "three", true, where, NULL);
}

/* Runs one check over a case that has nothing but a scope. */
static bool run(struct ed_case *c, const struct ed_check *check, unsigned scope,
    struct ed_findings *out)
{
	struct ed_registry registry = {0};

	ed_case_init(c);
	*ed_add_input(c, ED_STR("probe")) =
	    (struct ed_input){.vantage = ED_STR("here")};
	c->scope = scope;
	if (broken) {
		struct ed_input *in = ed_add_input(c, ED_STR("broken"));

		in->named = in->unreadable = true;
		ed_damage(c, in, "not recognised");
	}
	*ED_PUSH(&c->arena, &registry.checks, struct ed_registered) =
	    (struct ed_registered){.check = check};
	ed_run(c, &registry, &rules, &c->arena, out);
	return !out->check_failed;
}

static void holds_checks_to_their_word(void **state)
{
	static const struct ed_finding both[] = {{"one", 0}, {"two", 0}, {0}};
	static const struct ed_finding other[] = {
	    {"one", 0}, {"no-rule", 0}, {0}};
	struct ed_check check = {"t", "", ED_CASE, both, settle_both};
	struct ed_findings found;
	struct ed_case c;

	(void)state;
	assert_true(run(&c, &check, 0, &found));
	assert_int_equal(found.items[1].state, ED_PRESENT);
	ed_case_free(&c);
	check.run = settle_one;
	assert_false(run(&c, &check, 0, &found));
	assert_int_equal(found.items[0].state, ED_ABSENT);
	assert_int_equal(found.items[1].state, ED_UNKNOWN);
	assert_true(found.items[1].reason.n > 0);
	ed_case_free(&c);
	check.run = settle_a_third;
	assert_false(run(&c, &check, 0, &found));
	assert_int_equal(found.n, 2);
	ed_case_free(&c);
	check.findings = other;
	check.run = settle_one;
	assert_false(run(&c, &check, 0, &found));
	assert_int_equal(found.n, 1);
	ed_case_free(&c);
}

static void settle_with_more(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	(void)facts, (void)subject;
	ed_settle_also(out, "one", where); /* not settled yet */
	ed_settle(out, "one", true, where, NULL);
	for (int i = 0; i < ED_MAX_EXAMPLES + 5; i++)
		ed_settle_also(out, "one",
		    (struct ed_ref){.quote = {i ? "later" : "first", 5}});
	ed_settle(out, "two", true, where, NULL);
	ed_settle_also(out, "two", where);
	/* The last word counts, and has nothing beside it. */
	ed_settle(out, "two", false, where, NULL);
	ed_settle_also(out, "two", where);
}

static void keeps_what_else_shows_it(void **state)
{
	static const struct ed_finding both[] = {{"one", 0}, {"two", 0}, {0}};
	const struct ed_check check = {
	    "t", "", ED_CASE, both, settle_with_more};
	struct ed_findings found;
	struct ed_case c;

	(void)state;
	assert_true(run(&c, &check, 0, &found));
	assert_int_equal(found.items[0].n_also, ED_MAX_EXAMPLES);
	assert_memory_equal(found.items[0].also[0].quote.p, "first", 5);
	assert_int_equal(found.items[1].n_also, 0);
	ed_case_free(&c);
}

/* Nobody's expectation is not asked for; evidence is, where it is promised. */
static void settles_what_lacks_a_need(void **state)
{
	static const struct {
		unsigned needs;
		unsigned scope;
		enum ed_state want;
	} rows[] = {
	    {0, 0, ED_PRESENT},
	    {ED_NEED_UPN, 0, ED_NOT_ASKED},
	    {ED_NEED_UPN, CERTIFICATE, ED_NOT_ASKED},
	    {ED_NEED_ROOTS, 0, ED_NOT_ASKED},
	    {ED_NEED_ROOTS, CERTIFICATE, ED_UNKNOWN},
	    {ED_NEED_ROOTS, 1 << ED_STAGE_TLS, ED_NOT_ASKED},
	    {ED_NEED_ROOTS | ED_NEED_UPN, CERTIFICATE, ED_NOT_ASKED},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_finding findings[] = {
		    {"one", rows[i].needs}, {"two", 0}, {0}};
		const struct ed_check check = {
		    "t", "", ED_CASE, findings, settle_both};
		struct ed_findings found;
		struct ed_case c;

		assert_true(run(&c, &check, rows[i].scope, &found));
		assert_int_equal(found.items[0].state, rows[i].want);
		assert_int_equal(found.items[1].state, ED_PRESENT);
		ed_case_free(&c);
	}
}

/* A key mostly stays on the device: a scope does not promise one. */
static void settles_what_has_no_subject(void **state)
{
	static const struct ed_finding findings[] = {
	    {"one", 0}, {"two", 0}, {0}};
	static const struct {
		enum ed_each each;
		unsigned scope;
		enum ed_state want;
	} rows[] = {
	    {ED_CERTIFICATE, 0, ED_NOT_ASKED},
	    {ED_CERTIFICATE, CERTIFICATE, ED_UNKNOWN},
	    {ED_PROFILE, CERTIFICATE, ED_UNKNOWN},
	    {ED_EAS, CERTIFICATE, ED_UNKNOWN},
	    {ED_EAS, 1 << ED_STAGE_TLS, ED_NOT_ASKED},
	    {ED_SCEP, 0, ED_NOT_ASKED},
	    {ED_SCEP, CERTIFICATE, ED_UNKNOWN},
	    {ED_IDENTITY, 0, ED_NOT_ASKED},
	    {ED_IDENTITY, CERTIFICATE, ED_NOT_ASKED},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_check check = {
		    "t", "", rows[i].each, findings, settle_both};
		struct ed_findings found;
		struct ed_case c;

		assert_true(run(&c, &check, rows[i].scope, &found));
		assert_int_equal(found.n, 2);
		assert_int_equal(found.items[0].state, rows[i].want);
		assert_true(found.items[0].reason.n > 0);
		ed_case_free(&c);
	}
}

/* It may have been what is missing. */
static void blames_what_was_named(void **state)
{
	static const struct ed_finding findings[] = {
	    {"one", 0}, {"two", 0}, {0}};
	static const enum ed_each each[] = {
	    ED_CERTIFICATE, ED_IDENTITY, ED_PROFILE, ED_EAS, ED_SCEP};

	(void)state;
	broken = true;
	for (size_t i = 0; i < ED_COUNT(each); i++) {
		const struct ed_check check = {
		    "t", "", each[i], findings, settle_both};
		struct ed_findings found;
		struct ed_case c;

		assert_true(run(&c, &check, 0, &found));
		assert_int_equal(found.items[0].state, ED_UNKNOWN);
		ed_case_free(&c);
	}
	broken = false;
}

static void knows_what_only_this_machine_saw(void **state)
{
	static const struct ed_finding findings[] = {
	    {"one", 0}, {"two", 0}, {0}};
	const struct ed_check check = {"t", "", ED_CASE, findings, settle_both};
	struct ed_findings found;
	struct ed_case c;

	(void)state;
	where.input = 1;
	assert_true(run(&c, &check, 0, &found));
	assert_true(found.items[0].from_here);
	ed_case_free(&c);
	where.input = 0;
	assert_true(run(&c, &check, 0, &found));
	assert_false(found.items[0].from_here);
	ed_case_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(holds_checks_to_their_word),
	    cmocka_unit_test(keeps_what_else_shows_it),
	    cmocka_unit_test(settles_what_lacks_a_need),
	    cmocka_unit_test(settles_what_has_no_subject),
	    cmocka_unit_test(blames_what_was_named),
	    cmocka_unit_test(knows_what_only_this_machine_saw),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
