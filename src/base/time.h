/* SPDX-License-Identifier: Apache-2.0 */
/* Times: seconds since 1970 in UTC, proleptic Gregorian, no leap seconds. */
#ifndef ED_BASE_TIME_H
#define ED_BASE_TIME_H

#include <easdoctor/base.h>

/* A civil date and time in UTC. False when it is not on the calendar. */
ED_MUST_USE bool ed_time_make(int year, int month, int day, int hour,
    int minute, int second, int64_t *out);

/* RFC 3339 ("2026-11-18T08:00:00Z", "…+01:00") or a plain date (midnight). */
ED_MUST_USE bool ed_time_parse(struct ed_str text, int64_t *out);

struct ed_arena;

/* "40 s", "5 min", "2 h 10 min"; seconds >= 0. */
struct ed_str ed_time_distance(struct ed_arena *arena, int64_t seconds);

#endif
