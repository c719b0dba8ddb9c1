/* SPDX-License-Identifier: Apache-2.0 */
/*
 * certificate-revocation: the server must be able to learn that the
 * certificate is not revoked. Where it is, and just as well where the list is
 * out of reach or too old, IIS answers 403.13.
 */
#include <easdoctor/check.h>
#include <easdoctor/revocation.h>

static bool all_by_ldap(const struct ed_certificate *cert)
{
	for (size_t i = 0; i < cert->n_cdps; i++)
		if (!ed_str_istarts(cert->cdps[i], ED_STR("ldap:")) &&
		    !ed_str_istarts(cert->cdps[i], ED_STR("ldaps:")))
			return false;
	return cert->n_cdps > 0;
}

static void settle_none(struct ed_sink *out, const struct ed_certificate *cert)
{
	/* What OCSP answers for needs no list. */
	const bool none = !cert->has_cdp && cert->n_ocsp_urls == 0;

	if (none && (cert->unreadable & (ED_PART_CDP | ED_PART_AIA)))
		ed_unknown(out, "none",
		    "where a list or OCSP may be named cannot be read");
	else
		ed_settle(out, "none", none, cert->ref,
		    ED_VALUES({"certificate", ED_DN, cert->subject.text},
			{"issuer", ED_DN, cert->issuer.text}));
}

static void settle_ldap(struct ed_sink *out, const struct ed_certificate *cert)
{
	const bool ldap = all_by_ldap(cert) && cert->n_ocsp_urls == 0;
	struct ed_ref where = cert->ref;

	if (cert->unreadable & ED_PART_CDP) {
		ed_unknown(out, "ldap-only",
		    "the list of CRL distribution points cannot be read");
		return;
	}
	if (ldap && (cert->unreadable & ED_PART_AIA)) {
		ed_unknown(
		    out, "ldap-only", "where OCSP may be named cannot be read");
		return;
	}
	if (ldap) {
		where.kind = ED_AT_OID;
		where.at = ED_STR("2.5.29.31");
		where.quote = cert->cdps[0];
	}
	ed_settle(out, "ldap-only", ldap, where,
	    ED_VALUES({"certificate", ED_DN, cert->subject.text},
		{"url", ED_TEXT, ldap ? cert->cdps[0] : ED_STR("")}));
}

/* Why the list that names the certificate does not prove it, or NULL. */
static const char *doubt_entry(const struct ed_facts *facts,
    const struct ed_crl *crl, const struct ed_crl_entry *entry,
    const struct ed_certificate *cert)
{
	if (crl->bearing == ED_CRL_OTHER_KEY)
		return "a list of another CA of the issuer's name has its "
		       "serial number";
	if (crl->bearing == ED_CRL_FALSE)
		return "a list has its serial number, and is not signed by "
		       "the issuer";
	if (crl->bearing != ED_CRL_SPEAKS || entry->by_other)
		return "a list has its serial number, and whether the issuer "
		       "signed that cannot be verified";
	if ((crl->unreadable & ED_CRL_UNCERTAIN) || entry->since == INT64_MIN ||
	    entry->reason == ED_REASON_UNREADABLE)
		return "a list has its serial number, and cannot be read whole";
	if (!ed_crl_shares_point(crl, cert))
		return "a list has its serial number, and is for certificates "
		       "that name another distribution point";
	if (entry->since > facts->as_of)
		return "a list says that it will be revoked";
	if (entry->reason == ED_REASON_HOLD && ed_crl_is_over(facts, crl))
		return "a list that has ended holds it; that may have been "
		       "lifted since";
	return NULL;
}

