/* SPDX-License-Identifier: Apache-2.0 */
/* Revocation lists, by OpenSSL. */
#include "pki.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

enum { STRANGE = 3 };

static void add_entry(
    X509_CRL *crl, const ASN1_INTEGER *serial, int64_t when, int reason)
{
	X509_REVOKED *entry = X509_REVOKED_new();
	ASN1_INTEGER *copy = ASN1_INTEGER_dup(serial);
	ASN1_TIME *time = ASN1_TIME_set(NULL, ED_AS_OF + when);
	ASN1_ENUMERATED *why = ASN1_ENUMERATED_new();

	ASN1_ENUMERATED_set(why, reason);
	X509_REVOKED_set_serialNumber(entry, copy);
	X509_REVOKED_set_revocationDate(entry, time);
	if (reason > 0)
		X509_REVOKED_add1_ext_i2d(entry, NID_crl_reason, why, 0, 0);
	if (!X509_CRL_add0_revoked(crl, entry))
		ed_give_up("cannot add to a CRL");
	ASN1_ENUMERATED_free(why);
	ASN1_TIME_free(time);
	ASN1_INTEGER_free(copy);
}

/* Numbers of nobody in this bundle. */
static void add_strangers(struct ed_spec *spec, X509_CRL *crl, int64_t when)
{
	for (int i = 0; i < STRANGE; i++) {
		ASN1_INTEGER *serial = ASN1_INTEGER_new();

		ASN1_INTEGER_set_uint64(
		    serial, ed_random_next(&spec->random) >> 1);
		add_entry(crl, serial, when - i * (int64_t)ED_DAY, i);
		ASN1_INTEGER_free(serial);
	}
}

static void add_number(X509_CRL *crl, int nid, long number, int critical)
{
	ASN1_INTEGER *value = ASN1_INTEGER_new();

	ASN1_INTEGER_set(value, number);
	X509_CRL_add1_ext_i2d(crl, nid, value, critical, 0);
	ASN1_INTEGER_free(value);
}

static void add_key_id(X509_CRL *crl, X509 *issuer)
{
	const ASN1_OCTET_STRING *id = X509_get0_subject_key_id(issuer);
	AUTHORITY_KEYID *aki = AUTHORITY_KEYID_new();

	if (id) {
		aki->keyid = ASN1_OCTET_STRING_dup(id);
		X509_CRL_add1_ext_i2d(
		    crl, NID_authority_key_identifier, aki, 0, 0);
	}
	AUTHORITY_KEYID_free(aki);
}

static struct ed_str bytes_of(struct ed_spec *spec, X509_CRL *crl, bool pem)
{
	BIO *bio = BIO_new(BIO_s_mem());
	struct ed_str out;
	char *p;
	long n;

	if (pem ? !PEM_write_bio_X509_CRL(bio, crl)
		: !i2d_X509_CRL_bio(bio, crl))
		ed_give_up("cannot write a CRL");
	n = BIO_get_mem_data(bio, &p);
	out = ed_copy(spec->arena, (struct ed_str){p, (size_t)n});
	BIO_free(bio);
	return out;
}

struct ed_str ed_make_list(
    struct ed_spec *spec, const struct ed_list_spec *list)
{
	X509 *issuer = ed_make_authority(spec, list->issuer);
	X509 *leaf = ed_make_leaf(spec);
	X509_CRL *crl = X509_CRL_new();
	ASN1_TIME *from = ASN1_TIME_set(NULL, ED_AS_OF + list->from);
	ASN1_TIME *until = ASN1_TIME_set(NULL, ED_AS_OF + list->until);
	struct ed_str out;

	X509_CRL_set_version(crl, X509_CRL_VERSION_2);
	X509_CRL_set_issuer_name(crl, X509_get_subject_name(issuer));
	X509_CRL_set1_lastUpdate(crl, from);
	X509_CRL_set1_nextUpdate(crl, until);
	add_key_id(crl, issuer);
	add_number(crl, NID_crl_number, list->delta ? 8 : 7, 0);
	if (list->delta)
		add_number(crl, NID_delta_crl, 7, 1);
	add_strangers(spec, crl, list->from - ED_DAY);
	if (list->reason != ED_NOT_LISTED)
		add_entry(crl, X509_get0_serialNumber(leaf), list->from - 3600,
		    list->reason);
	X509_CRL_sort(crl);
	if (!X509_CRL_sign(crl, spec->keys[list->issuer->key], EVP_sha256()))
		ed_give_up("cannot sign a CRL");
	out = bytes_of(spec, crl, list->pem);
	ASN1_TIME_free(from);
	ASN1_TIME_free(until);
	X509_CRL_free(crl);
	return out;
}
