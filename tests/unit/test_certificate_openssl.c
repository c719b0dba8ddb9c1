/* SPDX-License-Identifier: Apache-2.0 */
/* Reads every certificate of the test data as OpenSSL does. */
#include "base/encoding.h"
#include "load/loader.h"

#include <glob.h>
#include <openssl/x509v3.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "loaded.h"

static struct ed_arena arena;

static struct ed_str slice(const void *p, int n)
{
	return (struct ed_str){p, n > 0 ? (size_t)n : 0};
}

static void assert_same(struct ed_str got, struct ed_str want)
{
	if (!ed_str_eq(got, want))
		fail_msg("\"%.*s\" is not \"%.*s\"", ED_ARG(got), ED_ARG(want));
}

static void compare_name(const struct ed_name *got, X509_NAME *want)
{
	unsigned char *der = NULL;
	int n = i2d_X509_NAME(want, &der);
	BIO *bio = BIO_new(BIO_s_mem());
	char *text;

	assert_same(got->der, slice(der, n));
	assert_int_equal(got->n_attributes, X509_NAME_entry_count(want));
	X509_NAME_print_ex(bio, want, 0,
	    XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB);
	n = (int)BIO_get_mem_data(bio, &text);
	/* It has other keywords, see test_certificate. */
	if (ed_str_find(got->text, ED_STR("SERIALNUMBER")) == got->text.n)
		assert_same(got->text, slice(text, n));
	BIO_free(bio);
	OPENSSL_free(der);
}

static void compare_time(int64_t got, const ASN1_TIME *want)
{
	struct tm tm;

	assert_int_equal(ASN1_TIME_to_tm(want, &tm), 1);
	assert_true(got == (int64_t)timegm(&tm));
}

static void compare_serial(struct ed_str got, const ASN1_INTEGER *want)
{
	unsigned char *der = NULL;
	int n = i2d_ASN1_INTEGER(want, &der);

	assert_same(got, ed_hex(&arena, slice(der + 2, n - 2)));
	OPENSSL_free(der);
}

static void compare_key(const struct ed_key *got, X509 *want)
{
	unsigned char *der = NULL;
	int n = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(want), &der);
	EVP_PKEY *key = X509_get0_pubkey(want);

	assert_same(got->sha256, ed_sha256_hex(&arena, slice(der, n)));
	if (EVP_PKEY_get_base_id(key) != EVP_PKEY_ED25519)
		assert_int_equal(got->bits, EVP_PKEY_get_bits(key));
	OPENSSL_free(der);
}

static void compare_id(struct ed_str got, const ASN1_OCTET_STRING *want)
{
	assert_same(got, want
			     ? ed_hex(&arena, slice(ASN1_STRING_get0_data(want),
						  ASN1_STRING_length(want)))
			     : slice("", 0));
}

static void compare_extensions(const struct ed_certificate *got, X509 *want)
{
	unsigned usage = X509_get_key_usage(want);
	GENERAL_NAMES *names =
	    X509_get_ext_d2i(want, NID_subject_alt_name, NULL, NULL);
	EXTENDED_KEY_USAGE *eku =
	    X509_get_ext_d2i(want, NID_ext_key_usage, NULL, NULL);
	size_t n = 0;

	assert_int_equal(got->has_key_usage, usage != UINT32_MAX);
	assert_int_equal(got->key_usage, usage != UINT32_MAX ? usage : 0);
	assert_int_equal(
	    got->is_ca, !!(X509_get_extension_flags(want) & EXFLAG_CA));
	assert_int_equal(got->path_length, X509_get_pathlen(want));
	compare_id(got->ski, X509_get0_subject_key_id(want));
	compare_id(got->aki, X509_get0_authority_key_id(want));
	assert_int_equal(got->has_eku, eku != NULL);
	assert_int_equal(got->n_ekus, eku ? sk_ASN1_OBJECT_num(eku) : 0);
	for (int i = 0; i < sk_GENERAL_NAME_num(names); i++) {
		int type = sk_GENERAL_NAME_value(names, i)->type;

		n += type == GEN_EMAIL || type == GEN_DNS || type == GEN_URI;
	}
	assert_int_equal(got->has_san, names != NULL);
	assert_int_equal(got->n_sans, n);
	GENERAL_NAMES_free(names);
	EXTENDED_KEY_USAGE_free(eku);
}

static void compare(const struct ed_certificate *got)
{
	const unsigned char *p = (const unsigned char *)got->der.p;
	X509 *want = d2i_X509(NULL, &p, (long)got->der.n);

	assert_non_null(want);
	compare_name(&got->subject, X509_get_subject_name(want));
	compare_name(&got->issuer, X509_get_issuer_name(want));
	compare_serial(got->serial, X509_get0_serialNumber(want));
	compare_time(got->not_before, X509_get0_notBefore(want));
	compare_time(got->not_after, X509_get0_notAfter(want));
	compare_key(&got->key, want);
	if (!got->unreadable)
		compare_extensions(got, want);
	X509_free(want);
}

static void agrees(void **state)
{
	struct ed_case c;
	glob_t found;

	(void)state;
	ed_case_init(&c);
	assert_int_equal(glob(data_path("*.pem"), 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++)
		ed_load_path(&c, found.gl_pathv[i], true);
	globfree(&found);
	assert_true(c.certificates.n >= 40);
	for (size_t i = 0; i < c.certificates.n; i++) {
		print_message(
		    "row: %.*s\n", ED_ARG(certificate_at(&c, i)->subject.text));
		compare(certificate_at(&c, i));
	}
	ed_case_free(&c);
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(agrees)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
