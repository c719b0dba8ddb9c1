/* SPDX-License-Identifier: Apache-2.0 */
/* What a CertificateRequest says of a certificate. */
#include "derive/offer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define NAME(words)                                                            \
	{                                                                      \
		.der = ED_STR(words), .text = ED_STR(words)                    \
	}

static const struct ed_name root = NAME("root"), issuing = NAME("issuing"),
			    other = NAME("other");

/* A leaf of issuing, which is of root. */
static const struct ed_certificate ca = {
    .subject = NAME("issuing"), .issuer = NAME("root")};
static const struct ed_certificate top = {
    .subject = NAME("root"), .issuer = NAME("root")};
static const struct ed_certificate leaf = {.issuer = NAME("issuing")};
static const struct ed_certificate *const links[] = {&leaf, &ca, &top};

static const struct {
	const char *name;
	const struct ed_name *issuers[2];
	unsigned left_out;
	size_t n_links;
	enum ed_chain_state chain;
	bool with_chain;
	enum ed_answer listed;
} lists[] = {
#define WHOLE 3, ED_CHAIN_TRUSTED
    /* clang-format off */
    { "any", { NULL }, 0, WHOLE, false, ED_YES },
    { "its issuer", { &other, &issuing }, 0, WHOLE, false, ED_YES },
    { "its root", { &root }, 0, WHOLE, false, ED_UNSAID },
    { "its root, and it has the chain", { &root }, 0, WHOLE, true, ED_YES },
    { "another", { &other }, 0, WHOLE, false, ED_NO },
    { "another, and it has the chain", { &other }, 0, WHOLE, true, ED_NO },
    { "another, to a root nobody gave", { &other }, 0, 3, ED_CHAIN_UNTRUSTED,
	false, ED_NO },
    { "another, and more of the chain", { &other }, 0, 1, ED_CHAIN_INCOMPLETE,
	false, ED_UNSAID },
    { "another, nothing of the chain", { &other }, 0, 1, ED_CHAIN_NOT_TRIED,
	false, ED_UNSAID },
    { "another, and more that was not read", { &other }, 1, WHOLE, false,
	ED_UNSAID },
    { "nothing that was read", { NULL }, 1, WHOLE, false, ED_UNSAID },
    { "its issuer, and more", { &issuing }, 9, WHOLE, false, ED_YES },
    /* clang-format on */
};

static void each_list(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(lists); i++) {
		struct ed_name issuers[2];
		struct ed_certificate_request request = {
		    .issuers = issuers, .issuers_left_out = lists[i].left_out};
		const struct ed_asking asking = {
		    .request = &request, .version = ED_TLS_1_3};
		const struct ed_chain chain = {.state = lists[i].chain,
		    .links = links,
		    .n_links = lists[i].n_links};

		for (size_t k = 0; k < 2 && lists[i].issuers[k]; k++)
			issuers[request.n_issuers++] = *lists[i].issuers[k];
		print_message("row: %s\n", lists[i].name);
		assert_int_equal(
		    ed_wanted_by(&asking, &leaf, &chain, lists[i].with_chain)
			.listed,
		    lists[i].listed);
	}
}

