/* SPDX-License-Identifier: Apache-2.0 */
/* Dates of Windows, and the zones they are in. */
#include "base/zone.h"
#include "base/zone_rule.h"
#include "load/local_time.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* What the clock showed can be one of two, in hours from 2026-03-04T00:00Z. */
static const struct {
	const char *text;
	bool ok;
	int64_t day_first, month_first;
	enum ed_date_order order;
} clocks[] = {
    /* clang-format off */
    { "04.03.2026 09:00:00", true, 9, 9, ED_ORDER_UNSAID },
    { "2026-03-04 09:00:00", true, 9, 9, ED_ORDER_UNSAID },
    { "2026/03/04 9:00", true, 9, 9, ED_ORDER_UNSAID },
    { "2026. 03. 04. 9:00:00", true, 9, 9, ED_ORDER_UNSAID },
    { "4. 3. 2026 9:00:00", true, 9, 9, ED_ORDER_UNSAID },
    { "13/03/2026 00:00:00", true, 9 * 24, 9 * 24, ED_DAY_FIRST },
    { "13-03-2026 00.00.00", true, 9 * 24, 9 * 24, ED_DAY_FIRST },
    { "3/13/2026 12:00:00 AM", true, 9 * 24, 9 * 24, ED_MONTH_FIRST },
    { "4/3/2026 9:00:00 PM", true, 21, 30 * 24 + 21, ED_ORDER_UNSAID },
    { "4-3-2026 21:00:00", true, 21, 30 * 24 + 21, ED_ORDER_UNSAID },
    { "4/3/2026 9:00:00 p.m.", true, 21, 30 * 24 + 21, ED_ORDER_UNSAID },
    { "4/3/2026 12:00:00 PM", true, 12, 30 * 24 + 12, ED_ORDER_UNSAID },
    { "3/3/2026 0:00", true, -24, -24, ED_ORDER_UNSAID },
    { "04-03-26 09:00:00", false, 0, 0, 0 },
    { "31.02.2026 09:00:00", false, 0, 0, 0 },
    { "13/13/2026 7:58 PM", false, 0, 0, 0 },
    { "4/3/2026 13:00:00 PM", false, 0, 0, 0 },
    { "4/3/2026 0:00:00 AM", false, 0, 0, 0 },
    { "4/3/2026 9:00:00 Uhr", false, 0, 0, 0 },
    { "4/3/2026 9:00:00 PM x", false, 0, 0, 0 },
    { "4/3/2026", false, 0, 0, 0 },
    { "4/3.2026 09:00:00", false, 0, 0, 0 },
    { "20260/3/4 09:00", false, 0, 0, 0 },
    { "", false, 0, 0, 0 },
    { "Wednesday", false, 0, 0, 0 },
    /* clang-format on */
};

static void each_clock(void **state)
{
	const int64_t base = INT64_C(1772582400);
	struct ed_local_time time;

	(void)state;
	for (size_t i = 0; i < ED_COUNT(clocks); i++) {
		print_message("row: %s\n", clocks[i].text);
		assert_int_equal(
		    ed_local_time(ed_str_of(clocks[i].text), &time),
		    clocks[i].ok);
		if (!clocks[i].ok)
			continue;
		assert_int_equal(
		    time.at[ED_DAY_FIRST], base + clocks[i].day_first * 3600);
		assert_int_equal(time.at[ED_MONTH_FIRST],
		    base + clocks[i].month_first * 3600);
		assert_int_equal(time.order, clocks[i].order);
		assert_false(time.utc);
	}
}

static const struct {
	const char *text;
	enum ed_date_order order;
	const char *zone;
	int64_t want; /* 0: refused */
} moments[] = {
    /* clang-format off */
    { "11/19/2026 7:58 PM", ED_MONTH_FIRST, "UTC", 1795118280 },
    { "19/11/2026 19:58", ED_DAY_FIRST, "UTC", 1795118280 },
    { "19.11.2026 19:58", ED_ORDER_UNSAID, "UTC", 1795118280 },
    { "2026-11-19 19:58:00 GMT", ED_ORDER_UNSAID, "", 1795118280 },
    { "2026-11-19 19:58:00 UTC", ED_ORDER_UNSAID, "+01:00", 1795118280 },
    { "11/19/2026 7:58 PM", ED_MONTH_FIRST, "+01:00", 1795114680 },
    { "11/19/2026 12:58 AM", ED_MONTH_FIRST, "UTC", 1795049880 },
    { "5/6/2026 0:00", ED_DAY_FIRST, "UTC", 1780617600 },
    { "5/6/2026 0:00", ED_MONTH_FIRST, "UTC", 1778025600 },
    { "5/5/2026 0:00", ED_ORDER_UNSAID, "UTC", 1777939200 },
    { "5/6/2026 7:58 PM", ED_ORDER_UNSAID, "UTC", 0 },
    { "11/19/2026 7:58 PM", ED_MONTH_FIRST, "", 0 },
    { "11/19/2026 7:58 PM", ED_MONTH_FIRST, "../../../etc/passwd", 0 },
    { "11/19/2026 7:58 PM", ED_MONTH_FIRST, "/etc/localtime", 0 },
    { "11/19/2026 7:58 PM", ED_MONTH_FIRST, "No/Where", 0 },
    /* clang-format on */
};

