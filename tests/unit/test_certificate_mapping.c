/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <easdoctor/directory.h>

#include <stdio.h>

#define OURS "S-1-5-21-1-2-3-1104"
#define OTHER "S-1-5-21-1-2-3-1105"
#define EXT ED_SID_EXTENSION
#define URI ED_SID_URI
#define NO_EXPORT                                                              \
	" weak-only=not_asked strong-misses=not_asked"                         \
	" not-in-account=not_asked predates-account=not_asked"
#define NO_DCS " uri-on-old-dc=not_asked" NO_EXPORT

static const struct {
	const char *name;
	size_t n;
	struct {
		enum ed_sid_form form;
		const char *value;
		const char *fault;
	} sids[2];
	unsigned unreadable;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "none", 0, {{0}}, 0, "no-strong" },
    { "extension", 1, {{EXT, OURS, NULL}}, 0, "" },
    { "uri", 1, {{URI, OURS, NULL}}, 0, "" },
    { "lower case", 1, {{URI, "s-1-5-21-1-2-3-1104", NULL}}, 0, "" },
    { "other, extension", 1, {{EXT, OTHER, NULL}}, 0, "sid-mismatch" },
    { "other, uri", 1, {{URI, OTHER, NULL}}, 0, "sid-mismatch" },
    { "extension wins", 2, {{URI, OTHER, NULL}, {EXT, OURS, NULL}}, 0, "" },
    { "extension wins, other", 2, {{URI, OURS, NULL}, {EXT, OTHER, NULL}}, 0,
	"sid-mismatch" },
    { "bad uri beside it", 2, {{URI, "x", "bad"}, {EXT, OURS, NULL}}, 0, "" },
    { "two uris", 2, {{URI, OURS, NULL}, {URI, OTHER, NULL}}, 0,
	"sid-mismatch=unknown" },
    { "the same twice", 2, {{URI, OURS, NULL}, {URI, OURS, NULL}}, 0, "" },
    { "two others", 2, {{URI, OTHER, NULL}, {URI, OTHER, NULL}}, 0,
	"sid-mismatch" },
    { "bad", 1, {{URI, "{UserSid}", "bad"}}, 0,
	"sid-malformed sid-mismatch=unknown" },
    { "bad extension", 2, {{URI, OURS, NULL}, {EXT, "", "bad"}}, 0,
	"sid-malformed sid-mismatch=unknown" },
    { "SAN damaged", 0, {{0}}, ED_PART_SAN,
	"no-strong=unknown sid-malformed=unknown sid-mismatch=unknown" },
    { "SAN damaged, uri", 1, {{URI, OURS, NULL}}, ED_PART_SAN,
	"sid-malformed=unknown sid-mismatch=unknown" },
    { "SAN damaged, extension", 1, {{EXT, OURS, NULL}}, ED_PART_SAN, "" },
    { "two extensions", 1, {{EXT, OURS, NULL}}, ED_PART_SID,
	"sid-malformed=unknown sid-mismatch=unknown" },
    /* clang-format on */
};

static void each_row(void **state)
{
	const struct ed_account account = {.sid = ED_STR(OURS)};
	const struct ed_facts facts = {.account = &account};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_certificate cert = ed_good_certificate;
		struct ed_sid sids[2];
		char expect[512];

		print_message("row: %s\n", rows[i].name);
		for (size_t k = 0; k < rows[i].n; k++)
			sids[k] = (struct ed_sid){.form = rows[i].sids[k].form,
			    .value = ed_str_of(rows[i].sids[k].value),
			    .fault = rows[i].sids[k].fault};
		cert.sids = sids;
		cert.n_sids = rows[i].n;
		cert.unreadable = rows[i].unreadable;
		snprintf(expect, sizeof(expect), "%s%s", rows[i].expect,
		    rows[i].expect[0] ? NO_DCS : &NO_DCS[1]);
		ed_expect("certificate-mapping", &facts, &cert, expect);
	}
}

