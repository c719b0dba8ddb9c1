/* SPDX-License-Identifier: Apache-2.0 */
/* What a check runs for, and why there is nothing to run for. */
#ifndef ED_ENGINE_SUBJECTS_H
#define ED_ENGINE_SUBJECTS_H

#include "base/case.h"
#include "engine/finding.h"

struct ed_subject {
	const void *it;      /* what run() gets */
	struct ed_str label; /* empty for the case */
};

struct ed_subjects {
	const struct ed_subject *items;
	size_t n;
	/* When n is 0: why, and whether it should have been there. */
	struct ed_str reason;
	bool damaged;
	bool none_meant; /* when n is 0: it was seen that there is none */
};

void ed_subjects_find(struct ed_case *c, enum ed_each each,
    struct ed_arena *arena, struct ed_subjects *out);

/* Why no device certificate is known though there should be one, or empty. */
struct ed_str ed_certificate_trouble(
    const struct ed_case *c, struct ed_arena *arena);

#endif
