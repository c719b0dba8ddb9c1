/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PKCS#12 with more than one pair, made here: nobody says which the device
 * uses, so each is an identity and none is chosen.
 */
#include "derive/derive.h"
#include "load/loader.h"

#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define PASSWORD "Passw0rd"

enum { MAX_BAGS = 4 };

/* A letter names a key; a certificate's is that and a number. */
static const struct row {
	const char *name;
	const char *keys[MAX_BAGS]; /* "a", "a1": localKeyID of a1 */
	const char *certs[MAX_BAGS];
	size_t n_identities;
	const char *device; /* or NULL: ambiguous */
} rows[] = {
    /* clang-format off */
    { "one pair",               { "a" },        { "a1" },             1, "a1" },
    { "two pairs",              { "a", "b" },   { "a1", "b1" },       2, NULL },
    { "two pairs, crosswise",   { "b", "a" },   { "a1", "b1" },       2, NULL },
    { "a key without its own",  { "b", "a" },   { "a1" },             1, "a1" },
    { "renewed with one key",   { "a" },        { "a1", "a2" },       2, NULL },
    { "of these the bag names", { "a2" },       { "a1", "a2" },       1, "a2" },
    { "the same pair twice",    { "a", "a" },   { "a1", "a1" },       1, "a1" },
    { "two keys, none fits",    { "b", "c" },   { "a1" },             1, "a1" },
    { "certificates alone",     { NULL },       { "a1", "b1" },       1, NULL },
    { "keys alone",             { "a", "b" },   { NULL },             1, NULL },
    /* clang-format on */
};

static EVP_PKEY *keys[3];

static X509 *make(const char *name)
{
	EVP_PKEY *key = keys[name[0] - 'a'];
	X509 *cert = X509_new();

	X509_set_version(cert, X509_VERSION_3);
	ASN1_INTEGER_set(X509_get_serialNumber(cert), name[1]);
	ASN1_TIME_set(X509_getm_notBefore(cert), 1763856000);
	ASN1_TIME_set(X509_getm_notAfter(cert), 1826928000);
	X509_NAME_add_entry_by_txt(X509_get_subject_name(cert), "CN",
	    MBSTRING_UTF8, (const unsigned char *)name, -1, -1, 0);
	X509_NAME_add_entry_by_txt(X509_get_issuer_name(cert), "CN",
	    MBSTRING_UTF8, (const unsigned char *)"ca", -1, -1, 0);
	X509_set_pubkey(cert, key);
	assert_true(X509_sign(cert, key, EVP_sha256()) > 0);
	return cert;
}

static void add_cert(STACK_OF(PKCS12_SAFEBAG) * *bags, const char *name)
{
	X509 *cert = make(name);
	PKCS12_SAFEBAG *bag = PKCS12_add_cert(bags, cert);

	assert_non_null(bag);
	PKCS12_add_localkeyid(bag, (unsigned char *)name, 2);
	X509_free(cert);
}

static void add_key(STACK_OF(PKCS12_SAFEBAG) * *bags, const char *name)
{
	PKCS12_SAFEBAG *bag = PKCS12_add_key(bags, keys[name[0] - 'a'], 0, 1000,
	    NID_pbe_WithSHA1And3_Key_TripleDES_CBC, PASSWORD);

	assert_non_null(bag);
	if (name[1])
		PKCS12_add_localkeyid(bag, (unsigned char *)name, 2);
}

static struct ed_str make_container(
    const struct row *row, struct ed_arena *arena)
{
	STACK_OF(PKCS12_SAFEBAG) *bags = NULL;
	STACK_OF(PKCS7) *safes = NULL;
	unsigned char *der = NULL;
	PKCS12 *p12;
	struct ed_str out;
	int n;

	for (size_t i = 0; i < MAX_BAGS && row->keys[i]; i++)
		add_key(&bags, row->keys[i]);
	for (size_t i = 0; i < MAX_BAGS && row->certs[i]; i++)
		add_cert(&bags, row->certs[i]);
	assert_true(PKCS12_add_safe(&safes, bags, -1, 0, NULL));
	p12 = PKCS12_add_safes(safes, 0);
	assert_true(
	    PKCS12_set_mac(p12, PASSWORD, -1, NULL, 0, 1000, EVP_sha256()));
	n = i2d_PKCS12(p12, &der);
	assert_true(n > 0);
	out = ed_copy(arena, (struct ed_str){(const char *)der, (size_t)n});
	OPENSSL_free(der);
	PKCS12_free(p12);
	sk_PKCS7_pop_free(safes, PKCS7_free);
	sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
	return out;
}

static void check_labels(const struct ed_case *c)
{
	for (size_t i = 0; i < c->identities.n; i++)
		for (size_t j = 0; j < i; j++)
			assert_false(ed_str_eq(
			    ED_ITEMS(c->identities, struct ed_identity *)[i]
				->label,
			    ED_ITEMS(c->identities, struct ed_identity *)[j]
				->label));
}

static void check_row(const struct row *row)
{
	struct ed_arena arena = {0};
	struct ed_str der = make_container(row, &arena);
	const struct ed_certificate *device;
	struct ed_case c;

	ed_case_init(&c);
	assert_non_null(
	    ed_load_pkcs12_der(&c, ed_add_input(&c, ED_STR("device.p12")),
		(struct ed_ref){.input = 1}, der, PASSWORD));
	assert_int_equal(c.identities.n, row->n_identities);
	check_labels(&c);
	ed_case_facts(&c);
	ed_derive_roles(&c);
	device = c.facts.device_certificate;
	assert_int_equal(device != NULL, row->device != NULL);
	if (device)
		assert_true(ed_str_eq(device->subject.attributes[0].value,
		    ed_str_of(row->device)));
	else if (row->certs[0])
		assert_true(c.ambiguous.n > 0);
	ed_case_free(&c);
	ed_arena_free(&arena);
}

static void each_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		print_message("row: %s\n", rows[i].name);
		check_row(&rows[i]);
	}
}

static int set_up(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(keys); i++)
		keys[i] = EVP_RSA_gen(2048);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(keys); i++)
		EVP_PKEY_free(keys[i]);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
