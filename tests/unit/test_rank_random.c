/* SPDX-License-Identifier: Apache-2.0 */
/* What must hold for any rules and any findings. */
#include "ed_test.h"
#include "random_case.h"
#include "rank_text.h"

#include <string.h>

enum { CASES = 400, CHANGES = 12 };

static void rank_case(struct ed_arena *arena, const struct random_case *c,
    struct ed_diagnosis *out)
{
	const struct ed_rules rules = random_case_rules(c);
	const struct ed_findings findings = random_case_findings(c);

	ed_rank(&rules, &findings, &c->context, arena, out);
}

static const char *ranked(struct ed_arena *arena, const struct random_case *c)
{
	struct ed_diagnosis diagnosis;

	rank_case(arena, c, &diagnosis);
	return rank_text_all(arena, &diagnosis);
}

static void expect_sums(const struct ed_candidate *cause)
{
	int sum = 0;

	for (size_t i = 0; i < cause->n_lines; i++)
		sum += cause->lines[i].db;
	assert_int_equal(sum, cause->score);
	assert_int_equal(cause->lines[0].kind, ED_LINE_PRIOR);
}

static void ledgers_sum_and_places_rise(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= CASES; seed++) {
		struct ed_arena arena = {0};
		struct ed_diagnosis d;
		struct random_case c;

		random_case_make(&arena, seed, (struct random_shape){0}, &c);
		rank_case(&arena, &c, &d);
		assert_true(d.n_next <= 3);
		for (size_t i = 0; i < d.n_causes; i++) {
			expect_sums(&d.causes[i]);
			assert_int_not_equal(d.causes[i].certainty, ED_REFUTED);
			assert_true(i == 0 ||
				    d.causes[i - 1].place <= d.causes[i].place);
		}
		ed_arena_free(&arena);
	}
}

static void the_same_bytes_again(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= CASES; seed++) {
		struct ed_arena arena = {0};
		struct random_case c;

		random_case_make(&arena, seed, (struct random_shape){0}, &c);
		assert_string_equal(ranked(&arena, &c), ranked(&arena, &c));
		ed_arena_free(&arena);
	}
}

static void shuffle(uint64_t *random, void *items, size_t n, size_t size)
{
	char held[sizeof(struct ed_rule)];
	char *bytes = items;

	assert_true(size <= sizeof(held));
	for (size_t i = n; i > 1; i--) {
		char *last = bytes + (i - 1) * size;
		char *other = bytes + random_below(random, (uint32_t)i) * size;

		memcpy(held, last, size);
		memcpy(last, other, size);
		memcpy(other, held, size);
	}
}

/* The findings name the rules of the first order: by id, not by address. */
static void order_of_input_does_not_matter(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= CASES; seed++) {
		struct ed_arena arena = {0};
		struct random_case c, mixed;
		uint64_t random = seed;
		size_t n;

		random_case_make(&arena, seed, (struct random_shape){0}, &c);
		mixed = c;
		n = c.n_causes + c.n_symptoms;
		mixed.rules = ed_alloc_array(&arena, n, sizeof(*c.rules));
		mixed.settled = ed_alloc_array(&arena, n, sizeof(*c.settled));
		memcpy(mixed.rules, c.rules, n * sizeof(*c.rules));
		memcpy(mixed.settled, c.settled, n * sizeof(*c.settled));
		shuffle(&random, mixed.rules, n, sizeof(*c.rules));
		shuffle(&random, mixed.settled, n, sizeof(*c.settled));
		assert_string_equal(ranked(&arena, &c), ranked(&arena, &mixed));
		ed_arena_free(&arena);
	}
}

static bool is_proven(const struct ed_diagnosis *d, struct ed_str id)
{
	for (size_t i = 0; i < d->n_causes; i++)
		if (ed_str_eq(d->causes[i].rule->id, id))
			return d->causes[i].certainty == ED_PROVEN;
	return false;
}

