/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which cause, or none, is at work besides those proven; and what a finding
 * would tell about it: the entropy it has, less the entropy it keeps once the
 * cause is known. All of it in integers.
 */
#include "engine/rank_belief.h"

#define ONE ED_BELIEF_ONE

/* That a cause's own finding is there without it: 20 dB, as in the score. */
static const uint32_t stray_ppm = 10000;

static bool is_open(const struct ed_rank_cause *cause)
{
	return !cause->refuted && !cause->proven && ed_rank_blocks(cause);
}

/* The best score, of the open causes and of none, which has 0. */
static int best_score(const struct ed_rank *rank)
{
	int best = 0;

	for (size_t i = 0; i < rank->n_causes; i++)
		if (is_open(&rank->causes[i]) &&
		    rank->causes[i].given_proven > best)
			best = rank->causes[i].given_proven;
	return best;
}

static void believe(struct ed_beliefs *beliefs)
{
	const struct ed_rank *rank = beliefs->rank;
	int best = best_score(rank);
	uint64_t sum = ed_rank_power(best);

	for (size_t i = 0; i < rank->n_causes; i++) {
		const struct ed_rank_cause *cause = &rank->causes[i];

		if (is_open(cause))
			beliefs->causes[i] =
			    ed_rank_power(best - cause->given_proven);
		sum += beliefs->causes[i];
	}
	beliefs->none = ONE;
	for (size_t i = 0; i < rank->n_causes; i++) {
		uint64_t share = (uint64_t)beliefs->causes[i] * ONE / sum;

		beliefs->causes[i] = (uint32_t)share;
		beliefs->none -= (uint32_t)share;
	}
}

static void add_made(struct ed_beliefs *beliefs)
{
	const struct ed_rank *rank = beliefs->rank;

	for (size_t i = 0; i < rank->n_symptoms; i++)
		beliefs->made[i][ED_N_STRENGTHS] = ONE;
	for (size_t i = 0; i < rank->n_causes; i++) {
		const struct ed_rank_cause *cause = &rank->causes[i];
		uint32_t share = beliefs->causes[i];

		for (size_t j = 0; j < cause->n_links && share; j++) {
			uint32_t *row = beliefs->made[cause->links[j].symptom];

			row[cause->links[j].strength] += share;
			row[ED_N_STRENGTHS] -= share;
		}
	}
}

/* Entropy of a yes or no of chance p. */
static int64_t entropy(uint64_t p)
{
	const int64_t whole = (int64_t)30 << 24;
	uint64_t q = ONE - p;

	if (p == 0 || q == 0)
		return 0;
	return ((int64_t)p * (whole - ed_rank_log2(p)) +
		   (int64_t)q * (whole - ed_rank_log2(q))) >>
	       30;
}

static uint64_t of_ppm(uint64_t ppm)
{
	return ppm * ONE / ED_RANK_SURE;
}

/* That a symptom is present, given a cause that makes it so strongly. */
static uint64_t symptom_chance(
    const struct ed_rank_symptom *symptom, int column)
{
	uint64_t sure = ED_RANK_SURE;
	uint64_t out = (sure - ed_rank_leak_ppm[symptom->rule->leak]) *
		       symptom->missed_by_proven / sure;

	if (column < ED_N_STRENGTHS)
		out = out * (sure - ed_rank_strength_ppm[column]) / sure;
	return of_ppm(sure - out);
}

/* That a cause's own finding is present, given another cause. */
static uint64_t own_chance(const struct ed_rank *rank, size_t own, size_t cause)
{
	unsigned char made = rank->reach[cause * rank->n_causes + own];
	uint32_t ppm = stray_ppm;

	if (own == cause)
		return ONE;
	if (made && made - 1 < ED_N_STRENGTHS)
		ppm = ed_rank_strength_ppm[made - 1];
	return of_ppm(ppm);
}

