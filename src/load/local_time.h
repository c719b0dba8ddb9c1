/* SPDX-License-Identifier: Apache-2.0 */
/* Dates as Windows prints them, in the format and the time of a machine. */
#ifndef ED_LOAD_LOCAL_TIME_H
#define ED_LOAD_LOCAL_TIME_H

#include <easdoctor/base.h>

/* In which order day and month stand between slashes. */
enum ed_date_order { ED_ORDER_UNSAID, ED_MONTH_FIRST, ED_DAY_FIRST };

/* What a date itself says of the order; UNSAID when it could be both. */
enum ed_date_order ed_date_order(struct ed_str text);

/*
 * "11/19/2026 7:58 PM", "19.11.2026 19:58", "2026-11-19 19:58:00 GMT". False
 * when it is none, when its order is not known, or when it is local and zone
 * is empty or unknown: a UTC offset ("+01:00") or a name ("Europe/Berlin").
 */
ED_MUST_USE bool ed_local_time(struct ed_str text, enum ed_date_order order,
    struct ed_str zone, int64_t *out);

#endif