static const struct {
	const char *name;
	size_t n;
	struct {
		const char *os;
		int64_t patched;
	} dcs[2];
	bool with_uri;
	const char *expect;
} controllers[] = {
    /* clang-format off */
    { "none stated", 0, {{0}}, true, "uri-on-old-dc=not_asked" },
    { "new", 1, {{"2019", 0}}, true, "" },
    { "old", 1, {{"2016", 0}}, true, "uri-on-old-dc" },
    { "old, long name", 1, {{"Windows Server 2012 R2", 1757376000}}, true,
	"uri-on-old-dc" },
    { "one of two", 2, {{"2022", 0}, {"2016", 0}}, true, "uri-on-old-dc" },
    { "no year", 1, {{"version 1809", 0}}, true, "uri-on-old-dc=unknown" },
    { "build", 1, {{"10.0.17763", 0}}, true, "uri-on-old-dc=unknown" },
    { "long number", 1, {{"20160", 0}}, true, "uri-on-old-dc=unknown" },
    { "unsaid", 1, {{"", 0}}, true, "uri-on-old-dc=unknown" },
    { "old and no year", 2, {{"x", 0}, {"2016", 0}}, true, "uri-on-old-dc" },
    { "old, before strong mapping", 1, {{"2016", 1652140799}}, true, "" },
    { "no uri", 1, {{"2016", 0}}, false, "no-strong" },
    { "not known when", 1, {{"2019", 0}}, false, "no-strong" },
    { "demanded", 1, {{"2019", 1757376000}}, false, "no-strong" },
    { "registry decides", 1, {{"2019", 1757375999}}, false, "no-strong" },
    { "before strong mapping", 1, {{"2019", 1652140799}}, false, "" },
    { "one before", 2, {{"2019", 1}, {"2019", 1652140800}}, false,
	"no-strong" },
    /* clang-format on */
};

static void each_controller(void **state)
{
	const struct ed_sid uri = {.form = URI, .value = ED_STR(OURS)};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(controllers); i++) {
		struct ed_domain_controller dcs[2];
		struct ed_facts facts = {.domain_controllers = dcs,
		    .n_domain_controllers = controllers[i].n};
		const struct ed_account account = {.sid = ED_STR(OURS)};
		struct ed_certificate cert = ed_good_certificate;
		char expect[512];

		print_message("row: %s\n", controllers[i].name);
		for (size_t k = 0; k < controllers[i].n; k++)
			dcs[k] = (struct ed_domain_controller){
			    ed_str_of(controllers[i].dcs[k].os),
			    controllers[i].dcs[k].patched};
		facts.account = &account;
		cert.sids = &uri;
		cert.n_sids = controllers[i].with_uri ? 1 : 0;
		snprintf(expect, sizeof(expect), "%s%s", controllers[i].expect,
		    controllers[i].expect[0] ? NO_EXPORT : &NO_EXPORT[1]);
		ed_expect("certificate-mapping", &facts, &cert, expect);
	}
}

/* Without the account's SID nobody asked; what is wrong is said. */
static void says_what_it_saw(void **state)
{
	const struct ed_sid sids[] = {
	    {.form = EXT, .value = ED_STR(OTHER), .fault = NULL}};
	const struct ed_account account = {.sid = ED_STR(OURS)};
	struct ed_facts facts = {0};
	struct ed_certificate cert = ed_good_certificate;

	(void)state;
	cert.sids = sids;
	cert.n_sids = 1;
	ed_expect("certificate-mapping", &facts, &cert,
	    "sid-mismatch=not_asked" NO_DCS);
	facts.account = &account;
	ed_expect_said("certificate-mapping", &facts, &cert, "sid-mismatch",
	    "sid=" OTHER "\naccount=" OURS);
}

#define SKI "00112233445566778899aabbccddeeff00112233"
#define STRONG "X509:<SKI>" SKI
#define OF_OTHER "X509:<I>CN=Test CA<SR>0201"
#define WEAK "X509:<RFC822>ann@ex.test"
#define ODD "X509:<I>CN=\"Test CA\"<SR>0102"
#define DEMANDS 1757376000
#define WATCHES 1718064000
#define EARLIER 999990000
#define LATER 1000010000

