/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#define DAY 86400
#define NOW 1795392000 /* 2026-11-23T00:00:00Z */
#define HOST ED_STR("mail.ex.test")
#define OPEN "untrusted=unknown incomplete-chain=unknown"

static const struct {
	const char *name;
	struct ed_str host;
	struct ed_str dns; /* in the certificate; empty: none */
	int64_t begin, end, started;
	enum ed_server_trust trust;
	struct ed_key key;
	struct ed_str signature;
	unsigned unreadable;
	const char *expect;
} rows[] = {
#define TIME NOW - DAY, NOW + DAY, NOW
#define RSA                                                                    \
	{                                                                      \
		.type = ED_KEY_RSA, .bits = 2048                               \
	}
#define SHA2 ED_STR("1.2.840.113549.1.1.11")
    /* clang-format off */
    { "good", HOST, HOST, TIME, ED_SERVER_TRUSTED, RSA, SHA2, 0, "" },
    { "other case", HOST, ED_STR("MAIL.ex.TEST"), TIME, ED_SERVER_TRUSTED,
	RSA, SHA2, 0, "" },
    { "wildcard", HOST, ED_STR("*.ex.test"), TIME, ED_SERVER_TRUSTED, RSA,
	SHA2, 0, "" },
    { "wildcard for two labels", HOST, ED_STR("*.test"), TIME,
	ED_SERVER_TRUSTED, RSA, SHA2, 0, "name-mismatch" },
    { "half a wildcard", HOST, ED_STR("m*.ex.test"), TIME,
	ED_SERVER_TRUSTED, RSA, SHA2, 0, "name-mismatch" },
    { "wildcard for none", ED_STR(".ex.test"), ED_STR("*.ex.test"), TIME,
	ED_SERVER_TRUSTED, RSA, SHA2, 0, "name-mismatch" },
    { "other name", HOST, ED_STR("owa.ex.test"), TIME, ED_SERVER_TRUSTED, RSA,
	SHA2, 0, "name-mismatch" },
    { "no name", HOST, ED_STR(""), TIME, ED_SERVER_TRUSTED, RSA, SHA2, 0,
	"name-mismatch" },
    { "final dot", ED_STR("mail.ex.test."), HOST, TIME, ED_SERVER_TRUSTED,
	RSA, SHA2, 0, "" },
    { "an address", ED_STR("192.0.2.1"), HOST, TIME, ED_SERVER_TRUSTED, RSA,
	SHA2, 0, "name-mismatch=unknown" },
    { "an IPv6 address", ED_STR("2001:db8::1"), HOST, TIME,
	ED_SERVER_TRUSTED, RSA, SHA2, 0, "name-mismatch=unknown" },
    { "ended", HOST, HOST, NOW - DAY, NOW - 1, NOW, ED_SERVER_TRUSTED, RSA,
	SHA2, 0, "expired" },
    { "ended since", HOST, HOST, NOW - 9 * DAY, NOW - 1, NOW - 2,
	ED_SERVER_TRUSTED, RSA, SHA2, 0, "" },
    { "when is not said", HOST, HOST, NOW - 9 * DAY, NOW - 1, 0,
	ED_SERVER_TRUSTED, RSA, SHA2, 0, "expired" },
    { "not begun", HOST, HOST, NOW + 1, NOW + DAY, NOW, ED_SERVER_TRUSTED,
	RSA, SHA2, 0, "expired" },
    { "no roots", HOST, HOST, TIME, ED_SERVER_UNJUDGED, RSA, SHA2, 0, OPEN },
    { "cannot tell", HOST, HOST, TIME, ED_SERVER_CANNOT_TELL, RSA, SHA2, 0,
	OPEN },
    { "another root", HOST, HOST, TIME, ED_SERVER_UNTRUSTED, RSA, SHA2, 0,
	"untrusted" },
    { "a gap", HOST, HOST, TIME, ED_SERVER_INCOMPLETE, RSA, SHA2, 0,
	"incomplete-chain" },
    { "2047 bits", HOST, HOST, TIME, ED_SERVER_TRUSTED,
	{.type = ED_KEY_RSA, .bits = 2047}, SHA2, 0, "weak" },
    { "P-256", HOST, HOST, TIME, ED_SERVER_TRUSTED,
	{.type = ED_KEY_EC, .bits = 256}, SHA2, 0, "" },
    { "P-224", HOST, HOST, TIME, ED_SERVER_TRUSTED,
	{.type = ED_KEY_EC, .bits = 224}, SHA2, 0, "weak" },
    { "size not known", HOST, HOST, TIME, ED_SERVER_TRUSTED,
	{.type = ED_KEY_RSA}, SHA2, 0, "weak=unknown" },
    { "SHA-1", HOST, HOST, TIME, ED_SERVER_TRUSTED, RSA,
	ED_STR("1.2.840.113549.1.1.5"), 0, "weak" },
    { "unreadable", HOST, HOST, TIME, ED_SERVER_TRUSTED, RSA, SHA2,
	ED_PART_SAN | ED_PART_TIME,
	"expired=unknown name-mismatch=unknown" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_san san = {
		    .type = ED_SAN_DNS, .value = rows[i].dns};
		const struct ed_certificate cert = {.sans = &san,
		    .n_sans = rows[i].dns.n > 0,
		    .not_before = rows[i].begin,
		    .not_after = rows[i].end,
		    .key = rows[i].key,
		    .signature_oid = rows[i].signature,
		    .unreadable = rows[i].unreadable};
		const struct ed_certificate *const sent[] = {&cert};
		const struct ed_attempt shown = {
		    .tls = {.certificates = sent, .n_certificates = 1}};
		const struct ed_probe probe = {
		    .host = rows[i].host, .started = rows[i].started};
		const struct ed_node node = {.probe = &probe,
		    .shown = &shown,
		    .chain = {.trust = rows[i].trust}};
		const struct ed_facts facts = {.as_of = NOW};

		print_message("row: %s\n", rows[i].name);
		ed_expect("server-certificate", &facts, &node, rows[i].expect);
	}
}