static void each_moment(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(moments); i++) {
		struct ed_local_time time;
		int64_t got = 0;
		bool ok;

		print_message(
		    "row: %s, %s\n", moments[i].text, moments[i].zone);
		assert_true(ed_local_time(ed_str_of(moments[i].text), &time));
		ok = ed_local_moment(
		    &time, moments[i].order, ed_str_of(moments[i].zone), &got);
		assert_int_equal(ok, moments[i].want != 0);
		assert_int_equal(ok ? got : 0, moments[i].want);
	}
}

static const struct {
	const char *zone;
	int64_t seconds, hours_more; /* from UTC, and what is not known */
} zones[] = {
    {"UTC", 0, 0},
    {"+01:00", -3600, 0},
    {"-0530", 5 * 3600 + 1800, 0},
    {"", -14 * 3600, 26},
    {"Nowhere/At_All", -14 * 3600, 26},
    {"../../etc/passwd", -14 * 3600, 26},
    {"/etc/passwd", -14 * 3600, 26},
    {"+25:00", -14 * 3600, 26},
    {"+1x", -14 * 3600, 26},
};

static void each_zone(void **state)
{
	int64_t from, to;

	(void)state;
	for (size_t i = 0; i < ED_COUNT(zones); i++) {
		ed_zone_span(ed_str_of(zones[i].zone), 1000000, &from, &to);
		assert_int_equal(from, 1000000 + zones[i].seconds);
		assert_int_equal(to - from, zones[i].hours_more * 3600);
	}
}

/* The C library reads these by itself: what it takes a clock for must fit. */
static const char *const rules[] = {"UTC0", "CET-1CEST,M3.5.0,M10.5.0/3",
    "EST5EDT,M3.2.0,M11.1.0", "AEST-10AEDT,M10.1.0,M4.1.0/3", "<-03>3",
    "<+0330>-3:30", "IST-1GMT0,M10.5.0,M3.5.0/1", "IST-2IDT,M3.4.4/26,M10.5.0",
    "AAA3BBB,J60/2,J300/2", "AAA-9:30BBB-10,59/2,299/2:30",
    "<-02>2<-01>,M3.5.0/-1,M10.5.0/0"};

static void compare_clock(const char *rule, int64_t local)
{
	const time_t shown = (time_t)local;
	int64_t from = 0, to = 0;
	struct tm tm, back;
	time_t at;

	gmtime_r(&shown, &tm);
	tm.tm_isdst = -1;
	at = mktime(&tm);
	gmtime_r(&shown, &tm);
	localtime_r(&at, &back);
	/* An hour that no clock shows is moved; there is no moment then. */
	if (back.tm_hour != tm.tm_hour || back.tm_min != tm.tm_min) {
		assert_false(
		    ed_zone_rule_span(ed_str_of(rule), local, &from, &to));
		return;
	}
	assert_true(ed_zone_rule_span(ed_str_of(rule), local, &from, &to));
	if (at < from || at > to || (at != from && at != to))
		fail_msg("%s, %lld: %lld is not %lld to %lld", rule,
		    (long long)local, (long long)at, (long long)from,
		    (long long)to);
	/* Both must show the same. */
	at = (time_t)to;
	localtime_r(&at, &back);
	assert_int_equal(back.tm_hour, tm.tm_hour);
	assert_int_equal(back.tm_min, tm.tm_min);
}

static void rules_as_the_library(void **state)
{
	const int64_t step = 17 * 3600 + 911, start = 1767225600;

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rules); i++) {
		print_message("rule: %s\n", rules[i]);
		setenv("TZ", rules[i], 1);
		tzset();
		for (int64_t n = 0; n < 30 * 365; n++)
			compare_clock(rules[i], start + n * step);
		/* Each quarter of an hour of the days of change. */
		for (int64_t n = 0; n < 366 * 96; n++)
			compare_clock(rules[i], start + n * 900);
	}
	unsetenv("TZ");
	tzset();
}

static void refuses_rules(void **state)
{
	static const char *const bad[] = {"", "C", "CET", "CET-1CEST",
	    "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
	    "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0",
	    "CET-1CEST,J0,J60", "CET-1CEST,366,J60", "CET-200", "<CET-1",
	    "CET-1CEST,M3.5.0,M10.5.0/3x", "CET-1:60", "CET--1"};
	int64_t from, to;

	(void)state;
	for (size_t i = 0; i < ED_COUNT(bad); i++)
		if (ed_zone_rule_span(
			ed_str_of(bad[i]), 1767225600, &from, &to))
			fail_msg("\"%s\" is no rule", bad[i]);
	/* Years that no certificate has. */
	assert_false(ed_zone_rule_span(ED_STR("UTC0"), -1, &from, &to));
	assert_false(ed_zone_rule_span(ED_STR("UTC0"), INT64_MAX, &from, &to));
}

/* By date(1): before and behind the last change that tables hold. */
static void berlin(void **state)
{
	static const struct {
		int64_t local, want;
	} rows[] = {{1736501412, 1736501412 - 3600},
	    {1752139812, 1752139812 - 7200}, {2362219200, 2362219200 - 3600},
	    {2377857600, 2377857600 - 7200}};
	const struct ed_str zone = ED_STR("Europe/Berlin");
	int64_t from, to;

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		ed_zone_span(zone, rows[i].local, &from, &to);
		if (to - from == 26 * 3600)
			return; /* no tables here: it may be anywhere */
		assert_int_equal(from, rows[i].want);
		assert_int_equal(to, from);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_clock),
	    cmocka_unit_test(each_moment),
	    cmocka_unit_test(each_zone),
	    cmocka_unit_test(rules_as_the_library),
	    cmocka_unit_test(refuses_rules),
	    cmocka_unit_test(berlin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
