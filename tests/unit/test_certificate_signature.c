/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#define PSS "1.2.840.113549.1.1.10"

static const struct {
	const char *oid;
	const char *digest;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "1.2.840.113549.1.1.2", "", "weak" },
    { "1.2.840.113549.1.1.4", "", "weak" },
    { "1.2.840.113549.1.1.5", "", "weak" },
    { "1.2.840.10045.4.1", "", "weak" },
    { "1.2.840.113549.1.1.11", "", "" },
    { "1.2.840.113549.1.1.14", "", "" },
    { "1.2.840.10045.4.3.2", "", "" },
    { "1.3.101.112", "", "" },
    { PSS, "2.16.840.1.101.3.4.2.1", "" },
    { PSS, "1.3.14.3.2.26", "weak" },
    { PSS, "1.2.840.113549.2.5", "weak" },
    { PSS, "", "weak=unknown" },
    /* clang-format on */
};

static void each_row(void **state)
{
	const struct ed_facts facts = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_certificate cert = ed_good_certificate;

		print_message("row: %s %s\n", rows[i].oid, rows[i].digest);
		cert.signature_oid = ed_str_of(rows[i].oid);
		cert.signature_digest = ed_str_of(rows[i].digest);
		ed_expect(
		    "certificate-signature", &facts, &cert, rows[i].expect);
	}
}

static void names_the_algorithm(void **state)
{
	const struct ed_facts facts = {0};
	struct ed_certificate cert = ed_good_certificate;

	(void)state;
	cert.signature_oid = ED_STR("1.2.840.10045.4.1");
	ed_expect_said("certificate-signature", &facts, &cert, "weak",
	    "issuer=CN=Test CA\nalgorithm=SHA-1 with ECDSA");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(names_the_algorithm)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
