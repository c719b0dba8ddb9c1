/* SPDX-License-Identifier: Apache-2.0 */
#include "random_case.h"

#include <string.h>

/* Percent per enum value, as authors use the words; each row sums to 100. */
static const unsigned char priors[] = {5, 20, 35, 25, 15};
static const unsigned char strengths[] = {20, 30, 25, 15, 10};
static const unsigned char leaks[] = {35, 40, 20, 5};
static const unsigned char blocks[] = {55, 30, 5, 5, 5};
static const unsigned char proofs[] = {60, 5, 30, 5};
static const double strength_of[] = {.98, .80, .50, .20, .05};
static const double leak_of[] = {.001, .01, .05, .20};
static const double prior_of[] = {.10, .03, .01, .003, .001};

struct maker {
	struct ed_arena *arena;
	uint64_t random;
	struct random_shape shape;
	struct random_case *out;
	bool *true_causes;
	bool *shown;       /* symptoms */
	enum ed_hop stops; /* the first hop that a true cause breaks */
};

uint32_t random_below(uint64_t *state, uint32_t n)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return (uint32_t)((z ^ z >> 31) >> 32) % n;
}

static uint32_t below(struct maker *m, size_t n)
{
	return random_below(&m->random, (uint32_t)n);
}

static bool chance(struct maker *m, double p)
{
	return below(m, 1000000) < (uint32_t)(p * 1000000);
}

static int pick(struct maker *m, const unsigned char *percent)
{
	uint32_t at = below(m, 100);
	int i = 0;

	while (at >= percent[i])
		at -= percent[i++];
	return i;
}

static struct ed_words one_word(struct maker *m, struct ed_str id)
{
	struct ed_str *word = ED_NEW(m->arena, struct ed_str);

	*word = id;
	return (struct ed_words){word, 1};
}

static struct ed_rule *any_cause(struct maker *m)
{
	return &m->out->rules[below(m, m->out->n_causes)];
}

static void make_symptom(struct maker *m, size_t i)
{
	struct random_case *out = m->out;
	struct ed_rule *rule = &out->rules[out->n_causes + i];
	struct ed_rule *before = i ? rule - 1 : NULL;

	rule->kind = ED_SYMPTOM_RULE;
	rule->leak = (enum ed_leak)pick(m, leaks);
	rule->seen_at = ED_HOP_NONE;
	rule->refutes_to = ED_HOP_NONE;
	if (before && chance(m, .25)) {
		rule->group = before->group.n ? before->group : before->id;
		before->group = rule->group;
	}
	if (m->shape.plain)
		return;
	if (before && rule->group.n && chance(m, .5))
		rule->parent = before->id;
	if (chance(m, .25))
		rule->seen_at = (enum ed_hop)below(m, ED_N_HOP);
	else if (!rule->group.n && chance(m, .03))
		rule->refutes_to = (enum ed_hop)below(m, ED_N_HOP);
}

/* What a cause breaks at its hop is not seen at a later one. */
static bool can_make(const struct ed_rule *cause, const struct ed_rule *other)
{
	if (other->kind == ED_CAUSE)
		return cause < other && cause->bites <= other->bites;
	return other->refutes_to == ED_HOP_NONE &&
	       (other->seen_at == ED_HOP_NONE ||
		   other->seen_at <= cause->bites);
}

static void make_links(struct maker *m, struct ed_rule *rule)
{
	enum { MOST = 6 };
	struct ed_link *links = ed_alloc_array(m->arena, MOST, sizeof(*links));
	size_t wanted = 2 + below(m, MOST - 1);
	size_t n_rules = m->out->n_causes + m->out->n_symptoms;

	rule->explains = links;
	for (size_t tries = 0; tries < 40 && rule->n_explains < wanted;
	     tries++) {
		bool chain = !m->shape.plain && chance(m, .1);
		size_t at = chain ? below(m, m->out->n_causes)
				  : m->out->n_causes +
					below(m, n_rules - m->out->n_causes);
		struct ed_link *link = &links[rule->n_explains];

		if (!can_make(rule, &m->out->rules[at]))
			continue;
		link->finding = m->out->rules[at].id;
		link->strength = (enum ed_strength)pick(m, strengths);
		link->via = ED_STR("it does");
		if (!m->shape.plain && chance(m, .05))
			link->when = one_word(m, any_cause(m)->id);
		rule->n_explains++;
	}
}

