/* SPDX-License-Identifier: Apache-2.0 */
/* What evidence may hold, to break whatever shows it. */
#ifndef ED_TEST_HOSTILE_H
#define ED_TEST_HOSTILE_H

#include "base/arena.h"

struct ed_hostile {
	const char *name;
	struct ed_str value;
};

/* Ends with a nameless entry. */
extern const struct ed_hostile ed_hostile_values[];

/* 64 KiB of the value, again and again. */
struct ed_str ed_hostile_long(struct ed_arena *arena, struct ed_str value);

#endif
