/* SPDX-License-Identifier: Apache-2.0 */
#include "oracle_given.h"

#include <string.h>

enum { DEPTH = 8 };

static const double words[] = {.98, .80, .50, .20, .05};

int oracle_find(const struct oracle *o, struct ed_str id)
{
	for (int i = 0; i < o->n; i++)
		if (ed_str_eq(o->rules->rules[i].id, id))
			return i;
	return ORACLE_NOBODY;
}

const struct ed_rule *oracle_rule(const struct oracle *o, int i)
{
	return &o->rules->rules[i];
}

bool oracle_is_cause(const struct oracle *o, int i)
{
	return oracle_rule(o, i)->kind == ED_CAUSE;
}

bool oracle_stops(const struct oracle *o, int i)
{
	return oracle_rule(o, i)->blocks <= ED_BLOCKS_USER;
}

bool oracle_blocks(const struct oracle *o, int i)
{
	return oracle_rule(o, i)->blocks <= ED_BLOCKS_PARTLY;
}

static bool any_is(
    const struct oracle *o, struct ed_words ids, enum ed_state state)
{
	for (size_t i = 0; i < ids.n; i++)
		if (o->state[oracle_find(o, ids.items[i])] == state)
			return true;
	return false;
}

static void read_states(struct oracle *o)
{
	for (size_t i = 0; i < o->findings->n; i++) {
		const struct ed_settled *item = &o->findings->items[i];
		int at = oracle_find(o, item->rule->id);

		if (item->state > o->state[at])
			o->state[at] = item->state;
		if (item->state == ED_PRESENT && !item->from_here)
			o->elsewhere[at] = true;
	}
	for (int i = 0; i < o->n; i++)
		for (int at = i;
		     o->state[i] == ED_PRESENT &&
		     (at = oracle_find(o, oracle_rule(o, at)->parent)) !=
			 ORACLE_NOBODY;)
			o->hidden[at] = true;
}

static void read_hops(struct oracle *o)
{
	o->reached = ED_HOP_ISSUE;
	o->broken = ED_HOP_NONE;
	o->succeeded = ED_HOP_NONE;
	for (int i = 0; i < o->n; i++) {
		const struct ed_rule *r = oracle_rule(o, i);

		if (oracle_is_cause(o, i) || o->state[i] != ED_PRESENT)
			continue;
		if (r->refutes_to != ED_HOP_NONE) {
			if (o->succeeded == ED_HOP_NONE ||
			    r->refutes_to > o->succeeded)
				o->succeeded = r->refutes_to;
		} else if (r->seen_at != ED_HOP_NONE && r->seen_at > o->reached)
			o->reached = r->seen_at;
	}
}

static bool proof_holds(const struct oracle *o, int i)
{
	const struct ed_rule *r = oracle_rule(o, i);
	bool holds;
	int needed;

	if (o->state[i] != ED_PRESENT || !o->elsewhere[i])
		return false;
	for (size_t j = 0; j < r->requires.n; j++)
		if (o->state[oracle_find(o, r->requires.items[j])] !=
		    ED_PRESENT)
			return false;
	if (r->proof != ED_PROOF_NEEDS && r->proof != ED_PROOF_ANY)
		return r->proof == ED_PROOF_SEEN;
	for (size_t j = 0; j < r->proof_needs.n; j++) {
		needed = oracle_find(o, r->proof_needs.items[j]);
		holds = o->state[needed] == ED_PRESENT && o->elsewhere[needed];
		if (holds != (r->proof == ED_PROOF_NEEDS))
			return holds;
	}
	return r->proof == ED_PROOF_NEEDS;
}

