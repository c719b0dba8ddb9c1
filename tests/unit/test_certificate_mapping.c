/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <stdio.h>

#define OURS "S-1-5-21-1-2-3-1104"
#define OTHER "S-1-5-21-1-2-3-1105"
#define EXT ED_SID_EXTENSION
#define URI ED_SID_URI
#define NO_DCS " uri-on-old-dc=not_asked"

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
		char expect[128];

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

		print_message("row: %s\n", controllers[i].name);
		for (size_t k = 0; k < controllers[i].n; k++)
			dcs[k] = (struct ed_domain_controller){
			    ed_str_of(controllers[i].dcs[k].os),
			    controllers[i].dcs[k].patched};
		facts.account = &account;
		cert.sids = &uri;
		cert.n_sids = controllers[i].with_uri ? 1 : 0;
		ed_expect("certificate-mapping", &facts, &cert,
		    controllers[i].expect);
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
	    "sid-mismatch=not_asked uri-on-old-dc=not_asked");
	facts.account = &account;
	ed_expect_said("certificate-mapping", &facts, &cert, "sid-mismatch",
	    "sid=" OTHER "\naccount=" OURS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row),
	    cmocka_unit_test(each_controller),
	    cmocka_unit_test(says_what_it_saw)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
