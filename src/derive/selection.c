/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which certificates a device would offer to this server, and whether the
 * server would take them: each by what is known of it, with a reason. What
 * the roles are is settled before, and not changed here.
 */
#include "derive/chain.h"
#include "derive/derive.h"
#include "derive/offer.h"

/* The identity of an EAS account, or NULL. */
static const struct ed_certificate *certificate_of(const struct ed_eas *eas)
{
	if (!eas->identity || !eas->identity->identity)
		return NULL;
	return eas->identity->identity->certificate;
}

static enum ed_answer find_use(
    const struct ed_case *c, const struct ed_certificate *cert)
{
	enum ed_answer used = ED_UNSAID;

	for (size_t i = 0; i < c->profiles.n; i++) {
		const struct ed_profile *profile =
		    ED_ITEMS(c->profiles, struct ed_profile *)[i];

		for (size_t k = 0; k < profile->n_accounts; k++) {
			const struct ed_certificate *its =
			    certificate_of(&profile->accounts[k]);

			if (!its)
				continue;
			if (ed_certificate_is(its, cert))
				return ED_YES;
			used = ED_NO;
		}
	}
	return used;
}

static enum ed_answer find_key(
    const struct ed_case *c, const struct ed_certificate *cert)
{
	enum ed_answer found = ED_UNSAID;

	for (size_t i = 0; i < c->identities.n; i++) {
		const struct ed_identity *one =
		    ED_ITEMS(c->identities, struct ed_identity *)[i];
		const bool its = one->certificate &&
				 ed_certificate_is(one->certificate, cert);

		if (one->has_key && one->key.sha256.n &&
		    ed_str_eq(one->key.sha256, cert->key.sha256))
			return ED_YES;
		if (its && one->has_key && one->key_matches == ED_YES)
			return ED_YES;
		if (its && one->in_profile && one->opened == ED_OPENED)
			found = ED_NO;
	}
	return found;
}

static bool is_candidate(const struct ed_certificate *cert)
{
	return cert->role == ED_ROLE_DEVICE ||
	       (cert->role == ED_ROLE_OTHER && !cert->is_ca);
}

/* Another copy stands before it? */
static bool is_listed_before(
    const struct ed_list *list, const struct ed_certificate *cert)
{
	for (size_t i = 0; i < list->n; i++)
		if (ed_certificate_is(
			ED_ITEMS(*list, struct ed_offer)[i].certificate, cert))
			return true;
	return false;
}

/* Not the certificate alone: what holds it has the authorities, too. */
static bool holds_chain(
    const struct ed_case *c, const struct ed_certificate *cert)
{
	for (size_t i = 0; i < c->identities.n; i++) {
		const struct ed_identity *one =
		    ED_ITEMS(c->identities, struct ed_identity *)[i];

		if (one->certificate && one->n_certificates > 1 &&
		    ed_certificate_is(one->certificate, cert))
			return true;
	}
	return false;
}

/* A certificate, and what is made of it. */
struct judged {
	struct ed_case *c;
	struct ed_offer *one;
	const struct ed_chain *chain;
	bool with_chain;
	size_t *compared; /* names, over all certificates and servers */
};

static bool counts(const struct ed_node *node)
{
	return node->probe->same_server && node->device_auth;
}

/* Of hostile records; real ones need some hundreds. */
static bool is_too_much(
    const struct judged *this, const struct ed_certificate_request *request)
{
	if (request)
		*this->compared += request->n_issuers * this->chain->n_links;
	return *this->compared > ED_MAX_COMPARED;
}

static void judge_servers(const struct judged *this)
{
	struct ed_case *c = this->c;
	struct ed_list list = {0};

	for (size_t i = 0; i < c->nodes.n; i++) {
		const struct ed_node *node =
		    ED_ITEMS(c->nodes, struct ed_node *)[i];
		const struct ed_asking asking = {.request = node->request,
		    .version =
			node->asking ? node->asking->tls.version : ED_TLS_NONE};
		struct ed_server_offer *out;

		if (!counts(node) || is_too_much(this, node->request))
			continue;
		out = ED_PUSH(&c->arena, &list, struct ed_server_offer);
		out->node = node;
		out->wanted = ed_wanted_by(&asking, this->one->certificate,
		    this->chain, this->with_chain);
		ed_judge_server(c, out, this->one, this->chain);
	}
	this->one->servers = list.items;
	this->one->n_servers = list.n;
}

