/* SPDX-License-Identifier: Apache-2.0 */
/*
 * certificate-mapping: the certificate must name its account strongly.
 *
 * Since KB5014754 domain controllers refuse a certificate that maps to an
 * account by its UPN alone: it must hold the account's SID, or the account
 * must name the certificate. What accounts say is not seen here, nor whether
 * the controllers demand it: so nothing of this is certain by itself.
 */
#include <easdoctor/check.h>

/* The first update that knows of strong mappings, and that of no return. */
static const int64_t known_from = 1652140800;    /* 2022-05-10 */
static const int64_t demanded_from = 1757376000; /* 2025-09-09 */

/* What the certificate's SIDs come to. */
struct sids {
	const struct ed_sid *counts; /* the one that Windows takes, or NULL */
	const struct ed_sid *faulty; /* among those that count, or NULL */
	bool extension;
	bool unreadable; /* one may be there that was not read */
};

static struct sids find_sids(const struct ed_certificate *cert)
{
	struct sids out = {.unreadable = cert->unreadable & ED_PART_SID};

	for (size_t i = 0; i < cert->n_sids; i++)
		out.extension |= cert->sids[i].form == ED_SID_EXTENSION;
	for (size_t i = 0; i < cert->n_sids; i++) {
		const struct ed_sid *sid = &cert->sids[i];

		/* Beside an extension no URI counts. */
		if (out.extension && sid->form != ED_SID_EXTENSION)
			continue;
		if (!out.counts)
			out.counts = sid;
		if (sid->fault && !out.faulty)
			out.faulty = sid;
	}
	out.unreadable |= !out.extension && (cert->unreadable & ED_PART_SAN);
	return out;
}

/* Is every controller that the case states older than strong mapping? */
static bool all_before(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_domain_controllers; i++)
		if (!facts->domain_controllers[i].patched ||
		    facts->domain_controllers[i].patched >= known_from)
			return false;
	return facts->n_domain_controllers > 0;
}

static struct ed_str say_controllers(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_domain_controllers; i++)
		if (facts->domain_controllers[i].patched >= demanded_from)
			return ED_STR("one that the case states was updated "
				      "on or after 2025-09-09 and demands it");
	return ED_STR("the case states none that was updated on or after "
		      "2025-09-09; until then their registry decides");
}

/* The year in "2016", "Windows Server 2016 Standard"; 0: none. */
static unsigned year_of(struct ed_str os)
{
	for (size_t i = 0; i + 4 <= os.n; i++) {
		unsigned year = 0;
		size_t n = 0;

		while (i + n < os.n && os.p[i + n] >= '0' && os.p[i + n] <= '9')
			n++;
		for (size_t k = 0; n == 4 && k < n; k++)
			year = 10 * year + (unsigned)(os.p[i + k] - '0');
		if (year >= 2000 && year < 2100)
			return year;
		i += n;
	}
	return 0;
}

static void settle_none(struct ed_sink *out, const struct ed_certificate *cert,
    const struct ed_facts *facts, const struct sids *sids)
{
	if (!sids->counts && sids->unreadable)
		ed_unknown(out, "no-strong",
		    "where a SID may stand is there but cannot be read");
	else
		ed_settle(out, "no-strong", !sids->counts && !all_before(facts),
		    cert->ref,
		    ED_VALUES({"certificate", ED_DN, cert->subject.text},
			{"controllers", ED_TEXT, say_controllers(facts)}));
}

static void settle_malformed(struct ed_sink *out,
    const struct ed_certificate *cert, const struct ed_facts *facts,
    const struct sids *sids)
{
	const struct ed_sid *bad = sids->faulty;

	if (!bad && sids->unreadable)
		ed_unknown(out, "sid-malformed",
		    "where a SID may stand is there but cannot be read");
	else
		ed_settle(out, "sid-malformed", bad && !all_before(facts),
		    bad ? bad->ref : cert->ref,
		    ED_VALUES({"certificate", ED_DN, cert->subject.text},
			{"sid", ED_SID, bad ? bad->value : ED_STR("")},
			{"why", ED_TEXT, ed_str_of(bad ? bad->fault : "")}));
}

