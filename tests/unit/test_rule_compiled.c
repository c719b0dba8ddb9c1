/* SPDX-License-Identifier: Apache-2.0 */
/* What was compiled into the program is what stands in rules/. */
#include "engine/rule_read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void expect_text(struct ed_str a, struct ed_str b)
{
	if (!ed_str_eq(a, b))
		fail_msg("'%.*s' is not '%.*s'", ED_ARG(a), ED_ARG(b));
}

static void expect_words(struct ed_words a, struct ed_words b)
{
	assert_int_equal(a.n, b.n);
	for (size_t i = 0; i < a.n; i++)
		expect_text(a.items[i], b.items[i]);
}

static void expect_links(const struct ed_rule *a, const struct ed_rule *b)
{
	assert_int_equal(a->n_explains, b->n_explains);
	for (size_t i = 0; i < a->n_explains; i++) {
		const struct ed_link *x = &a->explains[i];
		const struct ed_link *y = &b->explains[i];

		expect_text(x->finding, y->finding);
		expect_text(x->via, y->via);
		assert_int_equal(x->strength, y->strength);
		expect_words(x->when, y->when);
	}
}

static void expect_commands(const struct ed_rule *a, const struct ed_rule *b)
{
	assert_int_equal(a->n_verify, b->n_verify);
	for (size_t i = 0; i < a->n_verify; i++) {
		expect_text(a->verify[i].shell, b->verify[i].shell);
		expect_text(a->verify[i].run, b->verify[i].run);
	}
}

static void expect_numbers(const struct ed_rule *a, const struct ed_rule *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->stage, b->stage);
	assert_int_equal(a->bites, b->bites);
	assert_int_equal(a->blocks, b->blocks);
	assert_int_equal(a->prior, b->prior);
	assert_int_equal(a->proof, b->proof);
	assert_int_equal(a->basis, b->basis);
	assert_int_equal(a->owner, b->owner);
	assert_int_equal(a->risk, b->risk);
	assert_int_equal(a->leak, b->leak);
	assert_int_equal(a->seen_at, b->seen_at);
	assert_int_equal(a->refutes_to, b->refutes_to);
	assert_int_equal(a->line, b->line);
}

static void expect_rule(const struct ed_rule *a, const struct ed_rule *b)
{
	expect_text(a->id, b->id);
	expect_text(a->check, b->check);
	expect_text(a->title, b->title);
	expect_text(a->text, b->text);
	expect_text(a->undo, b->undo);
	expect_text(a->handoff, b->handoff);
	expect_text(a->group, b->group);
	expect_text(a->parent, b->parent);
	expect_words(a->cite, b->cite);
	expect_words(a->proof_needs, b->proof_needs);
	expect_words(a->requires, b->requires);
	expect_words(a->excludes, b->excludes);
	expect_words(a->fix, b->fix);
	expect_links(a, b);
	expect_commands(a, b);
	expect_numbers(a, b);
	assert_true(ed_str_starts(a->file, ED_STR("rules/")));
}

static void same_rules(void **state)
{
	struct ed_arena arena = {0};
	struct ed_rule_set set = {0};
	struct ed_error err = {""};
	struct ed_rules rules;
	const struct ed_rules *built = &ed_builtin_rules;

	(void)state;
	if (!ed_rules_add_folder(&arena, &set, ED_SOURCE_DIR "/rules", &err) ||
	    !ed_rules_finish(&arena, &set, &rules, NULL, &err))
		fail_msg("%s", err.text);
	expect_text(built->sha256, rules.sha256);
	assert_int_equal(built->n_rules, rules.n_rules);
	assert_int_equal(built->n_checks, rules.n_checks);
	for (size_t i = 0; i < rules.n_rules; i++)
		expect_rule(&built->rules[i], &rules.rules[i]);
	for (size_t i = 0; i < rules.n_checks; i++) {
		const struct ed_rule_check *a = &built->checks[i];
		const struct ed_rule_check *b = &rules.checks[i];

		expect_text(a->id, b->id);
		expect_text(a->supply, b->supply);
		expect_text(a->collect.shell, b->collect.shell);
		expect_text(a->collect.run, b->collect.run);
		assert_int_equal(a->who, b->who);
		assert_int_equal(a->cost, b->cost);
	}
	ed_arena_free(&arena);
}

/* The program finds rules by halves, so they must be sorted. */
static void every_rule_is_found(void **state)
{
	const struct ed_rules *built = &ed_builtin_rules;

	(void)state;
	assert_true(built->n_rules > 0);
	for (size_t i = 0; i < built->n_rules; i++)
		assert_ptr_equal(
		    ed_rule_find(built, built->rules[i].id), &built->rules[i]);
	for (size_t i = 0; i < built->n_checks; i++)
		assert_ptr_equal(ed_rule_check_find(built, built->checks[i].id),
		    &built->checks[i]);
	assert_null(ed_rule_find(built, ED_STR("no/such")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(same_rules),
	    cmocka_unit_test(every_rule_is_found)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