/* Only what refuted a cause could have kept it from being proven. */
static bool could_refute(
    const struct ed_rule *finding, const struct ed_rule *cause)
{
	if (finding->kind == ED_SYMPTOM_RULE &&
	    finding->refutes_to != ED_HOP_NONE)
		return true;
	for (size_t i = 0; i < cause->excludes.n; i++)
		if (ed_str_eq(cause->excludes.items[i], finding->id))
			return true;
	return false;
}

static void forget_one(struct ed_arena *arena, struct random_case *c, size_t at)
{
	struct ed_diagnosis before, after;
	enum ed_state was = c->settled[at].state;

	rank_case(arena, c, &before);
	c->settled[at].state = ED_UNKNOWN;
	rank_case(arena, c, &after);
	for (size_t i = 0; i < after.n_causes; i++) {
		const struct ed_candidate *cause = &after.causes[i];

		if (cause->certainty != ED_PROVEN)
			continue;
		if (was == ED_PRESENT &&
		    could_refute(&c->rules[at], cause->rule))
			continue;
		assert_true(is_proven(&before, cause->rule->id));
	}
	c->settled[at].state = was;
}

static void knowing_less_proves_nothing(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= CASES; seed++) {
		struct ed_arena arena = {0};
		struct random_case c;
		uint64_t random = seed;

		random_case_make(&arena, seed, (struct random_shape){0}, &c);
		for (int i = 0; i < CHANGES; i++)
			forget_one(&arena, &c,
			    random_below(&random,
				(uint32_t)(c.n_causes + c.n_symptoms)));
		ed_arena_free(&arena);
	}
}

/* A case of one cause, which is listed whatever its score. */
static void make_single(
    struct ed_arena *arena, uint64_t seed, struct random_case *out)
{
	random_case_make(arena, seed,
	    (struct random_shape){
		.n_causes = 1, .n_symptoms = 8, .plain = true},
	    out);
	out->rules[0].proof = ED_PROOF_NEVER;
	out->rules[0].requires = (struct ed_words){0};
	out->rules[0].excludes = (struct ed_words){0};
	out->settled[0].state = ED_PRESENT;
}

static int score_of(struct ed_arena *arena, const struct random_case *c)
{
	struct ed_diagnosis d;

	rank_case(arena, c, &d);
	assert_int_equal(d.n_causes, 1);
	return d.causes[0].score;
}

static struct ed_settled *settled_of(struct random_case *c, struct ed_str id)
{
	for (size_t i = 0; i < c->n_causes + c->n_symptoms; i++)
		if (ed_str_eq(c->rules[i].id, id))
			return &c->settled[i];
	fail();
	return NULL;
}

static void strengthen(
    struct ed_arena *arena, struct random_case *c, struct ed_link *link)
{
	struct ed_settled *symptom = settled_of(c, link->finding);
	int before = score_of(arena, c);

	if (symptom->state == ED_UNKNOWN || symptom->state == ED_NOT_ASKED)
		symptom->state = ED_PRESENT;
	else if (symptom->state == ED_PRESENT && link->strength > ED_ALWAYS)
		link->strength = (enum ed_strength)(link->strength - 1);
	assert_true(score_of(arena, c) >= before);
}

static void stronger_evidence_never_lowers_the_score(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 4 * CASES; seed++) {
		struct ed_arena arena = {0};
		struct random_case c;

		make_single(&arena, seed, &c);
		for (size_t i = 0; i < c.rules[0].n_explains; i++)
			strengthen(&arena, &c,
			    (struct ed_link *)&c.rules[0].explains[i]);
		ed_arena_free(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(ledgers_sum_and_places_rise),
	    cmocka_unit_test(the_same_bytes_again),
	    cmocka_unit_test(order_of_input_does_not_matter),
	    cmocka_unit_test(knowing_less_proves_nothing),
	    cmocka_unit_test(stronger_evidence_never_lowers_the_score),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
