/* SPDX-License-Identifier: Apache-2.0 */
/* Which column of a log is what, and rows cut into their columns. */
#ifndef ED_LOAD_LOG_LAYOUT_H
#define ED_LOAD_LOG_LAYOUT_H

#include <easdoctor/base.h>
#include <easdoctor/limits.h>

enum ed_log_field {
	ED_FIELD_DATE,
	ED_FIELD_TIME,
	ED_FIELD_SERVER, /* s-ip */
	ED_FIELD_METHOD,
	ED_FIELD_STEM,
	ED_FIELD_QUERY,
	ED_FIELD_USER,
	ED_FIELD_CLIENT,
	ED_FIELD_AGENT,
	ED_FIELD_STATUS,
	ED_FIELD_SUBSTATUS,
	ED_FIELD_WIN32,
	ED_FIELD_URI,    /* of HTTPERR, with its query */
	ED_FIELD_REASON, /* of HTTPERR */
	ED_FIELD_QUEUE,  /* of HTTPERR */
	ED_FIELD_ISSUER, /* of the client's certificate, where a site logs it */
	ED_N_FIELDS
};

/* From a #Fields line. */
struct ed_log_layout {
	unsigned n;                  /* columns; 0: not known */
	signed char at[ED_N_FIELDS]; /* -1: not there */
};

/*
 * One row, cut: column i is [start[i], start[i + 1] - 1) of base, but the
 * first begins at first.
 */
struct ed_log_cut {
	const char *base;
	const uint32_t *start;
	uint32_t first;
	unsigned n;
};

/* Seconds of the day of a date that was seen before. */
struct ed_log_day {
	char date[10];
	int64_t start; /* 0: none yet */
};

/* What stands behind "#Fields:". */
void ed_log_layout_read(struct ed_log_layout *layout, struct ed_str names);
/* The order of IIS 10 when nobody changed it. */
extern const struct ed_log_layout ed_log_usual;

/* A column of a row of that layout; empty when it is not there, or "-". */
static inline struct ed_str ed_log_get(const struct ed_log_layout *layout,
    const struct ed_log_cut *cut, enum ed_log_field field)
{
	int at = layout->at[field];
	uint32_t from;
	struct ed_str s;

	if (at < 0)
		return (struct ed_str){"", 0};
	from = at ? cut->start[at] : cut->first;
	s.p = cut->base + from;
	s.n = cut->start[at + 1] - 1 - from;
	if (s.n == 1 && s.p[0] == '-')
		s.n = 0;
	return s;
}

/* "2026-11-18" and "08:03:12"; false when they are none. */
bool ed_log_day_set(struct ed_log_day *day, struct ed_str date);
bool ed_log_clock(struct ed_str time, uint32_t *seconds);
/* A number of at most ten digits that fits; false when it is none. */
bool ed_log_number(struct ed_str s, uint32_t *n);

#endif
