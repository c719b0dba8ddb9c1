/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which certificates a device would offer to this server, and whether the
 * server would take them: each by what is known of it, with a reason. What
 * the roles are is settled before, and not changed here.
 */
#include "derive/chain.h"
#include "derive/derive.h"

#include <easdoctor/name.h>
#include <easdoctor/selection.h>

#define CLIENT_AUTH ED_STR("1.3.6.1.5.5.7.3.2")
#define ANY_PURPOSE ED_STR("2.5.29.37.0")
#define ANY_POLICY ED_STR("1.3.6.1.4.1.311.10.12.1")

/* What Windows takes at least, by default (ClientMinKeyBitLength). */
enum { MINIMUM_RSA = 1024 };

static bool holds(const struct ed_str *oids, size_t n, struct ed_str oid)
{
	for (size_t i = 0; i < n; i++)
		if (ed_str_eq(oids[i], oid))
			return true;
	return false;
}

static bool has_purpose(const struct ed_certificate *cert)
{
	return !cert->has_eku || holds(cert->ekus, cert->n_ekus, CLIENT_AUTH) ||
	       holds(cert->ekus, cert->n_ekus, ANY_PURPOSE);
}

static bool has_policy(const struct ed_certificate *cert)
{
	return !cert->has_policies ||
	       holds(cert->policies, cert->n_policies, CLIENT_AUTH) ||
	       holds(cert->policies, cert->n_policies, ANY_POLICY);
}

static bool may_sign(const struct ed_certificate *cert)
{
	return !cert->has_key_usage ||
	       (cert->key_usage & ED_KU_DIGITAL_SIGNATURE);
}

/* What device and server look at alike, or NULL. */
static const char *find_misuse(const struct ed_certificate *cert)
{
	if (!(cert->unreadable & ED_PART_EKU) && !has_purpose(cert))
		return "its Extended Key Usage lacks client authentication";
	if (!(cert->unreadable & ED_PART_KEY_USAGE) && !may_sign(cert))
		return "its Key Usage lacks digitalSignature";
	return NULL;
}

static enum ed_same names_issuer(
    const struct ed_endpoint *endpoint, const struct ed_name *issuer)
{
	enum ed_same best = ED_DIFFERENT;

	for (size_t i = 0; i < endpoint->n_acceptable_issuers; i++) {
		struct ed_written_name name;
		struct ed_error err;
		enum ed_same same = ED_MAYBE_SAME;

		if (ed_name_read(&name, endpoint->acceptable_issuers[i], &err))
			same = ed_name_compare(&name, issuer);
		if (same > best)
			best = same;
	}
	return best;
}

/* Is any issuer of its chain among those that the server names? */
static enum ed_same is_listed(const struct ed_endpoint *endpoint,
    const struct ed_certificate *cert, const struct ed_chain *chain)
{
	enum ed_same best = names_issuer(endpoint, &cert->issuer);

	for (size_t i = 0; i < chain->n_links; i++) {
		enum ed_same same =
		    names_issuer(endpoint, &chain->links[i]->issuer);

		if (same > best)
			best = same;
	}
	/* The rest of the chain may be listed. */
	if (best == ED_DIFFERENT && chain->state != ED_CHAIN_TRUSTED &&
	    chain->state != ED_CHAIN_UNTRUSTED)
		return ED_MAYBE_SAME;
	return best;
}

static void judge_offer(const struct ed_endpoint *endpoint,
    struct ed_offer *one, const struct ed_chain *chain)
{
	const struct ed_certificate *cert = one->certificate;
	const bool asks = endpoint && endpoint->n_acceptable_issuers;
	enum ed_same listed = asks ? is_listed(endpoint, cert, chain) : ED_SAME;

	one->offered = ED_NO;
	one->offered_why = find_misuse(cert);
	if (one->offered_why)
		return;
	one->offered_why = "its private key is not with it";
	if (one->has_key == ED_NO)
		return;
	one->offered_why =
	    "none of its issuers is among those that the server names";
	if (listed == ED_DIFFERENT)
		return;
	one->offered = ED_UNSAID;
	one->offered_why = "whether the server names one of its issuers "
			   "cannot be told";
	if (listed == ED_MAYBE_SAME)
		return;
	one->offered_why = "part of what a device looks at cannot be read";
	if (cert->unreadable & (ED_PART_EKU | ED_PART_KEY_USAGE))
		return;
	one->offered_why =
	    "if the device holds its key, which is not in evidence";
	if (one->has_key != ED_YES)
		return;
	one->offered = ED_YES;
	one->offered_why =
	    asks ? "its key is there, it may sign for a client, and the "
		   "server names an issuer of it"
		 : "its key is there, and it may sign for a client";
}

