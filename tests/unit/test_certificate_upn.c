/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <easdoctor/directory.h>

#define ANN ED_STR("ann@ex.test")
#define ANN_CAPS ED_STR("Ann@EX.test")
#define ANN_NUL ED_STR("ann@ex.test\0.evil")
#define BOB ED_STR("bob@ex.test")
#define NOBODY ED_STR("")

static const struct {
	const char *name;
	struct ed_str account;
	struct ed_str upns[3];
	size_t n_upns;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "same name",     ANN,    { ANN },       1, "" },
    { "other case",    ANN,    { ANN_CAPS },  1, "" },
    { "second of two", ANN,    { BOB, ANN },  2, "several" },
    { "neither of two", ANN,   { BOB, BOB },  2, "several mismatch" },
    { "three",         ANN,    { BOB, BOB, ANN }, 3, "several" },
    { "other name",    ANN,    { BOB },       1, "mismatch" },
    { "other suffix",  ANN,    { ED_STR("ann@ex.local") }, 1, "mismatch" },
    { "longer",        ANN,    { ED_STR("ann@ex.test2") }, 1, "mismatch" },
    { "no UPN",        ANN,    { NOBODY },    0, "missing" },
    { "no UPN, nobody asked", NOBODY, { NOBODY }, 0,
	"missing mismatch=not_asked" },
    { "NUL inside",    ANN,    { ANN_NUL },   1, "wrong-encoding mismatch" },
    { "tab inside",    ANN,    { ED_STR("ann\t@ex.test") }, 1,
	"wrong-encoding mismatch" },
    { "DEL inside",    NOBODY, { ED_STR("ann\x7f@ex.test") }, 1,
	"wrong-encoding mismatch=not_asked" },
    { "beyond ASCII",  NOBODY, { ED_STR("j\xc3\xb6rg@ex.test") }, 1,
	"mismatch=not_asked" },
    { "nobody asked",  NOBODY, { ANN },       1, "mismatch=not_asked" },
    { "bare name",     ANN,    { ED_STR("ann") }, 1, "not-a-upn mismatch" },
    { "host name",     NOBODY, { ED_STR("ann-pc.ex.test") }, 1,
	"not-a-upn mismatch=not_asked" },
    { "empty",         NOBODY, { NOBODY },    1,
	"not-a-upn mismatch=not_asked" },
    { "blank",         NOBODY, { ED_STR(" ") }, 1,
	"not-a-upn mismatch=not_asked" },
    { "only @",        NOBODY, { ED_STR("@") }, 1,
	"not-a-upn mismatch=not_asked" },
    { "no name",       NOBODY, { ED_STR("@ex.test") }, 1,
	"not-a-upn mismatch=not_asked" },
    { "no suffix",     NOBODY, { ED_STR("ann@") }, 1,
	"not-a-upn mismatch=not_asked" },
    { "second is bare", ANN,   { ANN, ED_STR("ann") }, 2,
	"several not-a-upn" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_upn upns[] = {
		    {.value = rows[i].upns[0], .utf8_string = true},
		    {.value = rows[i].upns[1], .utf8_string = true},
		    {.value = rows[i].upns[2], .utf8_string = true}};
		const struct ed_certificate cert = {
		    .upns = upns, .n_upns = rows[i].n_upns};
		const struct ed_account account = {.upn = rows[i].account};
		const struct ed_facts facts = {
		    .account = account.upn.n ? &account : NULL};

		print_message("row: %s\n", rows[i].name);
		ed_expect("certificate-upn", &facts, &cert, rows[i].expect);
	}
}

#define SKI "00112233445566778899aabbccddeeff00112233"

static const struct {
	const char *name;
	const char *mapping;
	struct ed_str exported;
	size_t n_upns;
	const char *expect;
} exports[] = {
    /* clang-format off */
    { "named strongly, no UPN", "X509:<SKI>" SKI, ANN, 0, "" },
    { "another named, no UPN", "X509:<SKI>00", ANN, 0, "missing" },
    { "may be named, no UPN", "X509:<SKI>33221100ffeeddccbbaa99887766554433221100", ANN,
	0, "missing=unknown" },
    { "named weakly, no UPN", "X509:<RFC822>bob@ex.test", ANN, 0,
	"missing=unknown" },
    { "named strongly, other UPN", "X509:<SKI>" SKI, ANN, 1,
	"mismatch=unknown" },
    { "named weakly, other UPN", "X509:<RFC822>bob@ex.test", ANN, 1,
	"mismatch" },
    { "the export says so", "", BOB, 1, "mismatch=unknown" },
    { "neither says so", "", ED_STR("carol@ex.test"), 1, "mismatch" },
    /* clang-format on */
};

/* The case says Ann; the certificate Bob, or nobody. */
static void each_export(void **state)
{
	const struct ed_account user = {.upn = ANN};
	const struct ed_upn upn = {.value = BOB, .utf8_string = true};
	const struct ed_san mail = {.type = ED_SAN_EMAIL, .value = BOB};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(exports); i++) {
		struct ed_mapping mapping;
		const struct ed_directory_account account = {
		    .upn = exports[i].exported,
		    .mappings = &mapping,
		    .n_mappings = 1};
		const struct ed_facts facts = {
		    .account = &user, .directory_account = &account};
		const struct ed_certificate cert = {.ski = ED_STR(SKI),
		    .upns = &upn,
		    .n_upns = exports[i].n_upns,
		    .sans = &mail,
		    .n_sans = 1};

		print_message("row: %s\n", exports[i].name);
		ed_mapping_read(&mapping, ed_str_of(exports[i].mapping));
		ed_expect("certificate-upn", &facts, &cert, exports[i].expect);
	}
}

static void other_string_type(void **state)
{
	const struct ed_upn upns[] = {{.value = ANN, .utf8_string = true},
	    {.value = ANN, .ref = {.at = ED_STR("2.5.29.17")}}};
	const struct ed_certificate cert = {.upns = upns, .n_upns = 2};
	const struct ed_facts facts = {0};

	(void)state;
	ed_expect("certificate-upn", &facts, &cert,
	    "several wrong-encoding mismatch=not_asked");
	ed_expect_said("certificate-upn", &facts, &cert, "wrong-encoding",
	    "why=it is not encoded as a UTF8String");
	ed_expect_said(
	    "certificate-upn", &facts, &cert, "wrong-encoding", "at=2.5.29.17");
}

static void unreadable(void **state)
{
	struct ed_certificate cert = ed_good_certificate;
	const struct ed_account account = {.upn = BOB};
	const struct ed_facts facts = {.account = &account};

	(void)state;
	cert.unreadable = ED_PART_SAN;
	ed_expect("certificate-upn", &facts, &cert,
	    "missing=unknown several=unknown wrong-encoding=unknown "
	    "not-a-upn=unknown mismatch=unknown");
}

static void says_both_names(void **state)
{
	const struct ed_account account = {.upn = BOB};
	const struct ed_facts facts = {.account = &account};

	(void)state;
	ed_expect_said("certificate-upn", &facts, &ed_good_certificate,
	    "mismatch", "upn=ann@ex.test\naccount=bob@ex.test");
	ed_expect_said("certificate-upn", &facts, &ed_good_certificate,
	    "mismatch", "at=2.5.29.17");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row),
	    cmocka_unit_test(each_export), cmocka_unit_test(other_string_type),
	    cmocka_unit_test(unreadable), cmocka_unit_test(says_both_names)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
