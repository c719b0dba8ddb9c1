/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/rank_model.h"

#include <stdlib.h>

size_t ed_rank_find(const struct ed_rank *rank, struct ed_str id)
{
	size_t low = 0;
	size_t high = rank->n_nodes;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = ed_str_compare(id, rank->nodes[middle].rule->id);

		if (order == 0)
			return middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return ED_RANK_NONE;
}

enum ed_state ed_rank_state(const struct ed_rank *rank, struct ed_str id)
{
	size_t at = ed_rank_find(rank, id);

	return at == ED_RANK_NONE ? ED_NOT_ASKED : rank->nodes[at].state;
}

static int compare_nodes(const void *a, const void *b)
{
	const struct ed_rank_node *left = a;
	const struct ed_rank_node *right = b;

	return ed_str_compare(left->rule->id, right->rule->id);
}

static void add_nodes(struct ed_rank *rank)
{
	const struct ed_rules *rules = rank->rules;

	rank->nodes =
	    ed_alloc_array(rank->arena, rules->n_rules, sizeof(*rank->nodes));
	for (size_t i = 0; i < rules->n_rules; i++)
		rank->nodes[i].rule = &rules->rules[i];
	rank->n_nodes = rules->n_rules;
	if (rank->n_nodes)
		qsort(rank->nodes, rank->n_nodes, sizeof(*rank->nodes),
		    compare_nodes);
}

/* States are in order of how much they say; the largest is the aggregate. */
static void add_states(struct ed_rank *rank, const struct ed_findings *findings)
{
	for (size_t i = 0; i < findings->n; i++) {
		const struct ed_settled *item = &findings->items[i];
		size_t at = item->rule ? ed_rank_find(rank, item->rule->id)
				       : ED_RANK_NONE;
		struct ed_rank_node *node;

		if (at == ED_RANK_NONE)
			continue;
		node = &rank->nodes[at];
		if (item->state > node->settled)
			node->settled = item->state;
		if (item->state == ED_PRESENT && !item->from_here &&
		    !item->disputed)
			node->elsewhere = true;
		if (item->state == ED_PRESENT && !item->by_probe)
			node->on_device = true;
		node->state = node->settled;
	}
}

static void add_symptom(struct ed_rank *rank, struct ed_rank_node *node)
{
	struct ed_rank_symptom *symptom = &rank->symptoms[rank->n_symptoms];

	node->at = rank->n_symptoms++;
	symptom->own = node;
	symptom->rule = node->rule;
	symptom->parent = ED_RANK_NONE;
	symptom->missed = ED_RANK_SURE;
	for (int word = 0; word < ED_N_STRENGTHS; word++)
		symptom->gain[word] = ed_rank_present[node->rule->leak][word];
}

static void split_kinds(struct ed_rank *rank)
{
	rank->causes =
	    ed_alloc_array(rank->arena, rank->n_nodes, sizeof(*rank->causes));
	rank->symptoms =
	    ed_alloc_array(rank->arena, rank->n_nodes, sizeof(*rank->symptoms));
	for (size_t i = 0; i < rank->n_nodes; i++) {
		struct ed_rank_node *node = &rank->nodes[i];

		if (node->rule->kind == ED_SYMPTOM_RULE) {
			add_symptom(rank, node);
			continue;
		}
		rank->causes[rank->n_causes].own = node;
		rank->causes[rank->n_causes].rule = node->rule;
		node->at = rank->n_causes++;
	}
}

static struct ed_str group_of(const struct ed_rule *symptom)
{
	return symptom->group.n ? symptom->group : symptom->id;
}

static int compare_groups(const void *a, const void *b)
{
	const struct ed_rank_symptom *left =
	    *(struct ed_rank_symptom *const *)a;
	const struct ed_rank_symptom *right =
	    *(struct ed_rank_symptom *const *)b;
	int order = ed_str_compare(group_of(left->rule), group_of(right->rule));

	return order ? order : (left > right) - (left < right);
}

static void add_groups(struct ed_rank *rank)
{
	size_t n = rank->n_symptoms;
	struct ed_rank_symptom **sorted =
	    ed_alloc_array(rank->arena, n, sizeof(*sorted));

	if (n == 0)
		return;
	for (size_t i = 0; i < n; i++)
		sorted[i] = &rank->symptoms[i];
	qsort(sorted, n, sizeof(*sorted), compare_groups);
	sorted[0]->group = sorted[0]->own->at;
	for (size_t i = 1; i < n; i++)
		sorted[i]->group = ed_str_eq(group_of(sorted[i]->rule),
				       group_of(sorted[i - 1]->rule))
				       ? sorted[i - 1]->group
				       : sorted[i]->own->at;
}

static void add_parents(struct ed_rank *rank)
{
	for (size_t i = 0; i < rank->n_symptoms; i++) {
		struct ed_rank_symptom *symptom = &rank->symptoms[i];
		size_t at = ed_rank_find(rank, symptom->rule->parent);

		if (at != ED_RANK_NONE &&
		    rank->nodes[at].rule->kind == ED_SYMPTOM_RULE)
			symptom->parent = rank->nodes[at].at;
	}
}

/* A present child says all that its parents say, and more. */
static void hide_parents(struct ed_rank *rank)
{
	for (size_t i = 0; i < rank->n_symptoms; i++) {
		size_t at = rank->symptoms[i].parent;

		if (rank->symptoms[i].own->state != ED_PRESENT)
			continue;
		/* Bounded, and not itself: rules from outside may be a ring. */
		for (int depth = 0; depth < ED_RANK_DEPTH; depth++) {
			if (at == ED_RANK_NONE || at == i)
				break;
			rank->symptoms[at].hidden = true;
			at = rank->symptoms[at].parent;
		}
	}
}

void ed_rank_build(struct ed_rank *rank, const struct ed_findings *findings)
{
	add_nodes(rank);
	add_states(rank, findings);
	split_kinds(rank);
	add_groups(rank);
	add_parents(rank);
	hide_parents(rank);
}
