/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The device certificate's chain, out of everything in evidence.
 *
 * OpenSSL takes the first issuer whose name fits, and stops there. After a
 * CA was renewed there are several, so each whose key really signed is tried
 * here, and the best path counts.
 */
#include "derive/chain.h"

#include "base/openssl.h"
#include "derive/anchor.h"
#include "derive/derive.h"

#include <openssl/err.h>
#include <stdlib.h>

/* Signatures verified: cross-signed circles could go on for ever. */
enum { MAX_VERIFIED = 256 };

struct search {
	struct ed_case *c;
	struct ed_list anchors; /* struct ed_certificate * */
	X509 **x509s;           /* of c->certificates, decoded when needed */
	bool *copies;           /* of c->certificates: stands there before */
	struct ed_path path;
	unsigned n_verified;
	struct ed_chain best;
};

/* Which outcome tells most, when paths end differently. */
static int weight(enum ed_chain_state state)
{
	static const int weights[] = {
	    [ED_CHAIN_NOT_TRIED] = 0,
	    [ED_CHAIN_BAD_SIGNATURE] = 1,
	    [ED_CHAIN_INCOMPLETE] = 2,
	    [ED_CHAIN_FAILED] = 3,
	    [ED_CHAIN_UNTRUSTED] = 4,
	    [ED_CHAIN_CONSTRAINT] = 5,
	    [ED_CHAIN_TRUSTED] = 6,
	};

	return weights[state];
}

static struct ed_certificate *cert_at(const struct search *s, size_t i)
{
	return ED_ITEMS(s->c->certificates, struct ed_certificate *)[i];
}

static X509 *decode(struct search *s, size_t i)
{
	if (!s->x509s[i])
		s->x509s[i] = ed_x509_of(cert_at(s, i));
	return s->x509s[i];
}

static bool is_anchor(const struct search *s, const struct ed_certificate *cert)
{
	for (size_t i = 0; i < s->anchors.n; i++)
		if (ed_certificate_is(
			ED_ITEMS(s->anchors, struct ed_certificate *)[i], cert))
			return true;
	return false;
}

/* The path ends here; keeps it if it says more than those before. */
static void finish(
    struct search *s, enum ed_chain_state state, struct ed_str detail)
{
	const struct ed_certificate **links;
	struct ed_str forbidden = {NULL, 0};
	enum ed_chain_state judged = ED_CHAIN_TRUSTED;

	if (state == ED_CHAIN_TRUSTED || state == ED_CHAIN_UNTRUSTED)
		judged = ed_judge_path(&s->c->arena, &s->path, &forbidden);
	if (judged == ED_CHAIN_CONSTRAINT ||
	    (judged == ED_CHAIN_FAILED && state == ED_CHAIN_TRUSTED)) {
		state = judged;
		detail = forbidden;
	}
	if (weight(state) <= weight(s->best.state))
		return;
	links = ed_alloc_array(&s->c->arena, s->path.n, sizeof(*links));
	for (size_t i = 0; i < s->path.n; i++)
		links[i] = s->path.certs[i];
	s->best = (struct ed_chain){state, links, s->path.n, detail};
}

/* Cheap, so that only what may fit is decoded. */
static bool may_name(const struct ed_name *issuer, const struct ed_name *name)
{
	if (issuer->n_attributes != name->n_attributes)
		return false;
	for (size_t i = 0; i < name->n_attributes; i++)
		if (!ed_str_eq(
			issuer->attributes[i].oid, name->attributes[i].oid))
			return false;
	return true;
}

/* One that is on the path already, or was tried as a copy. */
static bool is_known(const struct search *s, size_t candidate)
{
	const struct ed_certificate *cert = cert_at(s, candidate);

	for (size_t i = 0; i < s->path.n; i++)
		if (ed_certificate_is(s->path.certs[i], cert))
			return true;
	return s->copies[candidate];
}

enum signature { SIGNED, NOT_SIGNED, CANNOT_TELL };

