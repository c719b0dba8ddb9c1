/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "load/loader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "data/expect.h"
#include "loaded.h"

#define PASSWORD "Passw0rd"

/*
 * As openssl pkcs12 -info (with -legacy) says: "PBES2, PBKDF2, AES-256-CBC",
 * "pbeWithSHA1And40BitRC2-CBC", "MAC: sha256", and how it fails.
 */
static const struct {
	const char *file;
	const char *password;
	enum ed_opened opened;
	bool has_key;
	enum ed_answer key_matches;
	size_t n_certificates;
	const char *encryption;
	const char *mac;
	const char *leaf; /* sha256, or NULL */
} rows[] = {
    /* clang-format off */
    { "modern.p12", PASSWORD, ED_OPENED, true, ED_YES, 2, "PBES2", "sha256", ALICE_SHA256 },
    { "modern.p12", "wrong", ED_WRONG_PASSWORD, false, ED_UNSAID, 0, "PBES2", "sha256", NULL },
    { "modern.p12", "", ED_WRONG_PASSWORD, false, ED_UNSAID, 0, "PBES2", "sha256", NULL },
    { "modern.p12", NULL, ED_NO_PASSWORD, false, ED_UNSAID, 0, "PBES2", "sha256", NULL },
    { "modern.b64", PASSWORD, ED_OPENED, true, ED_YES, 2, "PBES2", "sha256", ALICE_SHA256 },
    { "legacy.p12", PASSWORD, ED_OPENED, true, ED_YES, 2, "PBE-SHA1-RC2-40", "sha1", ALICE_SHA256 },
    { "legacy.p12", NULL, ED_NO_PASSWORD, false, ED_UNSAID, 0, "PBE-SHA1-RC2-40", "sha1", NULL },
    { "triple.p12", PASSWORD, ED_OPENED, true, ED_YES, 2, "PBE-SHA1-3DES", "sha1", ALICE_SHA256 },
    { "triple.p12", "passw0rd", ED_WRONG_PASSWORD, false, ED_UNSAID, 0, "PBE-SHA1-3DES", "sha1", NULL },
    { "empty.p12", NULL, ED_OPENED, true, ED_YES, 2, "PBES2", "sha256", ALICE_SHA256 },
    { "empty.p12", "", ED_OPENED, true, ED_YES, 2, "PBES2", "sha256", ALICE_SHA256 },
    { "empty.p12", PASSWORD, ED_WRONG_PASSWORD, false, ED_UNSAID, 0, "PBES2", "sha256", NULL },
    { "null.p12", NULL, ED_OPENED, true, ED_YES, 1, "PBES2", "sha256", ALICE_SHA256 },
    { "no_mac.p12", PASSWORD, ED_OPENED, true, ED_YES, 2, "PBES2", "", ALICE_SHA256 },
    { "no_mac.p12", "wrong", ED_WRONG_PASSWORD, false, ED_UNSAID, 0, "PBES2", "", NULL },
    { "no_mac.p12", NULL, ED_NO_PASSWORD, false, ED_UNSAID, 0, "PBES2", "", NULL },
    { "no_key.p12", PASSWORD, ED_OPENED, false, ED_UNSAID, 1, "PBES2", "sha256", ALICE_SHA256 },
    { "mismatch.p12", PASSWORD, ED_OPENED, true, ED_NO, 1, "PBES2", "sha256", ALICE_SHA256 },
    { "costly.p12", PASSWORD, ED_CANNOT_OPEN, false, ED_UNSAID, 0, "PBES2", "", NULL },
    { "cut.p12", PASSWORD, ED_CANNOT_OPEN, false, ED_UNSAID, 0, "", "", NULL },
    /* clang-format on */
};

