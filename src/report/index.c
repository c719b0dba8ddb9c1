/* SPDX-License-Identifier: Apache-2.0 */
#include "report/index.h"

#include <stdlib.h>

void ed_index_add(struct ed_arena *arena, struct ed_index *index,
    struct ed_str key, size_t value)
{
	struct ed_entry *entry =
	    ED_PUSH(arena, &index->entries, struct ed_entry);

	entry->key = key;
	entry->value = value;
}

static int compare(const void *a, const void *b)
{
	const struct ed_entry *x = a, *y = b;
	int order = ed_str_compare(x->key, y->key);

	return order ? order : (x->value > y->value) - (x->value < y->value);
}

void ed_index_sort(struct ed_index *index)
{
	if (index->entries.n)
		qsort(index->entries.items, index->entries.n,
		    sizeof(struct ed_entry), compare);
}

/* The first entry at or behind (key, value). */
static size_t lower_bound(
    const struct ed_index *index, struct ed_str key, size_t value)
{
	const struct ed_entry *entries = index->entries.items;
	const struct ed_entry wanted = {key, value};
	size_t low = 0, high = index->entries.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(&entries[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct ed_entry *ed_index_find(
    const struct ed_index *index, struct ed_str key, size_t *n)
{
	size_t first = lower_bound(index, key, 0);
	size_t end = lower_bound(index, key, SIZE_MAX);

	*n = end - first;
	return *n ? &ED_ITEMS(index->entries, struct ed_entry)[first] : NULL;
}
