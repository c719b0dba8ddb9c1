/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What certutil verified, set beside the certificates of the case: which is
 * which, and whether each one's list could be had.
 */
#include "derive/derive.h"

#define NOT_FOUND UINT32_C(0x80190194)

static bool is_of(
    const struct ed_verified_link *link, const struct ed_certificate *cert)
{
	struct ed_str serial = cert->serial;

	if (link->sha1.n && cert->sha1.n)
		return ed_str_eq(link->sha1, cert->sha1);
	while (serial.n > 2 && ed_str_starts(serial, ED_STR("00")))
		serial = ed_str_sub(serial, 2, serial.n);
	return serial.n && ed_str_eq(link->serial, serial);
}

static bool has_plus(const struct ed_fetch *fetch)
{
	return ed_str_istarts(fetch->url, ED_STR("http:")) &&
	       (ed_str_has(fetch->url, '+') ||
		   ed_str_find(fetch->url, ED_STR("%2B")) < fetch->url.n ||
		   ed_str_find(fetch->url, ED_STR("%2b")) < fetch->url.n);
}

/* How the addresses of one kind fared. */
struct tally {
	unsigned n_fetched, n_failed, n_unknown;
	const struct ed_fetch *failed;
};

static void count(struct tally *tally, const struct ed_fetch *fetch)
{
	switch (fetch->result) {
	case ED_FETCHED:
		tally->n_fetched++;
		return;
	case ED_FETCH_FAILED:
		tally->n_failed++;
		if (!tally->failed)
			tally->failed = fetch;
		return;
	case ED_FETCH_EXPIRED:
		return;
	case ED_FETCH_UNKNOWN_IS:
		tally->n_unknown++;
	}
}

static struct tally tally_of(
    const struct ed_verified_link *link, enum ed_fetch_of of)
{
	struct tally tally = {0};

	for (size_t i = 0; i < link->n_fetches; i++)
		if (link->fetches[i].of == of)
			count(&tally, &link->fetches[i]);
	return tally;
}

static void find_expired(struct ed_verified_link *link, bool another)
{
	for (size_t i = 0; i < link->n_fetches && !another; i++)
		if (link->fetches[i].result == ED_FETCH_EXPIRED &&
		    (link->fetches[i].of == ED_FETCH_CRL ||
			link->fetches[i].of == ED_FETCH_DELTA))
			link->expired = &link->fetches[i];
}

static bool is_filtered(const struct tally *lists, const struct tally *deltas)
{
	return lists->n_fetched && !deltas->n_fetched && deltas->failed &&
	       deltas->failed->error == NOT_FOUND && has_plus(deltas->failed);
}

/* One address that answers is enough; what it says is another question. */
static void settle(struct ed_verified_link *link, bool whole)
{
	struct tally lists = tally_of(link, ED_FETCH_CRL);
	struct tally deltas = tally_of(link, ED_FETCH_DELTA);
	struct tally ocsp = tally_of(link, ED_FETCH_OCSP);
	bool unknown = link->errors & ED_TRUST_REVOCATION_UNKNOWN;

	find_expired(link, lists.n_fetched && deltas.n_fetched);
	if (is_filtered(&lists, &deltas))
		link->filtered = deltas.failed;
	link->deltas_fetched = !deltas.n_failed && !deltas.n_unknown;
	link->missed = lists.failed ? lists.failed : deltas.failed;
	if (ocsp.n_fetched)
		link->reach = ED_REACHED;
	else if (lists.n_fetched && deltas.n_failed && !deltas.n_fetched)
		link->reach = link->filtered ? ED_REACHED : ED_NOT_REACHED;
	else if (lists.n_fetched || link->expired)
		link->reach = ED_REACHED;
	else if (lists.n_failed)
		link->reach = ED_NOT_REACHED;
	else if (!lists.n_unknown && !deltas.n_unknown &&
		 (link->errors & ED_TRUST_OFFLINE_REVOCATION))
		link->reach = ED_NOT_REACHED;
	else if (whole && !unknown && !lists.n_unknown)
		link->reach = ED_REACHED;
}

static void settle_all(struct ed_case *c, struct ed_verification *v)
{
	const struct ed_certificate *device = c->facts.device_certificate;
	const struct ed_chain *chain = &device->chain;

	for (size_t i = 0; i < v->n_links; i++) {
		struct ed_verified_link *link = &v->links[i];

		link->certificate = is_of(link, device) ? device : NULL;
		for (size_t k = 1; k < chain->n_links; k++)
			if (is_of(link, chain->links[k]))
				link->certificate = chain->links[k];
		settle(link, v->ended);
	}
}

void ed_derive_verified(struct ed_case *c)
{
	for (size_t i = 0;
	     c->facts.device_certificate && i < c->verifications.n; i++)
		settle_all(
		    c, ED_ITEMS(c->verifications, struct ed_verification *)[i]);
}
