/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Consequences: a cause that another, certain one has made is not a second
 * problem. It is shown under the most upstream of those, and takes no rank.
 */
#include "engine/rank_model.h"

/* The listed causes, in the order of the report. */
struct list {
	const struct ed_rank *rank;
	struct ed_rank_cause *const *items;
	size_t n;
};

static bool makes(const struct ed_rank *rank, const struct ed_rank_cause *a,
    const struct ed_rank_cause *b)
{
	return a != b &&
	       rank->reach[a->own->at * rank->n_causes + b->own->at] != 0;
}

/*
 * Something that is in nobody's way today must not take the cause that is off
 * its rank, nor must one that the attempt has got past, unless it has got past
 * both; nor what nobody has seen, one that is proven.
 */
static bool may_lead(
    const struct ed_rank_cause *cause, const struct ed_rank_cause *other)
{
	return cause->certainty <= ED_LIKELY &&
	       (cause->own->state == ED_PRESENT || !other->proven) &&
	       (!cause->passed || other->passed) &&
	       (ed_rank_blocks(cause) || !ed_rank_blocks(other));
}

/* Is item i of the list above item j? In a ring, the first in order is. */
static bool is_above(const struct list *list, size_t i, size_t j)
{
	const struct ed_rank_cause *upper = list->items[i];
	const struct ed_rank_cause *lower = list->items[j];

	return makes(list->rank, upper, lower) && may_lead(upper, lower) &&
	       (i < j || !makes(list->rank, lower, upper) ||
		   !may_lead(lower, upper));
}

static bool has_above(const struct list *list, size_t j)
{
	for (size_t i = 0; i < list->n; i++)
		if (is_above(list, i, j))
			return true;
	return false;
}

static bool can_follow(const struct ed_rank_cause *cause)
{
	return cause->own->state == ED_PRESENT || cause->certainty <= ED_LIKELY;
}

void ed_rank_find_upstream(
    const struct ed_rank *rank, struct ed_rank_cause *const *listed, size_t n)
{
	const struct list list = {rank, listed, n};
	bool *follows = ed_alloc_array(rank->arena, n, sizeof(*follows));

	for (size_t j = 0; j < n; j++)
		follows[j] = can_follow(listed[j]) && has_above(&list, j);
	for (size_t j = 0; j < n; j++) {
		if (!follows[j])
			continue;
		for (size_t i = 0; i < n && !listed[j]->upstream; i++)
			if (!follows[i] && is_above(&list, i, j))
				listed[j]->upstream = listed[i];
	}
}
