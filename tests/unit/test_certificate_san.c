/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

static const struct {
	const char *name;
	bool has_san;
	unsigned unreadable;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "there",        true,  0,               "" },
    { "none",         false, 0,               "missing" },
    { "damaged",      true,  ED_PART_SAN,     "missing=unknown" },
    { "other damage", true,  ED_PART_EKU,     "" },
    { "none, and other damage", false, ED_PART_SUBJECT, "missing" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_facts facts = {0};
		struct ed_certificate cert = ed_good_certificate;

		print_message("row: %s\n", rows[i].name);
		cert.has_san = rows[i].has_san;
		cert.unreadable = rows[i].unreadable;
		ed_expect("certificate-san", &facts, &cert, rows[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
