/* SPDX-License-Identifier: Apache-2.0 */
/* Files of certificates and keys in all their forms. */
#include "load/loader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "data/expect.h"
#include "one_case.h"

static const struct {
	const char *file;
	size_t n_certificates;
	size_t n_identities;
	bool unreadable;
	const char *damage; /* in a note; NULL: there is none */
} files[] = {
    /* clang-format off */
    { "alice.der", 1, 0, false, NULL },
    { "alice.b64", 1, 0, false, NULL },
    { "utf16.pem", 1, 0, false, NULL },
    { "trusted.pem", 1, 0, false, NULL },
    { "bundle.p7b", 2, 0, false, NULL },
    { "bundle.pem", 2, 0, false, "line 25: it has no END line" },
    { "both.pem", 1, 1, false, NULL },
    { "p256_ec.key", 0, 1, false, NULL },
    { "alice_rsa.key", 0, 1, false, NULL },
    { "alice_sealed.key", 0, 1, false, "is encrypted, and no password" },
    { "alice_old_sealed.key", 0, 1, false, "is encrypted, and no password" },
    { "dsa.key", 0, 0, true, "the private key in line 1 cannot be read" },
    { "trailing.der", 0, 0, true, "1 bytes follow" },
    { "cut.der", 0, 0, true, "cut off" },
    { "make.sh", 0, 0, true, "tried: events, certificate, pkcs12" },
    { "absent.pem", 0, 0, true, "No such file" },
    /* clang-format on */
};

static void reads_files(void **state)
{
	for (size_t i = 0; i < ED_COUNT(files); i++) {
		const struct ed_input *in;

		print_message("row: %s\n", files[i].file);
		load_files(&c, files[i].file);
		in = input_at(&c, 0);
		assert_int_equal(c.certificates.n, files[i].n_certificates);
		assert_int_equal(c.identities.n, files[i].n_identities);
		assert_int_equal(in->unreadable, files[i].unreadable);
		assert_true(in->named);
		if (files[i].damage)
			assert_true(has_damage(in, files[i].damage));
		else
			assert_int_equal(in->n_damage, 0);
		close_case(state);
		open_case(state);
	}
}

static void finds_lines(void **state)
{
	(void)state;
	load_files(&c, "bundle.pem");
	assert_text(certificate_at(&c, 0)->sha256, ALICE_SHA256);
	assert_text(certificate_at(&c, 0)->ref.at, "3");
	assert_text(certificate_at(&c, 1)->sha256, ISSUING_SHA256);
}

/* Keys: openssl pkey -pubout | sha256sum. */
static const struct {
	const char *file;
	const char *password;
	enum ed_opened opened;
	enum ed_key_type type;
	unsigned bits;
	const char *sha256;
} keys[] = {
    /* clang-format off */
    { "alice_pkcs8.key", NULL, ED_OPENED, ED_KEY_RSA, 1024, ALICE_KEY },
    { "alice_rsa.key", NULL, ED_OPENED, ED_KEY_RSA, 1024, ALICE_KEY },
    { "p256_ec.key", NULL, ED_OPENED, ED_KEY_EC, 256, P256_KEY },
    { "alice_sealed.key", NULL, ED_NO_PASSWORD, 0, 0, "" },
    { "alice_sealed.key", "wrong", ED_WRONG_PASSWORD, 0, 0, "" },
    { "alice_sealed.key", "Passw0rd", ED_OPENED, ED_KEY_RSA, 1024, ALICE_KEY },
    { "alice_old_sealed.key", "wrong", ED_WRONG_PASSWORD, 0, 0, "" },
    { "alice_old_sealed.key", "Passw0rd", ED_OPENED, ED_KEY_RSA, 1024, ALICE_KEY },
    /* clang-format on */
};

static void reads_keys(void **state)
{
	for (size_t i = 0; i < ED_COUNT(keys); i++) {
		const struct ed_identity *identity;

		print_message("row: %s\n", keys[i].file);
		if (keys[i].password)
			c.password = strdup(keys[i].password);
		load_files(&c, keys[i].file);
		identity = identity_at(&c, 0);
		assert_non_null(identity);
		assert_int_equal(identity->opened, keys[i].opened);
		assert_false(identity->is_pkcs12);
		assert_true(identity->has_key);
		assert_int_equal(identity->key_matches, ED_UNSAID);
		assert_int_equal(identity->key.type, keys[i].type);
		assert_int_equal(identity->key.bits, keys[i].bits);
		assert_text(identity->key.sha256, keys[i].sha256);
		close_case(state);
		open_case(state);
	}
}

static void labels_keys(void **state)
{
	(void)state;
	load_files(&c, "both.pem");
	assert_text(identity_at(&c, 0)->label, "identity in both.pem");
}

/* A key in the bytes of a file is not left in memory. */
static void wipes_keys(void **state)
{
	struct ed_input *in;
	struct ed_str text, whole;

	(void)state;
	whole = ed_copy(
	    &c.arena, ED_STR("-----BEGIN PRIVATE KEY-----\nU2VjcmV0U2VjcmV0\n"
			     "-----END PRIVATE KEY-----\n"));
	text = ED_STR("U2VjcmV0");
	in = ed_add_input(&c, ED_STR("key.pem"));
	assert_false(ed_loader_certificate.load(&c, in, whole));
	assert_true(ed_str_find(whole, text) == whole.n);
	assert_true(has_damage(in, "cannot be read"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_case, close_case)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(reads_files),
	    TEST(finds_lines),
	    TEST(reads_keys),
	    TEST(labels_keys),
	    TEST(wipes_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
