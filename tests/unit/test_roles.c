/* SPDX-License-Identifier: Apache-2.0 */
#include "derive/derive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "data/expect.h"
#include "loaded.h"

static const struct {
	const char *name;
	const char *files;
	const char *named;     /* endpoint.certificate */
	const char *host;      /* endpoint.host */
	const char *device;    /* sha256, or NULL */
	const char *ambiguous; /* in the sentence, or NULL */
} rows[] = {
    /* clang-format off */
    { "nothing", "", NULL, NULL, NULL, NULL },
    { "lone leaf", "alice.pem issuing.pem root.pem", NULL, NULL, ALICE_SHA256, NULL },
    { "twice is once", "alice.pem alice.der bundle.pem", NULL, NULL, ALICE_SHA256, NULL },
    { "two leaves", "alice.pem bob.pem", NULL, NULL, NULL, "2 certificates" },
    { "only authorities", "issuing.pem root.pem", NULL, NULL, NULL, NULL },
    { "given container", "bob.pem modern.p12", NULL, NULL, ALICE_SHA256, NULL },
    { "one container twice", "modern.p12 legacy.p12", NULL, NULL, ALICE_SHA256, NULL },
    { "cut container", "cut.p12 bob.pem", NULL, NULL, NULL, "cut.p12 cannot be read" },
    { "cut beside a container", "cut.der modern.p12", NULL, NULL, ALICE_SHA256, NULL },
    { "cut beside the case's", "cut.der", "bob.pem", NULL, BOB_SHA256, NULL },
    { "the case's before a container", "modern.p12", "bob.pem", NULL, BOB_SHA256, NULL },
    { "the case's among evidence", "alice.pem bob.pem", "bob.pem", NULL, BOB_SHA256, NULL },
    { "the case's chain file", "", "bundle.pem", NULL, ALICE_SHA256, NULL },
    { "the case's authority", "", "root.pem", NULL, ROOT_SHA256, NULL },
    { "the case's is cut off", "alice.pem", "cut.der", NULL, NULL, "no certificate could be read" },
    { "the case's is absent", "alice.pem", "absent.pem", NULL, NULL, "no certificate could be read" },
    { "the server's is no candidate", "alice.pem server.pem", NULL, "mail.corp.example", ALICE_SHA256, NULL },
    { "another server's is one", "server.pem", NULL, "mail.other.example", SERVER_SHA256, NULL },
    { "a label too many", "alice.pem server.pem", NULL, "a.mail.corp.example", NULL, "2 certificates" },
    { "a server's, no host known", "alice.pem server.pem", NULL, NULL, ALICE_SHA256, NULL },
    { "a server's alone, no host known", "server.pem", NULL, NULL, NULL, NULL },
    { "a server's, named", "server.pem", "server.pem", NULL, SERVER_SHA256, NULL },
    { "issuer without CA:TRUE", "by_noca.pem noca.pem", NULL, NULL, "", NULL },
    /* clang-format on */
};