/* How many of those that count are the account's, and how many not. */
static void count_same(const struct ed_certificate *cert,
    const struct sids *sids, struct ed_str wanted, size_t *same, size_t *other)
{
	*same = *other = 0;
	for (size_t i = 0; i < cert->n_sids; i++) {
		const struct ed_sid *sid = &cert->sids[i];

		if (sids->extension && sid->form != ED_SID_EXTENSION)
			continue;
		if (ed_str_ieq(sid->value, wanted))
			++*same;
		else
			++*other;
	}
}

static void settle_mismatch(struct ed_sink *out,
    const struct ed_certificate *cert, const struct ed_facts *facts,
    const struct sids *sids)
{
	static const char id[] = "sid-mismatch";
	struct ed_str wanted = ED_STR("");
	size_t same, other;

	if (facts->account)
		wanted = facts->account->sid;
	if (!wanted.n) {
		ed_not_asked(
		    out, id, "the case does not say the account's SID");
		return;
	}
	count_same(cert, sids, wanted, &same, &other);
	if (sids->unreadable)
		ed_unknown(out, id,
		    "where a SID may stand is there but cannot be read");
	else if (sids->faulty)
		ed_unknown(out, id, "the SID in it is not as it must be");
	else if (same && other)
		ed_unknown(out, id, "it names several SIDs");
	else
		ed_settle(out, id, other && !all_before(facts),
		    sids->counts ? sids->counts->ref : cert->ref,
		    ED_VALUES({"certificate", ED_DN, cert->subject.text},
			{"sid", ED_SID,
			    sids->counts ? sids->counts->value : ED_STR("")},
			{"account", ED_SID, wanted}));
}

/* A controller before 2019 does not read the SID in a URI. */
static void settle_old(struct ed_sink *out, const struct ed_certificate *cert,
    const struct ed_facts *facts, const struct sids *sids)
{
	static const char id[] = "uri-on-old-dc";
	const bool uri = sids->counts && !sids->extension;
	const struct ed_domain_controller *old = NULL;
	bool untold = false;

	for (size_t i = 0; i < facts->n_domain_controllers; i++) {
		const struct ed_domain_controller *dc =
		    &facts->domain_controllers[i];
		unsigned year = year_of(dc->os);

		/* Before that update it asks for no SID. */
		if (dc->patched && dc->patched < known_from)
			continue;
		untold |= year == 0;
		if (year && year < 2019 && !old)
			old = dc;
	}
	if (!facts->n_domain_controllers)
		ed_not_asked(out, id, "the case states no domain controllers");
	else if (sids->unreadable)
		ed_unknown(out, id,
		    "where a SID may stand is there but cannot be read");
	else if (uri && !old && untold)
		ed_unknown(out, id,
		    "the version of a domain controller cannot be told from "
		    "what the case says");
	else
		ed_settle(out, id, uri && old,
		    uri ? sids->counts->ref : cert->ref,
		    ED_VALUES({"certificate", ED_DN, cert->subject.text},
			{"sid", ED_SID, uri ? sids->counts->value : ED_STR("")},
			{"controller", ED_TEXT, old ? old->os : ED_STR("")}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_certificate *cert = subject;
	const struct sids sids = find_sids(cert);

	settle_none(out, cert, facts, &sids);
	settle_malformed(out, cert, facts, &sids);
	settle_mismatch(out, cert, facts, &sids);
	settle_old(out, cert, facts, &sids);
}

const struct ed_check ed_check_certificate_mapping = {
    .id = "certificate-mapping",
    .title = "The certificate names its account strongly",
    .each = ED_CERTIFICATE,
    .findings = ED_FINDINGS({"no-strong", 0}, {"sid-malformed", 0},
	{"sid-mismatch", 0}, {"uri-on-old-dc", 0}),
    .run = run,
};
