/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether the certificates that a server sends lead to a root that devices
 * are known to trust: one given for servers, or one in a profile.
 *
 * A device has what the server sent and its own roots, and nothing else. What
 * else is in evidence only tells what is missing. Which public authorities a
 * device trusts by itself is not known here, so that a root that only stands
 * in a profile can clear a server and never convict one.
 */
#include "derive/derive.h"

#include "base/openssl.h"
#include "derive/anchor.h"
#include <easdoctor/limits.h>

#include <openssl/err.h>
#include <openssl/x509.h>

/* Signatures verified for one run: names can be made to fit all others. */
enum { MAX_VERIFIED = 512 };

struct trust {
	struct ed_case *c;
	struct ed_list roots; /* const struct ed_certificate * */
	bool stated;          /* somebody gave roots for servers */
	unsigned n_verified;
};

static const struct ed_certificate *item(const struct ed_list *list, size_t i)
{
	return ED_ITEMS(*list, const struct ed_certificate *)[i];
}

static bool is_of_input(const struct ed_case *c,
    const struct ed_certificate *cert, const struct ed_list *inputs)
{
	const struct ed_input *in;

	if (cert->ref.input == 0 || cert->ref.input > c->inputs.n)
		return false;
	in = ED_ITEMS(c->inputs, struct ed_input *)[cert->ref.input - 1];
	if (!inputs)
		return ed_str_eq(in->kind, ED_STR("profile"));
	for (size_t i = 0; i < inputs->n; i++)
		if (ED_ITEMS(*inputs, const struct ed_input *)[i] == in)
			return true;
	return false;
}

static void find_roots(struct trust *t)
{
	struct ed_case *c = t->c;

	for (size_t i = 0; i < c->certificates.n; i++) {
		const struct ed_certificate *cert = item(&c->certificates, i);
		bool stated = is_of_input(c, cert, &c->server_root_inputs);

		if (cert->sent_by_server || !ed_is_self_issued(cert) ||
		    (!stated && !is_of_input(c, cert, NULL)))
			continue;
		t->stated = t->stated || stated;
		*ED_PUSH(&c->arena, &t->roots, const struct ed_certificate *) =
		    cert;
	}
}

static bool signed_by(struct trust *t, const struct ed_certificate *subject,
    const struct ed_certificate *issuer)
{
	X509 *below, *above;
	EVP_PKEY *key;
	bool verified = false;

	if (subject->issuer.n_attributes != issuer->subject.n_attributes ||
	    t->n_verified == MAX_VERIFIED)
		return false;
	t->n_verified++;
	below = ed_x509_of(subject);
	above = ed_x509_of(issuer);
	key = above ? X509_get0_pubkey(above) : NULL;
	if (below && key &&
	    X509_NAME_cmp(
		X509_get_issuer_name(below), X509_get_subject_name(above)) == 0)
		verified = X509_verify(below, key) == 1;
	X509_free(below);
	X509_free(above);
	return verified;
}

static bool is_root(const struct trust *t, const struct ed_certificate *cert)
{
	for (size_t i = 0; i < t->roots.n; i++)
		if (ed_certificate_is(item(&t->roots, i), cert))
			return true;
	return false;
}

static bool is_signed_by_root(
    struct trust *t, const struct ed_certificate *cert)
{
	if (is_root(t, cert))
		return true;
	for (size_t i = 0; i < t->roots.n; i++)
		if (signed_by(t, cert, item(&t->roots, i)))
			return true;
	return false;
}

/* Is an authority in evidence, that the server did not send, the missing
 * one? */
static bool is_missing_known(struct trust *t, const struct ed_certificate *top)
{
	const struct ed_list *all = &t->c->certificates;

	for (size_t i = 0; i < all->n; i++) {
		const struct ed_certificate *cert = item(all, i);

		if (!cert->is_ca || cert->sent_by_server ||
		    ed_is_self_issued(cert) || !signed_by(t, top, cert))
			continue;
		if (is_signed_by_root(t, cert))
			return true;
	}
	return false;
}

static const struct ed_certificate *find_sent_issuer(
    struct trust *t, const struct ed_tls *tls, const struct ed_certificate *top)
{
	for (size_t i = 0; i < tls->n_certificates; i++)
		if (tls->certificates[i] != top &&
		    signed_by(t, top, tls->certificates[i]))
			return tls->certificates[i];
	return NULL;
}

static struct ed_server_chain conclude(struct trust *t,
    const struct ed_tls *tls, const struct ed_certificate *top, size_t links)
{
	struct ed_server_chain chain = {.detail = top->issuer.text};

	if (t->n_verified == MAX_VERIFIED || tls->certificates_unread)
		return (struct ed_server_chain){.trust = ED_SERVER_CANNOT_TELL,
		    .detail = ED_STR("not all certificates of the server "
				     "could be looked at")};
	chain.certain = !ed_is_self_issued(top) && is_missing_known(t, top);
	if (chain.certain)
		chain.trust = ED_SERVER_INCOMPLETE;
	else if (!t->stated)
		chain.trust = ED_SERVER_UNJUDGED;
	else if (links == 1 && !ed_is_self_issued(top))
		chain.trust = ED_SERVER_INCOMPLETE;
	else
		chain.trust = ED_SERVER_UNTRUSTED;
	return chain;
}

static struct ed_server_chain judge(struct trust *t, const struct ed_tls *tls)
{
	const struct ed_certificate *top = tls->certificates[0], *next;
	size_t links = 1;

	for (; links < ED_MAX_CHAIN; links++) {
		if (is_signed_by_root(t, top))
			return (struct ed_server_chain){
			    .trust = ED_SERVER_TRUSTED, .certain = true};
		if (ed_is_self_issued(top))
			break;
		next = find_sent_issuer(t, tls, top);
		if (!next)
			break;
		top = next;
	}
	return conclude(t, tls, top, links);
}

void ed_derive_server_chains(struct ed_case *c)
{
	struct trust t = {.c = c};

	if (c->nodes.n == 0)
		return;
	find_roots(&t);
	if (t.roots.n == 0)
		return;
	for (size_t i = 0; i < c->nodes.n; i++) {
		struct ed_node *node = ED_ITEMS(c->nodes, struct ed_node *)[i];

		if (node->shown)
			node->chain = judge(&t, &node->shown->tls);
	}
	ERR_clear_error();
}