/* The list that speaks last of the certificate, or else any that names it. */
static const struct ed_crl *find_listing(
    const struct ed_facts *facts, const struct ed_certificate *cert)
{
	const struct ed_crl *whole = ed_crl_newest(facts, 0, false);
	const struct ed_crl *delta = ed_crl_newest(facts, 0, true);
	const struct ed_crl_entry *entry = ed_crl_find(delta, cert);

	if (entry && (!whole || delta->this_update >= whole->this_update))
		return entry->reason == ED_REASON_REMOVE ? NULL : delta;
	if (ed_crl_find(whole, cert))
		return whole;
	for (size_t i = 0; i < facts->n_crls; i++) {
		const struct ed_crl *crl = facts->crls[i];

		entry = ed_crl_find(crl, cert);
		if (entry && ed_crl_is_about_users(crl) &&
		    entry->reason != ED_REASON_REMOVE &&
		    !(whole && crl->bearing == ED_CRL_SPEAKS))
			return crl;
	}
	return NULL;
}

/* Where certutil says that the certificate is revoked. */
static bool find_said(const struct ed_facts *facts,
    const struct ed_certificate *cert, struct ed_ref *where)
{
	for (size_t i = 0; i < facts->n_verifications; i++) {
		const struct ed_verified_link *link =
		    ed_verified_find(facts->verifications[i], cert);

		if (link && (link->errors & ED_TRUST_REVOKED)) {
			*where = link->ref;
			return true;
		}
	}
	return false;
}

/* Whose silence says that the certificate is good. */
static bool is_cleared(
    const struct ed_facts *facts, const struct ed_certificate *cert)
{
	const struct ed_crl *whole = ed_crl_newest(facts, 0, false);

	if (whole && !ed_crl_is_over(facts, whole) && !whole->unreadable &&
	    !(whole->scope & ED_CRL_SOME_REASONS) &&
	    ed_crl_shares_point(whole, cert))
		return true;
	for (size_t i = 0; i < facts->n_verifications; i++) {
		const struct ed_verification *v = facts->verifications[i];
		const struct ed_verified_link *link = ed_verified_find(v, cert);

		if (link && v->ended && v->passed &&
		    !(link->errors &
			(ED_TRUST_REVOKED | ED_TRUST_REVOCATION_UNKNOWN)))
			return true;
	}
	return false;
}

/* Something should have told, and does not. */
static const char *doubt_silence(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_crls; i++) {
		const struct ed_crl *crl = facts->crls[i];

		if (!ed_crl_is_about_users(crl) ||
		    crl->bearing == ED_CRL_OTHER_KEY)
			continue;
		if (crl->bearing == ED_CRL_FALSE)
			return "the issuer did not sign the list in its name";
		if (crl->bearing == ED_CRL_UNVERIFIED)
			return "the issuer's signature on its list cannot be "
			       "verified";
		if (ed_crl_is_over(facts, crl))
			return "the list that is in evidence has ended";
		return "the list in evidence is not whole, or is for part of "
		       "the certificates only";
	}
	return NULL;
}

static void settle_listed(const struct ed_facts *facts, struct ed_sink *out,
    const struct ed_certificate *cert, const struct ed_crl *crl)
{
	const struct ed_crl_entry *entry = ed_crl_find(crl, cert);
	const char *doubt = doubt_entry(facts, crl, entry, cert);
	struct ed_digits since;

	if (doubt) {
		ed_unknown(out, "revoked", doubt);
		return;
	}
	ed_settle(out, "revoked", true, crl->ref,
	    ED_VALUES({"certificate", ED_DN, cert->subject.text},
		{"serial", ED_SERIAL, cert->serial},
		{"by", ED_TEXT, crl->label},
		{"since", ED_TIME, ed_time(&since, entry->since)},
		{"reason", ED_TEXT, ed_crl_reason(entry->reason)}));
}