static const struct {
	const char *name;
	enum ed_tls_version version;
	unsigned algorithms[3];
	unsigned types[2];
	enum ed_key_type type;
	unsigned bits;
	bool left_out, unreadable;
	enum ed_answer can_sign;
} keys[] = {
#define RSA ED_KEY_RSA, 2048, false, false
#define P256 ED_KEY_EC, 256, false, false
#define P384 ED_KEY_EC, 384, false, false
    /* clang-format off */
    { "nothing said", ED_TLS_1_3, { 0 }, { 0 }, RSA, ED_YES },
    { "1.3: PSS", ED_TLS_1_3, { 0x0403, 0x0804 }, { 0 }, RSA, ED_YES },
    { "1.3: PSS of SHA-512", ED_TLS_1_3, { 0x0806 }, { 0 }, RSA, ED_YES },
    { "1.3: PKCS#1", ED_TLS_1_3, { 0x0401, 0x0601 }, { 0 }, RSA, ED_NO },
    { "1.3: PSS keys alone", ED_TLS_1_3, { 0x0809 }, { 0 }, RSA, ED_NO },
    { "1.3: ECDSA for RSA", ED_TLS_1_3, { 0x0403 }, { 0 }, RSA, ED_NO },
    { "1.3: its curve", ED_TLS_1_3, { 0x0403 }, { 0 }, P256, ED_YES },
    { "1.3: another curve", ED_TLS_1_3, { 0x0503 }, { 0 }, P256, ED_NO },
    { "1.3: P-384", ED_TLS_1_3, { 0x0503 }, { 0 }, P384, ED_YES },
    { "1.3: types are of the past", ED_TLS_1_3, { 0x0804 }, { 64 }, RSA,
	ED_YES },
    { "1.2: PKCS#1", ED_TLS_1_2, { 0x0401 }, { 1, 64 }, RSA, ED_YES },
    { "1.2: SHA-1", ED_TLS_1_2, { 0x0201 }, { 1 }, RSA, ED_YES },
    { "1.2: PSS", ED_TLS_1_2, { 0x0804 }, { 1 }, RSA, ED_YES },
    { "1.2: ECDSA for RSA", ED_TLS_1_2, { 0x0403 }, { 1 }, RSA, ED_NO },
    { "1.2: another curve", ED_TLS_1_2, { 0x0503 }, { 64 }, P256, ED_YES },
    { "1.2: RSA for EC", ED_TLS_1_2, { 0x0401, 0x0804 }, { 64 }, P256,
	ED_NO },
    { "1.2: the type alone", ED_TLS_1_2, { 0 }, { 1 }, RSA, ED_YES },
    { "1.2: another type", ED_TLS_1_2, { 0x0401 }, { 64 }, RSA, ED_NO },
    { "1.2: another type for EC", ED_TLS_1_2, { 0x0403 }, { 1 }, P256,
	ED_NO },
    { "Ed25519", ED_TLS_1_3, { 0x0807 }, { 0 }, ED_KEY_ED25519, 256, false,
	false, ED_YES },
    { "no Ed25519", ED_TLS_1_2, { 0x0403 }, { 64 }, ED_KEY_ED25519, 256,
	false, false, ED_NO },
    { "another curve", ED_TLS_1_3, { 0x0403 }, { 0 }, ED_KEY_EC, 512, false,
	false, ED_UNSAID },
    { "another key", ED_TLS_1_3, { 0x0403 }, { 0 }, ED_KEY_OTHER, 0, false,
	false, ED_UNSAID },
    { "a key not read", ED_TLS_1_3, { 0x0403 }, { 0 }, ED_KEY_RSA, 0, false,
	true, ED_UNSAID },
    { "a list not read", ED_TLS_1_3, { 0x0403 }, { 0 }, ED_KEY_RSA, 2048,
	true, false, ED_UNSAID },
    { "nothing read of it", ED_TLS_1_3, { 0 }, { 0 }, ED_KEY_RSA, 2048, true,
	false, ED_UNSAID },
    /* clang-format on */
};

static size_t count(const unsigned *numbers, size_t max)
{
	size_t n = 0;

	while (n < max && numbers[n])
		n++;
	return n;
}

static void each_key(void **state)
{
	static const struct ed_chain chain = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(keys); i++) {
		const struct ed_certificate_request request = {
		    .signature_algorithms = keys[i].algorithms,
		    .n_signature_algorithms = count(keys[i].algorithms, 3),
		    .certificate_types = keys[i].types,
		    .n_certificate_types = count(keys[i].types, 2),
		    .numbers_left_out = keys[i].left_out};
		const struct ed_asking asking = {
		    .request = &request, .version = keys[i].version};
		const struct ed_certificate cert = {
		    .key = {.type = keys[i].type, .bits = keys[i].bits},
		    .unreadable = keys[i].unreadable ? ED_PART_KEY : 0};
		const struct ed_wanted wanted =
		    ed_wanted_by(&asking, &cert, &chain, false);

		print_message("row: %s\n", keys[i].name);
		assert_int_equal(wanted.can_sign, keys[i].can_sign);
		assert_int_equal(wanted.listed, ED_YES);
		assert_int_equal(
		    ed_judge_wanted(&wanted).answer, keys[i].can_sign);
	}
}

/* Nobody asked, as far as is known: that is no "yes". */
static void not_seen_is_unsaid(void **state)
{
	static const struct ed_chain chain = {0};
	const struct ed_asking asking = {0};
	const struct ed_wanted wanted =
	    ed_wanted_by(&asking, &leaf, &chain, true);

	(void)state;
	assert_int_equal(wanted.listed, ED_UNSAID);
	assert_int_equal(ed_judge_wanted(&wanted).answer, ED_UNSAID);
}

static void its_own_signature(void **state)
{
	static const unsigned sha256[] = {0x0401, 0x0804};
	const struct ed_certificate_request request = {
	    .signature_algorithms = sha256, .n_signature_algorithms = 2};
	const struct ed_certificate_request none = {0};
	const struct ed_certificate old = {
	    .signature_oid = ED_STR("1.2.840.113549.1.1.5")};
	const struct ed_certificate new = {
	    .signature_oid = ED_STR("1.2.840.113549.1.1.11")};
	const struct ed_certificate pss = {
	    .signature_oid = ED_STR("1.2.840.113549.1.1.10")};

	(void)state;
	assert_true(ed_is_signed_otherwise(&request, &old));
	assert_false(ed_is_signed_otherwise(&request, &new));
	assert_false(ed_is_signed_otherwise(&request, &pss));
	assert_false(ed_is_signed_otherwise(&none, &old));
}

