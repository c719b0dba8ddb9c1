/* SPDX-License-Identifier: Apache-2.0 */
/* The timeline's picture, in its parts: one lane, with its marks. */
#ifndef ED_REPORT_HTML_TIMELINE_H
#define ED_REPORT_HTML_TIMELINE_H

#include "report/html.h"

enum {
	ED_LABEL = 14 /* of numbers, above the rail */
};

/* In pixels, where it is shown as large as it is. */
struct ed_geometry {
	const char *name;
	int width;
	int left; /* of the rails */
	int right;
	int lane;  /* height of one */
	int title; /* of a lane: below its rail's height, or above */
	int ticks;
};

struct ed_between {
	int64_t from;
	int64_t to;
};

struct ed_mark {
	size_t number; /* in the list, from 1 */
	int x;
	int beyond; /* -1 before the picture, 1 behind it, 0 in it */
	const struct ed_report_moment *moment;
};

struct ed_picture {
	const struct ed_html *html;
	const struct ed_geometry *shape;
	struct ed_between span;
	int y; /* of the rail of this lane */
	int height;
};

/* One lane: its name, its rail, its marks with their numbers. */
void ed_html_lane(const struct ed_picture *p, const char *title,
    const struct ed_mark *marks, size_t n);

#endif
