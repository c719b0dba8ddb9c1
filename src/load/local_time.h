/* SPDX-License-Identifier: Apache-2.0 */
/* Dates as Windows prints them, in the format and the time of a machine. */
#ifndef ED_LOAD_LOCAL_TIME_H
#define ED_LOAD_LOCAL_TIME_H

#include <easdoctor/base.h>

/* In which order day and month stand. */
enum ed_date_order { ED_DAY_FIRST, ED_MONTH_FIRST, ED_ORDER_UNSAID };

struct ed_local_time {
	/*
	 * What the clock showed, as if it were UTC, by enum ed_date_order.
	 * Where only one is a date, or both are the same, they are alike.
	 */
	int64_t at[2];
	/* What the text itself says of the order. */
	enum ed_date_order order;
	bool utc; /* it says that it is in UTC */
};

/*
 * "11/19/2026 7:58 PM", "19.11.2026 19:58", "2026-11-19 19:58:00 GMT". False
 * when it is none, also when the language has another way to write it.
 */
ED_MUST_USE bool ed_local_time(struct ed_str text, struct ed_local_time *out);

/* The first and the last moment that it can mean in zone (base/zone.h). */
void ed_local_span(const struct ed_local_time *time, struct ed_str zone,
    int64_t *earliest, int64_t *latest);

/*
 * The one moment that it means in zone. False when the
 * order is needed and not said, or the zone leaves a choice.
 */
ED_MUST_USE bool ed_local_moment(const struct ed_local_time *time,
    enum ed_date_order order, struct ed_str zone, int64_t *out);

#endif
