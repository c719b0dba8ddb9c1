/* SPDX-License-Identifier: Apache-2.0 */
#include "base/time.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* Seconds from: date -u -d TEXT +%s (GNU), and Python's datetime. */
static const struct {
	const char *text;
	int64_t seconds;
	const char *shown; /* NULL: as text */
} good[] = {
    {"1970-01-01T00:00:00Z", 0, NULL},
    {"1969-12-31T23:59:59Z", -1, NULL},
    {"2026-11-18T08:00:00Z", 1794988800, NULL},
    {"2026-11-18T09:00:00+01:00", 1794988800, "2026-11-18T08:00:00Z"},
    {"2026-11-18T02:30:00-05:30", 1794988800, "2026-11-18T08:00:00Z"},
    {"2026-11-18t08:00:00.75z", 1794988800, "2026-11-18T08:00:00Z"},
    {"2026-11-18 08:00:00Z", 1794988800, "2026-11-18T08:00:00Z"},
    {"2026-11-18", 1794960000, "2026-11-18T00:00:00Z"},
    {"2000-02-29T12:00:00Z", 951825600, NULL},
    {"2024-02-29", 1709164800, "2024-02-29T00:00:00Z"},
    {"1900-03-01T00:00:00Z", -2203891200, NULL},
    {"0001-01-01T00:00:00Z", -62135596800, NULL},
    {"0000-01-01T00:00:00Z", -62167219200, NULL},
    {"9999-12-31T23:59:59Z", 253402300799, NULL},
    {"2038-01-19T03:14:08Z", 2147483648, NULL},
};

static const char *const bad[] = {"", "2026", "2026-11", "2026-13-01",
    "2026-00-01", "2026-11-31", "2023-02-29", "1900-02-29", "2026-11-18T",
    "2026-11-18T08:00:00", "2026-11-18T08:00Z", "2026-11-18T24:00:00Z",
    "2026-11-18T08:60:00Z", "2026-11-18T23:59:60Z", "2026-11-18T08:00:00.Z",
    "2026-11-18T08:00:00+1:00", "2026-11-18T08:00:00+24:00",
    "2026-11-18T08:00:00Zx", "2026-11-18x", " 2026-11-18", "2026-1-18",
    "+026-11-18", "18.11.2026"};

static void reads_and_shows(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(good); i++) {
		const char *shown =
		    good[i].shown ? good[i].shown : good[i].text;
		struct ed_digits digits;
		int64_t seconds;

		print_message("row: %s\n", good[i].text);
		assert_true(ed_time_parse(ed_str_of(good[i].text), &seconds));
		assert_true(seconds == good[i].seconds);
		assert_true(
		    ed_str_eq(ed_time(&digits, seconds), ed_str_of(shown)));
	}
}

static void refuses(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(bad); i++) {
		int64_t seconds = 7;

		print_message("row: %s\n", bad[i]);
		assert_false(ed_time_parse(ed_str_of(bad[i]), &seconds));
		assert_true(seconds == 7);
	}
}

/* Every day of 400 years comes back, and follows the one before. */
static void counts_days(void **state)
{
	int64_t at = 0, last = 0;
	int days = 0;

	(void)state;
	for (int year = 1900; year < 2300; year++)
		for (int month = 1; month <= 12; month++)
			for (int day = 1; day <= 31; day++) {
				if (!ed_time_make(
					year, month, day, 0, 0, 0, &at))
					continue;
				if (days++)
					assert_true(at == last + 86400);
				last = at;
			}
	assert_int_equal(days, 146097);
}

static void fits_the_extremes(void **state)
{
	struct ed_digits digits;

	(void)state;
	assert_true(ed_str_eq(ed_time(&digits, INT64_MAX),
	    ED_STR("292277026596-12-04T15:30:07Z")));
	assert_true(ed_time(&digits, INT64_MIN).n < sizeof(digits));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_and_shows),
	    cmocka_unit_test(refuses),
	    cmocka_unit_test(counts_days),
	    cmocka_unit_test(fits_the_extremes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
