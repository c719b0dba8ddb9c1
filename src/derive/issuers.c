/* SPDX-License-Identifier: Apache-2.0 */
#include "derive/issuers.h"

#include "base/openssl.h"
#include "derive/anchor.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

/* A fleet has a handful; each is compared with each, and with each leaf. */
enum { MAX_ISSUERS = 64 };

/* Signatures that are verified here. */
static const struct algorithm {
	struct ed_str oid;
	const char *key;
	const char *digest;
} algorithms[] = {
    {{"1.2.840.113549.1.1.11", 21}, "RSA", "SHA256"},
    {{"1.2.840.113549.1.1.12", 21}, "RSA", "SHA384"},
    {{"1.2.840.113549.1.1.13", 21}, "RSA", "SHA512"},
    {{"1.2.840.113549.1.1.5", 20}, "RSA", "SHA1"},
    {{"1.2.840.10045.4.3.2", 19}, "EC", "SHA256"},
    {{"1.2.840.10045.4.3.3", 19}, "EC", "SHA384"},
    {{"1.2.840.10045.4.3.4", 19}, "EC", "SHA512"},
};

struct issuer {
	const struct ed_certificate *cert;
	EVP_PKEY_CTX *verifying; /* NULL: its key verifies nothing here */
	const struct algorithm *algorithm; /* that verifying is set to */
	bool lone;             /* no other certificate bears its name */
	bool known;            /* the chain of a plain leaf below it is: */
	struct ed_chain above; /* links from this issuer on */
};

struct ed_issuers {
	struct ed_case *c;
	struct ed_chains chains;
	struct issuer *items;
	size_t n;
	EVP_MD *digests[ED_COUNT(algorithms)]; /* fetched when needed */
	EVP_MD_CTX *hashing;
	size_t n_searched;
};

static struct ed_certificate *cert_at(const struct ed_case *c, size_t i)
{
	return ED_ITEMS(c->certificates, struct ed_certificate *)[i];
}

static EVP_PKEY_CTX *open_key(X509 *x509)
{
	EVP_PKEY *key = X509_get0_pubkey(x509);
	EVP_PKEY_CTX *ctx =
	    key ? EVP_PKEY_CTX_new_from_pkey(ed_library(), key, NULL) : NULL;

	if (ctx && EVP_PKEY_verify_init(ctx) > 0)
		return ctx;
	EVP_PKEY_CTX_free(ctx);
	return NULL;
}

static bool bears_name_alone(const struct ed_issuers *issuers, size_t which)
{
	X509 *const *x509s = issuers->chains.kept;
	const X509_NAME *name = X509_get_subject_name(x509s[which]);

	for (size_t i = 0; i < issuers->n; i++)
		if (i != which &&
		    X509_NAME_cmp(X509_get_subject_name(x509s[i]), name) == 0)
			return false;
	return true;
}

/* All of them, or none: an undecoded one may bear any name. */
static void open_all(struct ed_issuers *issuers)
{
	struct ed_chains *chains = &issuers->chains;

	issuers->n = issuers->c->certificates.n;
	for (size_t i = 0; i < issuers->n; i++) {
		chains->kept[i] = ed_x509_of(cert_at(issuers->c, i));
		if (!chains->kept[i]) {
			issuers->n = 0;
			return;
		}
	}
	for (size_t i = 0; i < issuers->n; i++)
		issuers->items[i] =
		    (struct issuer){.cert = cert_at(issuers->c, i),
			.verifying = open_key(chains->kept[i]),
			.lone = bears_name_alone(issuers, i)};
}

struct ed_issuers *ed_issuers_open(struct ed_case *c)
{
	struct ed_issuers *issuers = ED_NEW(&c->arena, struct ed_issuers);
	struct ed_chains *chains = &issuers->chains;

	issuers->c = c;
	issuers->hashing = EVP_MD_CTX_new();
	chains->n_kept = c->certificates.n;
	chains->kept =
	    ed_alloc_array(&c->arena, chains->n_kept, sizeof(X509 *));
	issuers->items =
	    ed_alloc_array(&c->arena, chains->n_kept, sizeof(struct issuer));
	if (chains->n_kept <= MAX_ISSUERS && issuers->hashing)
		open_all(issuers);
	ERR_clear_error();
	return issuers;
}

void ed_issuers_close(struct ed_issuers *issuers)
{
	if (!issuers)
		return;
	for (size_t i = 0; i < issuers->n; i++)
		EVP_PKEY_CTX_free(issuers->items[i].verifying);
	for (size_t i = 0; i < ED_COUNT(algorithms); i++)
		EVP_MD_free(issuers->digests[i]);
	EVP_MD_CTX_free(issuers->hashing);
	ed_chains_close(&issuers->chains);
}

size_t ed_issuers_searched(const struct ed_issuers *issuers)
{
	return issuers->n_searched;
}

static const struct algorithm *find_algorithm(struct ed_str oid)
{
	for (size_t i = 0; i < ED_COUNT(algorithms); i++)
		if (ed_str_eq(algorithms[i].oid, oid))
			return &algorithms[i];
	return NULL;
}

static const EVP_MD *digest_of(
    struct ed_issuers *issuers, const struct algorithm *algorithm)
{
	EVP_MD **kept = &issuers->digests[algorithm - algorithms];

