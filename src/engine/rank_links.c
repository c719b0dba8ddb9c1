/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Authors write chains, a cause makes another that makes a symptom; scores
 * need direct links. A chain is as strong as the product of its links,
 * rounded down to the next word; of several chains the strongest counts.
 *
 * Chains are walked layer by layer to a bounded depth, so that a ring in
 * rules from outside ends too. The conditions of every link on the way hold
 * for the whole chain, as a link whose condition fails is not walked at all.
 */
#include "engine/rank_model.h"

#include <stdlib.h>

/* A link whose conditions hold, with its target looked up. */
struct edge {
	const struct ed_rank_node *target;
	const struct ed_link *link;
	uint32_t ppm;
};

struct edges {
	struct edge *items;
	size_t n;
};

/* How strongly the cause in hand makes something; 0: not reached. */
struct reached {
	uint32_t ppm;
	const struct ed_rank_path *path;
};

/* What the cause in hand reaches, and which of it, in order of discovery. */
struct map {
	struct reached *items;
	size_t *found;
	size_t n;
};

struct layer {
	size_t *causes;
	size_t n;
};

struct walk {
	struct ed_rank *rank;
	struct edges *edges; /* of every cause */
	struct map causes;
	struct map symptoms;
	struct layer now, next;
	bool *queued;
};

static bool is_active(const struct ed_rank *rank, const struct ed_link *link)
{
	for (size_t i = 0; i < link->when.n; i++)
		if (ed_rank_state(rank, link->when.items[i]) == ED_ABSENT)
			return false;
	return true;
}

static void resolve(
    struct ed_rank *rank, const struct ed_rank_cause *cause, struct edges *out)
{
	const struct ed_rule *rule = cause->rule;

	out->items =
	    ed_alloc_array(rank->arena, rule->n_explains, sizeof(*out->items));
	for (size_t i = 0; i < rule->n_explains; i++) {
		const struct ed_link *link = &rule->explains[i];
		size_t at = ed_rank_find(rank, link->finding);

		if (at == ED_RANK_NONE || !is_active(rank, link))
			continue;
		out->items[out->n++] = (struct edge){
		    .target = &rank->nodes[at],
		    .link = link,
		    .ppm = ed_rank_strength_ppm[link->strength],
		};
	}
}

/* 0 stands for "not reached", so even the weakest chain keeps 1 ppm. */
static uint32_t chain(uint32_t ppm, uint32_t link)
{
	uint32_t product = (uint32_t)((uint64_t)ppm * link / ED_RANK_SURE);

	return product ? product : 1;
}

static void improve(struct map *map, size_t at, struct reached reached)
{
	if (reached.ppm <= map->items[at].ppm)
		return;
	if (map->items[at].ppm == 0)
		map->found[map->n++] = at;
	map->items[at] = reached;
}

static void forget(struct map *map)
{
	for (size_t i = 0; i < map->n; i++)
		map->items[map->found[i]] = (struct reached){0};
	map->n = 0;
}

static void queue(struct walk *walk, size_t cause)
{
	if (walk->queued[cause])
		return;
	walk->queued[cause] = true;
	walk->next.causes[walk->next.n++] = cause;
}

static void follow(struct walk *walk, size_t source, const struct reached *from,
    const struct edge *edge)
{
	bool symptom = edge->target->rule->kind == ED_SYMPTOM_RULE;
	struct map *map = symptom ? &walk->symptoms : &walk->causes;
	size_t at = edge->target->at;
	struct ed_rank_path *path;
	uint32_t ppm = chain(from->ppm, edge->ppm);

	if (ppm <= map->items[at].ppm || (!symptom && at == source))
		return;
	path = ED_NEW(walk->rank->arena, struct ed_rank_path);
	path->link = edge->link;
	path->before = from->path;
	improve(map, at, (struct reached){ppm, path});
	if (!symptom)
		queue(walk, at);
}

static void walk_layer(struct walk *walk, size_t source)
{
	struct layer done = walk->now;

	walk->now = walk->next;
	walk->next = (struct layer){done.causes, 0};
	for (size_t i = 0; i < walk->now.n; i++)
		walk->queued[walk->now.causes[i]] = false;
	for (size_t i = 0; i < walk->now.n; i++) {
		size_t cause = walk->now.causes[i];
		const struct reached from = walk->causes.items[cause];
		const struct edges *edges = &walk->edges[cause];

		for (size_t j = 0; j < edges->n; j++)
			follow(walk, source, &from, &edges->items[j]);
	}
}

