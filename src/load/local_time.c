/* SPDX-License-Identifier: Apache-2.0 */
#include "load/local_time.h"

#include "base/time.h"
#include "base/zone.h"

struct date {
	int part[3]; /* as they stand there */
	size_t digits[3];
	char between;
};

struct clock {
	int hour, minute, second;
};

/* Up to most digits; 0 of them is no number. */
static bool take(struct ed_str *s, size_t most, int *out)
{
	size_t n = 0;

	*out = 0;
	for (; n < most && n < s->n && s->p[n] >= '0' && s->p[n] <= '9'; n++)
		*out = *out * 10 + (s->p[n] - '0');
	*s = ed_str_sub(*s, n, s->n);
	return n > 0;
}

static bool take_byte(struct ed_str *s, const char *any)
{
	if (s->n == 0 || !ed_str_has(ed_str_of(any), s->p[0]))
		return false;
	*s = ed_str_sub(*s, 1, s->n);
	return true;
}

static bool take_word(struct ed_str *s, struct ed_str word)
{
	if (!ed_str_istarts(*s, word))
		return false;
	*s = ed_str_trim(ed_str_sub(*s, word.n, s->n));
	return true;
}

static bool take_date(struct ed_str *s, struct date *out)
{
	for (size_t i = 0; i < 3; i++) {
		size_t before;

		if (i && s->n && ed_str_has(ED_STR("./-"), s->p[0]) &&
		    (i == 1 || s->p[0] == out->between)) {
			out->between = s->p[0];
			*s = ed_str_trim(ed_str_sub(*s, 1, s->n));
		} else if (i) {
			return false;
		}
		before = s->n;
		if (!take(s, 4, &out->part[i]))
			return false;
		out->digits[i] = before - s->n;
	}
	/* Hungarian and Korean dates end in a dot. */
	(void)take_byte(s, ".");
	return true;
}

/* 24 hours, or with AM and PM behind. */
static bool take_clock(struct ed_str *s, struct clock *out)
{
	bool pm;

	*s = ed_str_trim(*s);
	if (!take(s, 2, &out->hour) || !take_byte(s, ":.") ||
	    !take(s, 2, &out->minute))
		return false;
	if (take_byte(s, ":.") && !take(s, 2, &out->second))
		return false;
	*s = ed_str_trim(*s);
	pm = take_word(s, ED_STR("PM")) || take_word(s, ED_STR("p.m."));
	if (!pm && !take_word(s, ED_STR("AM")) && !take_word(s, ED_STR("a.m.")))
		return true;
	if (out->hour < 1 || out->hour > 12)
		return false;
	out->hour = out->hour % 12 + (pm ? 12 : 0);
	return true;
}

static bool make(
    int year, int month, int day, const struct clock *clock, int64_t *out)
{
	return ed_time_make(
	    year, month, day, clock->hour, clock->minute, clock->second, out);
}

/* The year stands behind: dots put the day first, others one or the other. */
static bool make_both(const struct date *date, const struct clock *clock,
    struct ed_local_time *out)
{
	const int *part = date->part;
	int64_t *at = out->at;
	const bool one =
	    make(part[2], part[1], part[0], clock, &at[ED_DAY_FIRST]);
	const bool other =
	    date->between != '.' &&
	    make(part[2], part[0], part[1], clock, &at[ED_MONTH_FIRST]);

	if (!one && !other)
		return false;
	if (!one)
		at[ED_DAY_FIRST] = at[ED_MONTH_FIRST];
	if (!other)
		at[ED_MONTH_FIRST] = at[ED_DAY_FIRST];
	if (one != other && date->between != '.')
		out->order = one ? ED_DAY_FIRST : ED_MONTH_FIRST;
	return true;
}

bool ed_local_time(struct ed_str text, struct ed_local_time *out)
{
	struct ed_local_time time = {.order = ED_ORDER_UNSAID};
	struct ed_str s = ed_str_trim(text);
	struct date date = {.between = '\0'};
	struct clock clock = {0};

	if (!take_date(&s, &date) || !take_clock(&s, &clock))
		return false;
	time.utc = ed_str_eq(s, ED_STR("GMT")) || ed_str_eq(s, ED_STR("UTC"));
	/* Anything else is another language. */
	if (s.n && !time.utc)
		return false;
	if (date.digits[0] == 4) {
		if (!make(date.part[0], date.part[1], date.part[2], &clock,
			&time.at[0]))
			return false;
		time.at[1] = time.at[0];
	} else if (date.digits[2] != 4 || !make_both(&date, &clock, &time)) {
		return false;
	}
	*out = time;
	return true;
}

static void span_of(const struct ed_local_time *time, int64_t at,
    struct ed_str zone, int64_t *earliest, int64_t *latest)
{
	ed_zone_span(time->utc ? ED_STR("UTC") : zone, at, earliest, latest);
}

void ed_local_span(const struct ed_local_time *time, struct ed_str zone,
    int64_t *earliest, int64_t *latest)
{
	int64_t from, to;

	span_of(time, time->at[0], zone, earliest, latest);
	span_of(time, time->at[1], zone, &from, &to);
	if (from < *earliest)
		*earliest = from;
	if (to > *latest)
		*latest = to;
}

bool ed_local_moment(const struct ed_local_time *time, enum ed_date_order order,
    struct ed_str zone, int64_t *out)
{
	int64_t earliest, latest, at = time->at[0];

	if (time->at[0] != time->at[1]) {
		if (order == ED_ORDER_UNSAID)
			return false;
		at = time->at[order];
	}
	span_of(time, at, zone, &earliest, &latest);
	if (earliest != latest)
		return false;
	*out = earliest;
	return true;
}