	if (!*kept)
		*kept = EVP_MD_fetch(ed_library(), algorithm->digest, NULL);
	return *kept;
}

/* Sets up the issuer's key for an algorithm; most leaves have the same. */
static bool set_algorithm(struct issuer *issuer,
    const struct algorithm *algorithm, const EVP_MD *digest)
{
	EVP_PKEY *key = EVP_PKEY_CTX_get0_pkey(issuer->verifying);

	if (issuer->algorithm == algorithm)
		return true;
	issuer->algorithm = NULL;
	if (!EVP_PKEY_is_a(key, algorithm->key) ||
	    EVP_PKEY_CTX_set_signature_md(issuer->verifying, digest) <= 0)
		return false;
	issuer->algorithm = algorithm;
	return true;
}

static bool has_signed(struct ed_issuers *issuers, struct issuer *issuer,
    const struct algorithm *algorithm, const struct ed_signed *parts)
{
	const EVP_MD *digest = digest_of(issuers, algorithm);
	unsigned char hash[EVP_MAX_MD_SIZE];
	unsigned n;

	if (!digest || !set_algorithm(issuer, algorithm, digest) ||
	    !EVP_DigestInit_ex(issuers->hashing, digest, NULL) ||
	    !EVP_DigestUpdate(issuers->hashing, parts->tbs.p, parts->tbs.n) ||
	    !EVP_DigestFinal_ex(issuers->hashing, hash, &n))
		return false;
	return EVP_PKEY_verify(issuer->verifying,
		   (const unsigned char *)parts->signature.p,
		   parts->signature.n, hash, n) == 1;
}

/* The only one that bears the name of the leaf's issuer, or NULL. */
static struct issuer *find_issuer(
    struct ed_issuers *issuers, const struct ed_certificate *leaf)
{
	for (size_t i = 0; i < issuers->n; i++) {
		struct issuer *issuer = &issuers->items[i];

		if (leaf->issuer.der.n &&
		    ed_str_eq(issuer->cert->subject.der, leaf->issuer.der))
			return issuer->lone && issuer->verifying ? issuer
								 : NULL;
	}
	return NULL;
}

/* X509_verify_cert compares identifiers; without one nothing is compared. */
static bool may_have_issued(
    const struct issuer *issuer, const struct ed_certificate *leaf)
{
	return !leaf->aki.n || !issuer->cert->ski.n ||
	       ed_str_eq(leaf->aki, issuer->cert->ski);
}

static bool is_above(
    const struct ed_chain *above, const struct ed_certificate *leaf)
{
	for (size_t i = 0; i < above->n_links; i++)
		if (ed_certificate_is(above->links[i], leaf))
			return true;
	return false;
}

static bool take_chain(
    struct issuer *issuer, struct ed_case *row, struct ed_certificate *leaf)
{
	const struct ed_chain *above = &issuer->above;
	const struct ed_certificate **links;

	if (is_above(above, leaf))
		return false;
	links = ed_alloc_array(&row->arena, above->n_links + 1, sizeof(*links));
	links[0] = leaf;
	for (size_t i = 0; i < above->n_links; i++)
		links[i + 1] = above->links[i];
	leaf->chain = (struct ed_chain){
	    above->state, links, above->n_links + 1, above->detail};
	return true;
}

/* Name constraints judge what stands in the leaf. */
static bool constrains_names(
    const struct ed_issuers *issuers, const struct ed_certificate *cert)
{
	for (size_t i = 0; i < issuers->n; i++)
		if (issuers->items[i].cert == cert)
			return X509_get_ext_by_NID(issuers->chains.kept[i],
				   NID_name_constraints, -1) >= 0;
	return true;
}

/* Keeps what the long way found above a plain leaf. */
static void learn(struct ed_issuers *issuers, struct issuer *issuer,
    const struct ed_chain *found)
{
	const struct ed_certificate **links;

	if (found->n_links < 2 || found->links[1] != issuer->cert ||
	    found->state == ED_CHAIN_BAD_SIGNATURE ||
	    found->state == ED_CHAIN_FAILED)
		return;
	for (size_t i = 1; i < found->n_links; i++)
		if (constrains_names(issuers, found->links[i]))
			return;
	links = ed_alloc_array(
	    &issuers->c->arena, found->n_links - 1, sizeof(*links));
	for (size_t i = 1; i < found->n_links; i++)
		links[i - 1] = found->links[i];
	issuer->above = (struct ed_chain){found->state, links,
	    found->n_links - 1, ed_copy(&issuers->c->arena, found->detail)};
	issuer->known = true;
}

void ed_issuers_judge(struct ed_issuers *issuers, struct ed_case *row)
{
	struct ed_certificate *leaf = cert_at(row, row->certificates.n - 1);
	struct issuer *issuer = find_issuer(issuers, leaf);
	const struct algorithm *algorithm = find_algorithm(leaf->signature_oid);
	struct ed_signed parts;
	bool plain = issuer && algorithm && may_have_issued(issuer, leaf) &&
		     ed_leaf_is_plain(leaf, &parts);

	if (plain && issuer->known &&
	    has_signed(issuers, issuer, algorithm, &parts) &&
	    take_chain(issuer, row, leaf))
		return;
	issuers->n_searched++;
	ed_chains_build(&issuers->chains, row);
	if (plain && !issuer->known)
		learn(issuers, issuer, &leaf->chain);
	ERR_clear_error();
}