/* By the servers that were seen to ask: one NO is enough. */
static bool is_wanted_by_servers(struct ed_offer *one)
{
	bool any = false;

	for (size_t i = 0; i < one->n_servers; i++) {
		const struct ed_server_offer *server = &one->servers[i];
		struct ed_verdict verdict = ed_judge_wanted(&server->wanted);

		if (!server->node->request ||
		    (any && (verdict.answer == ED_YES || one->wanted == ED_NO ||
				verdict.answer == one->wanted)))
			continue;
		any = true;
		one->wanted = verdict.answer;
		one->wanted_why = verdict.why;
		one->asker = server->node;
	}
	return any;
}

/* What holds for all servers, or that they differ. */
static void add_up(struct ed_offer *one)
{
	const struct ed_server_offer *first = one->servers;

	one->offered = first->offered;
	one->offered_why = first->offered_why;
	one->accepted = first->accepted;
	one->accepted_why = first->accepted_why;
	for (size_t i = 1; i < one->n_servers; i++) {
		if (one->servers[i].offered != first->offered) {
			one->offered = ED_UNSAID;
			one->offered_why = "the servers of the name differ";
		}
		if (one->servers[i].accepted != first->accepted) {
			one->accepted = ED_UNSAID;
			one->accepted_why = "the servers of the name differ";
		}
	}
}

/* By the case alone. */
static void judge_alone(const struct judged *this, bool seen)
{
	struct ed_offer *one = this->one;
	const struct ed_asking asking = {.endpoint = this->c->facts.endpoint};
	const struct ed_wanted wanted = ed_wanted_by(
	    &asking, one->certificate, this->chain, this->with_chain);
	const struct ed_verdict said = ed_judge_wanted(&wanted);
	const bool asks =
	    asking.endpoint && asking.endpoint->n_acceptable_issuers;
	struct ed_verdict verdict =
	    ed_judge_offered(one->certificate, one->has_key, &wanted, asks);

	one->offered = verdict.answer;
	one->offered_why = verdict.why;
	verdict = ed_judge_accepted(
	    one->certificate, this->chain, this->c->facts.as_of);
	one->accepted = verdict.answer;
	one->accepted_why = verdict.why;
	if (seen)
		return;
	one->wanted = said.answer;
	one->wanted_why = said.why;
}

static void add(struct ed_case *c, struct ed_list *list,
    const struct ed_certificate *cert, size_t *compared)
{
	const struct ed_certificate *device = c->facts.device_certificate;
	const int64_t as_of = c->facts.as_of;
	struct ed_chain chain;
	struct ed_offer *one;
	struct judged this;

	if (list->n == ED_MAX_CANDIDATES || is_listed_before(list, cert))
		return;
	one = ED_PUSH(&c->arena, list, struct ed_offer);
	chain = device && ed_certificate_is(cert, device)
		    ? device->chain
		    : ed_chain_of(c, cert);
	one->certificate = cert;
	one->used = find_use(c, cert);
	one->has_key = find_key(c, cert);
	this = (struct judged){c, one, &chain, holds_chain(c, cert), compared};
	judge_servers(&this);
	judge_alone(&this, is_wanted_by_servers(one));
	if (one->n_servers)
		add_up(one);
	one->refused = ed_find_refusal(cert, as_of) || one->has_key == ED_NO;
	one->fits = ed_is_sound(cert, &chain, as_of) && one->has_key != ED_NO &&
		    one->wanted != ED_NO;
}

void ed_derive_selection(struct ed_case *c)
{
	struct ed_list list = {0};
	size_t compared = 0;

	/* The device's first: of many others some may be left out. */
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < c->certificates.n; i++) {
			const struct ed_certificate *cert = ED_ITEMS(
			    c->certificates, struct ed_certificate *)[i];
			const bool first = cert->role == ED_ROLE_DEVICE ||
					   find_use(c, cert) == ED_YES;

			if (is_candidate(cert) && first == (round == 0))
				add(c, &list, cert, &compared);
		}
	c->facts.candidates = list.items;
	c->facts.n_candidates = list.n;
}