static void check_row(size_t i)
{
	struct ed_case c;
	const struct ed_identity *identity;

	ed_case_init(&c);
	if (rows[i].password)
		c.password = strdup(rows[i].password);
	load_files(&c, rows[i].file);
	identity = identity_at(&c, 0);
	assert_int_equal(c.identities.n, 1);
	assert_true(identity->is_pkcs12);
	assert_int_equal(identity->opened, rows[i].opened);
	assert_int_equal(identity->has_key, rows[i].has_key);
	assert_int_equal(identity->key_matches, rows[i].key_matches);
	assert_int_equal(identity->n_certificates, rows[i].n_certificates);
	assert_int_equal(c.certificates.n, rows[i].n_certificates);
	assert_text(identity->encryption, rows[i].encryption);
	assert_text(identity->mac, rows[i].mac);
	if (rows[i].leaf)
		assert_text(identity->certificate->sha256, rows[i].leaf);
	else
		assert_null(identity->certificate);
	assert_text(input_at(&c, 0)->kind, "pkcs12");
	assert_int_equal(
	    input_at(&c, 0)->unreadable, rows[i].opened != ED_OPENED);
	assert_int_equal(
	    input_at(&c, 0)->n_damage > 0, rows[i].opened != ED_OPENED);
	ed_case_free(&c);
}

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		print_message("row: %s, %s\n", rows[i].file,
		    rows[i].password ? rows[i].password : "no password");
		check_row(i);
	}
}

static void names_the_key(void **state)
{
	struct ed_case c;
	const struct ed_identity *identity;

	(void)state;
	ed_case_init(&c);
	c.password = strdup(PASSWORD);
	load_files(&c, "modern.p12 mismatch.p12");
	identity = identity_at(&c, 0);
	assert_text(identity->label, "identity in modern.p12");
	assert_int_equal(identity->key.type, ED_KEY_RSA);
	assert_int_equal(identity->key.bits, 1024);
	assert_text(identity->key.sha256, ALICE_KEY);
	assert_text(identity_at(&c, 1)->key.sha256, BOB_KEY);
	assert_int_equal(identity->ref.input, 1);
	assert_int_equal(certificate_at(&c, 0)->ref.input, 1);
	ed_case_free(&c);
}

/* The file's bytes are the case's own and hold nothing afterwards. */
static void survives_damage(void **state)
{
	struct ed_case c;
	struct ed_str whole;
	struct ed_error err;

	(void)state;
	ed_case_init(&c);
	assert_true(ed_file_read(
	    &c.arena, data_path("triple.p12"), 1 << 20, &whole, &err));
	for (size_t i = 0; i < whole.n; i += 11) {
		struct ed_case other;
		struct ed_input *in;
		struct ed_str copy;

		ed_case_init(&other);
		in = ed_add_input(&other, ED_STR("x"));
		copy = ed_copy(&other.arena, whole);
		((char *)copy.p)[i] ^= 0x41;
		(void)ed_load_pkcs12_der(
		    &other, in, (struct ed_ref){.input = 1}, copy, PASSWORD);
		(void)ed_load_pkcs12_der(&other, in,
		    (struct ed_ref){.input = 1}, ed_str_sub(whole, 0, i),
		    PASSWORD);
		ed_case_free(&other);
	}
	ed_case_free(&c);
}

/* Many files, each of which asks for little, cost as much as one bomb. */
static void shares_a_budget(void **state)
{
	struct ed_case c;

	(void)state;
	ed_case_init(&c);
	c.password = strdup(PASSWORD);
	c.rounds_left = 12 * 1024;
	load_files(&c, "modern.p12 modern.b64 no_mac.p12");
	assert_int_equal(identity_at(&c, 0)->opened, ED_OPENED);
	assert_int_equal(identity_at(&c, 1)->opened, ED_OPENED);
	assert_int_equal(identity_at(&c, 2)->opened, ED_CANNOT_OPEN);
	assert_true(has_damage(input_at(&c, 2), "too many rounds"));
	ed_case_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(names_the_key),
	    cmocka_unit_test(survives_damage),
	    cmocka_unit_test(shares_a_budget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
