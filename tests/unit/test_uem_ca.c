/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#define DC(text, number)                                                       \
	{                                                                      \
		.oid = ED_STR("0.9.2342.19200300.100.1.25"),                   \
		.value = ED_STR(text), .rdn = (number)                         \
	}

/* In the order of the DER. */
static const struct ed_attribute issuer[] = {DC("ex", 0),
    {.oid = ED_STR("2.5.4.3"), .value = ED_STR("CORP-CA"), .rdn = 1}};
static const struct ed_attribute nameless[] = {DC("ex", 0)};

static const struct {
	const char *name;
	struct ed_str said; /* by the case */
	bool has_cn;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "the same", ED_STR("CORP-CA"), true, "" },
    { "other case", ED_STR("corp-ca"), true, "" },
    { "with its host", ED_STR("ca01.ex\\CORP-CA"), true, "" },
    { "as a whole name", ED_STR("CN=CORP-CA,DC=ex"), true, "" },
    { "as another whole name", ED_STR("CN=OTHER-CA,DC=ex"), true,
	"name-mismatch" },
    { "a generation", ED_STR("CORP-CA-2"), true, "name-mismatch" },
    { "only the host", ED_STR("ca01.ex"), true, "name-mismatch" },
    { "no common name", ED_STR("CORP-CA"), false, "name-mismatch=unknown" },
    { "whole, no common name", ED_STR("DC=ex"), false, "" },
    { "not a name after all", ED_STR("=CORP=CA"), true, "name-mismatch" },
    { "nobody said", ED_STR(""), true, "name-mismatch=not_asked" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_ca ca = {.name = rows[i].said};
		const struct ed_facts facts = {.ca = &ca};
		struct ed_certificate cert = ed_good_certificate;

		print_message("row: %s\n", rows[i].name);
		cert.issuer.attributes = rows[i].has_cn ? issuer : nameless;
		cert.issuer.n_attributes =
		    rows[i].has_cn ? ED_COUNT(issuer) : ED_COUNT(nameless);
		ed_expect("uem-ca", &facts, &cert, rows[i].expect);
	}
}

static void no_authority(void **state)
{
	const struct ed_ca ca = {.name = ED_STR("CORP-CA")};
	const struct ed_facts silent = {0}, facts = {.ca = &ca};
	struct ed_certificate cert = ed_good_certificate;

	(void)state;
	ed_expect("uem-ca", &silent, &cert, "name-mismatch=not_asked");
	cert.issuer.der = cert.subject.der = ED_STR("0");
	ed_expect("uem-ca", &facts, &cert, "name-mismatch=not_asked");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(no_authority)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
