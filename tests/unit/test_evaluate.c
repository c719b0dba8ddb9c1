/* SPDX-License-Identifier: Apache-2.0 */
/* Rates and what is counted. Intervals come from Python, in tenths of 1 %. */
#include "cli/evaluate.h"

#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct {
	struct ed_rate rate;
	struct ed_share expect;
} shares[] = {
    /* clang-format off */
    { { 0, 299 },   { 0, 0, 13 } },      /* 0.00 to 1.27 % */
    { { 97, 100 },  { 970, 915, 990 } }, /* 91.55 to 98.97 % */
    { { 228, 228 }, { 1000, 983, 1000 } },
    { { 5, 135 },   { 37, 15, 84 } },    /* 1.59 to 8.38 % */
    { { 1, 1 },     { 1000, 206, 1000 } },
    { { 0, 0 },     { 0, 0, 1000 } },
    /* clang-format on */
};

static void each_share(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(shares); i++) {
		struct ed_share share = ed_share_of(shares[i].rate);

		print_message("row: %u of %u\n", shares[i].rate.hits,
		    shares[i].rate.tries);
		assert_int_equal(share.share, shares[i].expect.share);
		assert_int_equal(share.low, shares[i].expect.low);
		assert_int_equal(share.high, shares[i].expect.high);
	}
}

/* One bundle: what is true of it, what came out, and which rates it hits. */
static const struct {
	const char *name;
	enum ed_label_kind kind;
	const char *truth[2];
	enum ed_answer shown;
	const char *top[ED_N_TOP];
	int exit_code;
	const char *hits; /* names of the metrics, in order */
	bool miss;
} rows[] = {
    /* clang-format off */
    { "first", ED_LABEL_SINGLE, { "a/1" }, ED_YES, { "a/1", "b/1" }, 2,
	"top-1 top-3 single-top-1 single-top-3 ", false },
    { "third", ED_LABEL_SINGLE, { "a/1" }, ED_YES, { "b/1", "c/1", "a/1" }, 2,
	"top-3 single-top-3 ", true },
    { "nothing", ED_LABEL_SINGLE, { "a/1" }, ED_YES, { NULL }, 3, "", true },
    { "thin, shown", ED_LABEL_THIN, { "a/1" }, ED_YES, { "a/1" }, 2,
	"top-1 top-3 thin-top-1 thin-top-3 ", false },
    { "thin, gone", ED_LABEL_THIN, { "a/1" }, ED_NO, { "b/1" }, 3, "",
	false },
    { "thin, healthy", ED_LABEL_THIN, { "a/1" }, ED_NO, { NULL }, 0,
	"hidden-healthy ", true },
    { "both", ED_LABEL_DOUBLE, { "a/1", "b/1" }, ED_YES,
	{ "b/1", "a/1" }, 2, "both-of-two ", false },
    { "one of two", ED_LABEL_DOUBLE, { "a/1", "b/1" }, ED_YES,
	{ "a/1", "c/1", "b/1" }, 2, "", true },
    { "healthy", ED_LABEL_HEALTHY, { NULL }, ED_YES, { NULL }, 0, "clean ",
	false },
    /* clang-format on */
};

static struct ed_str hits_of(
    struct ed_arena *arena, const struct ed_scores *scores)
{
	struct ed_text out = {.arena = arena};

	for (size_t i = 0; i < ED_N_METRICS; i++)
		if (scores->rates[i].hits)
			ed_putf(&out, "%s ", ed_targets[i].name);
	return ed_text_str(&out);
}

static void each_outcome(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_arena arena = {0};
		struct ed_label label = {
		    .kind = rows[i].kind, .shown = rows[i].shown};
		struct ed_judged outcome = {.folder = "x",
		    .label = &label,
		    .exit_code = rows[i].exit_code};
		struct ed_scores scores = {0};

		print_message("row: %s\n", rows[i].name);
		for (size_t k = 0; k < 2 && rows[i].truth[k]; k++)
			*ED_PUSH(&arena, &label.truth, struct ed_str) =
			    ed_str_of(rows[i].truth[k]);
		for (size_t k = 0; k < ED_N_TOP; k++)
			outcome.top[k] = ed_str_of(rows[i].top[k]);
		ed_scores_add(&arena, &scores, &outcome);
		assert_string_equal(hits_of(&arena, &scores).p, rows[i].hits);
		assert_int_equal(scores.misses.n, rows[i].miss);
		/* Targets that nothing was tried on do not hold. */
		assert_false(ed_scores_hold(&scores));
		ed_arena_free(&arena);
	}
}

static void one_wrong_proof_breaks_the_targets(void **state)
{
	struct ed_scores scores = {0};

	(void)state;
	for (size_t i = 0; i < ED_N_METRICS; i++)
		scores.rates[i] =
		    (struct ed_rate){ed_targets[i].at_most ? 0 : 1000, 1000};
	assert_true(ed_scores_hold(&scores));
	scores.rates[ED_METRIC_WRONG_PROOFS].hits = 1;
	assert_false(ed_scores_hold(&scores));
	scores.rates[ED_METRIC_WRONG_PROOFS].hits = 0;
	scores.rates[ED_METRIC_TOP_1].hits = 970;
	assert_true(ed_scores_hold(&scores));
	scores.rates[ED_METRIC_TOP_1].hits = 969;
	assert_false(ed_scores_hold(&scores));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_share),
	    cmocka_unit_test(each_outcome),
	    cmocka_unit_test(one_wrong_proof_breaks_the_targets)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