static void prove(struct oracle *o)
{
	for (int i = 0; i < o->n; i++) {
		const struct ed_rule *r = oracle_rule(o, i);

		if (!oracle_is_cause(o, i))
			continue;
		o->refuted[i] =
		    any_is(o, r->excludes, ED_PRESENT) ||
		    (o->succeeded != ED_HOP_NONE && r->bites <= o->succeeded &&
			oracle_blocks(o, i));
		o->proven[i] = !o->refuted[i] && proof_holds(o, i);
		if (o->proven[i] && oracle_stops(o, i) && r->bites < o->broken)
			o->broken = r->bites;
	}
}

static void gate_and_refute(struct oracle *o)
{
	for (int i = 0; i < o->n; i++)
		if (!oracle_is_cause(o, i) && o->state[i] == ED_ABSENT &&
		    oracle_rule(o, i)->seen_at != ED_HOP_NONE &&
		    oracle_rule(o, i)->seen_at > o->broken)
			o->state[i] = ED_UNKNOWN;
	for (int i = 0; i < o->n; i++)
		if (oracle_is_cause(o, i) &&
		    (o->state[i] == ED_ABSENT ||
			any_is(o, oracle_rule(o, i)->requires, ED_ABSENT)))
			o->refuted[i] = true;
}

static double word_below(double product)
{
	for (size_t i = 0; i < ED_COUNT(words); i++)
		if (product >= words[i] - 1e-9)
			return words[i];
	return 0;
}

static void follow(
    struct oracle *o, int from, int at, double product, int depth)
{
	if (depth == DEPTH)
		return;
	for (size_t i = 0; i < oracle_rule(o, at)->n_explains; i++) {
		const struct ed_link *link = &oracle_rule(o, at)->explains[i];
		int to = oracle_find(o, link->finding);
		double next = product * words[link->strength];

		if (any_is(o, link->when, ED_ABSENT))
			continue;
		if (oracle_is_cause(o, to))
			follow(o, from, to, next, depth + 1);
		while (to != ORACLE_NOBODY) {
			if (next > o->makes[from][to])
				o->makes[from][to] = next;
			to = oracle_find(o, oracle_rule(o, to)->parent);
		}
	}
}

static void link_all(struct oracle *o)
{
	for (int i = 0; i < o->n; i++) {
		if (!oracle_is_cause(o, i))
			continue;
		follow(o, i, i, 1, 0);
		for (int j = 0; j < o->n; j++)
			if (!oracle_is_cause(o, j))
				o->makes[i][j] = word_below(o->makes[i][j]);
	}
}

/* An attempt that got further has passed it, unless it makes that itself. */
static void pass(struct oracle *o)
{
	for (int i = 0; i < o->n; i++) {
		bool own = false;

		if (!oracle_is_cause(o, i) || !oracle_stops(o, i) ||
		    oracle_rule(o, i)->bites >= o->reached ||
		    (oracle_rule(o, i)->bites <= ED_HOP_DELIVER &&
			o->reached <= ED_HOP_ASK))
			continue;
		for (int j = 0; j < o->n; j++)
			own |= !oracle_is_cause(o, j) && o->makes[i][j] > 0 &&
			       o->state[j] == ED_PRESENT &&
			       oracle_rule(o, j)->refutes_to == ED_HOP_NONE &&
			       oracle_rule(o, j)->seen_at != ED_HOP_NONE &&
			       oracle_rule(o, j)->seen_at >
				   oracle_rule(o, i)->bites;
		o->passed[i] = !own && o->proven[i];
		o->refuted[i] |= !own && !o->proven[i];
	}
}

void oracle_read(struct oracle *o, const struct ed_rules *rules,
    const struct ed_findings *findings, const struct ed_rank_context *context)
{
	memset(o, 0, sizeof(*o));
	o->rules = rules;
	o->findings = findings;
	o->n = rules->n_rules < ORACLE_MOST ? (int)rules->n_rules : ORACLE_MOST;
	o->one_of_many =
	    context->affected == ED_AFFECTED_ONE || context->healthy_peer;
	read_states(o);
	read_hops(o);
	prove(o);
	gate_and_refute(o);
	link_all(o);
	pass(o);
}
