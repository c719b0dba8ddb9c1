/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <easdoctor/revocation.h>

#include <stdio.h>

#define LDAP "ldap:///CN=CA,CN=CDP"
#define HTTP "http://pki.ex.test/ca.crl"
#define NO_LIST "revoked=not_asked crl-expired=not_asked"
#define NOT_RUN "unreachable=not_asked delta-filtered=not_asked"
#define NOTHING NO_LIST " " NOT_RUN

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
    { "none", false, 0, {NULL}, 0, 0, "none " NOTHING },
    { "OCSP", false, 0, {NULL}, 1, 0, NOTHING },
    { "HTTP", true, 1, {HTTP}, 0, 0, NOTHING },
    { "LDAP", true, 1, {LDAP}, 0, 0, "ldap-only " NOTHING },
    { "LDAP twice", true, 2, {"LDAP:///CN=B", "ldaps://dc/CN=A"}, 0, 0,
 "ldap-only " NOTHING },
    { "both", true, 2, {LDAP, HTTP}, 0, 0, NOTHING },
    { "LDAP and OCSP", true, 1, {LDAP}, 1, 0, NOTHING },
    { "no URL", true, 0, {NULL}, 0, 0, NOTHING },
    { "list damaged", true, 0, {NULL}, 0, ED_PART_CDP, "ldap-only=unknown " NOTHING },
    { "two lists", false, 0, {NULL}, 0, ED_PART_CDP,
 "none=unknown ldap-only=unknown " NOTHING },
    { "AIA damaged", false, 0, {NULL}, 0, ED_PART_AIA, "none=unknown " NOTHING },
    { "LDAP, AIA damaged", true, 1, {LDAP}, 0, ED_PART_AIA,
 "ldap-only=unknown " NOTHING },
    { "HTTP, AIA damaged", true, 1, {HTTP}, 0, ED_PART_AIA, NOTHING },
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

enum { NOW = 1000, PAST = 900, FUTURE = 1100, NEVER = -2 };

/* One CRL as a row has it; from 0 there is none. */
struct list {
	int64_t from, until;
	enum ed_crl_bearing bearing;
	bool delta;
	int reason; /* NEVER: the certificate is not on it */
	unsigned scope, unreadable;
	int64_t since;
	size_t link;
};

#define AS(b, d, r) .bearing = (b), .delta = (d), .reason = (r)
#define ON(reason) AS(ED_CRL_SPEAKS, false, reason)