/* What the server refuses for certain, or NULL. */
static const char *find_refusal(
    const struct ed_certificate *cert, int64_t as_of)
{
	const char *misuse = find_misuse(cert);

	if (!(cert->unreadable & ED_PART_TIME) && cert->not_after < as_of)
		return "it has expired";
	if (!(cert->unreadable & ED_PART_TIME) && cert->not_before > as_of)
		return "it is not valid yet";
	if (misuse)
		return misuse;
	if (cert->key.type == ED_KEY_RSA && cert->key.bits &&
	    cert->key.bits < MINIMUM_RSA)
		return "its RSA key is shorter than 1024 bits";
	return NULL;
}

/* Why it cannot be told from the certificate alone, or NULL. */
static const char *find_doubt(const struct ed_certificate *cert)
{
	const unsigned parts =
	    ED_PART_TIME | ED_PART_EKU | ED_PART_KEY_USAGE | ED_PART_POLICIES;

	if (cert->unreadable & parts)
		return "part of what the server looks at cannot be read";
	if (!has_policy(cert))
		return "its application policies lack client authentication";
	if (cert->key.type != ED_KEY_RSA && cert->key.type != ED_KEY_EC)
		return "whether the server takes a key of this type is not "
		       "known";
	if (cert->key.type == ED_KEY_RSA && cert->key.bits == 0)
		return "its key cannot be read";
	return NULL;
}

static void judge_acceptance(
    struct ed_offer *one, const struct ed_chain *chain, int64_t as_of)
{
	const struct ed_certificate *cert = one->certificate;
	const char *doubt = find_doubt(cert);

	one->accepted = ED_NO;
	one->accepted_why = find_refusal(cert, as_of);
	if (one->accepted_why)
		return;
	one->accepted_why = "its issuer's key did not sign it";
	if (chain->state == ED_CHAIN_BAD_SIGNATURE)
		return;
	one->accepted_why = "a CA certificate of its chain forbids it";
	if (chain->state == ED_CHAIN_CONSTRAINT)
		return;
	one->accepted = ED_UNSAID;
	one->accepted_why = doubt;
	if (doubt)
		return;
	one->fits = one->offered != ED_NO;
	one->accepted_why = "its chain to a root is not in evidence";
	if (chain->state != ED_CHAIN_TRUSTED)
		return;
	one->accepted = ED_YES;
	one->accepted_why = "it is in time, of the right use, and its chain "
			    "ends in a root that is given";
}

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

static void add(
    struct ed_case *c, struct ed_list *list, const struct ed_certificate *cert)
{
	const struct ed_certificate *device = c->facts.device_certificate;
	struct ed_chain chain;
	struct ed_offer *one;

	if (list->n == ED_MAX_CANDIDATES || is_listed_before(list, cert))
		return;
	one = ED_PUSH(&c->arena, list, struct ed_offer);
	chain = device && ed_certificate_is(cert, device)
		    ? device->chain
		    : ed_chain_of(c, cert);
	one->certificate = cert;
	one->used = find_use(c, cert);
	one->has_key = find_key(c, cert);
	judge_offer(c->facts.endpoint, one, &chain);
	judge_acceptance(one, &chain, c->facts.as_of);
	one->refused =
	    find_refusal(cert, c->facts.as_of) || one->offered == ED_NO;
}

void ed_derive_selection(struct ed_case *c)
{
	struct ed_list list = {0};

	/* The device's first: of many others some may be left out. */
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < c->certificates.n; i++) {
			const struct ed_certificate *cert = ED_ITEMS(
			    c->certificates, struct ed_certificate *)[i];
			const bool first = cert->role == ED_ROLE_DEVICE ||
					   find_use(c, cert) == ED_YES;

			if (is_candidate(cert) && first == (round == 0))
				add(c, &list, cert);
		}
	c->facts.candidates = list.items;
	c->facts.n_candidates = list.n;
}
