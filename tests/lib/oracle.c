/* SPDX-License-Identifier: Apache-2.0 */
#include "oracle.h"

#include "oracle_given.h"

#include <math.h>

static const double leaks[] = {.001, .01, .05, .20};
static const double priors[] = {.10, .03, .01, .003, .001};

/* Up to two causes besides the proven. */
struct set {
	int a, b;
};

static bool is_member(const struct oracle *o, struct set set, int i)
{
	return i == set.a || i == set.b ||
	       (o->proven[i] && oracle_blocks(o, i) && !o->passed[i]);
}

static struct ed_str group_of(const struct ed_rule *symptom)
{
	return symptom->group.n ? symptom->group : symptom->id;
}

/* That no member of the set, but for one, makes a symptom. */
static double missed(
    const struct oracle *o, struct set set, int symptom, int but)
{
	double product = 1;

	for (int i = 0; i < o->n; i++)
		if (i != but && oracle_is_cause(o, i) && is_member(o, set, i))
			product *= 1 - o->makes[i][symptom];
	return product;
}

/* What the group that begins with a symptom says for the set without one. */
static double weigh_group(
    const struct oracle *o, struct set set, int first, int but)
{
	double present = 0;
	double absent = 0;
	bool any_present = false;

	for (int i = first; i < o->n; i++) {
		double miss;
		double leak = leaks[oracle_rule(o, i)->leak];

		if (oracle_is_cause(o, i) || o->hidden[i] ||
		    !ed_str_eq(group_of(oracle_rule(o, i)),
			group_of(oracle_rule(o, first))))
			continue;
		miss = missed(o, set, i, but);
		if (miss == 1)
			continue;
		if (o->state[i] == ED_PRESENT) {
			any_present = true;
			present = fmax(present,
			    100 * log10((1 - (1 - leak) * miss) / leak));
		} else if (o->state[i] == ED_ABSENT)
			absent = fmin(absent, 100 * log10(miss));
	}
	return any_present ? present : absent;
}

static bool begins_group(const struct oracle *o, int symptom)
{
	if (oracle_is_cause(o, symptom))
		return false;
	for (int i = 0; i < symptom; i++)
		if (!oracle_is_cause(o, i) &&
		    ed_str_eq(group_of(oracle_rule(o, i)),
			group_of(oracle_rule(o, symptom))))
			return false;
	return true;
}

static double weigh_alone(const struct oracle *o, int i)
{
	double prior = priors[oracle_rule(o, i)->prior];
	double weight = 100 * log10(prior / (1 - prior));

	if (o->state[i] == ED_PRESENT)
		weight += 200;
	if (o->one_of_many && oracle_rule(o, i)->blocks == ED_BLOCKS_EVERYONE)
		weight -= 100;
	return weight;
}

static double weigh(const struct oracle *o, struct set set)
{
	double weight = 0;

	if (set.a != ORACLE_NOBODY)
		weight += weigh_alone(o, set.a);
	if (set.b != ORACLE_NOBODY)
		weight += weigh_alone(o, set.b);
	for (int i = 0; i < o->n; i++)
		if (begins_group(o, i))
			weight += weigh_group(o, set, i, ORACLE_NOBODY);
	return weight;
}

static bool is_open(const struct oracle *o, int i)
{
	return oracle_is_cause(o, i) && !o->refuted[i] && !o->proven[i] &&
	       oracle_blocks(o, i);
}

static struct set best_set(const struct oracle *o)
{
	struct set best = {ORACLE_NOBODY, ORACLE_NOBODY};
	double most = weigh(o, best);

	for (int a = 0; a < o->n; a++) {
		/* b == a stands for a alone. */
		for (int b = a; is_open(o, a) && b < o->n; b++) {
			struct set set = {a, b == a ? ORACLE_NOBODY : b};
			double weight;

			if (!is_open(o, b))
				continue;
			weight = weigh(o, set);
			if (weight > most + 1e-6) {
				most = weight;
				best = set;
			}
		}
	}
	return best;
}

