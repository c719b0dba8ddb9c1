/* SPDX-License-Identifier: Apache-2.0 */
#include "base/zone_rule.h"

#include "base/time.h"

/* Years are those of certificates: four digits. */
enum { DAY = 24 * 3600, YEAR = 31556952, MAX_YEAR = 9990 };

/* When the clock is changed: "M3.5.0/2", "J60", "59". */
struct change {
	char form; /* 'M', 'J' or '0' */
	int part[3];
	int64_t time; /* of that day */
};

struct rule {
	int64_t offset[2]; /* east of UTC; in winter, in summer */
	bool has_summer;
	struct change change[2]; /* to summer, and back */
};

static bool take(struct ed_str *s, int *out)
{
	size_t n = 0;

	*out = 0;
	for (; n < 3 && n < s->n && s->p[n] >= '0' && s->p[n] <= '9'; n++)
		*out = *out * 10 + (s->p[n] - '0');
	*s = ed_str_sub(*s, n, s->n);
	return n > 0;
}

static bool take_byte(struct ed_str *s, char byte)
{
	if (s->n == 0 || s->p[0] != byte)
		return false;
	*s = ed_str_sub(*s, 1, s->n);
	return true;
}

/* "CET", or "<+0330>". */
static bool take_name(struct ed_str *s)
{
	size_t n = 0;

	if (take_byte(s, '<')) {
		n = ed_str_find(*s, ED_STR(">"));
		*s = ed_str_sub(*s, n, s->n);
		return take_byte(s, '>');
	}
	while (n < s->n && ((s->p[n] >= 'A' && s->p[n] <= 'Z') ||
			       (s->p[n] >= 'a' && s->p[n] <= 'z')))
		n++;
	*s = ed_str_sub(*s, n, s->n);
	return n >= 3;
}

/* "-1", "3:30", "+5:30:00" */
static bool take_time(struct ed_str *s, int64_t *out)
{
	const bool minus = take_byte(s, '-');
	int part[3] = {0};

	if (!minus)
		(void)take_byte(s, '+');
	for (size_t i = 0; i < 3; i++)
		if ((i == 0 || take_byte(s, ':')) && !take(s, &part[i]))
			return false;
	*out = part[0] * 3600 + part[1] * 60 + part[2];
	*out = minus ? -*out : *out;
	return part[0] <= 167 && part[1] < 60 && part[2] < 60;
}

static bool take_day(struct ed_str *s, struct change *out)
{
	int *part = out->part;

	if (take_byte(s, 'M')) {
		out->form = 'M';
		return take(s, &part[0]) && take_byte(s, '.') &&
		       take(s, &part[1]) && take_byte(s, '.') &&
		       take(s, &part[2]) && part[0] >= 1 && part[0] <= 12 &&
		       part[1] >= 1 && part[1] <= 5 && part[2] <= 6;
	}
	out->form = take_byte(s, 'J') ? 'J' : '0';
	return take(s, &part[0]) && part[0] <= 365 &&
	       (out->form == '0' || part[0] >= 1);
}

static bool take_change(struct ed_str *s, struct change *out)
{
	out->time = 2 * 3600;
	return take_byte(s, ',') && take_day(s, out) &&
	       (!take_byte(s, '/') || take_time(s, &out->time));
}

static bool read_rule(struct ed_str s, struct rule *out)
{
	*out = (struct rule){.has_summer = false};
	if (!take_name(&s) || !take_time(&s, &out->offset[0]))
		return false;
	/* The rule counts west of UTC. */
	out->offset[0] = -out->offset[0];
	if (s.n == 0)
		return true;
	out->has_summer = true;
	out->offset[1] = out->offset[0] + 3600;
	if (!take_name(&s))
		return false;
	if (s.n && s.p[0] != ',') {
		if (!take_time(&s, &out->offset[1]))
			return false;
		out->offset[1] = -out->offset[1];
	}
	return take_change(&s, &out->change[0]) &&
	       take_change(&s, &out->change[1]) && s.n == 0;
}

/* Midnight of a day that is on the calendar. */
static int64_t midnight(int year, int month, int day)
{
	int64_t at = 0;

	(void)!ed_time_make(year, month, day, 0, 0, 0, &at);
	return at;
}

static int64_t nth_weekday(int year, const struct change *change)
{
	const int month = change->part[0], week = change->part[1];
	const int64_t first = midnight(year, month, 1);
	const int64_t next = month == 12 ? midnight(year + 1, 1, 1)
					 : midnight(year, month + 1, 1);
	/* 1970 began on a Thursday. */
	const int64_t weekday = ((first / DAY + 4) % 7 + 7) % 7;
	int64_t at = first + (change->part[2] - weekday + 7) % 7 * DAY +
		     (int64_t)(week - 1) * 7 * DAY;

	/* The fifth is the last. */
	return at >= next ? at - 7 * DAY : at;
}

static int64_t change_in(int year, const struct change *change)
{
	const int day = change->part[0];

	if (change->form == 'M')
		return nth_weekday(year, change) + change->time;
	/* J60 is the first of March, in leap years too. */
	if (change->form == 'J' && day >= 60)
		return midnight(year, 3, 1) + (int64_t)(day - 60) * DAY +
		       change->time;
	return midnight(year, 1, 1) +
	       (int64_t)(change->form == 'J' ? day - 1 : day) * DAY +
	       change->time;
}

static int year_of(int64_t at)
{
	int year = (int)(1970 + at / YEAR);

	while (midnight(year, 1, 1) > at)
		year--;
	while (midnight(year + 1, 1, 1) <= at)
		year++;
	return year;
}

static bool is_summer(const struct rule *rule, int64_t at)
{
	const int year = year_of(at + rule->offset[0]);
	const int64_t from =
	    change_in(year, &rule->change[0]) - rule->offset[0];
	const int64_t to = change_in(year, &rule->change[1]) - rule->offset[1];

	return from < to ? from <= at && at < to : from <= at || at < to;
}

bool ed_zone_rule_span(
    struct ed_str text, int64_t local, int64_t *earliest, int64_t *latest)
{
	struct rule rule;
	bool found = false;

	if (!read_rule(text, &rule) || local < 0 ||
	    local > (int64_t)(MAX_YEAR - 1970) * YEAR)
		return false;
	for (int summer = 0; summer <= rule.has_summer; summer++) {
		const int64_t at = local - rule.offset[summer];

		if (rule.has_summer && is_summer(&rule, at) != summer)
			continue;
		if (!found || at < *earliest)
			*earliest = at;
		if (!found || at > *latest)
			*latest = at;
		found = true;
	}
	return found;
}
