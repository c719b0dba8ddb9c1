/* SPDX-License-Identifier: Apache-2.0 */
#include "load/kept_key.h"
#include "load/private_key.h"

#include <openssl/err.h>
#include <openssl/x509.h>

/* Of one run; a device has one. */
enum { MAX_KEPT_KEYS = 64 };

/*
 * A copy that needs nothing of where the key was read: a PKCS#12 is opened in
 * a library context that ends with it.
 */
static EVP_PKEY *copy_key(const EVP_PKEY *key)
{
	PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(key);
	EVP_PKEY *copy = info ? ed_open_key(info, NULL) : NULL;

	/* Wipes the key in it. */
	PKCS8_PRIV_KEY_INFO_free(info);
	return copy;
}

void ed_keep_key(struct ed_case *c, const EVP_PKEY *key, struct ed_str sha256)
{
	struct ed_kept_key *kept;
	EVP_PKEY *copy;

	if (!c->keep_keys || c->keys.n >= MAX_KEPT_KEYS)
		return;
	copy = copy_key(key);
	if (!copy)
		return;
	kept = ED_PUSH(&c->arena, &c->keys, struct ed_kept_key);
	kept->key = copy;
	kept->sha256 = sha256;
}

/* The same key may be written in two ways, so unequal hashes do not tell. */
static EVP_PKEY *find_by_value(
    const struct ed_case *c, const struct ed_certificate *cert)
{
	const unsigned char *p = (const unsigned char *)cert->der.p;
	X509 *x509 = d2i_X509(NULL, &p, (long)cert->der.n);
	EVP_PKEY *found = NULL;

	for (size_t i = 0; x509 && !found && i < c->keys.n; i++) {
		EVP_PKEY *key = ED_ITEMS(c->keys, struct ed_kept_key)[i].key;

		if (X509_check_private_key(x509, key) == 1)
			found = key;
	}
	X509_free(x509);
	ERR_clear_error();
	return found;
}

struct evp_pkey_st *ed_find_kept_key(
    const struct ed_case *c, const struct ed_certificate *cert)
{
	for (size_t i = 0; i < c->keys.n; i++) {
		const struct ed_kept_key *kept =
		    &ED_ITEMS(c->keys, struct ed_kept_key)[i];

		if (ed_str_eq(kept->sha256, cert->key.sha256))
			return kept->key;
	}
	return find_by_value(c, cert);
}
