/* SPDX-License-Identifier: Apache-2.0 */
/* What the two halves of the timeline share while it is being put together. */
#ifndef ED_REPORT_TIMELINE_H
#define ED_REPORT_TIMELINE_H

#include "report/build.h"

#include <easdoctor/limits.h>

struct ed_dated {
	int64_t time;
	size_t order; /* in which it was found */
	const char *kind;
	struct ed_str text;
	struct ed_str finding; /* the id of a symptom, or empty */
};

struct ed_dates {
	const struct ed_builder *b;
	struct ed_arena *arena;
	struct ed_dated items[ED_MAX_REPORT_MOMENTS];
	size_t n;
};

/* Left out when there is no more room, or time is none. */
void ed_dates_add(struct ed_dates *all, int64_t time, const char *kind,
    struct ed_str finding, struct ed_str text);

/* When each symptom that is present was seen. */
void ed_dates_add_symptoms(
    struct ed_dates *all, const struct ed_builder *builder);

#endif