static const struct {
	const char *name;
	const char *mappings[2];
	bool exported;
	const char *unknown;
	int64_t earliest, latest; /* of the account's creation */
	int64_t patched;          /* 0: no controller is stated */
	unsigned unreadable;
	bool has_sid, policies;
	const char *trouble;
	const char *expect; /* uri-on-old-dc aside */
} accounts[] = {
    /* clang-format off */
    { "strong", {STRONG}, true, NULL, EARLIER, EARLIER, DEMANDS, 0, false,
	false, NULL, "" },
    { "strong among others", {WEAK, STRONG}, true, NULL, LATER, LATER, WATCHES,
	0, false, false, NULL, "" },
    { "none", {NULL}, true, NULL, EARLIER, EARLIER, DEMANDS, 0, false, false,
	NULL, "no-strong not-in-account" },
    { "none, not demanded", {NULL}, true, NULL, EARLIER, EARLIER, WATCHES, 0,
	false, false, NULL, "no-strong not-in-account=not_asked" },
    { "none, no controllers", {NULL}, true, NULL, EARLIER, EARLIER, 0, 0,
	false, false, NULL, "no-strong not-in-account=not_asked" },
    { "none, policies", {NULL}, true, NULL, EARLIER, EARLIER, DEMANDS, 0,
	false, true, NULL, "no-strong not-in-account=unknown" },
    { "none, policies unreadable", {NULL}, true, NULL, EARLIER, EARLIER,
	DEMANDS, ED_PART_ISSUANCE, false, false, NULL,
	"no-strong not-in-account=unknown" },
    { "weak", {WEAK}, true, NULL, EARLIER, EARLIER, DEMANDS, 0, false, false,
	NULL, "no-strong weak-only not-in-account" },
    { "weak and of another", {WEAK, OF_OTHER}, true, NULL, EARLIER, EARLIER,
	WATCHES, 0, false, false, NULL,
	"no-strong weak-only" },
    { "of another", {OF_OTHER}, true, NULL, EARLIER, EARLIER, DEMANDS, 0,
	false, false, NULL, "no-strong strong-misses not-in-account" },
    { "of another key", {"X509:<SHA1-PUKEY>00"}, true, NULL, EARLIER, EARLIER,
	DEMANDS, 0, false, false, NULL,
	"no-strong strong-misses not-in-account=unknown" },
    { "may fit", {ODD}, true, NULL, EARLIER, EARLIER, DEMANDS, 0, false,
	false, NULL, "no-strong=unknown weak-only=unknown "
	"strong-misses=unknown not-in-account=unknown" },
    { "not exported", {NULL}, false, "not asked for", EARLIER, EARLIER,
	DEMANDS, 0, false, false, NULL, "no-strong weak-only=not_asked "
	"strong-misses=not_asked not-in-account=not_asked" },
    { "cut", {WEAK}, true, "cut", EARLIER, EARLIER, DEMANDS, 0, false, false,
	NULL, "no-strong weak-only=unknown strong-misses=unknown "
	"not-in-account=unknown" },
    { "cut behind a strong one", {STRONG}, true, "cut", EARLIER, EARLIER,
	DEMANDS, 0, false, false, NULL, "" },
    { "SID in it", {OF_OTHER}, true, NULL, LATER, LATER, WATCHES, 0, true,
	false, NULL, "" },
    { "SAN unreadable", {NULL}, true, NULL, LATER, LATER, WATCHES,
	ED_PART_SAN, false, false, NULL, "no-strong=unknown "
	"sid-malformed=unknown sid-mismatch=unknown uri-on-old-dc=unknown "
	"weak-only=unknown strong-misses=unknown not-in-account=unknown "
	"predates-account=unknown" },
    { "younger account", {NULL}, true, NULL, LATER, LATER, WATCHES, 0, false,
	false, NULL, "no-strong predates-account" },
    { "younger, demanded", {NULL}, true, NULL, LATER, LATER, DEMANDS, 0,
	false, false, NULL, "no-strong not-in-account" },
    { "younger, before it all", {NULL}, true, NULL, LATER, LATER, 1600000000,
	0, false, false, NULL, "" },
    { "the same second", {NULL}, true, NULL, 1000000000, 1000000000, WATCHES,
	0, false, false, NULL, "no-strong not-in-account=not_asked" },
    { "a second younger", {NULL}, true, NULL, 1000000001, 1000000001, WATCHES,
	0, false, false, NULL,
	"no-strong predates-account" },
    { "somewhere on earth", {NULL}, true, NULL, EARLIER, LATER, WATCHES, 0,
	false, false, NULL,
	"no-strong not-in-account=not_asked predates-account=unknown" },
    { "not said when", {NULL}, true, NULL, 0, 0, WATCHES, 0, false, false,
	NULL,
	"no-strong not-in-account=not_asked predates-account=not_asked" },
    { "dates unreadable", {NULL}, true, NULL, LATER, LATER, WATCHES,
	ED_PART_TIME, false, false, NULL,
	"no-strong not-in-account=not_asked predates-account=unknown" },
    { "several accounts", {NULL}, false, NULL, 0, 0, WATCHES, 0, false, false,
	"several", "no-strong weak-only=unknown strong-misses=unknown "
	"not-in-account=unknown predates-account=unknown" },
    /* clang-format on */
};