static const struct {
	const char *name;
	struct list lists[2];
	const char *expect;
} list_rows[] = {
    /* clang-format off */
    { "fresh, not on it", {{ 900, FUTURE, ON(NEVER) }}, "" },
    { "fresh, on it", {{ 900, FUTURE, ON(4) }}, "revoked" },
    { "no reason", {{ 900, FUTURE, ON(ED_REASON_UNSAID) }}, "revoked" },
    { "held", {{ 900, FUTURE, ON(6) }}, "revoked" },
    { "ends now", {{ 900, NOW, ON(NEVER) }}, "" },
    { "ended, not on it", {{ 800, PAST, ON(NEVER) }},
	"revoked=unknown crl-expired" },
    { "ended, on it", {{ 800, PAST, ON(1) }}, "revoked crl-expired" },
    { "ended, held", {{ 800, PAST, ON(6) }}, "revoked=unknown crl-expired" },
    { "ended, a newer one", {{ 800, PAST, ON(NEVER) },
	{ 900, FUTURE, ON(NEVER) }}, "" },
    { "newer one without it", {{ 800, PAST, ON(6) },
	{ 900, FUTURE, ON(NEVER) }}, "" },
    { "will be", {{ 900, FUTURE, ON(1), .since = FUTURE }},
	"revoked=unknown" },
    { "date damaged", {{ 900, FUTURE, ON(1), .since = INT64_MIN }},
	"revoked=unknown" },
    { "reason damaged", {{ 900, FUTURE, ON(ED_REASON_UNREADABLE) }},
	"revoked=unknown" },
    { "entries damaged", {{ 900, FUTURE, ON(NEVER),
	.unreadable = ED_CRL_PART_ENTRIES }}, "revoked=unknown" },
    { "on it, others damaged", {{ 900, FUTURE, ON(1),
	.unreadable = ED_CRL_PART_ENTRIES }}, "revoked" },
    { "critical", {{ 900, FUTURE, ON(1),
	.unreadable = ED_CRL_PART_CRITICAL }},
	"revoked=unknown crl-expired=unknown" },
    { "some reasons, not on it", {{ 900, FUTURE, ON(NEVER),
	.scope = ED_CRL_SOME_REASONS }}, "revoked=unknown" },
    { "some reasons, on it", {{ 900, FUTURE, ON(1),
	.scope = ED_CRL_SOME_REASONS }}, "revoked" },
    { "another point, on it", {{ 900, FUTURE, ON(1),
	.scope = ED_CRL_POINT }}, "revoked=unknown" },
    { "another point, not on it", {{ 900, FUTURE, ON(NEVER),
	.scope = ED_CRL_POINT }}, "revoked=unknown" },
    { "of authorities", {{ 900, FUTURE, ON(1),
	.scope = ED_CRL_CAS_ONLY }}, NO_LIST },
    { "of attributes", {{ 900, FUTURE, ON(1),
	.scope = ED_CRL_ATTRIBUTES_ONLY }}, NO_LIST },
    { "foreign", {{ 900, FUTURE, AS(ED_CRL_FOREIGN, false, NEVER) }}, NO_LIST },
    { "other key, on it", {{ 900, FUTURE, AS(ED_CRL_OTHER_KEY, false, 1) }},
	"revoked=unknown crl-expired=not_asked" },
    { "other key", {{ 900, FUTURE, AS(ED_CRL_OTHER_KEY, false, NEVER) }},
	NO_LIST },
    { "not signed, on it", {{ 900, FUTURE, AS(ED_CRL_FALSE, false, 1) }},
	"revoked=unknown crl-expired=unknown" },
    { "not signed", {{ 900, FUTURE, AS(ED_CRL_FALSE, false, NEVER) }},
	"revoked=unknown crl-expired=unknown" },
    { "not verified, ended", {{ 800, PAST, AS(ED_CRL_UNVERIFIED, false, 1) }},
	"revoked=unknown crl-expired=unknown" },
    { "changes", {{ 900, FUTURE, ON(NEVER) },
	{ 950, FUTURE, AS(ED_CRL_SPEAKS, true, 1) }}, "revoked" },
    { "changes before", {{ 900, FUTURE, ON(NEVER) },
	{ 850, FUTURE, AS(ED_CRL_SPEAKS, true, 1) }}, "" },
    { "lifted", {{ 900, FUTURE, ON(6) },
	{ 950, FUTURE, AS(ED_CRL_SPEAKS, true, ED_REASON_REMOVE) }}, "" },
    { "changes ended", {{ 900, FUTURE, ON(NEVER) },
	{ 950, 990, AS(ED_CRL_SPEAKS, true, NEVER) }}, "crl-expired" },
    { "changes of before ended", {{ 900, FUTURE, ON(NEVER) },
	{ 850, 990, AS(ED_CRL_SPEAKS, true, NEVER) }}, "" },
    { "root's ended", {{ 900, FUTURE, ON(NEVER) },
	{ 800, PAST, ON(NEVER), .link = 1 }}, "crl-expired" },
    /* clang-format on */
};

static void each_list(void **state)
{
	const struct ed_certificate *const links[] = {
	    &ed_good_certificate, &ed_good_certificate};
	const struct ed_str url = ED_STR(HTTP);

	(void)state;
	for (size_t i = 0; i < ED_COUNT(list_rows); i++) {
		struct ed_certificate cert = ed_good_certificate;
		struct ed_crl crls[2] = {0};
		struct ed_crl_entry entries[2];
		const struct ed_crl *all[2] = {&crls[0], &crls[1]};
		struct ed_facts facts = {.as_of = NOW, .crls = all};
		char expect[128];

		print_message("row: %s\n", list_rows[i].name);
		for (size_t k = 0; k < 2 && list_rows[i].lists[k].from; k++) {
			const struct list *row = &list_rows[i].lists[k];

			entries[k] = (struct ed_crl_entry){.certificate = &cert,
			    .reason = row->reason,
			    .since = row->since};
			crls[k] = (struct ed_crl){.this_update = row->from,
			    .has_next_update = true,
			    .next_update = row->until,
			    .bearing = row->bearing,
			    .is_delta = row->delta,
			    .scope = row->scope,
			    .unreadable = row->unreadable,
			    .link = row->link,
			    .entries = &entries[k],
			    .n_kept = row->reason != NEVER};
			facts.n_crls++;
		}
		cert.has_cdp = true;
		cert.cdps = &url;
		cert.n_cdps = 1;
		cert.chain.links = links;
		cert.chain.n_links = 2;
		snprintf(expect, sizeof(expect), "%s%s" NOT_RUN,
		    list_rows[i].expect, list_rows[i].expect[0] ? " " : "");
		ed_expect("certificate-revocation", &facts, &cert, expect);
	}
}

