/* SPDX-License-Identifier: Apache-2.0 */
/* What somebody who mistyped a word may have meant. */
#ifndef ED_BASE_NEAREST_H
#define ED_BASE_NEAREST_H

#include "base/arena.h"

/* The nearest of the words by edit distance, or NULL when none is near. */
const char *ed_nearest(struct ed_str word, const char *const *words);
/*
 * Letters to insert, delete, change or swap until two words of at most 64
 * bytes are the same; case is free. SIZE_MAX when one is longer.
 */
size_t ed_word_distance(struct ed_str a, struct ed_str b);
/* "a, b or c" of what may stand somewhere; empty words are passed over. */
struct ed_str ed_either(struct ed_arena *arena, const char *const *words);

#endif
