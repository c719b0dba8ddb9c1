/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The next best check: of what could not be judged, what would tell most for
 * the cost of looking. Gains are rounded before they are compared, so that
 * what is equal stays equal and goes by id.
 */
#include "engine/rank_belief.h"

enum {
	MAX_SUGGESTIONS = 3,
	/* Of the 24 bits behind the point of a gain. */
	ROUNDED = 14
};

/* In the order of enum ed_cost: free, online, admin, user. */
static const unsigned costs[] = {1, 2, 4, 3};
/* Divisible by all costs. */
static const int64_t scale = 12;

/* Something that could be looked for, and what that is worth. */
struct question {
	const struct ed_rank_node *node;
	int64_t worth;
};

/* Nothing can be seen of it: beyond a broken hop, or less than is seen. */
static bool is_moot(const struct ed_rank *rank, const struct ed_rank_node *node)
{
	enum ed_hop seen_at = node->rule->seen_at;

	if (node->rule->kind != ED_SYMPTOM_RULE)
		return rank->causes[node->at].refuted;
	return rank->symptoms[node->at].hidden ||
	       (seen_at != ED_HOP_NONE && seen_at > rank->broken);
}

static int64_t worth_of(
    const struct ed_beliefs *beliefs, const struct ed_rank_node *node)
{
	const struct ed_rank *rank = beliefs->rank;
	const struct ed_rule_check *check;
	int64_t gain;

	if (node->settled == ED_PRESENT || node->settled == ED_ABSENT ||
	    is_moot(rank, node))
		return 0;
	check = ed_rule_check_find(rank->rules, node->rule->check);
	if (!check || check->collect.run.n == 0)
		return 0;
	gain = ed_belief_gain(beliefs, node);
	return gain * scale / costs[check->cost] >> ROUNDED;
}

static bool is_taken(
    const struct ed_suggestion *taken, size_t n, struct ed_str check)
{
	for (size_t i = 0; i < n; i++)
		if (ed_str_eq(taken[i].finding->check, check))
			return true;
	return false;
}

static struct question *best_question(struct question *questions, size_t n,
    const struct ed_suggestion *taken, size_t n_taken)
{
	struct question *best = NULL;

	for (size_t i = 0; i < n; i++)
		if (questions[i].worth > (best ? best->worth : 0) &&
		    !is_taken(taken, n_taken, questions[i].node->rule->check))
			best = &questions[i];
	return best;
}

static struct ed_suggestion suggestion(
    const struct ed_beliefs *beliefs, const struct ed_rank_node *node)
{
	return (struct ed_suggestion){
	    .finding = node->rule,
	    .if_present = ed_belief_leader(beliefs, node, true),
	    .if_absent = ed_belief_leader(beliefs, node, false),
	};
}

static bool makes_symptom(
    const struct ed_rank *rank, struct ed_str id, size_t at)
{
	size_t node = ed_rank_find(rank, id);
	const struct ed_rank_cause *cause = &rank->causes[rank->nodes[node].at];

	for (size_t i = 0; i < cause->n_links; i++)
		if (cause->links[i].symptom == at)
			return !cause->passed;
	return false;
}

static bool leader_explains_all(
    const struct ed_rank *rank, const struct ed_diagnosis *diagnosis)
{
	if (diagnosis->n_causes == 0 ||
	    diagnosis->causes[0].certainty != ED_PROVEN)
		return false;
	for (size_t i = 0; i < rank->n_symptoms; i++) {
		const struct ed_rank_symptom *symptom = &rank->symptoms[i];

		if (symptom->own->state == ED_PRESENT && !symptom->hidden &&
		    symptom->rule->refutes_to == ED_HOP_NONE &&
		    !makes_symptom(rank, diagnosis->causes[0].rule->id, i))
			return false;
	}
	return true;
}

static struct question *ask(
    const struct ed_beliefs *beliefs, bool all_explained, size_t *n_questions)
{
	const struct ed_rank *rank = beliefs->rank;
	struct question *questions =
	    ed_alloc_array(rank->arena, rank->n_nodes, sizeof(*questions));
	size_t n = 0;

	for (size_t i = 0; i < rank->n_nodes; i++) {
		const struct ed_rank_node *node = &rank->nodes[i];
		int64_t worth;

		/* The cause is known: only what should have been judged. */
		if (all_explained && node->settled != ED_UNKNOWN)
			continue;
		worth = worth_of(beliefs, node);
		if (worth > 0)
			questions[n++] = (struct question){node, worth};
	}
	*n_questions = n;
	return questions;
}

/* Of each check, the best of its questions. */
static void weigh_checks(const struct ed_rank *rank,
    const struct question *questions, size_t n, struct ed_diagnosis *out)
{
	struct ed_check_worth *worths =
	    ed_alloc_array(rank->arena, n, sizeof(*worths));
	size_t n_worths = 0;

	for (size_t i = 0; i < n; i++) {
		const struct ed_str check = questions[i].node->rule->check;
		size_t k = 0;

		while (k < n_worths && !ed_str_eq(worths[k].check, check))
			k++;
		if (k == n_worths)
			worths[n_worths++].check = check;
		if (questions[i].worth > worths[k].worth)
			worths[k].worth = questions[i].worth;
	}
	out->worths = worths;
	out->n_worths = n_worths;
}

void ed_rank_suggest(const struct ed_rank *rank, struct ed_diagnosis *out)
{
	struct ed_suggestion *next = ed_alloc_array(
	    rank->arena, MAX_SUGGESTIONS, sizeof(struct ed_suggestion));
	struct question *questions, *best;
	struct ed_beliefs beliefs;
	size_t n_questions;

	ed_belief_form(rank, &beliefs);
	questions = ask(&beliefs, leader_explains_all(rank, out), &n_questions);
	weigh_checks(rank, questions, n_questions, out);
	while (
	    out->n_next < MAX_SUGGESTIONS &&
	    (best = best_question(questions, n_questions, next, out->n_next))) {
		next[out->n_next] = suggestion(&beliefs, best->node);
		best->worth = 0;
		/* Either outcome would leave the reader where he is. */
		if (next[out->n_next].if_present != next[out->n_next].if_absent)
			out->n_next++;
	}
	out->next = next;
}
