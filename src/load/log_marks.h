/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the columns and lines of a piece of a log begin. That is found for
 * many rows at once, without a decision for each byte, and before anything is
 * asked of a row: most time is spent here, and what else there is to know of a
 * row then costs one look.
 */
#ifndef ED_LOAD_LOG_MARKS_H
#define ED_LOAD_LOG_MARKS_H

#include <easdoctor/base.h>

struct ed_log_marks {
	/* Behind each blank and LF, and 0, ascending. */
	uint32_t *starts;
	/* Where in starts each line ends: at the first column of the next. */
	uint32_t *lines;
	size_t n_lines;
	size_t room; /* longest piece that fits */
};

/* Zeroed: empty. p ends in LF; ED_LOG_PAD bytes behind it may be read. */
void ed_log_mark(struct ed_log_marks *marks, const char *p, size_t n);
void ed_log_marks_free(struct ed_log_marks *marks);

/* The ways to do it, best first, ended by one without a name. */
struct ed_log_way {
	const char *name;
	bool (*can)(void); /* does this machine? */
	void (*mark)(struct ed_log_marks *marks, const char *p, size_t n);
};

extern const struct ed_log_way ed_log_ways[];

#endif
