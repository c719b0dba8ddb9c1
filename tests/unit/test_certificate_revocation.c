/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#define LDAP "ldap:///CN=CA,CN=CDP"
#define HTTP "http://pki.ex.test/ca.crl"

static const struct {
	const char *name;
	bool given;
	size_t n;
	const char *urls[2];
	size_t n_ocsps;
	unsigned unreadable;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "none", false, 0, {NULL}, 0, 0, "none" },
    { "OCSP", false, 0, {NULL}, 1, 0, "" },
    { "HTTP", true, 1, {HTTP}, 0, 0, "" },
    { "LDAP", true, 1, {LDAP}, 0, 0, "ldap-only" },
    { "LDAP twice", true, 2, {"LDAP:///CN=B", "ldaps://dc/CN=A"}, 0, 0,
	"ldap-only" },
    { "both", true, 2, {LDAP, HTTP}, 0, 0, "" },
    { "LDAP and OCSP", true, 1, {LDAP}, 1, 0, "" },
    { "no URL", true, 0, {NULL}, 0, 0, "" },
    { "list damaged", true, 0, {NULL}, 0, ED_PART_CDP, "ldap-only=unknown" },
    { "two lists", false, 0, {NULL}, 0, ED_PART_CDP,
	"none=unknown ldap-only=unknown" },
    { "AIA damaged", false, 0, {NULL}, 0, ED_PART_AIA, "none=unknown" },
    { "LDAP, AIA damaged", true, 1, {LDAP}, 0, ED_PART_AIA,
	"ldap-only=unknown" },
    { "HTTP, AIA damaged", true, 1, {HTTP}, 0, ED_PART_AIA, "" },
    /* clang-format on */
};

static void each_row(void **state)
{
	const struct ed_str ocsp = ED_STR("http://ocsp.ex.test/");
	const struct ed_facts facts = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_certificate cert = ed_good_certificate;
		struct ed_str urls[2];

		print_message("row: %s\n", rows[i].name);
		for (size_t k = 0; k < rows[i].n; k++)
			urls[k] = ed_str_of(rows[i].urls[k]);
		cert.has_cdp = rows[i].given;
		cert.cdps = urls;
		cert.n_cdps = rows[i].n;
		cert.ocsp_urls = &ocsp;
		cert.n_ocsp_urls = rows[i].n_ocsps;
		cert.unreadable = rows[i].unreadable;
		ed_expect(
		    "certificate-revocation", &facts, &cert, rows[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
