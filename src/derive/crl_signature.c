/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The signature of a CRL, out of the digest that the loader made of it: the
 * list itself, which may have a million entries, is no longer there.
 */
#include "derive/crl_signature.h"

#include "base/openssl.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

static X509_ALGOR *read_algorithm(struct ed_str der)
{
	const unsigned char *p = (const unsigned char *)der.p;

	return d2i_X509_ALGOR(NULL, &p, (long)der.n);
}

/* RFC 4055: the salt is as long as it is, the mask has a digest too. */
static bool set_pss(EVP_PKEY_CTX *ctx, const X509_ALGOR *algorithm)
{
	RSA_PSS_PARAMS *pss =
	    algorithm->parameter
		? ASN1_TYPE_unpack_sequence(
		      ASN1_ITEM_rptr(RSA_PSS_PARAMS), algorithm->parameter)
		: NULL;
	const EVP_MD *md = EVP_sha1(), *mask = EVP_sha1();
	X509_ALGOR *inner = NULL;
	bool ok = pss != NULL;

	if (ok && pss->hashAlgorithm)
		md = EVP_get_digestbyobj(pss->hashAlgorithm->algorithm);
	if (ok && pss->maskGenAlgorithm && pss->maskGenAlgorithm->parameter)
		inner = ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(X509_ALGOR),
		    pss->maskGenAlgorithm->parameter);
	if (ok && pss->maskGenAlgorithm)
		mask = inner ? EVP_get_digestbyobj(inner->algorithm) : NULL;
	ok = ok && md && mask &&
	     EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PSS_PADDING) > 0 &&
	     EVP_PKEY_CTX_set_signature_md(ctx, md) > 0 &&
	     EVP_PKEY_CTX_set_rsa_mgf1_md(ctx, mask) > 0 &&
	     EVP_PKEY_CTX_set_rsa_pss_saltlen(ctx, RSA_PSS_SALTLEN_AUTO) > 0;
	X509_ALGOR_free(inner);
	RSA_PSS_PARAMS_free(pss);
	return ok;
}

/* Sets what the algorithm says; false when the key is for another one. */
static bool set_up(
    EVP_PKEY_CTX *ctx, const EVP_PKEY *key, const X509_ALGOR *algorithm)
{
	int signature = OBJ_obj2nid(algorithm->algorithm), md, kind;

	if (EVP_PKEY_verify_init(ctx) <= 0)
		return false;
	if (signature == NID_rsassaPss)
		return set_pss(ctx, algorithm);
	if (!OBJ_find_sigid_algs(signature, &md, &kind) ||
	    EVP_PKEY_get_base_id(key) != EVP_PKEY_type(kind))
		return false;
	return EVP_PKEY_CTX_set_signature_md(ctx, EVP_get_digestbynid(md)) > 0;
}

static enum ed_signed verify(
    const struct ed_seal *seal, EVP_PKEY *key, const X509_ALGOR *algorithm)
{
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_pkey(ed_library(), key, NULL);
	enum ed_signed result = ED_CANNOT_TELL;

	if (ctx && set_up(ctx, key, algorithm))
		result = EVP_PKEY_verify(ctx,
			     (const unsigned char *)seal->signature.p,
			     seal->signature.n,
			     (const unsigned char *)seal->digest.p,
			     seal->digest.n) == 1
			     ? ED_SIGNED
			     : ED_NOT_SIGNED;
	EVP_PKEY_CTX_free(ctx);
	return result;
}

enum ed_signed ed_verify_seal(
    const struct ed_seal *seal, const struct ed_certificate *issuer)
{
	X509 *x509 = seal->digest.n ? ed_x509_of(issuer) : NULL;
	EVP_PKEY *key = x509 ? X509_get0_pubkey(x509) : NULL;
	X509_ALGOR *algorithm = key ? read_algorithm(seal->algorithm) : NULL;
	enum ed_signed result =
	    algorithm ? verify(seal, key, algorithm) : ED_CANNOT_TELL;

	X509_ALGOR_free(algorithm);
	X509_free(x509);
	ERR_clear_error();
	return result;
}
