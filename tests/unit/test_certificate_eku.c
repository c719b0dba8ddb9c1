/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#define CLIENT ED_STR("1.3.6.1.5.5.7.3.2")
#define SERVER ED_STR("1.3.6.1.5.5.7.3.1")
#define IKE ED_STR("1.3.6.1.5.5.8.2.2")
#define ANY ED_STR("2.5.29.37.0")
#define ALL_POLICIES ED_STR("1.3.6.1.4.1.311.10.12.1")
#define NONE ED_STR("")

/* How many OIDs; ABSENT for no extension at all. */
enum { ABSENT = -1 };

static const struct {
	const char *name;
	int n_ekus;
	struct ed_str ekus[2];
	int n_policies;
	struct ed_str policies[2];
	unsigned unreadable;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "client",           1, { CLIENT },         ABSENT, { NONE }, 0, "" },
    { "client, second",   2, { SERVER, CLIENT }, ABSENT, { NONE }, 0, "" },
    { "client and any",   2, { ANY, CLIENT },    ABSENT, { NONE }, 0, "" },
    { "server",           1, { SERVER },         ABSENT, { NONE }, 0,
	"no-client-auth" },
    { "IKE intermediate", 1, { IKE },            ABSENT, { NONE }, 0,
	"no-client-auth" },
    { "present, empty",   0, { NONE },           ABSENT, { NONE }, 0,
	"no-client-auth" },
    { "any alone",        1, { ANY },            ABSENT, { NONE }, 0,
	"any-or-absent" },
    { "any and server",   2, { SERVER, ANY },    ABSENT, { NONE }, 0,
	"any-or-absent" },
    { "no extension",     ABSENT, { NONE },      ABSENT, { NONE }, 0,
	"any-or-absent" },
    { "policies agree",   1, { CLIENT },   1, { CLIENT }, 0, "" },
    { "all policies",     1, { CLIENT },   1, { ALL_POLICIES }, 0, "" },
    { "policies against", 1, { CLIENT },   1, { SERVER }, 0,
	"application-policy" },
    { "policies against any", 1, { ANY },  1, { SERVER }, 0,
	"any-or-absent application-policy" },
    { "policies against none", ABSENT, { NONE }, 1, { SERVER }, 0,
	"any-or-absent application-policy" },
    { "both lack it",     1, { SERVER },   1, { SERVER }, 0,
	"no-client-auth" },
    { "only the policies have it", 1, { SERVER }, 1, { CLIENT }, 0,
	"no-client-auth" },
    { "EKU damaged",      0, { NONE },     ABSENT, { NONE }, ED_PART_EKU,
	"no-client-auth=unknown any-or-absent=unknown" },
    { "EKU damaged, policies against", 0, { NONE }, 1, { SERVER }, ED_PART_EKU,
	"no-client-auth=unknown any-or-absent=unknown "
	"application-policy=unknown" },
    { "policies damaged", 1, { CLIENT },   0, { NONE }, ED_PART_POLICIES,
	"application-policy=unknown" },
    { "SAN damaged",      1, { CLIENT },   ABSENT, { NONE }, ED_PART_SAN, "" },
    /* clang-format on */
};

static void each_row(void **state)
{
	const struct ed_facts facts = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_certificate cert = ed_good_certificate;

		print_message("row: %s\n", rows[i].name);
		cert.has_eku = rows[i].n_ekus != ABSENT;
		cert.n_ekus = cert.has_eku ? (size_t)rows[i].n_ekus : 0;
		cert.ekus = rows[i].ekus;
		cert.has_policies = rows[i].n_policies != ABSENT;
		cert.n_policies =
		    cert.has_policies ? (size_t)rows[i].n_policies : 0;
		cert.policies = rows[i].policies;
		cert.unreadable = rows[i].unreadable;
		ed_expect("certificate-eku", &facts, &cert, rows[i].expect);
	}
}

static void names_the_purposes(void **state)
{
	const struct ed_str two[] = {IKE, ED_STR("1.2.3.4")};
	const struct ed_facts facts = {0};
	struct ed_certificate cert = ed_good_certificate;

	(void)state;
	cert.ekus = two;
	cert.n_ekus = 2;
	ed_expect_said("certificate-eku", &facts, &cert, "no-client-auth",
	    "purposes=IP security IKE intermediate (1.3.6.1.5.5.8.2.2), "
	    "1.2.3.4");
	ed_expect_said(
	    "certificate-eku", &facts, &cert, "no-client-auth", "at=2.5.29.37");
}

/* A list that does not fit ends in a mark, and nothing is overrun. */
static void many_purposes(void **state)
{
	static char long_oid[5000];
	const struct ed_facts facts = {0};
	struct ed_certificate cert = ed_good_certificate;
	struct ed_str oids[200];

	(void)state;
	for (size_t i = 0; i < sizeof(long_oid); i++)
		long_oid[i] = i % 2 ? '.' : '1';
	for (size_t i = 0; i < ED_COUNT(oids); i++)
		oids[i] = IKE;
	cert.ekus = oids;
	cert.n_ekus = ED_COUNT(oids);
	ed_expect("certificate-eku", &facts, &cert, "no-client-auth");
	oids[0] = (struct ed_str){long_oid, sizeof(long_oid)};
	ed_expect_said(
	    "certificate-eku", &facts, &cert, "no-client-auth", "purposes=…");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row),
	    cmocka_unit_test(names_the_purposes),
	    cmocka_unit_test(many_purposes)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