static void check_row(size_t i)
{
	struct ed_endpoint endpoint = {.host = ed_str_of(rows[i].host)};
	struct ed_case c;

	ed_case_init(&c);
	c.password = strdup("Passw0rd");
	if (rows[i].host)
		c.facts.endpoint = &endpoint;
	load_files(&c, rows[i].files);
	if (rows[i].named)
		c.certificate = ed_str_of(data_path(rows[i].named));
	ed_load_case_evidence(&c);
	ed_derive_roles(&c);
	if (!rows[i].device)
		assert_null(c.facts.device_certificate);
	else
		assert_non_null(c.facts.device_certificate);
	if (rows[i].device && *rows[i].device)
		assert_true(ed_str_eq(c.facts.device_certificate->sha256,
		    ed_str_of(rows[i].device)));
	assert_int_equal(c.ambiguous.n > 0, rows[i].ambiguous != NULL);
	if (rows[i].ambiguous)
		assert_true(ed_str_find(c.ambiguous,
				ed_str_of(rows[i].ambiguous)) < c.ambiguous.n);
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

static void assert_label(const struct ed_certificate *cert, enum ed_role role,
    const char *name, const char *sha256)
{
	char label[64];

	snprintf(label, sizeof(label), "%s %.8s", name, sha256);
	assert_int_equal(cert->role, role);
	assert_true(ed_str_eq(cert->label, ed_str_of(label)));
}

static void labels_certificates(void **state)
{
	struct ed_endpoint endpoint = {.host = ED_STR("MAIL.corp.example")};
	struct ed_case c;

	(void)state;
	ed_case_init(&c);
	c.facts.endpoint = &endpoint;
	load_files(&c, "alice.pem root.pem server.pem alice.der");
	ed_derive_roles(&c);
	assert_label(certificate_at(&c, 0), ED_ROLE_DEVICE,
	    "device certificate", ALICE_SHA256);
	assert_label(
	    certificate_at(&c, 1), ED_ROLE_CA, "CA certificate", ROOT_SHA256);
	assert_label(certificate_at(&c, 2), ED_ROLE_SERVER,
	    "server certificate", SERVER_SHA256);
	assert_label(certificate_at(&c, 3), ED_ROLE_DEVICE,
	    "device certificate", ALICE_SHA256);
	assert_true(c.facts.roots_given);
	ed_case_free(&c);

	ed_case_init(&c);
	load_files(&c, "alice.pem bob.pem issuing.pem");
	ed_derive_roles(&c);
	assert_label(
	    certificate_at(&c, 1), ED_ROLE_OTHER, "certificate", BOB_SHA256);
	assert_false(c.facts.roots_given);
	ed_case_free(&c);
}

/* A profile whose account uses the identity in modern.p12. */
static void follows_the_profile(void **state)
{
	struct ed_payload payloads[2];
	struct ed_eas account = {.identity = &payloads[1]};
	struct ed_identity *identity;
	struct ed_profile *profile;
	struct ed_case c;

	(void)state;
	memset(payloads, 0, sizeof(payloads));
	ed_case_init(&c);
	c.password = strdup("Passw0rd");
	load_files(&c, "modern.p12 bob.pem");
	identity = ED_ITEMS(c.identities, struct ed_identity *)[0];
	identity->in_profile = true;
	payloads[1].identity = identity;
	profile = ed_add_profile(&c);
	profile->payloads = payloads;
	profile->n_payloads = 2;
	profile->accounts = &account;
	profile->n_accounts = 1;
	ed_derive_roles(&c);
	assert_ptr_equal(c.facts.device_certificate, identity->certificate);
	account.identity = NULL;
	ed_derive_roles(&c);
	assert_null(c.facts.device_certificate);
	assert_true(c.ambiguous.n > 0);
	ed_case_free(&c);
}

static const struct {
	const char *files;
	enum ed_answer key_matches;
	const char *certificate; /* sha256, or NULL */
} keys[] = {
    {"both.pem", ED_YES, ALICE_SHA256},
    {"alice_rsa.key alice.pem bob.pem", ED_YES, ALICE_SHA256},
    {"bob.key alice.pem issuing.pem", ED_UNSAID, NULL},
    {"bob.key root.pem", ED_UNSAID, NULL},
    {"alice_sealed.key alice.pem", ED_UNSAID, NULL},
    {"p256_ec.key p256.pem", ED_YES, P256_SHA256},
};

static void matches_keys(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(keys); i++) {
		const struct ed_identity *identity;
		struct ed_case c;

		print_message("row: %s\n", keys[i].files);
		ed_case_init(&c);
		load_files(&c, keys[i].files);
		ed_derive_roles(&c);
		ed_derive_key_match(&c);
		identity = identity_at(&c, 0);
		assert_int_equal(identity->key_matches, keys[i].key_matches);
		if (keys[i].certificate)
			assert_true(ed_str_eq(identity->certificate->sha256,
			    ed_str_of(keys[i].certificate)));
		else
			assert_null(identity->certificate);
		ed_case_free(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(labels_certificates),
	    cmocka_unit_test(follows_the_profile),
	    cmocka_unit_test(matches_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
