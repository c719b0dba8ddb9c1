/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands in an arena, put aside and put back: for work that changes what
 * it was given, and is done again.
 */
#ifndef ED_BASE_ARENA_SAVE_H
#define ED_BASE_ARENA_SAVE_H

#include "base/arena.h"

/* Bytes that are handed out. */
size_t ed_arena_size(const struct ed_arena *arena);
/* Copies all into another arena; the list is for ed_arena_put_back. */
struct ed_list ed_arena_save(
    const struct ed_arena *arena, struct ed_arena *into);
/* The arena must hand out nothing in between: the work has one of its own. */
void ed_arena_put_back(const struct ed_list *saved);

#endif