/* What is in the set only for this member. */
static double worth(const struct oracle *o, struct set set, int i)
{
	double weight = weigh_alone(o, i);

	for (int j = 0; j < o->n; j++)
		if (begins_group(o, j))
			weight += weigh_group(o, set, j, ORACLE_NOBODY) -
				  weigh_group(o, set, j, i);
	return weight;
}

static bool is_decisive(
    const struct oracle *o, struct set set, int first, int i)
{
	for (int j = first; j < o->n; j++)
		if (!oracle_is_cause(o, j) && o->state[j] == ED_PRESENT &&
		    o->makes[i][j] > 0 && oracle_rule(o, j)->leak == ED_NEVER &&
		    !o->hidden[j] &&
		    ed_str_eq(group_of(oracle_rule(o, j)),
			group_of(oracle_rule(o, first))) &&
		    missed(o, set, j, i) > .06)
			return true;
	return false;
}

static bool is_named(const struct oracle *o, struct set set, int i)
{
	int for_it = o->state[i] == ED_PRESENT;

	if (o->proven[i])
		return true;
	if (worth(o, set, i) < 60)
		return false;
	for (int j = 0; j < o->n; j++) {
		if (!begins_group(o, j) ||
		    weigh_group(o, set, j, ORACLE_NOBODY) -
			    weigh_group(o, set, j, i) <
			.5)
			continue;
		for_it += is_decisive(o, set, j, i) ? 2 : 1;
	}
	return for_it >= 2;
}

static bool explains(const struct oracle *o, int i)
{
	for (int j = 0; j < o->n && !o->passed[i]; j++)
		if (!oracle_is_cause(o, j) && o->makes[i][j] > 0 &&
		    o->state[j] == ED_PRESENT && !o->hidden[j] &&
		    oracle_rule(o, j)->refutes_to == ED_HOP_NONE)
			return true;
	return false;
}

static int place_of(const struct oracle *o, int i)
{
	if (explains(o, i))
		return o->proven[i] ? 0 : 1;
	if (oracle_stops(o, i))
		return o->proven[i] ? 2 : 3;
	return o->proven[i] ? 4 : 5;
}

static bool comes_before(const struct oracle *o, struct set set, int a, int b)
{
	bool seen = o->state[a] == ED_PRESENT;

	if (place_of(o, a) != place_of(o, b))
		return place_of(o, a) < place_of(o, b);
	if (seen != (o->state[b] == ED_PRESENT))
		return seen;
	if (oracle_rule(o, a)->bites != oracle_rule(o, b)->bites)
		return oracle_rule(o, a)->bites < oracle_rule(o, b)->bites;
	return worth(o, set, a) > worth(o, set, b);
}

static bool is_consequence(const struct oracle *o, struct set set, int i)
{
	for (int j = 0; j < o->n; j++)
		if (oracle_is_cause(o, j) && is_member(o, set, j) &&
		    o->makes[j][i] > 0 && is_named(o, set, j))
			return true;
	return false;
}

void oracle_ask(const struct ed_rules *rules,
    const struct ed_findings *findings, const struct ed_rank_context *context,
    struct oracle_answer *out)
{
	static struct oracle o;
	struct set best;
	int first = ORACLE_NOBODY;

	oracle_read(&o, rules, findings, context);
	best = best_set(&o);
	*out = (struct oracle_answer){0};
	for (int i = 0; i < o.n; i++) {
		bool in_it = oracle_is_cause(&o, i) &&
			     (is_member(&o, best, i) || (o.passed[i]));

		if (!in_it || !is_named(&o, best, i))
			continue;
		out->n_named++;
		if (is_consequence(&o, best, i))
			continue;
		if (first == ORACLE_NOBODY || comes_before(&o, best, i, first))
			first = i;
	}
	if (first == ORACLE_NOBODY)
		return;
	out->first = oracle_rule(&o, first);
	out->proven = o.proven[first];
}