/* Whoever sees a child symptom with less sight sees its parent. */
static void inherit(struct walk *walk)
{
	const struct ed_rank *rank = walk->rank;
	struct map *map = &walk->symptoms;

	/* Parents that are found on the way inherit to theirs in turn. */
	for (size_t i = 0; i < map->n; i++) {
		const struct reached child = map->items[map->found[i]];
		size_t at = rank->symptoms[map->found[i]].parent;

		for (int depth = 0; depth < ED_RANK_DEPTH; depth++) {
			if (at == ED_RANK_NONE)
				break;
			improve(map, at, child);
			at = rank->symptoms[at].parent;
		}
	}
}

static int compare_links(const void *a, const void *b, void *context)
{
	const struct ed_rank_link *left = a;
	const struct ed_rank_link *right = b;
	const struct ed_rank_symptom *symptoms = context;
	size_t left_group = symptoms[left->symptom].group;
	size_t right_group = symptoms[right->symptom].group;

	if (left_group != right_group)
		return left_group < right_group ? -1 : 1;
	return (left->symptom > right->symptom) -
	       (left->symptom < right->symptom);
}

/*
 * Where the profile sends that one device a probe does not go: what only a
 * probe was refused is none of it. What Exchange has against a device it may
 * have against the probe, which is another one, as well.
 */
static bool is_of_others(
    const struct ed_rank *rank, const struct ed_rank_cause *cause, size_t at)
{
	const struct ed_rank_node *own = rank->symptoms[at].own;

	return cause->rule->meets == ED_MEETS_DEVICE &&
	       cause->rule->stage == ED_STAGE_PROFILE &&
	       own->state == ED_PRESENT && !own->on_device;
}

static void keep_links(struct walk *walk, struct ed_rank_cause *cause)
{
	struct ed_rank *rank = walk->rank;
	const struct map *map = &walk->symptoms;
	struct ed_rank_link *links =
	    ed_alloc_array(rank->arena, map->n, sizeof(*links));

	for (size_t i = 0; i < map->n; i++) {
		const struct reached *symptom = &map->items[map->found[i]];
		enum ed_strength word = ed_rank_word(symptom->ppm);

		if (word == ED_N_STRENGTHS ||
		    is_of_others(rank, cause, map->found[i]))
			continue;
		links[cause->n_links++] =
		    (struct ed_rank_link){map->found[i], word, symptom->path};
	}
	cause->links = links;
	qsort_r(links, cause->n_links, sizeof(*links), compare_links,
	    rank->symptoms);
}

static void keep_reach(struct walk *walk, size_t source)
{
	struct ed_rank *rank = walk->rank;
	const struct map *map = &walk->causes;
	unsigned char *row = rank->reach + source * rank->n_causes;

	for (size_t i = 0; i < map->n; i++) {
		size_t at = map->found[i];

		if (at != source)
			row[at] = (unsigned char)(1 + ed_rank_word(
							  map->items[at].ppm));
	}
}

static void link_cause(struct walk *walk, size_t source)
{
	struct ed_rank *rank = walk->rank;

	forget(&walk->causes);
	forget(&walk->symptoms);
	improve(&walk->causes, source, (struct reached){ED_RANK_SURE, NULL});
	queue(walk, source);
	for (int depth = 0; depth < ED_RANK_DEPTH && walk->next.n; depth++)
		walk_layer(walk, source);
	for (size_t i = 0; i < walk->next.n; i++)
		walk->queued[walk->next.causes[i]] = false;
	walk->next.n = 0;
	inherit(walk);
	keep_links(walk, &rank->causes[source]);
	keep_reach(walk, source);
}

static void *array(struct ed_rank *rank, size_t n, size_t size)
{
	return ed_alloc_array(rank->arena, n, size);
}

static struct map new_map(struct ed_rank *rank, size_t n)
{
	return (struct map){
	    .items = array(rank, n, sizeof(struct reached)),
	    .found = array(rank, n, sizeof(size_t)),
	};
}

void ed_rank_link(struct ed_rank *rank)
{
	size_t n = rank->n_causes;
	struct walk walk = {.rank = rank};

	walk.edges = array(rank, n, sizeof(*walk.edges));
	walk.causes = new_map(rank, n);
	walk.symptoms = new_map(rank, rank->n_symptoms);
	walk.now.causes = array(rank, n, sizeof(size_t));
	walk.next.causes = array(rank, n, sizeof(size_t));
	walk.queued = array(rank, n, sizeof(*walk.queued));
	rank->reach = array(rank, n, n);
	for (size_t i = 0; i < n; i++)
		resolve(rank, &rank->causes[i], &walk.edges[i]);
	for (size_t i = 0; i < n; i++)
		link_cause(&walk, i);
}
