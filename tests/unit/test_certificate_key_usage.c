/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

static const struct {
	const char *name;
	bool given;
	unsigned usage;
	unsigned unreadable;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "not restricted", false, 0, 0, "" },
    { "signs", true, 0x80, 0, "" },
    { "signs and enciphers", true, 0xa0, 0, "" },
    { "enciphers", true, 0x20, 0, "no-digital-signature" },
    { "agrees", true, 0x08, 0, "no-digital-signature" },
    { "non-repudiation", true, 0x40, 0, "no-digital-signature" },
    { "nothing", true, 0, 0, "no-digital-signature" },
    { "damaged", true, 0, ED_PART_KEY_USAGE, "no-digital-signature=unknown" },
    { "EKU damaged", true, 0x80, ED_PART_EKU, "" },
    /* clang-format on */
};

static void each_row(void **state)
{
	const struct ed_facts facts = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_certificate cert = ed_good_certificate;

		print_message("row: %s\n", rows[i].name);
		cert.has_key_usage = rows[i].given;
		cert.key_usage = rows[i].usage;
		cert.unreadable = rows[i].unreadable;
		ed_expect(
		    "certificate-key-usage", &facts, &cert, rows[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