static enum signature verify(struct search *s, X509 *subject, X509 *issuer)
{
	EVP_PKEY *key = X509_get0_pubkey(issuer);
	int result;

	if (!key || s->n_verified == MAX_VERIFIED)
		return CANNOT_TELL;
	s->n_verified++;
	result = X509_verify(subject, key);
	if (result == 1)
		return SIGNED;
	return result == 0 ? NOT_SIGNED : CANNOT_TELL;
}

/* What the candidates for the top's issuer came to. */
struct issuers {
	bool named;
	bool signed_it;
	bool untold;
};

static const char untold[] =
    "the signature of a certificate cannot be verified here";

static void walk(struct search *s);

/*
 * Does the candidate only bear the name? A CA that was renewed with a new key
 * has several certificates; the one that signed is then simply not here.
 */
static bool is_other_generation(
    const struct ed_certificate *top, const struct ed_certificate *candidate)
{
	return top->aki.n && candidate->ski.n &&
	       !ed_str_eq(top->aki, candidate->ski);
}

static void try_issuer(struct search *s, size_t i, struct issuers *found)
{
	const struct ed_certificate *top = s->path.certs[s->path.n - 1];
	X509 *subject = s->path.x509s[s->path.n - 1], *issuer;
	enum signature signature;

	if (!cert_at(s, i)->der.n ||
	    !may_name(&top->issuer, &cert_at(s, i)->subject) || is_known(s, i))
		return;
	issuer = decode(s, i);
	if (!issuer) {
		found->untold = true;
		return;
	}
	if (X509_NAME_cmp(X509_get_issuer_name(subject),
		X509_get_subject_name(issuer)) != 0)
		return;
	signature = verify(s, subject, issuer);
	found->named = found->named || signature != NOT_SIGNED ||
		       !is_other_generation(top, cert_at(s, i));
	found->signed_it = found->signed_it || signature == SIGNED;
	found->untold = found->untold || signature == CANNOT_TELL;
	if (signature != SIGNED)
		return;
	s->path.certs[s->path.n] = cert_at(s, i);
	s->path.x509s[s->path.n++] = issuer;
	walk(s);
	s->path.n--;
}

static void walk_on(struct search *s)
{
	const struct ed_certificate *top = s->path.certs[s->path.n - 1];
	struct issuers found = {.named = ed_is_self_issued(top)};

	for (size_t i = 0; i < s->c->certificates.n; i++) {
		try_issuer(s, i, &found);
		if (s->best.state == ED_CHAIN_TRUSTED)
			return;
	}
	if (found.signed_it)
		return;
	if (found.untold)
		finish(s, ED_CHAIN_FAILED, ED_STR(untold));
	else if (found.named)
		finish(s, ED_CHAIN_BAD_SIGNATURE, top->issuer.text);
	else
		finish(s, ED_CHAIN_INCOMPLETE, top->issuer.text);
}

static void walk(struct search *s)
{
	const struct ed_certificate *top = s->path.certs[s->path.n - 1];
	X509 *x509 = s->path.x509s[s->path.n - 1];
	enum signature own = NOT_SIGNED;

	if (!is_anchor(s, top) && ed_is_self_issued(top))
		own = verify(s, x509, x509);
	if (is_anchor(s, top))
		finish(s, ED_CHAIN_TRUSTED, (struct ed_str){NULL, 0});
	else if (own == SIGNED)
		finish(s, ED_CHAIN_UNTRUSTED, top->subject.text);
	else if (own == CANNOT_TELL)
		finish(s, ED_CHAIN_FAILED, ED_STR(untold));
	else if (s->path.n == ED_MAX_CHAIN)
		finish(s, ED_CHAIN_FAILED,
		    ED_STR("the chain is longer than any real one"));
	else
		walk_on(s);
}

static bool has_other_ca(const struct ed_case *c)
{
	for (size_t i = 0; i < c->certificates.n; i++)
		if (ED_ITEMS(c->certificates, struct ed_certificate *)[i]
			->role == ED_ROLE_CA)
			return true;
	return false;
}

