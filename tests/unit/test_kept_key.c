/* SPDX-License-Identifier: Apache-2.0 */
/* Private keys are kept for a probe, and for nothing else. */
#include "load/kept_key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "loaded.h"

static const struct {
	const char *files;
	const char *password;
	bool found;
} rows[] = {
    /* clang-format off */
    { "modern.p12", "Passw0rd", true },
    { "legacy.p12", "Passw0rd", true },
    { "modern.p12", "wrong", false },
    { "alice.pem alice_pkcs8.key", NULL, true },
    { "alice.pem alice_sealed.key", "Passw0rd", true },
    { "alice.pem bob.key", NULL, false },
    { "alice.pem", NULL, false },
    /* clang-format on */
};

static void load(struct ed_case *c, size_t i, bool keep)
{
	ed_case_init(c);
	c->keep_keys = keep;
	if (rows[i].password)
		c->password = strdup(rows[i].password);
	load_files(c, rows[i].files);
}

static const struct ed_certificate *alice(const struct ed_case *c)
{
	for (size_t i = 0; i < c->certificates.n; i++)
		if (!certificate_at(c, i)->is_ca)
			return certificate_at(c, i);
	return NULL;
}

/* It must sign for the certificate, after its file's library is gone. */
static void assert_signs(EVP_PKEY *key, const struct ed_certificate *cert)
{
	const unsigned char *p = (const unsigned char *)cert->der.p;
	X509 *x509 = d2i_X509(NULL, &p, (long)cert->der.n);
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	unsigned char signature[1024];
	size_t n = sizeof(signature);

	assert_int_equal(
	    EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key), 1);
	assert_int_equal(EVP_DigestSign(context, signature, &n,
			     (const unsigned char *)"x", 1),
	    1);
	EVP_MD_CTX_reset(context);
	assert_int_equal(EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL,
			     X509_get0_pubkey(x509)),
	    1);
	assert_int_equal(EVP_DigestVerify(context, signature, n,
			     (const unsigned char *)"x", 1),
	    1);
	EVP_MD_CTX_free(context);
	X509_free(x509);
}

static void keeps_the_key_of_the_certificate(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_certificate *cert;
		struct ed_case c;
		EVP_PKEY *key;

		load(&c, i, true);
		cert = alice(&c);
		key = cert ? ed_find_kept_key(&c, cert) : NULL;
		if ((key != NULL) != rows[i].found)
			fail_msg("%s", rows[i].files);
		if (key)
			assert_signs(key, cert);
		ed_case_forget_keys(&c);
		assert_int_equal(c.keys.n, 0);
		assert_false(c.keep_keys);
		ed_case_free(&c);
	}
}

static void keeps_none_unasked(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_case c;

		load(&c, i, false);
		assert_int_equal(c.keys.n, 0);
		ed_case_free(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keeps_the_key_of_the_certificate),
	    cmocka_unit_test(keeps_none_unasked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
