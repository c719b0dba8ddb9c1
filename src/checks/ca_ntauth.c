/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ca-ntauth: the authority that issued the device's certificate must stand in
 * NTAuth, or no domain controller maps what it signs.
 *
 * NTAuth is an object of the directory, and each server keeps a copy. After an
 * authority got a new key both may still hold its earlier certificate: names
 * are the same then, so hashes and key identifiers decide.
 */
#include <easdoctor/check.h>
#include <easdoctor/store.h>

/*
 * What a store holds of the authority. A namesake bears its name, and nothing
 * tells whether its key is the one that signed.
 */
enum held { HELD_NOT, HELD_UNTOLD, HELD_OTHER, HELD_NAMESAKE, HELD };

struct found {
	enum held held;
	const struct ed_store *store;   /* NULL: none was given */
	const struct ed_stored *stored; /* the other one, of HELD_OTHER */
};

/* The authority's certificate, where it is in evidence. */
static const struct ed_certificate *issuer_of(const struct ed_certificate *cert)
{
	if (cert->chain.n_links < 2 ||
	    cert->chain.state == ED_CHAIN_BAD_SIGNATURE)
		return NULL;
	return cert->chain.links[1];
}

static bool has_same_name(
    const struct ed_stored *one, const struct ed_certificate *cert)
{
	if (one->subject_der.n)
		return ed_str_eq(one->subject_der, cert->issuer.der);
	return ed_same_dn(one->subject, cert->issuer.text);
}

static enum held compare(
    const struct ed_stored *one, const struct ed_certificate *cert)
{
	const struct ed_certificate *issuer = issuer_of(cert);

	if (issuer && issuer->sha1.n && one->sha1.n &&
	    ed_str_ieq(one->sha1, issuer->sha1))
		return HELD;
	/* Two certificates of one key are as good as each other. */
	if (one->ski.n && cert->aki.n && has_same_name(one, cert))
		return ed_str_eq(one->ski, cert->aki) ? HELD : HELD_OTHER;
	if (!one->subject.n)
		return issuer && one->sha1.n ? HELD_NOT : HELD_UNTOLD;
	if (!ed_is_plain_dn(one->subject) && !one->subject_der.n)
		return issuer && one->sha1.n ? HELD_NOT : HELD_UNTOLD;
	if (!has_same_name(one, cert))
		return HELD_NOT;
	/* A renewal with the same key has another hash, too. */
	return HELD_NAMESAKE;
}

static void look_in(struct found *found, const struct ed_store *store,
    const struct ed_certificate *cert)
{
	enum held held = store->incomplete ? HELD_UNTOLD : HELD_NOT;

	for (size_t i = 0; i < store->n; i++) {
		enum held one = compare(&store->items[i], cert);

		if (one == HELD_OTHER)
			found->stored = &store->items[i];
		if (one > held)
			held = one;
	}
	/* What could not be read may be it. */
	if (store->incomplete && held == HELD_OTHER)
		held = HELD_UNTOLD;
	if (!found->store || held > found->held) {
		found->held = held;
		found->store = store;
	}
}

static struct found look(const struct ed_facts *facts,
    const struct ed_certificate *cert, enum ed_store_kind kind)
{
	struct found found = {HELD_NOT, NULL, NULL};

	for (size_t i = 0; i < facts->n_stores; i++)
		if (facts->stores[i]->kind == kind)
			look_in(&found, facts->stores[i], cert);
	return found;
}

static void settle(struct ed_sink *out, const char *id, bool present,
    const struct ed_certificate *cert, const struct found *found)
{
	struct ed_ref where =
	    found->stored ? found->stored->ref : found->store->ref;

	ed_settle(out, id, present, where,
	    ED_VALUES({"issuer", ED_DN, cert->issuer.text},
		{"store", ED_TEXT,
		    ed_str_of(ed_store_kind_name(found->store->kind))},
		{"sha1", ED_THUMBPRINT,
		    found->stored ? found->stored->sha1
				  : (struct ed_str){NULL, 0}}));
}

static const char untold[] =
    "whether the store holds the certificate of this authority's key cannot "
    "be told; give the CA's certificate, and an export that is whole";

static const char namesake[] =
    "the store holds a CA of that name, and not by which key; give "
    "NTAuthCertificates as LDIF, which shows the keys";

/* One server's copy that lacks what the directory has. */
static const struct ed_store *find_stale(const struct ed_facts *facts,
    const struct ed_certificate *cert, bool *unsure)
{
	for (size_t i = 0; i < facts->n_stores; i++) {
		struct found one = {HELD_NOT, NULL, NULL};

		if (facts->stores[i]->kind != ED_STORE_NTAUTH)
			continue;
		look_in(&one, facts->stores[i], cert);
		if (one.held == HELD_UNTOLD || one.held == HELD_NAMESAKE)
			*unsure = true;
		else if (one.held != HELD)
			return facts->stores[i];
	}
	return NULL;
}

static void settle_stale(struct ed_sink *out, const struct ed_facts *facts,
    const struct ed_certificate *cert, const struct found *ad,
    const struct found *local)
{
	static const char id[] = "stale-cache";
	bool unsure = false;
	struct found stale = {HELD_NOT, find_stale(facts, cert, &unsure), NULL};

	if (!ad->store || !local->store)
		ed_not_asked(out, id,
		    "NTAuthCertificates of the directory and a server's "
		    "NTAuth are not both given");
	else if (ad->held == HELD_UNTOLD || ad->held == HELD_NAMESAKE)
		ed_unknown(out, id, untold);
	else if (ad->held != HELD)
		settle(out, id, false, cert, ad);
	else if (stale.store)
		settle(out, id, true, cert, &stale);
	else if (unsure)
		ed_unknown(out, id, untold);
	else
		settle(out, id, false, cert, local);
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_certificate *cert = subject;
	struct found ad = look(facts, cert, ED_STORE_DIRECTORY);
	struct found local = look(facts, cert, ED_STORE_NTAUTH);
	/* The directory is what counts; a copy only where it is not given. */
	const struct found *best = ad.store ? &ad : &local;

	if (!best->store) {
		ed_not_asked(out, "missing", "NTAuth is not given");
		ed_not_asked(out, "old-generation", "NTAuth is not given");
	} else if (best->held == HELD_UNTOLD ||
		   (cert->unreadable & (ED_PART_ISSUER | ED_PART_KEY_ID))) {
		ed_unknown(out, "missing", untold);
		ed_unknown(out, "old-generation", untold);
	} else if (best->held == HELD_NAMESAKE) {
		settle(out, "missing", false, cert, best);
		ed_unknown(out, "old-generation", namesake);
	} else {
		settle(out, "missing", best->held == HELD_NOT, cert, best);
		settle(out, "old-generation", best->held == HELD_OTHER, cert,
		    best);
	}
	settle_stale(out, facts, cert, &ad, &local);
}

const struct ed_check ed_check_ca_ntauth = {
    .id = "ca-ntauth",
    .title = "The issuing authority stands in NTAuth",
    .each = ED_CERTIFICATE,
    .findings = ED_FINDINGS({"missing", ED_NEED_STORES},
	{"old-generation", ED_NEED_STORES}, {"stale-cache", ED_NEED_STORES}),
    .run = run,
};