static void make_cause(struct maker *m, size_t i)
{
	struct ed_rule *rule = &m->out->rules[i];

	rule->kind = ED_CAUSE;
	rule->bites = (enum ed_hop)below(m, ED_N_HOP);
	rule->blocks = (enum ed_blocks)pick(m, blocks);
	rule->prior = (enum ed_prior)pick(m, priors);
	rule->proof = (enum ed_proof)pick(m, proofs);
	rule->seen_at = ED_HOP_NONE;
	rule->refutes_to = ED_HOP_NONE;
	if (rule->proof == ED_PROOF_NEEDS || rule->proof == ED_PROOF_ANY)
		rule->proof_needs = one_word(m,
		    m->out
			->rules[m->out->n_causes + below(m, m->out->n_symptoms)]
			.id);
	if (chance(m, .03))
	rule->requires = one_word(m, any_cause(m)->id);
	if (chance(m, .03))
		rule->excludes = one_word(m, any_cause(m)->id);
}

static void make_checks(struct maker *m)
{
	struct random_case *out = m->out;

	out->n_checks = 12;
	out->checks =
	    ed_alloc_array(m->arena, out->n_checks, sizeof(*out->checks));
	for (size_t i = 0; i < out->n_checks; i++) {
		out->checks[i].id = ed_format(m->arena, "check-%02zu", i);
		out->checks[i].cost = (enum ed_cost)below(m, 4);
		if (chance(m, .8))
			out->checks[i].collect.run = ED_STR("look");
	}
}

static void make_rules(struct maker *m)
{
	struct random_case *out = m->out;
	size_t n = out->n_causes + out->n_symptoms;

	out->rules = ed_alloc_array(m->arena, n, sizeof(*out->rules));
	make_checks(m);
	for (size_t i = 0; i < n; i++) {
		struct ed_rule *rule = &out->rules[i];

		rule->check = out->checks[below(m, out->n_checks)].id;
		rule->id = i < out->n_causes
			       ? ed_format(m->arena, "cause/%03zu", i)
			       : ed_format(m->arena, "symptom/%03zu", i);
	}
	for (size_t i = 0; i < out->n_causes; i++)
		make_cause(m, i);
	for (size_t i = 0; i < out->n_symptoms; i++)
		make_symptom(m, i);
	for (size_t i = 0; i < out->n_causes; i++)
		make_links(m, &out->rules[i]);
}

/* A true cause, drawn by how common each is. */
static void draw_fault(struct maker *m)
{
	double sum = 0;
	double at;
	size_t i = 0;

	for (size_t j = 0; j < m->out->n_causes; j++)
		sum += prior_of[m->out->rules[j].prior];
	at = sum * below(m, 1000000) / 1e6;
	while (
	    i + 1 < m->out->n_causes && at >= prior_of[m->out->rules[i].prior])
		at -= prior_of[m->out->rules[i++].prior];
	m->true_causes[i] = true;
}

static size_t index_of(const struct maker *m, struct ed_str id)
{
	size_t i = 0;

	while (!ed_str_eq(m->out->rules[i].id, id))
		i++;
	return i;
}

static bool is_visible(const struct maker *m, const struct ed_rule *symptom)
{
	return symptom->seen_at == ED_HOP_NONE || symptom->seen_at <= m->stops;
}

static void show(struct maker *m, size_t symptom)
{
	while (true) {
		struct ed_rule *rule =
		    &m->out->rules[m->out->n_causes + symptom];

		if (!is_visible(m, rule))
			return;
		m->shown[symptom] = true;
		if (rule->parent.n == 0)
			return;
		symptom = index_of(m, rule->parent) - m->out->n_causes;
	}
}