static void each_account(void **state)
{
	const struct ed_attribute ca = {
	    ED_STR("2.5.4.3"), ED_STR("Test CA"), 0, 0x0c};
	const struct ed_sid uri = {.form = URI, .value = ED_STR(OURS)};
	const struct ed_account user = {.sid = ED_STR(OURS)};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(accounts); i++) {
		const struct ed_domain_controller dc = {
		    ED_STR("2019"), accounts[i].patched};
		struct ed_directory_account account = {.sid = ED_STR(OURS),
		    .created = {accounts[i].earliest != 0, accounts[i].earliest,
			accounts[i].latest},
		    .mappings_exported = accounts[i].exported,
		    .mappings_unknown = accounts[i].unknown};
		struct ed_facts facts = {.account = &user,
		    .domain_controllers = &dc,
		    .n_domain_controllers = accounts[i].patched ? 1 : 0,
		    .directory_trouble = accounts[i].trouble};
		struct ed_certificate cert = ed_good_certificate;
		struct ed_mapping mappings[2];
		const char *expect = accounts[i].expect;
		char with[512];

		print_message("row: %s\n", accounts[i].name);
		for (size_t k = 0; k < 2 && accounts[i].mappings[k]; k++)
			ed_mapping_read(&mappings[account.n_mappings++],
			    ed_str_of(accounts[i].mappings[k]));
		account.mappings = mappings;
		if (!accounts[i].trouble)
			facts.directory_account = &account;
		cert.serial = ED_STR("0201");
		cert.ski = cert.key.sha1 = ED_STR(SKI);
		cert.issuer.attributes = &ca;
		cert.issuer.n_attributes = 1;
		cert.unreadable = accounts[i].unreadable;
		cert.has_issuance_policies = accounts[i].policies;
		cert.sids = &uri;
		cert.n_sids = accounts[i].has_sid ? 1 : 0;
		/* Without a controller nobody asked for old ones. */
		snprintf(with, sizeof(with), "%s", expect);
		if (!accounts[i].patched)
			snprintf(with, sizeof(with),
			    "no-strong uri-on-old-dc=not_asked%s", expect + 9);
		ed_expect("certificate-mapping", &facts, &cert, with);
	}
}

/* What the case leaves open the account says; where they differ, nobody. */
static void exported_sid(void **state)
{
	const struct ed_sid sid = {.form = EXT, .value = ED_STR(OTHER)};
	const struct ed_account user = {.sid = ED_STR(OURS)};
	struct ed_directory_account account = {.sid = ED_STR(OURS)};
	struct ed_facts facts = {.directory_account = &account};
	struct ed_certificate cert = ed_good_certificate;

	(void)state;
	cert.sids = &sid;
	cert.n_sids = 1;
	ed_expect("certificate-mapping", &facts, &cert,
	    "sid-mismatch uri-on-old-dc=not_asked");
	account.sid = ED_STR(OTHER);
	facts.account = &user;
	ed_expect("certificate-mapping", &facts, &cert,
	    "sid-mismatch=unknown uri-on-old-dc=not_asked");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row),
	    cmocka_unit_test(each_account), cmocka_unit_test(exported_sid),
	    cmocka_unit_test(each_controller),
	    cmocka_unit_test(says_what_it_saw)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
