/* SPDX-License-Identifier: Apache-2.0 */
/* Why a device would offer a certificate, and why a server would take it. */
#include "derive/derive.h"

#include <easdoctor/selection.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "loaded.h"

#define CLIENT "1.3.6.1.5.5.7.3.2"
#define SERVER "1.3.6.1.5.5.7.3.1"
#define ISSUING "CN=Corp Issuing CA,DC=corp,DC=example"
#define ROOT "CN=Corp Root CA,DC=corp,DC=example"
#define CRAFTED "no name at all"
#define KEEPS (-1)

/* What is said of its key: not in evidence, with it, missing beside it. */
enum key_said { NO_EVIDENCE, WITH_IT, WITHOUT_IT };

/* alice.pem is of use, in time and of a trusted chain; a row changes it. */
static const struct {
	const char *name;
	unsigned unreadable;
	const char *eku;      /* NULL: its own */
	int key_usage;        /* KEEPS: its own */
	const char *policies; /* NULL: none */
	enum key_said key;
	const char *issuer; /* that the server names, or NULL */
	enum ed_chain_state chain;
	int64_t as_of;
	int type; /* KEEPS: RSA of 2048 bits */
	unsigned bits;
	enum ed_answer offered;
	const char *offered_why; /* how it begins */
	enum ed_answer accepted;
	const char *accepted_why;
	bool fits, refused;
} rows[] = {
#define NOW INT64_C(1795392000)
#define OURS 0, NULL, KEEPS, NULL
#define RSA ED_CHAIN_TRUSTED, NOW, KEEPS, 0
#define YES ED_YES
#define NO ED_NO
#define TOLD "its key is there, and it may sign"
#define TAKEN "it is in time, of the right use"
#define BAD_EKU "its Extended Key Usage lacks"
#define BAD_USE "its Key Usage lacks"
    /* clang-format off */
    { "all well", OURS, WITH_IT, NULL, RSA, YES, TOLD, YES, TAKEN, true, false },
    { "its issuer is named", OURS, WITH_IT, ISSUING, RSA, YES, "its key is there, it may sign for a client, and the server", YES, TAKEN, true, false },
    { "only its root is named", OURS, WITH_IT, ROOT, RSA, ED_UNSAID, "the server names no issuer of its own", YES, TAKEN, true, false },
    { "another issuer is named", OURS, WITH_IT, "CN=Other", RSA, NO, "none of its issuers", YES, TAKEN, false, false },
    { "another is named, more of the chain may be", OURS, WITH_IT, "CN=Other", ED_CHAIN_INCOMPLETE, NOW, KEEPS, 0, ED_UNSAID, "whether the server names one", ED_UNSAID, "its chain to a root", true, false },
    { "another is named, the root is known", OURS, WITH_IT, "CN=Other", ED_CHAIN_UNTRUSTED, NOW, KEEPS, 0, NO, "none of its issuers", ED_UNSAID, "its chain to a root", false, false },
    { "what is named cannot be read", OURS, WITH_IT, CRAFTED, RSA, ED_UNSAID, "whether the server names one", YES, TAKEN, true, false },
    { "no key in evidence", OURS, NO_EVIDENCE, NULL, RSA, ED_UNSAID, "if the device holds its key", YES, TAKEN, true, false },
    { "without its key", OURS, WITHOUT_IT, NULL, RSA, NO, "its private key is not with it", YES, TAKEN, false, true },

    { "any purpose", 0, "2.5.29.37.0", KEEPS, NULL, WITH_IT, NULL, RSA, YES, TOLD, YES, TAKEN, true, false },
    { "another purpose", 0, SERVER, KEEPS, NULL, WITH_IT, NULL, RSA, NO, BAD_EKU, NO, BAD_EKU, false, true },
    { "purposes not read", ED_PART_EKU, SERVER, KEEPS, NULL, WITH_IT, NULL, RSA, ED_UNSAID, "part of what a device looks at", ED_UNSAID, "part of what the server looks at", false, false },
    { "may not sign", 0, NULL, ED_KU_KEY_ENCIPHERMENT, NULL, WITH_IT, NULL, RSA, NO, BAD_USE, NO, BAD_USE, false, true },
    { "key usage not read", ED_PART_KEY_USAGE, NULL, 0, NULL, WITH_IT, NULL, RSA, ED_UNSAID, "part of what a device", ED_UNSAID, "part of what the server", false, false },

    { "its last second", OURS, WITH_IT, NULL, ED_CHAIN_TRUSTED, INT64_C(1830297600), KEEPS, 0, YES, TOLD, YES, TAKEN, true, false },
    { "a second later", OURS, WITH_IT, NULL, ED_CHAIN_TRUSTED, INT64_C(1830297601), KEEPS, 0, YES, TOLD, NO, "it has expired", false, true },
    { "its first second", OURS, WITH_IT, NULL, ED_CHAIN_TRUSTED, INT64_C(1767225600), KEEPS, 0, YES, TOLD, YES, TAKEN, true, false },
    { "a second earlier", OURS, WITH_IT, NULL, ED_CHAIN_TRUSTED, INT64_C(1767225599), KEEPS, 0, YES, TOLD, NO, "it is not valid yet", false, true },
    { "dates not read", ED_PART_TIME, NULL, KEEPS, NULL, WITH_IT, NULL, ED_CHAIN_TRUSTED, 0, KEEPS, 0, YES, TOLD, ED_UNSAID, "part of what the server", false, false },

    { "policies for clients", 0, NULL, KEEPS, CLIENT, WITH_IT, NULL, RSA, YES, TOLD, YES, TAKEN, true, false },
    { "any policy", 0, NULL, KEEPS, "1.3.6.1.4.1.311.10.12.1", WITH_IT, NULL, RSA, YES, TOLD, YES, TAKEN, true, false },
    { "policies for servers", 0, NULL, KEEPS, SERVER, WITH_IT, NULL, RSA, YES, TOLD, ED_UNSAID, "its application policies lack", false, false },
    { "policies not read", ED_PART_POLICIES, NULL, KEEPS, NULL, WITH_IT, NULL, RSA, YES, TOLD, ED_UNSAID, "part of what the server", false, false },

    { "1024 bits", OURS, WITH_IT, NULL, ED_CHAIN_TRUSTED, NOW, ED_KEY_RSA, 1024, YES, TOLD, YES, TAKEN, true, false },
    { "1023 bits", OURS, WITH_IT, NULL, ED_CHAIN_TRUSTED, NOW, ED_KEY_RSA, 1023, YES, TOLD, NO, "its RSA key is shorter", false, true },
    { "bits not read", OURS, WITH_IT, NULL, ED_CHAIN_TRUSTED, NOW, ED_KEY_RSA, 0, YES, TOLD, ED_UNSAID, "its key cannot be read", false, false },
    { "on a curve", OURS, WITH_IT, NULL, ED_CHAIN_TRUSTED, NOW, ED_KEY_EC, 256, YES, TOLD, YES, TAKEN, true, false },
    { "of another type", OURS, WITH_IT, NULL, ED_CHAIN_TRUSTED, NOW, ED_KEY_ED25519, 256, YES, TOLD, ED_UNSAID, "whether the server takes a key", false, false },

    { "forged", OURS, WITH_IT, NULL, ED_CHAIN_BAD_SIGNATURE, NOW, KEEPS, 0, YES, TOLD, NO, "its issuer's key did not sign", false, false },
    { "forbidden", OURS, WITH_IT, NULL, ED_CHAIN_CONSTRAINT, NOW, KEEPS, 0, YES, TOLD, NO, "a CA certificate of its chain", false, false },
    { "no root given", OURS, WITH_IT, NULL, ED_CHAIN_UNTRUSTED, NOW, KEEPS, 0, YES, TOLD, ED_UNSAID, "its chain to a root", true, false },
    { "no authority", OURS, WITH_IT, NULL, ED_CHAIN_NOT_TRIED, NOW, KEEPS, 0, YES, TOLD, ED_UNSAID, "its chain to a root", true, false },
    /* clang-format on */
};