/* Causes come before what they make, so one pass follows every chain. */
static void spread(struct maker *m)
{
	for (size_t i = 0; i < m->out->n_causes; i++) {
		const struct ed_rule *rule = &m->out->rules[i];

		for (size_t j = 0; m->true_causes[i] && j < rule->n_explains;
		     j++) {
			const struct ed_link *link = &rule->explains[j];
			size_t to = index_of(m, link->finding);

			if (!chance(m, strength_of[link->strength]))
				continue;
			if (to < m->out->n_causes)
				m->true_causes[to] = true;
			else
				show(m, to - m->out->n_causes);
		}
	}
}

static void happen(struct maker *m)
{
	uint32_t luck = below(m, 100);

	/* Nothing, one fault, or two. */
	for (uint32_t i = 0; i < (luck < 10 ? 0 : luck < 75 ? 1 : 2); i++)
		draw_fault(m);
	m->stops = ED_HOP_NONE;
	for (size_t i = 0; i < m->out->n_causes; i++)
		if (m->true_causes[i] &&
		    m->out->rules[i].blocks <= ED_BLOCKS_USER &&
		    m->out->rules[i].bites < m->stops)
			m->stops = m->out->rules[i].bites;
	spread(m);
	for (size_t i = 0; i < m->out->n_symptoms; i++) {
		const struct ed_rule *rule =
		    &m->out->rules[m->out->n_causes + i];

		if (rule->refutes_to != ED_HOP_NONE)
			m->shown[i] = rule->refutes_to < m->stops;
		else if (chance(m, leak_of[rule->leak]))
			show(m, i);
	}
}

static void settle(struct maker *m)
{
	struct random_case *out = m->out;
	size_t n = out->n_causes + out->n_symptoms;
	/* From a certificate alone to nearly everything. */
	double known = .1 + .1 * below(m, 6);

	out->settled = ed_alloc_array(m->arena, n, sizeof(*out->settled));
	for (size_t i = 0; i < n; i++) {
		struct ed_settled *settled = &out->settled[i];
		bool cause = i < out->n_causes;
		bool is_so =
		    cause ? m->true_causes[i] : m->shown[i - out->n_causes];

		settled->rule = &out->rules[i];
		settled->from_here = chance(m, .05);
		if (!chance(m, cause ? known : .9))
			settled->state =
			    chance(m, .5) ? ED_UNKNOWN : ED_NOT_ASKED;
		else
			settled->state = is_so ? ED_PRESENT : ED_ABSENT;
	}
}

void random_case_make(struct ed_arena *arena, uint64_t seed,
    struct random_shape shape, struct random_case *out)
{
	struct maker m = {
	    .arena = arena, .random = seed, .shape = shape, .out = out};

	*out = (struct random_case){
	    .n_causes = shape.n_causes, .n_symptoms = shape.n_symptoms};
	if (out->n_causes == 0) {
		out->n_causes = 20 + below(&m, 21);
		out->n_symptoms = 20 + below(&m, 21);
	}
	m.true_causes = ed_alloc_array(arena, out->n_causes, sizeof(bool));
	m.shown = ed_alloc_array(arena, out->n_symptoms, sizeof(bool));
	make_rules(&m);
	happen(&m);
	settle(&m);
	if (chance(&m, .1))
		out->context.affected = ED_AFFECTED_ONE;
	out->context.healthy_peer = chance(&m, .05);
}

struct ed_rules random_case_rules(const struct random_case *c)
{
	return (struct ed_rules){
	    .rules = c->rules,
	    .n_rules = c->n_causes + c->n_symptoms,
	    .checks = c->checks,
	    .n_checks = c->n_checks,
	};
}

struct ed_findings random_case_findings(const struct random_case *c)
{
	return (struct ed_findings){
	    .items = c->settled,
	    .n = c->n_causes + c->n_symptoms,
	};
}