static const struct ed_fetch plus = {.url = ED_STR("http://pki/a+.crl")};

static const struct {
	const char *name;
	bool fetched, ended, passed, mine;
	uint32_t errors;
	enum ed_reach reach;
	bool deltas_fetched;
	const struct ed_fetch *filtered, *expired;
	const char *expect;
} run_rows[] = {
    /* clang-format off */
    { "good", 1, 1, 1, 1, 0, ED_REACHED, 1, NULL, NULL,
	"crl-expired=not_asked" },
    { "of another", 1, 1, 1, 0, 0, ED_REACHED, 1, NULL, NULL, NOTHING },
    { "revoked", 1, 1, 0, 1, ED_TRUST_REVOKED, ED_REACHED, 1, NULL, NULL,
	"revoked crl-expired=not_asked" },
    { "out of reach", 1, 1, 0, 1, 0x1000040, ED_NOT_REACHED, 1, NULL, NULL,
	NO_LIST " unreachable" },
    { "cut off", 1, 0, 0, 1, 0, ED_REACHED, 1, NULL, NULL,
	NO_LIST " unreachable=unknown delta-filtered=unknown" },
    { "cut off, out of reach", 1, 0, 0, 1, 0, ED_NOT_REACHED, 1, NULL, NULL,
	NO_LIST " unreachable delta-filtered=unknown" },
    { "not told", 1, 1, 0, 1, 0, ED_REACH_UNSAID, 0, NULL, NULL,
	NO_LIST " unreachable=unknown delta-filtered=unknown" },
    { "not asked for", 0, 1, 1, 1, 0, ED_REACHED, 1, NULL, NULL,
	"crl-expired=not_asked delta-filtered=not_asked" },
    { "plus", 1, 1, 0, 1, 0x1000040, ED_REACHED, 0, &plus, NULL,
	NO_LIST " delta-filtered" },
    { "too old", 1, 1, 0, 1, 0x40, ED_REACHED, 1, NULL, &plus,
	"revoked=not_asked crl-expired" },
    /* clang-format on */
};

static void each_run(void **state)
{
	const struct ed_str url = ED_STR(HTTP);

	(void)state;
	for (size_t i = 0; i < ED_COUNT(run_rows); i++) {
		struct ed_certificate cert = ed_good_certificate;
		struct ed_verified_link link = {.ref = {.input = 2},
		    .errors = run_rows[i].errors,
		    .certificate = run_rows[i].mine ? &cert : NULL,
		    .reach = run_rows[i].reach,
		    .deltas_fetched = run_rows[i].deltas_fetched,
		    .filtered = run_rows[i].filtered,
		    .expired = run_rows[i].expired};
		const struct ed_verification one = {.ended = run_rows[i].ended,
		    .fetched = run_rows[i].fetched,
		    .passed = run_rows[i].passed,
		    .links = &link,
		    .n_links = 1};
		const struct ed_verification *const all = &one;
		const struct ed_facts facts = {
		    .as_of = NOW, .verifications = &all, .n_verifications = 1};

		print_message("row: %s\n", run_rows[i].name);
		cert.has_cdp = true;
		cert.cdps = &url;
		cert.n_cdps = 1;
		ed_expect("certificate-revocation", &facts, &cert,
		    run_rows[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(each_list),
	    cmocka_unit_test(each_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
