/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#define DAY 86400
#define NOW 1795392000 /* 2026-11-23T00:00:00Z */

static const struct {
	const char *name;
	int64_t not_before;
	int64_t not_after;
	unsigned renew_days;
	unsigned unreadable;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "in the middle",    NOW - DAY, NOW + 400 * DAY, 0, 0, "" },
    { "last second",      NOW - DAY, NOW,             0, 0, "expiring" },
    { "one second ago",   NOW - DAY, NOW - 1,         0, 0, "expired" },
    { "first second",     NOW,       NOW + 400 * DAY, 0, 0, "" },
    { "in a second",      NOW + 1,   NOW + 400 * DAY, 0, 0, "not-yet-valid" },
    { "30 days left",     NOW - DAY, NOW + 30 * DAY,  0, 0, "expiring" },
    { "30 days and 1 s",  NOW - DAY, NOW + 30 * DAY + 1, 0, 0, "" },
    { "wider window",     NOW - DAY, NOW + 45 * DAY, 60, 0, "expiring" },
    { "narrower window",  NOW - DAY, NOW + 20 * DAY, 14, 0, "" },
    { "backward",         NOW + DAY, NOW - DAY,       0, 0,
	"expired not-yet-valid" },
    { "until the year 9999", NOW - DAY, INT64_C(253402300799), 0, 0, "" },
    { "widest window",    NOW - DAY, NOW + 400 * DAY, 4294967295u, 0,
	"expiring" },
    { "unreadable",       0,         0,               0, ED_PART_TIME,
	"expired=unknown not-yet-valid=unknown expiring=unknown" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_template template = {
		    .renew_days_before = rows[i].renew_days};
		const struct ed_facts facts = {.as_of = NOW,
		    .request_template = rows[i].renew_days ? &template : NULL};
		struct ed_certificate cert = ed_good_certificate;

		print_message("row: %s\n", rows[i].name);
		cert.not_before = rows[i].not_before;
		cert.not_after = rows[i].not_after;
		cert.unreadable = rows[i].unreadable;
		ed_expect(
		    "certificate-validity", &facts, &cert, rows[i].expect);
	}
}

static void says_when(void **state)
{
	const struct ed_facts facts = {.as_of = NOW};
	struct ed_certificate cert = ed_good_certificate;

	(void)state;
	cert.not_after = NOW - 3 * DAY;
	ed_expect_said("certificate-validity", &facts, &cert, "expired",
	    "not_after=2026-11-20T00:00:00Z\nas_of=2026-11-23T00:00:00Z\n"
	    "days=3");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(says_when)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
