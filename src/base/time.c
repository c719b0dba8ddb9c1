/* SPDX-License-Identifier: Apache-2.0 */
#include "base/time.h"

#include <stdio.h>

enum { DAY = 24 * 60 * 60, DAYS_OF_400_YEARS = 146097 };

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_of_month(int year, int month)
{
	static const int days[] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return days[month - 1] + (month == 2 && is_leap(year));
}

/*
 * Days from 1970-01-01. Years are counted from March, so that the leap day is
 * the last of a year and the months before it have fixed lengths.
 */
static int64_t days_from_civil(int64_t year, int month, int day)
{
	int64_t y = month > 2 ? year : year - 1;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5;

	return era * DAYS_OF_400_YEARS + of_era * 365 + of_era / 4 -
	       of_era / 100 + of_year + day - 1 - 719468;
}

bool ed_time_make(int year, int month, int day, int hour, int minute,
    int second, int64_t *out)
{
	if (year < 0 || year > 9999 || month < 1 || month > 12)
		return false;
	if (day < 1 || day > days_of_month(year, month))
		return false;
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
		return false;
	if (second < 0 || second > 59)
		return false;
	*out = days_from_civil(year, month, day) * DAY + hour * 3600 +
	       minute * 60 + second;
	return true;
}

/* Beyond what RFC 3339 has; no certificate says it, but sums may. */
static struct ed_str odd_year(struct ed_digits *buf, int64_t year,
    int64_t month, int64_t day, int64_t of_day)
{
	int n = snprintf(buf->text, sizeof(buf->text),
	    "%04lld-%02d-%02dT%02d:%02d:%02dZ", (long long)year, (int)month,
	    (int)day, (int)(of_day / 3600), (int)(of_day / 60 % 60),
	    (int)(of_day % 60));

	return (struct ed_str){buf->text, (size_t)n};
}

/* Two digits, and what stands behind them unless it is NUL. */
static void put_digits(char **p, int64_t n, char behind)
{
	*(*p)++ = (char)('0' + n / 10);
	*(*p)++ = (char)('0' + n % 10);
	if (behind)
		*(*p)++ = behind;
}

struct ed_str ed_time(struct ed_digits *buf, int64_t seconds)
{
	int64_t of_day = (seconds % DAY + DAY) % DAY;
	int64_t days = seconds / DAY - (seconds % DAY < 0) + 719468;
	int64_t era = (days >= 0 ? days : days - (DAYS_OF_400_YEARS - 1)) /
		      DAYS_OF_400_YEARS;
	int64_t of_era = days - era * DAYS_OF_400_YEARS;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 -
			   of_era / (DAYS_OF_400_YEARS - 1)) /
		       365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * of_year + 2) / 153;
	int64_t day = of_year - (153 * month + 2) / 5 + 1;
	char *p = buf->text;

	month += month < 10 ? 3 : -9;
	year += era * 400 + (month <= 2);
	if (year < 0 || year > 9999)
		return odd_year(buf, year, month, day, of_day);
	put_digits(&p, year / 100, '\0');
	put_digits(&p, year % 100, '-');
	put_digits(&p, month, '-');
	put_digits(&p, day, 'T');
	put_digits(&p, of_day / 3600, ':');
	put_digits(&p, of_day / 60 % 60, ':');
	put_digits(&p, of_day % 60, 'Z');
	*p = '\0';
	return (struct ed_str){buf->text, (size_t)(p - buf->text)};
}

/* Takes n digits and, if it is not 0, the byte behind them. */
static bool take(struct ed_str *s, size_t n, char behind, int *out)
{
	int value = 0;

	if (s->n < n + (behind != 0))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s->p[i] < '0' || s->p[i] > '9')
			return false;
		value = value * 10 + (s->p[i] - '0');
	}
	if (behind && s->p[n] != behind)
		return false;
	*s = ed_str_sub(*s, n + (behind != 0), s->n);
	*out = value;
	return true;
}

static bool take_fraction(struct ed_str *s)
{
	size_t n = 1;

	if (s->n == 0 || s->p[0] != '.')
		return true;
	while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
		n++;
	*s = ed_str_sub(*s, n, s->n);
	return n > 1;
}

/* The offset from UTC in seconds; nothing may follow it. */
static bool take_zone(struct ed_str s, int *out)
{
	int hour, minute, sign;

	if (s.n == 1 && (s.p[0] == 'Z' || s.p[0] == 'z')) {
		*out = 0;
		return true;
	}
	if (s.n != 6 || (s.p[0] != '+' && s.p[0] != '-'))
		return false;
	sign = s.p[0] == '-' ? -1 : 1;
	s = ed_str_sub(s, 1, s.n);
	if (!take(&s, 2, ':', &hour) || !take(&s, 2, 0, &minute))
		return false;
	*out = sign * (hour * 3600 + minute * 60);
	return hour < 24 && minute < 60;
}

bool ed_time_parse(struct ed_str text, int64_t *out)
{
	struct ed_str s = text;
	int year, month, day, hour, minute, second, zone;
	int64_t at;

	if (!take(&s, 4, '-', &year) || !take(&s, 2, '-', &month) ||
	    !take(&s, 2, 0, &day))
		return false;
	if (s.n == 0)
		return ed_time_make(year, month, day, 0, 0, 0, out);
	if (s.p[0] != 'T' && s.p[0] != 't' && s.p[0] != ' ')
		return false;
	s = ed_str_sub(s, 1, s.n);
	if (!take(&s, 2, ':', &hour) || !take(&s, 2, ':', &minute) ||
	    !take(&s, 2, 0, &second))
		return false;
	if (!take_fraction(&s) || !take_zone(s, &zone))
		return false;
	if (!ed_time_make(year, month, day, hour, minute, second, &at))
		return false;
	*out = at - zone;
	return true;
}
