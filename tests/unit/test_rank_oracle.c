/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ranker is greedy. How often does it name the cause that exact
 * enumeration names first?
 */
#include "ed_test.h"
#include "oracle.h"
#include "random_case.h"

enum { CASES = 2500, PERCENT = 95 };

struct tally {
	unsigned cases, agree;
	unsigned unproven, unproven_agree;
};

/* The first that is proven or likely, in nobody's train, and blocks. */
static const struct ed_rule *first_named(const struct ed_diagnosis *diagnosis)
{
	for (size_t i = 0; i < diagnosis->n_causes; i++) {
		const struct ed_candidate *cause = &diagnosis->causes[i];

		if (cause->certainty <= ED_LIKELY &&
		    cause->place <= ED_PLACE_PARTLY)
			return cause->rule;
	}
	return NULL;
}

static void ask_both(uint64_t seed, struct tally *tally)
{
	struct random_case c;
	struct ed_arena arena = {0};
	struct ed_diagnosis diagnosis;
	struct oracle_answer exact;
	struct ed_findings findings;
	struct ed_rules rules;
	const struct ed_rule *first;
	bool same;

	random_case_make(&arena, seed, (struct random_shape){0}, &c);
	rules = random_case_rules(&c);
	findings = random_case_findings(&c);
	ed_rank(&rules, &findings, &c.context, &arena, &diagnosis);
	oracle_ask(&rules, &findings, &c.context, &exact);
	first = first_named(&diagnosis);
	same = first == exact.first;
	tally->cases++;
	tally->agree += same;
	if ((first || exact.first) && !exact.proven) {
		tally->unproven++;
		tally->unproven_agree += same;
	}
	ed_arena_free(&arena);
}

static void greedy_agrees_with_exact(void **state)
{
	struct tally tally = {0};

	(void)state;
	for (uint64_t seed = 1; seed <= CASES; seed++)
		ask_both(seed, &tally);
	print_message("first cause agrees in %u of %u cases (%u.%u %%)\n",
	    tally.agree, tally.cases, tally.agree * 100 / tally.cases,
	    tally.agree * 1000 / tally.cases % 10);
	print_message("where nothing proven leads, and either names a cause: "
		      "%u of %u\n",
	    tally.unproven_agree, tally.unproven);
	assert_true(tally.agree * 100 >= tally.cases * PERCENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(greedy_agrees_with_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