static void nothing_shown(void **state)
{
	const struct ed_probe probe = {.host = HOST};
	const struct ed_node node = {.probe = &probe};
	const struct ed_facts facts = {.as_of = NOW};

	(void)state;
	ed_expect("server-certificate", &facts, &node,
	    "expired=unknown name-mismatch=unknown " OPEN " weak=unknown");
}

/* Apple says what its devices refuse; of others that is only likely. */
static const struct {
	const char *name, *platform, *os;
	struct ed_key key;
	struct ed_str signature;
	bool certain;
} refused[] = {
#define SHA1 ED_STR("1.2.840.113549.1.1.5")
#define SMALL                                                                  \
	{                                                                      \
		.type = ED_KEY_RSA, .bits = 1024                               \
	}
    /* clang-format off */
    { "iOS 18", "ios", "18.1", SMALL, SHA2, true },
    { "iOS 13", "iOS", "13", SMALL, SHA2, true },
    { "iOS 12", "ios", "12.4", SMALL, SHA2, false },
    { "iOS of no version", "ios", "", SMALL, SHA2, false },
    { "Android", "android", "14", SMALL, SHA2, false },
    { "not said", NULL, NULL, SMALL, SHA2, false },
    { "SHA-1", "ios", "18.1", RSA, SHA1, true },
    { "a small curve", "ios", "18.1", { .type = ED_KEY_EC, .bits = 192 },
	SHA2, false },
    /* clang-format on */
};

static void weak_is_proof_where_apple_says_so(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(refused); i++) {
		const struct ed_device device = {
		    .platform = ed_str_of(refused[i].platform),
		    .os = ed_str_of(refused[i].os)};
		const struct ed_certificate cert = {.key = refused[i].key,
		    .signature_oid = refused[i].signature};
		const struct ed_certificate *const sent[] = {&cert};
		const struct ed_attempt shown = {.ref = {.input = 1,
						     .kind = ED_AT_ANSWER,
						     .at = ED_STR("attempt 0")},
		    .tls = {.certificates = sent, .n_certificates = 1}};
		const struct ed_probe probe = {.host = HOST};
		const struct ed_node node = {.probe = &probe, .shown = &shown};
		const struct ed_facts facts = {
		    .device = refused[i].platform ? &device : NULL};

		print_message("row: %s\n", refused[i].name);
		ed_expect_said("server-certificate", &facts, &node, "weak",
		    refused[i].certain ? "answer=yes" : "answer=no");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row),
	    cmocka_unit_test(nothing_shown),
	    cmocka_unit_test(weak_is_proof_where_apple_says_so)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
