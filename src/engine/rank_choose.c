/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Explaining away: once a cause is settled on, what it makes need no other
 * cause. Each chosen cause leaves every present symptom the chance that it
 * did not make it; the rest are scored on what is left.
 */
#include "engine/rank_model.h"

int ed_rank_compare(
    const struct ed_rank_cause *a, const struct ed_rank_cause *b)
{
	if (a->certainty != b->certainty)
		return a->certainty < b->certainty ? -1 : 1;
	if (a->rule->bites != b->rule->bites)
		return a->rule->bites < b->rule->bites ? -1 : 1;
	if (a->sum.score != b->sum.score)
		return a->sum.score > b->sum.score ? -1 : 1;
	return ed_str_compare(a->rule->id, b->rule->id);
}

static bool is_evidence(
    const struct ed_rank *rank, const struct ed_rank_link *link)
{
	const struct ed_rank_symptom *symptom = &rank->symptoms[link->symptom];

	return symptom->own->state == ED_PRESENT && !symptom->hidden;
}

static bool explains_failure(
    const struct ed_rank *rank, const struct ed_rank_cause *cause)
{
	if (cause->passed)
		return false;
	for (size_t i = 0; i < cause->n_links; i++) {
		const struct ed_rank_link *link = &cause->links[i];

		if (is_evidence(rank, link) &&
		    rank->symptoms[link->symptom].rule->refutes_to ==
			ED_HOP_NONE)
			return true;
	}
	return false;
}

/* Nothing else that a score is made of changes from round to round. */
static bool is_touched(
    const struct ed_rank *rank, const struct ed_rank_cause *cause, size_t round)
{
	for (size_t i = 0; i < cause->n_links; i++)
		if (rank->symptoms[cause->links[i].symptom].round == round)
			return true;
	return round == 0;
}

static void score_rest(struct ed_rank *rank, size_t round)
{
	for (size_t i = 0; i < rank->n_causes; i++) {
		struct ed_rank_cause *cause = &rank->causes[i];

		if (cause->round == 0 && is_touched(rank, cause, round))
			ed_rank_score(rank, cause);
	}
}

static bool can_be_chosen(const struct ed_rank_cause *cause)
{
	return cause->round == 0 && cause->certainty <= ED_LIKELY &&
	       ed_rank_blocks(cause);
}

/*
 * Of likely causes the one that the evidence favours explains first, whatever
 * its hop: the others then have to stand on what it leaves.
 */
static bool is_chosen_before(
    const struct ed_rank_cause *a, const struct ed_rank_cause *b)
{
	if (a->certainty == ED_LIKELY && b->certainty == ED_LIKELY &&
	    ed_rank_evidence(a) != ed_rank_evidence(b))
		return ed_rank_evidence(a) > ed_rank_evidence(b);
	return ed_rank_compare(a, b) < 0;
}

static struct ed_rank_cause *first_to_choose(struct ed_rank *rank)
{
	struct ed_rank_cause *first = NULL;

	for (size_t i = 0; i < rank->n_causes; i++) {
		struct ed_rank_cause *cause = &rank->causes[i];

		if (can_be_chosen(cause) &&
		    (!first || is_chosen_before(cause, first)))
			first = cause;
	}
	return first;
}

/*
 * What is left of a symptom for others to explain. Of one that nobody has
 * seen yet it matters too: it would tell less.
 */
static void leave_residual(struct ed_rank *rank,
    const struct ed_rank_cause *cause, const struct ed_rank_link *link)
{
	struct ed_rank_symptom *symptom = &rank->symptoms[link->symptom];
	uint64_t left = ED_RANK_SURE - ed_rank_strength_ppm[link->strength];

	symptom->missed = (uint32_t)(symptom->missed * left / ED_RANK_SURE);
	if (!is_evidence(rank, link))
		return;
	symptom->round = cause->round;
	for (int word = 0; word < ED_N_STRENGTHS; word++)
		symptom->gain[word] = ed_rank_gain(symptom->rule->leak,
		    symptom->missed, (enum ed_strength)word);
}

static void leave_residuals(
    struct ed_rank *rank, const struct ed_rank_cause *cause)
{
	for (size_t i = 0; i < cause->n_links && !cause->passed; i++)
		leave_residual(rank, cause, &cause->links[i]);
}

static void choose(
    struct ed_rank *rank, struct ed_rank_cause *cause, size_t round)
{
	cause->round = round;
	ed_rank_write_ledger(rank, cause);
}

static bool ties_with(
    const struct ed_rank_cause *cause, const struct ed_rank_cause *first)
{
	int apart = ed_rank_evidence(cause) - ed_rank_evidence(first);

	return cause->certainty == ED_LIKELY &&
	       cause->explains == first->explains && apart >= -ED_RANK_TIE &&
	       apart <= ED_RANK_TIE;
}

/*
 * Causes that tie are chosen together: were the first by name to explain the
 * other away, the report would hide that either may be it.
 */
static void choose_ties(
    struct ed_rank *rank, const struct ed_rank_cause *first, size_t round)
{
	for (size_t i = 0; i < rank->n_causes; i++) {
		struct ed_rank_cause *cause = &rank->causes[i];

		if (can_be_chosen(cause) && ties_with(cause, first))
			choose(rank, cause, round);
	}
}

static void explain_away(struct ed_rank *rank, size_t round)
{
	for (size_t i = 0; i < rank->n_causes; i++)
		if (rank->causes[i].round == round)
			leave_residuals(rank, &rank->causes[i]);
}

/* What to look at next is asked about whatever is not proven. */
static void keep_given_proven(struct ed_rank *rank)
{
	for (size_t i = 0; i < rank->n_causes; i++)
		rank->causes[i].given_proven =
		    ed_rank_evidence(&rank->causes[i]);
	for (size_t i = 0; i < rank->n_symptoms; i++)
		rank->symptoms[i].missed_by_proven = rank->symptoms[i].missed;
}

void ed_rank_choose(struct ed_rank *rank)
{
	struct ed_rank_cause *first;
	bool likely = false;

	for (size_t i = 0; i < rank->n_causes; i++)
		rank->causes[i].explains =
		    explains_failure(rank, &rank->causes[i]);
	score_rest(rank, 0);
	for (size_t round = 1; (first = first_to_choose(rank)); round++) {
		if (first->certainty == ED_LIKELY && !likely) {
			keep_given_proven(rank);
			likely = true;
		}
		choose(rank, first, round);
		if (first->certainty == ED_LIKELY)
			choose_ties(rank, first, round);
		explain_away(rank, round);
		score_rest(rank, round);
	}
	if (!likely)
		keep_given_proven(rank);
}