static const struct {
	const char *name;
	enum ed_auth_mode mode;
	bool asks, late; /* late: seen by who offers to be asked */
	bool presented;
	unsigned status, alert;
	bool eas;
	int64_t as_of;
	enum ed_answer offered;
	const char *offered_why;
	enum ed_answer accepted;
	const char *accepted_why;
} servers[] = {
#define ASKS ED_AUTH_OPTIONAL, true, false
#define OFFERS ED_YES, "its key is there, it may sign"
#define GOOD ED_YES, "it is in time"
    /* clang-format off */
    { "asks", ASKS, false, 0, 0, false, 5, OFFERS, GOOD },
    { "takes it", ASKS, true, 200, 0, true, 5, OFFERS, ED_YES,
	"the probe presented it, and ActiveSync" },
    { "refuses it", ASKS, true, 0, 48, false, 5, OFFERS, ED_NO,
	"the probe presented it, and was answered with alert 48" },
    { "answers 403 to it", ASKS, true, 403, 0, false, 5, OFFERS, ED_UNSAID,
	"the probe presented it, and was answered 403" },
    { "took it before it ended", ASKS, true, 200, 0, true, 50, OFFERS, ED_NO,
	"it has expired" },
    { "answers another one", ASKS, false, 403, 48, false, 5, OFFERS, GOOD },
    { "never asks", ED_AUTH_NONE, false, false, false, 200, 0, false, 5,
	ED_NO, "the server does not ask", GOOD },
    { "not seen to ask", ED_AUTH_UNKNOWN, false, false, false, 0, 0, false, 5,
	ED_UNSAID, "what the server asks for was not seen", GOOD },
    { "asks too late", ED_AUTH_REQUIRED_AFTER_REQUEST, true, true, false, 403,
	0, false, 5, ED_NO, "over TLS 1.3 the server asks only after", GOOD },
    /* clang-format on */
};

static void begins(const char *text, const char *start)
{
	assert_non_null(text);
	if (strncmp(text, start, strlen(start)) != 0)
		assert_string_equal(text, start);
}

static void each_server(void **state)
{
	static const struct ed_header eas[] = {
	    {ED_STR("ms-asprotocolversions"), ED_STR("16.1")},
	    {ED_STR("ms-asprotocolcommands"), ED_STR("Sync")}};
	const struct ed_certificate cert = {.sha256 = ED_STR("aa"),
	    .not_before = 1,
	    .not_after = 10,
	    .key = {.type = ED_KEY_RSA, .bits = 2048}};
	const struct ed_probe probe = {.certificate_sha256 = ED_STR("aa")};
	const struct ed_chain chain = {.state = ED_CHAIN_TRUSTED};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(servers); i++) {
		const struct ed_certificate_request request = {
		    .answered = servers[i].presented ? ED_ANSWERED_CERTIFICATE
						     : ED_ANSWERED_EMPTY};
		const struct ed_message alert = {.from = ED_PEER_SERVER,
		    .type = ED_MESSAGE_ALERT,
		    .alert = servers[i].alert};
		const struct ed_attempt with = {
		    .tls = {.requests = &request,
			.n_requests = servers[i].asks,
			.messages = &alert,
			.n_messages = servers[i].alert > 0},
		    .http = {.state = servers[i].status ? ED_HTTP_ANSWERED
							: ED_HTTP_ALERT,
			.status = servers[i].status,
			.headers = eas,
			.n_headers = servers[i].eas ? 2 : 0}};
		struct ed_node node = {.probe = &probe,
		    .tls13 = {.mode = servers[i].mode,
			.with = &with,
			.pha = servers[i].late ? &with : NULL},
		    .device_like = &with,
		    .request = servers[i].asks ? &request : NULL,
		    .asking = servers[i].asks ? &with : NULL};
		const struct ed_offer one = {
		    .certificate = &cert, .has_key = ED_YES};
		struct ed_server_offer out = {.node = &node,
		    .wanted = {.listed = ED_YES, .can_sign = ED_YES}};
		struct ed_case c;

		ed_case_init(&c);
		c.facts.as_of = servers[i].as_of;
		node.device_auth = &node.tls13;
		print_message("row: %s\n", servers[i].name);
		ed_judge_server(&c, &out, &one, &chain);
		assert_int_equal(out.offered, servers[i].offered);
		begins(out.offered_why, servers[i].offered_why);
		assert_int_equal(out.accepted, servers[i].accepted);
		begins(out.accepted_why, servers[i].accepted_why);
		ed_case_free(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_list),
	    cmocka_unit_test(each_key), cmocka_unit_test(not_seen_is_unsaid),
	    cmocka_unit_test(its_own_signature), cmocka_unit_test(each_server)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
