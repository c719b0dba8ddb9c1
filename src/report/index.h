/* SPDX-License-Identifier: Apache-2.0 */
/* Ids found by name. A report that was read may hold very many of them. */
#ifndef ED_REPORT_INDEX_H
#define ED_REPORT_INDEX_H

#include "base/arena.h"

struct ed_entry {
	struct ed_str key;
	size_t value;
};

/* Zero-initialised is empty; fill, then sort, then find. */
struct ed_index {
	struct ed_list entries; /* struct ed_entry */
};

void ed_index_add(struct ed_arena *arena, struct ed_index *index,
    struct ed_str key, size_t value);
void ed_index_sort(struct ed_index *index);
/*
 * The entries of a key, in order of value; n is set to how many there are.
 * NULL when there is none.
 */
const struct ed_entry *ed_index_find(
    const struct ed_index *index, struct ed_str key, size_t *n);

#endif