static int64_t symptom_gain(const struct ed_beliefs *beliefs, size_t at)
{
	const struct ed_rank_symptom *symptom = &beliefs->rank->symptoms[at];
	uint64_t present = 0;
	int64_t kept = 0;

	for (int column = 0; column < ED_BELIEF_COLUMNS; column++) {
		uint64_t share = beliefs->made[at][column];
		uint64_t chance = symptom_chance(symptom, column);

		present += share * chance >> 30;
		kept += (int64_t)share * entropy(chance) >> 30;
	}
	return entropy(present) - kept;
}

static int64_t own_gain(const struct ed_beliefs *beliefs, size_t own)
{
	const struct ed_rank *rank = beliefs->rank;
	uint64_t shares[ED_BELIEF_COLUMNS] = {0};
	uint64_t present = beliefs->causes[own];
	int64_t kept = 0;

	shares[ED_N_STRENGTHS] = ONE - beliefs->causes[own];
	for (size_t i = 0; i < rank->n_causes; i++) {
		unsigned char made = rank->reach[i * rank->n_causes + own];

		if (made == 0 || i == own || made - 1 == ED_N_STRENGTHS)
			continue;
		shares[made - 1] += beliefs->causes[i];
		shares[ED_N_STRENGTHS] -= beliefs->causes[i];
	}
	for (int column = 0; column < ED_BELIEF_COLUMNS; column++) {
		uint64_t chance = of_ppm(column < ED_N_STRENGTHS
					     ? ed_rank_strength_ppm[column]
					     : stray_ppm);

		present += shares[column] * chance >> 30;
		kept += (int64_t)shares[column] * entropy(chance) >> 30;
	}
	return entropy(present) - kept;
}

static uint64_t chance_of(const struct ed_rank *rank,
    const struct ed_rank_node *node, const struct ed_rank_cause *cause)
{
	if (node->rule->kind != ED_SYMPTOM_RULE)
		return own_chance(rank, node->at, cause->own->at);
	for (size_t i = 0; i < cause->n_links; i++)
		if (cause->links[i].symptom == node->at)
			return symptom_chance(&rank->symptoms[node->at],
			    (int)cause->links[i].strength);
	return symptom_chance(&rank->symptoms[node->at], ED_N_STRENGTHS);
}

const struct ed_rule *ed_belief_leader(const struct ed_beliefs *beliefs,
    const struct ed_rank_node *node, bool present)
{
	const struct ed_rank *rank = beliefs->rank;
	bool symptom = node->rule->kind == ED_SYMPTOM_RULE;
	uint64_t chance =
	    symptom ? symptom_chance(&rank->symptoms[node->at], ED_N_STRENGTHS)
		    : of_ppm(stray_ppm);
	uint64_t best = beliefs->none * (present ? chance : ONE - chance);
	const struct ed_rule *first = NULL;

	if (present && !symptom && node->rule->proof == ED_PROOF_SEEN)
		return node->rule;
	for (size_t i = 0; i < rank->n_causes; i++) {
		uint64_t share;

		chance = chance_of(rank, node, &rank->causes[i]);
		share = beliefs->causes[i] * (present ? chance : ONE - chance);
		if (share > best) {
			best = share;
			first = rank->causes[i].rule;
		}
	}
	return first;
}

int64_t ed_belief_gain(
    const struct ed_beliefs *beliefs, const struct ed_rank_node *node)
{
	return node->rule->kind == ED_SYMPTOM_RULE
		   ? symptom_gain(beliefs, node->at)
		   : own_gain(beliefs, node->at);
}

void ed_belief_form(const struct ed_rank *rank, struct ed_beliefs *out)
{
	*out = (struct ed_beliefs){.rank = rank};
	out->causes =
	    ed_alloc_array(rank->arena, rank->n_causes, sizeof(*out->causes));
	out->made =
	    ed_alloc_array(rank->arena, rank->n_symptoms, sizeof(*out->made));
	believe(out);
	add_made(out);
}
