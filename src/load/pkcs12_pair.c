/* SPDX-License-Identifier: Apache-2.0 */
/* Which key of a PKCS#12 belongs to which of its certificates. */
#include "load/pkcs12_pair.h"

#include "load/kept_key.h"
#include "load/private_key.h"

#include <easdoctor/limits.h>

/* The same key may be written in two ways, so unequal hashes do not tell. */
static bool key_fits(const struct ed_pairing *k, const EVP_PKEY *key,
    const struct ed_certificate *cert)
{
	const unsigned char *p = (const unsigned char *)cert->der.p;
	X509 *x509 = X509_new_ex(k->library, NULL);
	EVP_PKEY *public_key = NULL;
	bool ok = false;

	if (x509 && d2i_X509(&x509, &p, (long)cert->der.n))
		public_key = X509_get0_pubkey(x509);
	if (public_key)
		ok = EVP_PKEY_eq(public_key, key) == 1;
	X509_free(x509);
	return ok;
}

static const struct ed_certificate *find_by_id(
    const struct ed_pairing *k, struct ed_str id)
{
	for (size_t i = 0; id.n && i < k->bags->certificates.n; i++)
		if (k->certs[i] &&
		    ed_str_eq(id, ED_ITEMS(k->bags->certificates,
				      struct ed_bag_certificate)[i]
				      .local_id))
			return k->certs[i];
	return NULL;
}

static bool has_key(const struct ed_certificate *cert, const struct ed_key *key)
{
	return cert && ed_str_eq(cert->key.sha256, key->sha256);
}

/* The certificate whose key this is; of several, the one the bag names. */
static const struct ed_certificate *find_pair(const struct ed_pairing *k,
    const struct ed_bag_key *bag, const struct ed_key *key)
{
	const struct ed_certificate *named = find_by_id(k, bag->local_id);

	if (has_key(named, key))
		return named;
	for (size_t i = 0; i < k->bags->certificates.n; i++)
		if (has_key(k->certs[i], key))
			return k->certs[i];
	return NULL;
}

/* The only one that is no CA, or the only one. */
static const struct ed_certificate *find_lone(const struct ed_pairing *k)
{
	const struct ed_certificate *leaf = NULL, *any = NULL;
	size_t n_leaves = 0, n = 0;

	for (size_t i = 0; i < k->bags->certificates.n; i++) {
		if (!k->certs[i])
			continue;
		n++;
		any = k->certs[i];
		if (k->certs[i]->is_ca)
			continue;
		n_leaves++;
		leaf = k->certs[i];
	}
	if (n_leaves == 1)
		return leaf;
	return n == 1 ? any : NULL;
}

/* The first key that fits a certificate, and else the first; or NULL. */
static const struct ed_bag_key *choose_key(
    const struct ed_pairing *k, struct ed_key *out)
{
	const struct ed_bag_key *chosen = NULL;

	for (size_t i = 0; i < k->bags->keys.n; i++) {
		const struct ed_bag_key *bag =
		    &ED_ITEMS(k->bags->keys, struct ed_bag_key)[i];
		struct ed_key key;
		bool is_first = !chosen, fits;

		if (!bag->key || !ed_describe_key(&k->c->arena, bag->key, &key))
			continue;
		fits = find_pair(k, bag, &key) != NULL;
		if (!is_first && !fits)
			continue;
		chosen = bag;
		*out = key;
		if (fits)
			break;
	}
	return chosen;
}

static bool is_paired(
    const struct ed_list *pairs, const struct ed_certificate *cert)
{
	for (size_t i = 0; i < pairs->n; i++)
		if (ed_str_eq(ED_ITEMS(*pairs, const struct ed_certificate *)[i]
				  ->sha256,
			cert->sha256))
			return true;
	return false;
}

static void add_pair(const struct ed_pairing *k, struct ed_list *pairs,
    const struct ed_certificate *cert, const struct ed_key *key)
{
	struct ed_identity *identity;

	if (is_paired(pairs, cert))
		return;
	*ED_PUSH(&k->c->arena, pairs, const struct ed_certificate *) = cert;
	identity = ed_add_identity(k->c);
	if (!identity) {
		ed_damage(k->c, k->in, "more than %d keys: left out",
		    ED_MAX_CERTIFICATES);
		return;
	}
	*identity = *k->identity;
	identity->label = (struct ed_str){NULL, 0};
	identity->label = ed_identity_label(k->c, k->in);
	identity->key = *key;
	identity->certificate = cert;
}

/*
 * A container may hold several pairs, or one key for several certificates,
 * and does not say which the device uses: each is an identity of its own.
 */
static void add_other_pairs(const struct ed_pairing *k)
{
	struct ed_list pairs = {0};

	*ED_PUSH(&k->c->arena, &pairs, const struct ed_certificate *) =
	    k->identity->certificate;
	for (size_t i = 0; i < k->bags->keys.n; i++) {
		const struct ed_bag_key *bag =
		    &ED_ITEMS(k->bags->keys, struct ed_bag_key)[i];
		const struct ed_certificate *named;
		struct ed_key key;

		if (!bag->key || !ed_describe_key(&k->c->arena, bag->key, &key))
			continue;
		named = find_by_id(k, bag->local_id);
		if (has_key(named, &key))
			add_pair(k, &pairs, named, &key);
		for (size_t j = 0; j < k->bags->certificates.n; j++)
			if (!has_key(named, &key) && has_key(k->certs[j], &key))
				add_pair(k, &pairs, k->certs[j], &key);
	}
}

/* Which of them is the device's is not known yet. */
static void keep_keys(const struct ed_pairing *k)
{
	struct ed_key described;

	for (size_t i = 0; k->c->keep_keys && i < k->bags->keys.n; i++) {
		const struct ed_bag_key *bag =
		    &ED_ITEMS(k->bags->keys, struct ed_bag_key)[i];

		if (bag->key &&
		    ed_describe_key(&k->c->arena, bag->key, &described))
			ed_keep_key(k->c, bag->key, described.sha256);
	}
}

void ed_pair_keys(const struct ed_pairing *k)
{
	struct ed_identity *identity = k->identity;
	const struct ed_bag_key *bag = choose_key(k, &identity->key);

	keep_keys(k);
	identity->has_key = k->bags->keys.n > 0;
	if (bag)
		identity->certificate = find_pair(k, bag, &identity->key);
	if (identity->certificate) {
		identity->key_matches = ED_YES;
		add_other_pairs(k);
		return;
	}
	if (bag)
		identity->certificate = find_by_id(k, bag->local_id);
	if (!identity->certificate)
		identity->certificate = find_lone(k);
	if (bag && identity->certificate)
		identity->key_matches =
		    key_fits(k, bag->key, identity->certificate) ? ED_YES
								 : ED_NO;
}
