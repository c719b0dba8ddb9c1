/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PKCS#12 files, put together bag by bag: PKCS12_create() refuses a key that
 * is not the certificate's, and such a file is one of the faults.
 */
#include "pki.h"

#include <openssl/pkcs12.h>
#include <string.h>

enum { ROUNDS = 2048 };

/* As a CA or UEM writes it: the key's bag names its certificate. */
static void mark(PKCS12_SAFEBAG *bag, X509 *leaf)
{
	unsigned char id[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	X509_digest(leaf, EVP_sha1(), id, &n);
	if (!bag || !PKCS12_add_localkeyid(bag, id, (int)n) ||
	    !PKCS12_add_friendlyname_utf8(bag, "identity", -1))
		ed_give_up("cannot pack a PKCS#12 bag");
}

static STACK_OF(PKCS12_SAFEBAG) * certificates(struct ed_spec *spec)
{
	STACK_OF(PKCS12_SAFEBAG) *bags = NULL;
	X509 *leaf = ed_make_leaf(spec);

	mark(PKCS12_add_cert(&bags, leaf), leaf);
	if (!spec->pack.with_chain)
		return bags;
	/* What stands in evidence is what the CA handed out. */
	for (unsigned i = 0; i < spec->n_shown; i++)
		if (spec->shown[i]->issuer)
			PKCS12_add_cert(
			    &bags, ed_make_authority(spec, spec->shown[i]));
	return bags;
}

static void add_key(struct ed_spec *spec, STACK_OF(PKCS7) * *safes, int cipher)
{
	STACK_OF(PKCS12_SAFEBAG) *bags = NULL;

	if (spec->pack.key < 0)
		return;
	mark(PKCS12_add_key(&bags, spec->keys[spec->pack.key], 0, ROUNDS,
		 cipher, spec->pack.password),
	    ed_make_leaf(spec));
	if (!PKCS12_add_safe(safes, bags, -1, 0, NULL))
		ed_give_up("cannot pack a key");
	sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
}

struct ed_str ed_make_pkcs12(struct ed_spec *spec)
{
	int cipher = spec->pack.pbes2 ? NID_aes_256_cbc
				      : NID_pbe_WithSHA1And3_Key_TripleDES_CBC;
	STACK_OF(PKCS12_SAFEBAG) *bags = certificates(spec);
	STACK_OF(PKCS7) *safes = NULL;
	unsigned char *der = NULL;
	struct ed_str copy;
	PKCS12 *p12;
	int n;

	if (!PKCS12_add_safe(&safes, bags, cipher, ROUNDS, spec->pack.password))
		ed_give_up("cannot pack certificates");
	add_key(spec, &safes, cipher);
	p12 = PKCS12_add_safes(safes, 0);
	if (!p12 ||
	    !PKCS12_set_mac(p12, spec->pack.password, -1, NULL, 0, ROUNDS,
		spec->pack.sha256_mac ? EVP_sha256() : EVP_sha1()))
		ed_give_up("cannot close a PKCS#12");
	n = i2d_PKCS12(p12, &der);
	copy = ed_copy(spec->arena, (struct ed_str){(char *)der, (size_t)n});
	OPENSSL_free(der);
	PKCS12_free(p12);
	sk_PKCS7_pop_free(safes, PKCS7_free);
	sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
	return copy;
}