static void settle_revoked(const struct ed_facts *facts, struct ed_sink *out,
    const struct ed_certificate *cert)
{
	const struct ed_crl *listing = find_listing(facts, cert);
	const char *doubt = doubt_silence(facts);
	bool cleared = is_cleared(facts, cert);
	struct ed_ref said = {0};

	if (listing)
		settle_listed(facts, out, cert, listing);
	else if (find_said(facts, cert, &said) && cleared)
		ed_unknown(out, "revoked",
		    "certutil found it revoked, and a list in evidence does "
		    "not name it");
	else if (said.input)
		ed_settle(out, "revoked", true, said,
		    ED_VALUES({"certificate", ED_DN, cert->subject.text},
			{"serial", ED_SERIAL, cert->serial},
			{"by", ED_TEXT, ED_STR("certutil -verify")},
			{"since", ED_TEXT, ED_STR("a time it does not say")},
			{"reason", ED_TEXT, ED_STR("not given")}));
	else if (cleared)
		ed_settle(out, "revoked", false, cert->ref, NULL);
	else if (doubt)
		ed_unknown(out, "revoked", doubt);
	else
		ed_not_asked(out, "revoked",
		    "no revocation list of the issuer is in evidence");
}

static void tell_expired(struct ed_sink *out, const struct ed_crl *crl)
{
	struct ed_digits until;

	ed_settle(out, "crl-expired", true, crl->ref,
	    ED_VALUES({"list", ED_TEXT, crl->label},
		{"until", ED_TIME, ed_time(&until, crl->next_update)},
		{"issuer", ED_DN, crl->issuer.text}));
}

/* Settles it when one of the chain's lists has ended. */
static bool settle_ended_list(
    const struct ed_facts *facts, struct ed_sink *out, size_t link)
{
	const struct ed_crl *whole = ed_crl_newest(facts, link, false);
	const struct ed_crl *delta = ed_crl_newest(facts, link, true);

	/* Changes later than the list count beside it. */
	if (whole && delta && delta->this_update > whole->this_update &&
	    ed_crl_is_over(facts, delta))
		whole = delta;
	if (whole && ed_crl_is_over(facts, whole)) {
		tell_expired(out, whole);
		return true;
	}
	for (size_t i = 0; i < facts->n_crls && !whole; i++)
		if (facts->crls[i]->bearing == ED_CRL_UNVERIFIED &&
		    facts->crls[i]->link == link &&
		    ed_crl_is_over(facts, facts->crls[i])) {
			ed_unknown(out, "crl-expired",
			    "a list has ended, and whether it is the issuer's "
			    "cannot be verified");
			return true;
		}
	return false;
}

static const struct ed_verified_link *find_expired(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_verifications; i++)
		for (size_t k = 0; k < facts->verifications[i]->n_links; k++)
			if (facts->verifications[i]->links[k].certificate &&
			    facts->verifications[i]->links[k].expired)
				return &facts->verifications[i]->links[k];
	return NULL;
}

static void settle_expired(const struct ed_facts *facts, struct ed_sink *out,
    const struct ed_certificate *cert)
{
	const size_t n = cert->chain.n_links ? cert->chain.n_links : 1;
	const struct ed_verified_link *link = find_expired(facts);

	for (size_t i = 0; i < n; i++)
		if (settle_ended_list(facts, out, i))
			return;
	if (link)
		ed_settle(out, "crl-expired", true, link->expired->ref,
		    ED_VALUES({"list", ED_TEXT, link->expired->url},
			{"until", ED_TEXT,
			    ED_STR("a time before certutil ran")},
			{"issuer", ED_DN, link->issuer}));
	else if (ed_crl_newest(facts, 0, false))
		ed_settle(out, "crl-expired", false, cert->ref, NULL);
	else if (doubt_silence(facts))
		ed_unknown(out, "crl-expired", doubt_silence(facts));
	else
		ed_not_asked(out, "crl-expired",
		    "no revocation list of the issuer is in evidence");
}

/* The address that failed, or that of the certificate. */
static struct ed_str url_of(const struct ed_verified_link *link)
{
	if (link->missed && link->missed->url.n)
		return link->missed->url;
	return link->certificate->n_cdps ? link->certificate->cdps[0]
					 : ED_STR("no address");
}

