/* SPDX-License-Identifier: Apache-2.0 */
/*
 * certificate-selection: the account should use the certificate that works.
 *
 * A certificate is renewed, and the profile on the device still points to the
 * old one: everything needed is there, and the server goes on refusing. The
 * same happens with a certificate made for signing mail, or for a server.
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

static void settle(struct ed_sink *out, const struct ed_offer *used,
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

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	static const char id[] = "another-fits";
	const struct ed_offer *used = NULL, *refused = NULL;

	(void)subject;
	for (size_t i = 0; i < facts->n_candidates; i++) {
		const struct ed_offer *one = &facts->candidates[i];

		if (one->used != ED_YES)
			continue;
		if (!used)
			used = one;
		if (one->refused && find_other(facts, one) && !refused)
			refused = one;
	}
	if (!used && has_closed(facts) && facts->n_candidates > 0)
		ed_unknown(out, id,
		    "the PKCS#12 that the profile holds could not be opened");
	else if (!used)
		ed_not_asked(out, id,
		    has_account(facts)
			? "the certificate that the account uses is not in "
			  "evidence"
			: "no profile with an Exchange ActiveSync account was "
			  "given");
	else if (refused)
		settle(out, refused, find_other(facts, refused));
	else
		settle(out, used, NULL);
}

const struct ed_check ed_check_certificate_selection = {
    .id = "certificate-selection",
    .title = "The account uses a certificate that works, where one is there",
    .each = ED_CASE,
    .findings = ED_FINDINGS({"another-fits", 0}),
    .run = run,
};
