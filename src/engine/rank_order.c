/* SPDX-License-Identifier: Apache-2.0 */
/* Who is listed, in which place, and who ties with whom. */
#include "engine/rank_model.h"

#include <stdlib.h>

/* A cause that nothing speaks for but how common it is, is no suspect. */
static bool is_listed(const struct ed_rank_cause *cause)
{
	/* What was seen stays listed, even where an attempt got past it. */
	if (cause->certainty == ED_REFUTED)
		return cause->passed && cause->own->state == ED_PRESENT;
	if (cause->own->state == ED_PRESENT || cause->certainty <= ED_LIKELY)
		return true;
	return cause->explains && cause->certainty == ED_POSSIBLE;
}

static enum ed_place place_of(const struct ed_rank_cause *cause)
{
	if (cause->upstream)
		return ED_PLACE_CONSEQUENCE;
	if (ed_rank_blocks(cause) && cause->explains)
		return ED_PLACE_EXPLAINS;
	if (ed_rank_stops(cause))
		return cause->proven ? ED_PLACE_STOPS_NEXT : ED_PLACE_SUSPECT;
	if (cause->rule->blocks == ED_BLOCKS_PARTLY)
		return ED_PLACE_PARTLY;
	return cause->rule->blocks == ED_BLOCKS_LATER ? ED_PLACE_LATER
						      : ED_PLACE_NOTHING;
}

/* Nobody has seen it, and nothing makes it likely: it would explain. */
static bool is_guess(const struct ed_rank_cause *cause)
{
	return cause->place == ED_PLACE_EXPLAINS &&
	       cause->certainty > ED_LIKELY && cause->own->state != ED_PRESENT;
}

/*
 * What was seen, or is likely beside what was chosen before, may all be true
 * at once, so the first hop comes first; of guesses it is one or another.
 */
static int compare_seen(
    const struct ed_rank_cause *a, const struct ed_rank_cause *b)
{
	bool seen = a->own->state == ED_PRESENT;

	if (a->certainty != b->certainty)
		return a->certainty < b->certainty ? -1 : 1;
	if (seen != (b->own->state == ED_PRESENT))
		return seen ? -1 : 1;
	if (is_guess(a) && is_guess(b) && a->sum.score != b->sum.score)
		return a->sum.score > b->sum.score ? -1 : 1;
	return ed_rank_compare(a, b);
}

static int compare_places(const void *a, const void *b)
{
	const struct ed_rank_cause *left = *(struct ed_rank_cause *const *)a;
	const struct ed_rank_cause *right = *(struct ed_rank_cause *const *)b;

	if (left->row != right->row)
		return left->row < right->row ? -1 : 1;
	return compare_seen(left, right);
}

/* Something proven or likely explains what was observed. */
static bool has_leader(struct ed_rank_cause *const *listed, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (listed[i]->place == ED_PLACE_EXPLAINS &&
		    listed[i]->certainty <= ED_LIKELY)
			return true;
	return false;
}

/*
 * Rows of the list, in order: the places, but a guess stands behind what is
 * proven, and behind all that was seen where the symptoms have their cause.
 */
static unsigned row_of(const struct ed_rank_cause *cause, bool led)
{
	if (is_guess(cause))
		return 2 * (led ? ED_PLACE_PARTLY : ED_PLACE_STOPS_NEXT) + 1;
	return 2 * cause->place;
}

static void sort_listed(struct ed_rank_cause **listed, size_t n)
{
	bool led;

	for (size_t i = 0; i < n; i++)
		listed[i]->place = place_of(listed[i]);
	led = has_leader(listed, n);
	for (size_t i = 0; i < n; i++)
		listed[i]->row = row_of(listed[i], led);
	if (n)
		qsort(listed, n, sizeof(*listed), compare_places);
}

/* Of a cause that is not proven. */
static bool tie(const struct ed_rank_cause *a, const struct ed_rank_cause *b)
{
	int apart = a->sum.score - b->sum.score;

	return a != b && a->place == b->place &&
	       a->place != ED_PLACE_CONSEQUENCE &&
	       a->certainty == b->certainty && apart >= -ED_RANK_TIE &&
	       apart <= ED_RANK_TIE;
}

/* Of the listed, those that relate to the cause, as an array of rules. */
static const struct ed_rule *const *rules_that(struct ed_arena *arena,
    const struct ed_rank_cause *cause, struct ed_rank_cause *const *listed,
    size_t n, size_t *n_out,
    bool (*relate)(
	const struct ed_rank_cause *a, const struct ed_rank_cause *b))
{
	const struct ed_rule **rules;
	size_t n_rules = 0;

	for (size_t i = 0; i < n; i++)
		n_rules += relate(cause, listed[i]);
	*n_out = n_rules;
	if (n_rules == 0)
		return NULL;
	rules = ed_alloc_array(arena, n_rules, sizeof(struct ed_rule *));
	n_rules = 0;
	for (size_t i = 0; i < n; i++)
		if (relate(cause, listed[i]))
			rules[n_rules++] = listed[i]->rule;
	return rules;
}

static bool leads_to(
    const struct ed_rank_cause *cause, const struct ed_rank_cause *other)
{
	return other->upstream == cause;
}

static void fill(struct ed_rank *rank, struct ed_rank_cause *const *listed,
    size_t n, size_t i, struct ed_candidate *out)
{
	struct ed_rank_cause *cause = listed[i];

	if (!cause->lines)
		ed_rank_write_ledger(rank, cause);
	*out = (struct ed_candidate){
	    .rule = cause->rule,
	    .state = cause->own->state,
	    /* Seen all the same: the report has no word for refuted. */
	    .certainty =
		cause->certainty == ED_REFUTED ? ED_UNLIKELY : cause->certainty,
	    .place = cause->place,
	    .score = cause->sum.score,
	    .lines = cause->lines,
	    .n_lines = cause->n_lines,
	    .upstream = cause->upstream ? cause->upstream->rule : NULL,
	};
	out->consequences = rules_that(
	    rank->arena, cause, listed, n, &out->n_consequences, leads_to);
	if (cause->certainty == ED_PROVEN)
		return;
	out->ties =
	    rules_that(rank->arena, cause, listed, n, &out->n_ties, tie);
}

void ed_rank_order(struct ed_rank *rank, struct ed_diagnosis *out)
{
	struct ed_rank_cause **listed =
	    ed_alloc_array(rank->arena, rank->n_causes, sizeof(*listed));
	struct ed_candidate *causes;
	size_t n = 0;

	for (size_t i = 0; i < rank->n_causes; i++)
		if (is_listed(&rank->causes[i]))
			listed[n++] = &rank->causes[i];
	sort_listed(listed, n);
	ed_rank_find_upstream(rank, listed, n);
	sort_listed(listed, n);
	causes = ed_alloc_array(rank->arena, n, sizeof(*causes));
	for (size_t i = 0; i < n; i++)
		fill(rank, listed, n, i, &causes[i]);
	out->causes = causes;
	out->n_causes = n;
}