static void change(size_t i, struct ed_certificate *cert, struct ed_str *oids)
{
	cert->unreadable = rows[i].unreadable;
	cert->chain.state = rows[i].chain;
	if (rows[i].eku) {
		oids[0] = ed_str_of(rows[i].eku);
		cert->has_eku = true;
		cert->ekus = &oids[0];
		cert->n_ekus = 1;
	}
	if (rows[i].policies) {
		oids[1] = ed_str_of(rows[i].policies);
		cert->has_policies = true;
		cert->policies = &oids[1];
		cert->n_policies = 1;
	}
	if (rows[i].key_usage != KEEPS) {
		cert->has_key_usage = true;
		cert->key_usage = (unsigned)rows[i].key_usage;
	}
	if (rows[i].type != KEEPS) {
		cert->key.type = (enum ed_key_type)rows[i].type;
		cert->key.bits = rows[i].bits;
	}
}

static void add_key(
    struct ed_case *c, const struct ed_certificate *cert, enum key_said said)
{
	struct ed_identity *identity;

	if (said == NO_EVIDENCE)
		return;
	identity = ed_add_identity(c);
	identity->certificate = cert;
	identity->in_profile = true;
	identity->opened = ED_OPENED;
	identity->has_key = said == WITH_IT;
	identity->key = cert->key;
}

