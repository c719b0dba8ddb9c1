/* SPDX-License-Identifier: Apache-2.0 */
#include "load/local_time.h"

#include "base/time.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

struct date {
	int parts[3]; /* as they stand there */
	size_t widths[3];
	char separator;
	int hour, minute, second;
	bool utc;
};

static bool take_number(struct ed_str *s, int *out, size_t *width)
{
	size_t n = 0;
	int value = 0;

	while (n < s->n && n < 4 && s->p[n] >= '0' && s->p[n] <= '9')
		value = value * 10 + (s->p[n++] - '0');
	*s = ed_str_sub(*s, n, s->n);
	*out = value;
	*width = n;
	return n > 0;
}

static bool take_byte(struct ed_str *s, char byte)
{
	if (!s->n || s->p[0] != byte)
		return false;
	*s = ed_str_sub(*s, 1, s->n);
	return true;
}

static bool take_clock(struct ed_str *s, struct date *date)
{
	size_t width;

	if (!take_number(s, &date->hour, &width) || !take_byte(s, ':') ||
	    !take_number(s, &date->minute, &width))
		return false;
	return !take_byte(s, ':') || take_number(s, &date->second, &width);
}

static bool take_half(struct ed_str *s, struct date *date)
{
	struct ed_str word = ed_str_sub(*s, 0, 2);
	bool pm = ed_str_ieq(word, ED_STR("PM"));

	if (!pm && !ed_str_ieq(word, ED_STR("AM")))
		return true;
	if (date->hour < 1 || date->hour > 12)
		return false;
	date->hour = date->hour % 12 + (pm ? 12 : 0);
	*s = ed_str_trim(ed_str_sub(*s, 2, s->n));
	return true;
}

static bool read_date(struct ed_str s, struct date *date)
{
	s = ed_str_trim(s);
	*date = (struct date){0};
	for (size_t i = 0; i < 3; i++) {
		if (i == 1 && s.n && ed_str_has(ED_STR("/.-"), s.p[0]))
			date->separator = s.p[0];
		if (i && (!date->separator || !take_byte(&s, date->separator)))
			return false;
		if (!take_number(&s, &date->parts[i], &date->widths[i]))
			return false;
	}
	s = ed_str_trim(s);
	if (!take_clock(&s, date))
		return false;
	s = ed_str_trim(s);
	if (!take_half(&s, date))
		return false;
	date->utc = ed_str_eq(s, ED_STR("GMT")) || ed_str_eq(s, ED_STR("UTC"));
	return s.n == 0 || date->utc;
}

enum ed_date_order ed_date_order(struct ed_str text)
{
	struct date date;

	if (!read_date(text, &date) || date.separator != '/' ||
	    date.widths[2] != 4)
		return ED_ORDER_UNSAID;
	if (date.parts[0] > 12)
		return ED_DAY_FIRST;
	return date.parts[1] > 12 ? ED_MONTH_FIRST : ED_ORDER_UNSAID;
}

/* Where year, month and day stand; false when nobody can know. */
static bool set_order(const struct date *date, enum ed_date_order order,
    int *year, int *month, int *day)
{
	const int *parts = date->parts;
	bool month_first = date->separator == '/' && order == ED_MONTH_FIRST;

	if (date->widths[0] == 4) {
		*year = parts[0];
		*month = parts[1];
		*day = parts[2];
		return date->separator != '.';
	}
	if (date->widths[2] != 4)
		return false;
	if (date->separator == '/' && order == ED_ORDER_UNSAID &&
	    parts[0] != parts[1])
		return false;
	*year = parts[2];
	*month = month_first ? parts[0] : parts[1];
	*day = month_first ? parts[1] : parts[0];
	return true;
}

/* "+01:00" */
static bool read_offset(struct ed_str zone, int64_t *seconds)
{
	int hour, minute, sign;
	size_t width;

	if (!zone.n || (zone.p[0] != '+' && zone.p[0] != '-'))
		return false;
	sign = zone.p[0] == '-' ? -1 : 1;
	zone = ed_str_sub(zone, 1, zone.n);
	if (!take_number(&zone, &hour, &width) || width != 2 ||
	    !take_byte(&zone, ':') || !take_number(&zone, &minute, &width) ||
	    width != 2 || zone.n || hour > 14 || minute > 59)
		return false;
	*seconds = sign * (hour * 3600 + minute * 60);
	return true;
}

/* A name of the zone database, and nothing else that TZ would take. */
static bool is_zone(struct ed_str zone)
{
	char path[128];
	struct stat st;

	for (size_t i = 0; i < zone.n; i++)
		if (!((zone.p[i] >= 'A' && zone.p[i] <= 'Z') ||
			(zone.p[i] >= 'a' && zone.p[i] <= 'z') ||
			(zone.p[i] >= '0' && zone.p[i] <= '9') ||
			ed_str_has(ED_STR("/_+-"), zone.p[i])))
			return false;
	if (!zone.n || zone.n > 64 || zone.p[0] == '/')
		return false;
	(void)snprintf(
	    path, sizeof(path), "/usr/share/zoneinfo/%.*s", ED_ARG(zone));
	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* The C library's own zone is put back as it was. */
static bool in_zone(struct ed_str zone, struct tm *tm, int64_t *out)
{
	const char *before = getenv("TZ");
	char name[72], *kept = before ? strdup(before) : NULL;
	time_t at;

	(void)snprintf(name, sizeof(name), ":%.*s", ED_ARG(zone));
	setenv("TZ", name, 1);
	tzset();
	tm->tm_isdst = -1;
	at = mktime(tm);
	if (kept)
		setenv("TZ", kept, 1);
	else
		unsetenv("TZ");
	tzset();
	free(kept);
	*out = (int64_t)at;
	return at != (time_t)-1;
}

bool ed_local_time(struct ed_str text, enum ed_date_order order,
    struct ed_str zone, int64_t *out)
{
	int year = 0, month = 0, day = 0;
	int64_t at, offset = 0;
	struct date date;
	struct tm tm;

	if (!read_date(text, &date) ||
	    !set_order(&date, order, &year, &month, &day) ||
	    !ed_time_make(
		year, month, day, date.hour, date.minute, date.second, &at))
		return false;
	if (date.utc || ed_str_eq(zone, ED_STR("UTC")) ||
	    read_offset(zone, &offset)) {
		*out = at - offset;
		return true;
	}
	if (!is_zone(zone))
		return false;
	tm = (struct tm){.tm_year = year - 1900,
	    .tm_mon = month - 1,
	    .tm_mday = day,
	    .tm_hour = date.hour,
	    .tm_min = date.minute,
	    .tm_sec = date.second};
	return in_zone(zone, &tm, out);
}
