/* SPDX-License-Identifier: Apache-2.0 */
/*
 * certificate-selection: the account should use the certificate that works.
 *
 * A certificate is renewed, and the profile on the device still points to the
 * old one: everything needed is there, and the server goes on refusing. The
 * same happens with a certificate made for signing mail, or for a server; and
 * with one of an old CA where the server asks for those of the new one alone.
 */
#include <easdoctor/check.h>
#include <easdoctor/name.h>
#include <easdoctor/selection.h>

static bool shares_upn(
    const struct ed_certificate *a, const struct ed_certificate *b)
{
	for (size_t i = 0; i < a->n_upns; i++)
		for (size_t k = 0; k < b->n_upns; k++)
			if (ed_str_ieq(a->upns[i].value, b->upns[k].value))
				return true;
	return false;
}

/* Made out to the same person, as far as both say. */
static bool is_of_same(
    const struct ed_certificate *a, const struct ed_certificate *b)
{
	if (a->n_upns && b->n_upns)
		return shares_upn(a, b);
	return ed_name_is(&a->subject, &b->subject);
}

/* Another that fits, the last to end, or NULL. */
static const struct ed_offer *find_other(
    const struct ed_facts *facts, const struct ed_offer *used)
{
	const struct ed_offer *best = NULL;

	for (size_t i = 0; i < facts->n_candidates; i++) {
		const struct ed_offer *one = &facts->candidates[i];

		if (one->used == ED_YES || !one->fits ||
		    !is_of_same(one->certificate, used->certificate))
			continue;
		if (!best ||
		    one->certificate->not_after > best->certificate->not_after)
			best = one;
	}
	return best;
}

static bool has_account(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_profiles; i++)
		if (facts->profiles[i]->n_accounts)
			return true;
	return false;
}

/* A container that was not opened may hold what the account uses. */
static bool has_closed(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_identities; i++)
		if (facts->identities[i]->in_profile &&
		    facts->identities[i]->opened != ED_OPENED)
			return true;
	return false;
}

static void settle_fits(struct ed_sink *out, const struct ed_offer *used,
    const struct ed_offer *other)
{
	const struct ed_certificate *cert = used->certificate;
	const struct ed_certificate *better = other ? other->certificate : cert;
	const bool refused = used->accepted == ED_NO;
	struct ed_digits ended, ends;

	ed_settle(out, "another-fits", other != NULL, cert->ref,
	    ED_VALUES({"used", ED_TEXT, cert->label},
		{"why", ED_TEXT,
		    ed_str_of(
			refused ? used->accepted_why : used->offered_why)},
		{"serial", ED_SERIAL, cert->serial},
		{"ended", ED_TIME, ed_time(&ended, cert->not_after)},
		{"other", ED_TEXT, better->label},
		{"other_serial", ED_SERIAL, better->serial},
		{"ends", ED_TIME, ed_time(&ends, better->not_after)}));
}

static void settle_asked(struct ed_sink *out, const struct ed_offer *used,
    const struct ed_offer *other)
{
	const struct ed_certificate *cert = used->certificate;
	const struct ed_certificate *better = other->certificate;

	/* What asks is seen from here; what a device makes of it is not. */
	ed_settle(out, "another-is-asked-for", true,
	    used->asker ? used->asker->asking->ref : cert->ref,
	    ED_VALUES({"used", ED_TEXT, cert->label},
		{"server", ED_HOST,
		    used->asker ? used->asker->label
				: ED_STR("the server of the case")},
		{"why", ED_TEXT, ed_str_of(used->wanted_why)},
		{"issuer", ED_DN, cert->issuer.text},
		{"serial", ED_SERIAL, cert->serial},
		{"other", ED_TEXT, better->label},
		{"other_issuer", ED_DN, better->issuer.text},
		{"other_serial", ED_SERIAL, better->serial}));
}

/* Does anybody say what the server asks for? */
static bool is_told(const struct ed_facts *facts)
{
	if (facts->endpoint && facts->endpoint->n_acceptable_issuers)
		return true;
	for (size_t i = 0; i < facts->n_nodes; i++)
		if (facts->nodes[i]->request &&
		    facts->nodes[i]->probe->same_server)
			return true;
	return false;
}

static void judge_asked(const struct ed_facts *facts,
    const struct ed_offer *used, struct ed_sink *out)
{
	static const char id[] = "another-is-asked-for";
	const struct ed_offer *other = find_other(facts, used);
	const bool better = other && other->wanted == ED_YES;

	if (!is_told(facts))
		ed_not_asked(out, id,
		    "no probe saw what the server asks for, and the case does "
		    "not say it");
	else if (used->wanted == ED_NO && !used->refused && other)
		settle_asked(out, used, other);
	else if (used->wanted == ED_UNSAID && !used->refused && better)
		ed_unknown(out, id, used->wanted_why);
	else
		ed_settle(out, id, false, used->certificate->ref, NULL);
}

static const struct ed_offer *find_used(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_candidates; i++)
		if (facts->candidates[i].used == ED_YES)
			return &facts->candidates[i];
	return NULL;
}

/* One that the account uses, that is stopped, and another would not be. */
static const struct ed_offer *find_refused(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_candidates; i++) {
		const struct ed_offer *one = &facts->candidates[i];

		if (one->used == ED_YES && one->refused &&
		    find_other(facts, one))
			return one;
	}
	return NULL;
}

static void settle_unused(const struct ed_facts *facts, struct ed_sink *out)
{
	static const char *const ids[] = {
	    "another-fits", "another-is-asked-for"};

	for (size_t i = 0; i < ED_COUNT(ids); i++)
		if (has_closed(facts) && facts->n_candidates > 0)
			ed_unknown(out, ids[i],
			    "the PKCS#12 that the profile holds could not be "
			    "opened");
		else
			ed_not_asked(out, ids[i],
			    has_account(facts)
				? "the certificate that the account uses is "
				  "not in evidence"
				: "no profile with an Exchange ActiveSync "
				  "account was given");
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_offer *used = find_used(facts);
	const struct ed_offer *refused = find_refused(facts);

	(void)subject;
	if (!used) {
		settle_unused(facts, out);
		return;
	}
	settle_fits(out, refused ? refused : used,
	    refused ? find_other(facts, refused) : NULL);
	judge_asked(facts, used, out);
}

const struct ed_check ed_check_certificate_selection = {
    .id = "certificate-selection",
    .title = "The account uses a certificate that works, where one is there",
    .each = ED_CASE,
    .findings = ED_FINDINGS({"another-fits", 0}, {"another-is-asked-for", 0}),
    .run = run,
};
