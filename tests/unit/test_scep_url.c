/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <easdoctor/scep.h>

#define HOST "https://ndes.corp.example"
#define GOOD HOST "/certsrv/mscep/mscep.dll"
#define ADMIN HOST "/certsrv/mscep_admin/"

static const struct {
	const char *type;      /* of the case's CA, or NULL */
	const char *stated;    /* by the case, or NULL */
	const char *delivered; /* in a SCEP payload, or NULL */
	const char *expect;
} rows[] = {
    /* clang-format off */
    { NULL,   NULL,  NULL,  "malformed=not_asked unusual=not_asked" },
    { "ndes", NULL,  NULL,  "malformed=not_asked unusual=not_asked" },
    { "adcs", ADMIN, NULL,  "malformed=not_asked unusual=not_asked" },
    { "adcs", ADMIN, GOOD,  "" },
    { NULL,   NULL,  " ",   "malformed=not_asked unusual=not_asked" },
    { "ndes", GOOD,  NULL,  "" },
    { "ndes", GOOD "/", NULL, "" },
    { "ndes", GOOD "/pkiclient.exe", NULL, "" },
    { "ndes", HOST "/CertSrv/MSCEP/MSCEP.DLL", NULL, "" },
    { "ndes", GOOD,  GOOD,  "" },
    { "ndes", ADMIN, NULL,  "malformed" },
    { "ndes", HOST "/CERTSRV/MSCEP_ADMIN", NULL, "malformed" },
    { NULL,   NULL,  ADMIN, "malformed" },
    { "ndes", GOOD,  ADMIN, "malformed" },
    { "ndes", ADMIN, GOOD,  "" },
    { "ndes", ADMIN, "https://uem.corp.example/scep/1", "malformed" },
    { "ndes", HOST,  NULL,  "malformed" },
    { "",     HOST,  NULL,  "" },
    { "",     HOST "/certsrv/", NULL, "malformed" },
    { "ndes", GOOD "?operation=GetCACaps", NULL, "malformed" },
    { "ndes", GOOD "?x=***", NULL, "" },
    { "ndes", "ndes.corp.example", NULL, "malformed" },
    { "ndes", "https://", NULL, "malformed" },
    { "ndes", HOST "/a b", NULL, "malformed" },
    { "ndes", "https://{Host}/certsrv/mscep/mscep.dll", NULL, "malformed" },
    { "ndes", NULL, GOOD " ", "" },
    { "ndes", NULL, "https:///certsrv/mscep_admin", "" },
    { "ndes", HOST "/certsrv/mscep", NULL, "unusual" },
    { "ndes", HOST "/certsrv/mscep/", NULL, "unusual" },
    { "ndes", HOST "/certsrv/mscep/xmscep.dll", NULL, "unusual" },
    { "ndes", HOST "/scep/x", NULL, "" },
    { "",     "http://h:443/scep", NULL, "unusual" },
    { "",     "https://h:80/scep", NULL, "unusual" },
    { "",     "http://h:80/scep",  NULL, "" },
    { "",     "https://h:443/scep", NULL, "" },
    { "",     "https://h/scep", "http://h/scep", "unusual" },
    { "",     "https://h/scep", "http://i/scep", "" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_ca ca = {.type = ed_str_of(rows[i].type),
		    .scep_url = ed_str_of(rows[i].stated)};
		const struct ed_scep scep = {
		    .url = {
			.given = true, .value = ed_str_of(rows[i].delivered)}};
		const struct ed_payload payload = {
		    .scep = rows[i].delivered ? &scep : NULL};
		const struct ed_eas eas = {.identity = &payload};
		const struct ed_profile profile = {
		    .accounts = &eas, .n_accounts = 1};
		const struct ed_profile *profiles[] = {&profile};
		const struct ed_facts facts = {.ca = rows[i].type ? &ca : NULL,
		    .profiles = profiles,
		    .n_profiles = 1};

		print_message("row %zu: %s, %s\n", i,
		    rows[i].stated ? rows[i].stated : "-",
		    rows[i].delivered ? rows[i].delivered : "-");
		ed_expect("scep-url", &facts, &facts, rows[i].expect);
	}
}

static void it_says_who_said_it(void **state)
{
	const struct ed_ca ca = {
	    .type = ED_STR("ndes"), .scep_url = ED_STR(ADMIN)};
	const struct ed_facts facts = {.ca = &ca};

	(void)state;
	ed_expect_said("scep-url", &facts, &facts, "malformed", "url=" ADMIN);
	ed_expect_said(
	    "scep-url", &facts, &facts, "malformed", "source=the case");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(it_says_who_said_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