static void start(struct search *s, size_t device)
{
	s->path.certs[0] = cert_at(s, device);
	s->path.x509s[0] = cert_at(s, device)->der.n ? decode(s, device) : NULL;
	s->path.n = 1;
	if (!s->path.certs[0]->der.n)
		s->best = (struct ed_chain){
		    has_other_ca(s->c) ? ED_CHAIN_FAILED : ED_CHAIN_NOT_TRIED,
		    NULL, 0,
		    ED_STR("only a text of the certificate is in evidence, "
			   "without its signature")};
	else if (!s->path.x509s[0])
		s->best = (struct ed_chain){ED_CHAIN_FAILED, NULL, 0,
		    ED_STR("OpenSSL cannot decode the certificate")};
	else
		walk(s);
	/* Nobody gave anything to build a chain from. */
	if (s->best.state == ED_CHAIN_INCOMPLETE && !has_other_ca(s->c))
		s->best = (struct ed_chain){0};
}

struct fingerprint {
	struct ed_str sha256;
	size_t at; /* in c->certificates */
};

static int by_sha256(const void *a, const void *b)
{
	const struct fingerprint *x = a, *y = b;
	int order = ed_str_compare(x->sha256, y->sha256);

	return order ? order : (x->at > y->at) - (x->at < y->at);
}

/*
 * Once: a hostile chain visits thousands of them from hundreds of places. One
 * from a text may have no hash; it is in no chain.
 */
static bool *find_copies(struct ed_case *c)
{
	size_t n = c->certificates.n;
	struct fingerprint *sorted =
	    ed_alloc_array(&c->arena, n, sizeof(*sorted));
	bool *copies = ed_alloc_array(&c->arena, n, sizeof(*copies));

	for (size_t i = 0; i < n; i++)
		sorted[i] = (struct fingerprint){
		    ED_ITEMS(c->certificates, struct ed_certificate *)[i]
			->sha256,
		    i};
	qsort(sorted, n, sizeof(*sorted), by_sha256);
	for (size_t i = 1; i < n; i++)
		copies[sorted[i].at] =
		    sorted[i].sha256.n &&
		    ed_str_eq(sorted[i - 1].sha256, sorted[i].sha256);
	return copies;
}

static struct ed_chain build(
    struct ed_chains *chains, struct ed_case *c, size_t device)
{
	struct search s = {.c = c,
	    .anchors = ed_list_anchors(c),
	    .copies = find_copies(c),
	    .x509s =
		ed_alloc_array(&c->arena, c->certificates.n, sizeof(X509 *))};

	for (size_t i = 0; i < chains->n_kept && i < c->certificates.n; i++)
		s.x509s[i] = chains->kept[i];
	start(&s, device);
	for (size_t i = 0; i < c->certificates.n; i++)
		if (i < chains->n_kept)
			chains->kept[i] = s.x509s[i];
		else
			X509_free(s.x509s[i]);
	ERR_clear_error();
	return s.best;
}

void ed_chains_close(struct ed_chains *chains)
{
	for (size_t i = 0; i < chains->n_kept; i++)
		X509_free(chains->kept[i]);
	ERR_clear_error();
}

void ed_chains_build(struct ed_chains *chains, struct ed_case *c)
{
	for (size_t i = 0; i < c->certificates.n; i++) {
		struct ed_certificate *cert =
		    ED_ITEMS(c->certificates, struct ed_certificate *)[i];

		if (cert == c->facts.device_certificate)
			cert->chain = build(chains, c, i);
	}
}

void ed_derive_chain(struct ed_case *c)
{
	struct ed_chains chains = {0};

	if (c->facts.device_certificate)
		ed_chains_build(&chains, c);
}

struct ed_chain ed_chain_of(
    struct ed_case *c, const struct ed_certificate *cert)
{
	struct ed_chain out = {0};
	struct ed_chains chains = {0};

	for (size_t i = 0; i < c->certificates.n; i++)
		if (ED_ITEMS(c->certificates, struct ed_certificate *)[i] ==
		    cert)
			out = build(&chains, c, i);
	return out;
}