static void tell_unreachable(
    struct ed_sink *out, const struct ed_verified_link *link)
{
	const struct ed_fetch *missed = link->missed;

	ed_settle(out, "unreachable", true, missed ? missed->ref : link->ref,
	    ED_VALUES({"certificate", ED_DN, link->certificate->subject.text},
		{"url", ED_TEXT, url_of(link)},
		{"error", ED_TEXT,
		    missed && missed->error_text.n
			? missed->error_text
			: ED_STR("the revocation server was offline")}));
}

/* The runs of certutil that tell of the chain: what they come to. */
struct reach {
	const struct ed_verified_link *missed, *filtered;
	bool device, untold, deltas_untold;
};

static void look_at(const struct ed_certificate *cert,
    const struct ed_verified_link *link, struct reach *all)
{
	if (!link->certificate)
		return;
	all->device = all->device || link->certificate == cert;
	if (link->reach == ED_NOT_REACHED && !all->missed)
		all->missed = link;
	if (link->filtered && !all->filtered)
		all->filtered = link;
	all->untold = all->untold || link->reach == ED_REACH_UNSAID;
	all->deltas_untold = all->deltas_untold || !link->deltas_fetched;
}

static void settle_reach(const struct ed_facts *facts, struct ed_sink *out,
    const struct ed_certificate *cert)
{
	static const char none[] = "no certutil -verify -urlfetch of the "
				   "certificate is in evidence";
	struct reach all = {0};
	const struct ed_log *log = facts->log;
	bool cut = false, fetched = true;

	for (size_t i = 0; i < facts->n_verifications; i++) {
		const struct ed_verification *v = facts->verifications[i];

		if (!ed_verified_find(v, cert))
			continue;
		for (size_t k = 0; k < v->n_links; k++)
			look_at(cert, &v->links[k], &all);
		cut = cut || !v->ended;
		fetched = fetched && v->fetched;
	}
	if (all.missed)
		tell_unreachable(out, all.missed);
	else if (!all.device)
		ed_not_asked(out, "unreachable", none);
	else if (cut || all.untold)
		ed_unknown(out, "unreachable",
		    "what certutil printed does not tell whether it got the "
		    "lists");
	else
		ed_settle(out, "unreachable", false, cert->ref, NULL);

	if (log && log->crl_issuer &&
	    log->crl_filtered.last > log->crl_served.last)
		ed_settle(out, "delta-filtered", true, log->crl_filtered.ref,
		    ED_VALUES({"url", ED_TEXT, log->crl_filtered.what},
			{"issuer", ED_DN, log->crl_issuer->text}));
	else if (all.filtered)
		ed_settle(out, "delta-filtered", true,
		    all.filtered->filtered->ref,
		    ED_VALUES({"url", ED_TEXT, all.filtered->filtered->url},
			{"issuer", ED_DN, all.filtered->issuer}));
	else if (!all.device || !fetched)
		ed_not_asked(out, "delta-filtered", none);
	else if (cut || all.deltas_untold)
		ed_unknown(out, "delta-filtered",
		    "what certutil printed does not tell whether it got the "
		    "delta CRL");
	else
		ed_settle(out, "delta-filtered", false, cert->ref, NULL);
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	settle_none(out, subject);
	settle_ldap(out, subject);
	settle_revoked(facts, out, subject);
	settle_expired(facts, out, subject);
	settle_reach(facts, out, subject);
}

const struct ed_check ed_check_certificate_revocation = {
    .id = "certificate-revocation",
    .title = "The server can learn that the certificate is not revoked",
    .each = ED_CERTIFICATE,
    .findings = ED_FINDINGS({"none", 0}, {"ldap-only", 0}, {"revoked", 0},
	{"crl-expired", 0}, {"unreachable", 0}, {"delta-filtered", 0}),
    .run = run,
};