static void begins(const char *text, const char *start)
{
	assert_non_null(text);
	if (strncmp(text, start, strlen(start)) != 0)
		assert_string_equal(text, start);
}

static void check_offer(size_t i, const struct ed_offer *one)
{
	assert_int_equal(one->offered, rows[i].offered);
	begins(one->offered_why, rows[i].offered_why);
	assert_int_equal(one->accepted, rows[i].accepted);
	begins(one->accepted_why, rows[i].accepted_why);
	assert_int_equal(one->fits, rows[i].fits);
	assert_int_equal(one->refused, rows[i].refused);
	assert_int_equal(one->used, ED_UNSAID);
}

static void check_row(size_t i)
{
	const struct ed_str issuer =
	    ed_str_of(rows[i].issuer ? rows[i].issuer : "");
	const struct ed_endpoint endpoint = {.acceptable_issuers = &issuer,
	    .n_acceptable_issuers = rows[i].issuer ? 1 : 0};
	struct ed_certificate *cert;
	struct ed_str oids[2];
	struct ed_case c;

	ed_case_init(&c);
	ed_load_roots(&c, data_path("root.pem"));
	load_files(&c, "alice.pem issuing.pem");
	ed_derive_roles(&c);
	ed_derive_chain(&c);
	cert = (struct ed_certificate *)c.facts.device_certificate;
	assert_non_null(cert);
	change(i, cert, oids);
	add_key(&c, cert, rows[i].key);
	c.facts.as_of = rows[i].as_of;
	c.facts.endpoint = &endpoint;
	ed_derive_selection(&c);
	assert_int_equal(c.facts.n_candidates, 1);
	assert_ptr_equal(c.facts.candidates[0].certificate, cert);
	check_offer(i, &c.facts.candidates[0]);
	ed_case_free(&c);
}

static void each_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		print_message("row: %s\n", rows[i].name);
		check_row(i);
	}
}

/* CAs are no candidates, and a copy is none of its own. */
static void lists_each_once(void **state)
{
	struct ed_case c;

	(void)state;
	ed_case_init(&c);
	load_files(&c, "root.pem issuing.pem alice.pem alice.der bob.pem");
	ed_derive_roles(&c);
	ed_derive_selection(&c);
	assert_int_equal(c.facts.n_candidates, 2);
	assert_string_equal(c.facts.candidates[0].certificate->subject.text.p,
	    "CN=alice,DC=corp,DC=example");
	assert_string_equal(
	    c.facts.candidates[1].certificate->subject.text.p, "CN=bob");
	ed_case_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(lists_each_once)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
