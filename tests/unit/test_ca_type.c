/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <easdoctor/revocation.h>

#define PKS "ldap:///CN=CA,CN=CDP,CN=Public%20Key%20Services"

static const struct {
	const char *name;
	enum ed_ca_kind kinds[2];
	const char *ca; /* NULL: there is no output */
	const char *template;
	int64_t version;
	const char *cdp;
	unsigned unreadable;
	uint32_t error;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "stand-alone", {4, -1}, "Test CA", NULL, -1, NULL, 0, 0, "standalone" },
    { "root", {3, -1}, "TEST CA", NULL, -1, NULL, 0, 0, "standalone" },
    { "enterprise", {1, -1}, "Test CA", NULL, -1, NULL, 0, 0, "" },
    { "both", {1, 4}, "Test CA", NULL, -1, NULL, 0, 0, "standalone=unknown" },
    { "another CA", {4, -1}, "Other CA", NULL, -1, NULL, 0, 0,
	"standalone=not_asked" },
    { "a template", {-1, -1}, NULL, "EAS", -1, NULL, 0, 0, "" },
    { "a template all the same", {4, -1}, "Test CA", "EAS", -1, NULL, 0, 0,
	"standalone=unknown" },
    { "template damaged", {-1, -1}, NULL, NULL, -1, NULL, ED_PART_TEMPLATE, 0,
	"standalone=unknown" },
    { "template damaged, told", {4, -1}, "Test CA", NULL, -1, NULL,
	ED_PART_TEMPLATE, 0, "standalone" },
    { "nameless", {4, -1}, "", NULL, -1, NULL, 0, 0, "standalone=unknown" },
    { "nameless enterprise", {1, -1}, "", NULL, -1, NULL, 0, 0,
	"standalone=not_asked" },
    { "not asked", {-1, -1}, "", NULL, -1, NULL, 0, 0x800706ba,
	"standalone=unknown" },
    { "AD CS", {-1, -1}, NULL, NULL, 0, NULL, 0, 0, "standalone=unknown" },
    { "AD CS by its point", {-1, -1}, NULL, NULL, -1, PKS, 0, 0,
	"standalone=unknown" },
    { "not AD CS", {-1, -1}, NULL, NULL, -1, "ldap:///CN=CA,CN=CDP", 0, 0,
	"standalone=not_asked" },
    { "of no known kind", {255, -1}, "Test CA", NULL, -1, NULL, 0, 0,
	"standalone=unknown" },
    /* clang-format on */
};

static void each_row(void **state)
{
	const struct ed_attribute cn = {
	    .oid = ED_STR("2.5.4.3"), .value = ED_STR("Test CA")};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_certificate cert = ed_good_certificate;
		struct ed_str cdp = ed_str_of(rows[i].cdp);
		struct ed_ca_info infos[2] = {0};
		const struct ed_ca_info *all[] = {&infos[0], &infos[1]};
		struct ed_facts facts = {.ca_infos = all};

		print_message("row: %s\n", rows[i].name);
		for (size_t k = 0; rows[i].ca && k < 2; k++) {
			infos[k].kind = rows[i].kinds[k];
			infos[k].name = ed_str_of(rows[i].ca);
			infos[k].error = rows[i].error;
			facts.n_ca_infos += k == 0 || rows[i].kinds[k] >= 0;
		}
		cert.issuer.attributes = &cn;
		cert.issuer.n_attributes = 1;
		cert.template_name = ed_str_of(rows[i].template);
		cert.ca_version = rows[i].version;
		cert.cdps = &cdp;
		cert.n_cdps = rows[i].cdp != NULL;
		cert.unreadable = rows[i].unreadable;
		ed_expect("ca-type", &facts, &cert, rows[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
