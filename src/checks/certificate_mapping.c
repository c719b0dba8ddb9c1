/* SPDX-License-Identifier: Apache-2.0 */
/*
 * certificate-mapping: the certificate must name its account strongly.
 *
 * Since KB5014754 domain controllers refuse a certificate that maps to an
 * account by its UPN alone: it must hold the account's SID, or the account
 * must name the certificate in altSecurityIdentities. Whether an account does
 * is only known from the directory's export, and whether the controllers
 * demand it only from when they were updated: without both nothing of this is
 * certain.
 */
#include <easdoctor/check.h>
#include <easdoctor/directory_judge.h>

static struct ed_str say_account(const struct ed_facts *facts)
{
	const struct ed_directory_account *account = facts->directory_account;

	if (!account)
		return ED_STR("no export of the account is in evidence, which "
			      "could tell");
	if (!account->mappings_exported || account->mappings_unknown)
		return ED_STR("the export of the account does not tell");
	return ED_STR("the export of the account holds none that fits");
}

static void settle_none(struct ed_sink *out, const struct ed_certificate *cert,
    const struct ed_facts *facts, const struct ed_sids *sids,
    const struct ed_mapped *mapped)
{
	static const char id[] = "no-strong";
	const enum ed_answer passes = ed_controllers_let_pass(facts, cert);
	const bool weak = !sids->counts && !mapped->strong;
	struct ed_mapping_text text;

	if (weak && sids->unreadable)
		ed_unknown(out, id,
		    "where a SID may stand is there but cannot be read");
	else if (weak && mapped->maybe && passes != ED_YES)
		ed_unknown(out, id,
		    "one of the account's altSecurityIdentities may name this "
		    "certificate");
	else if (weak && passes == ED_UNSAID)
		ed_unknown(out, id,
		    "the domain controllers let it pass unless the account is "
		    "younger than the certificate, which is not known");
	else if (weak && passes == ED_NO && ed_maps_in_schannel(facts))
		ed_unknown(out, id,
		    "a server's CertificateMappingMethods lets Schannel map by "
		    "the UPN itself, which no domain controller refuses");
	else
		ed_settle(out, id, weak && passes == ED_NO,
		    mapped->strong ? mapped->strong->ref : cert->ref,
		    ED_VALUES({"certificate", ED_DN, cert->subject.text},
			{"controllers", ED_TEXT, ed_say_controllers(facts)},
			{"account", ED_TEXT, say_account(facts)},
			{"mapping", ED_TEXT, ed_mapping_write(&text, cert)}));
}

static void settle_malformed(struct ed_sink *out,
    const struct ed_certificate *cert, const struct ed_facts *facts,
    const struct ed_sids *sids)
{
	const struct ed_sid *bad = sids->faulty;

	if (!bad && sids->unreadable)
		ed_unknown(out, "sid-malformed",
		    "where a SID may stand is there but cannot be read");
	else
		ed_settle(out, "sid-malformed",
		    bad && ed_controllers_let_pass(facts, cert) != ED_YES,
		    bad ? bad->ref : cert->ref,
		    ED_VALUES({"certificate", ED_DN, cert->subject.text},
			{"sid", ED_SID, bad ? bad->value : ED_STR("")},
			{"why", ED_TEXT, ed_str_of(bad ? bad->fault : "")}));
}

/* The account's SID: as stated, as exported, or as a controller wrote it. */
static struct ed_str find_wanted(const struct ed_facts *facts)
{
	if (facts->account && facts->account->sid.n)
		return facts->account->sid;
	if (facts->directory_account && facts->directory_account->sid.n)
		return facts->directory_account->sid;
	return ed_event_user_sid(facts);
}

/* Has the certificate the exported SID? 1: yes, -1: no, 0: none is exported. */
static int has_exported(
    const struct ed_certificate *cert, const struct ed_facts *facts)
{
	size_t same, other;

	if (!facts->directory_account || !facts->directory_account->sid.n)
		return 0;
	ed_sids_count(cert, facts->directory_account->sid, &same, &other);
	return same ? 1 : -1;
}

static void settle_mismatch(struct ed_sink *out,
    const struct ed_certificate *cert, const struct ed_facts *facts,
    const struct ed_sids *sids, const struct ed_mapped *mapped)
{
	static const char id[] = "sid-mismatch";
	const struct ed_str wanted = find_wanted(facts);
	size_t same, other;

	if (!wanted.n) {
		ed_not_asked(
		    out, id, "the case does not say the account's SID");
		return;
	}
	ed_sids_count(cert, wanted, &same, &other);
	if (sids->unreadable)
		ed_unknown(out, id,
		    "where a SID may stand is there but cannot be read");
	else if (sids->faulty)
		ed_unknown(out, id, "the SID in it is not as it must be");
	else if (same && other)
		ed_unknown(out, id, "it names several SIDs");
	else if (other && has_exported(cert, facts) > 0)
		ed_unknown(out, id,
		    "the case and the account's export say different SIDs, "
		    "and the certificate holds the latter");
	else if (same && has_exported(cert, facts) < 0)
		ed_unknown(out, id,
		    "the case and the account's export say different SIDs, "
		    "and the certificate holds the former");
	else if (other && (mapped->strong || mapped->maybe))
		ed_unknown(out, id,
		    "the account names this certificate in "
		    "altSecurityIdentities as well; which of both counts is "
		    "not known");
	else
		ed_settle(out, id, other && !ed_controllers_all_before(facts),
		    sids->counts ? sids->counts->ref : cert->ref,
		    ED_VALUES({"certificate", ED_DN, cert->subject.text},
			{"sid", ED_SID,
			    sids->counts ? sids->counts->value : ED_STR("")},
			{"account", ED_SID, wanted}));
}

/* A controller before 2019 does not read the SID in a URI. */
static void settle_old(struct ed_sink *out, const struct ed_certificate *cert,
    const struct ed_facts *facts, const struct ed_sids *sids)
{
	static const char id[] = "uri-on-old-dc";
	const bool uri = sids->counts && !sids->extension;
	const struct ed_domain_controller *old = NULL;
	bool untold = false;

	for (size_t i = 0; i < facts->n_domain_controllers; i++) {
		const struct ed_domain_controller *dc =
		    &facts->domain_controllers[i];
		unsigned year = ed_year_of(dc->os);

		/* Before that update it asks for no SID. */
		if (dc->patched && dc->patched < ED_KNOWN_FROM)
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

/*
 * What all that the export decides has in common. True when it is settled:
 * the account's mappings were not asked for, or strong ones are there.
 */
static bool settle_early(struct ed_sink *out, const char *id,
    const struct ed_certificate *cert, const struct ed_facts *facts,
    const struct ed_sids *sids, const struct ed_mapped *mapped)
{
	const struct ed_directory_account *account = facts->directory_account;

	if (sids->counts || mapped->strong ||
	    ed_controllers_let_pass(facts, cert) == ED_YES)
		ed_settle(out, id, false,
		    mapped->strong ? mapped->strong->ref : cert->ref, NULL);
	else if (facts->directory_trouble)
		ed_unknown(out, id, facts->directory_trouble);
	else if (!account || !account->mappings_exported)
		ed_not_asked(out, id,
		    "the export of the account does not hold "
		    "altSecurityIdentities");
	else if (sids->unreadable)
		ed_unknown(out, id,
		    "where a SID may stand is there but cannot be read");
	else if (account->mappings_unknown)
		ed_unknown(out, id, account->mappings_unknown);
	else if (mapped->maybe)
		ed_unknown(out, id,
		    "one of the account's altSecurityIdentities may name this "
		    "certificate");
	else
		return false;
	return true;
}

static void settle_by_account(struct ed_sink *out, const char *id,
    const struct ed_certificate *cert, const struct ed_facts *facts,
    const struct ed_mapping *mapping, const char *why)
{
	struct ed_mapping_text text;

	ed_settle(out, id, mapping != NULL, mapping ? mapping->ref : cert->ref,
	    ED_VALUES({"certificate", ED_DN, cert->subject.text},
		{"account", ED_TEXT,
		    facts->directory_account ? facts->directory_account->label
					     : ED_STR("")},
		{"value", ED_TEXT, mapping ? mapping->text : ED_STR("")},
		{"why", ED_TEXT, ed_str_of(why ? why : "it does not fit")},
		{"mapping", ED_TEXT, ed_mapping_write(&text, cert)}));
}

/*
 * Nothing could let this certificate in: no SID, no strong mapping, and the
 * controllers take no other. Names by which a policy could map it need an
 * issuance policy; how key hashes are written is only known from memory.
 */
static void settle_not_in_account(struct ed_sink *out,
    const struct ed_certificate *cert, const struct ed_facts *facts,
    const struct ed_mapped *mapped)
{
	static const char id[] = "not-in-account";
	const struct ed_directory_account *account = facts->directory_account;

	/* Then that is what stops it where weak mappings still pass. */
	if (!ed_controllers_all_demand(facts) &&
	    (mapped->weak || mapped->missing ||
		ed_certificate_age(facts, cert) == ED_AGE_OLDER))
		ed_settle(out, id, false, account->ref, NULL);
	else if (!ed_controllers_all_demand(facts))
		ed_not_asked(out, id,
		    "neither what the case states of the domain controllers "
		    "nor their registries say that all of them demand it");
	else if (mapped->missing && mapped->missing->form != ED_MAPPING_SERIAL)
		ed_unknown(out, id,
		    "how the key that the account names is written is not "
		    "known for certain");
	else if (cert->has_issuance_policies ||
		 (cert->unreadable & ED_PART_ISSUANCE))
		ed_unknown(out, id,
		    "it holds certificate policies, by which a rule on the "
		    "domain controllers may map it");
	else
		ed_settle(out, id, true, account->ref,
		    ED_VALUES({"certificate", ED_DN, cert->subject.text},
			{"account", ED_TEXT, account->label}));
}

/* As a domain controller found it, which knows both times. */
static void settle_age_by_event(struct ed_sink *out,
    const struct ed_certificate *cert, const struct ed_event *event)
{
	struct ed_digits from;

	ed_settle(out, "predates-account", true, event->ref,
	    ED_VALUES({"certificate", ED_DN, cert->subject.text},
		{"not_before", ED_TIME, ed_time(&from, cert->not_before)},
		{"account", ED_TEXT, event->account},
		{"created", ED_TEXT,
		    event->created.n ? event->created
				     : ED_STR("a time that the event lacks")}));
}

static void settle_age(struct ed_sink *out, const struct ed_certificate *cert,
    const struct ed_facts *facts, const struct ed_sids *sids,
    const struct ed_mapped *mapped)
{
	static const char id[] = "predates-account";
	const struct ed_directory_account *account = facts->directory_account;
	const struct ed_event *event =
	    ed_event_of_device(facts, ED_EVENT_PREDATES);
	const enum ed_age age = ed_certificate_age(facts, cert);
	struct ed_digits from, created;

	if (event && !sids->counts && !mapped->strong)
		settle_age_by_event(out, cert, event);
	else if (!account && !facts->directory_trouble)
		ed_not_asked(out, id,
		    "no export of this account from the directory is given");
	else if (sids->counts || mapped->strong ||
		 ed_controllers_all_before(facts) ||
		 ed_controllers_all_demand(facts))
		ed_settle(out, id, false, cert->ref, NULL);
	else if (facts->directory_trouble)
		ed_unknown(out, id, facts->directory_trouble);
	else if (!account || !account->created.given)
		ed_not_asked(out, id,
		    "the export of the account does not say when it was "
		    "created");
	else if (cert->unreadable & ED_PART_TIME)
		ed_unknown(out, id, "its dates cannot be read");
	else if (age == ED_AGE_YOUNGER || age == ED_AGE_FORGIVEN)
		ed_settle(out, id, false, account->ref, NULL);
	else if (age == ED_AGE_UNCERTAIN)
		ed_unknown(out, id,
		    "a domain controller's CertificateBackdatingCompensation "
		    "may let it in");
	else if (age == ED_AGE_UNZONED)
		ed_unknown(out, id,
		    "the export's time of creation is local, and the case "
		    "does not say where (timezone)");
	else if (sids->unreadable || mapped->maybe)
		ed_unknown(out, id, "whether it maps strongly cannot be told");
	else
		ed_settle(out, id, true, account->ref,
		    ED_VALUES({"certificate", ED_DN, cert->subject.text},
			{"not_before", ED_TIME,
			    ed_time(&from, cert->not_before)},
			{"account", ED_TEXT, account->label},
			{"created", ED_TIME,
			    ed_time(&created, account->created.earliest)}));
}

static void settle_directory(struct ed_sink *out,
    const struct ed_certificate *cert, const struct ed_facts *facts,
    const struct ed_sids *sids, const struct ed_mapped *mapped)
{
	const struct ed_mapping *missing =
	    mapped->weak ? NULL : mapped->missing;

	if (!settle_early(out, "weak-only", cert, facts, sids, mapped))
		settle_by_account(
		    out, "weak-only", cert, facts, mapped->weak, NULL);
	if (!settle_early(out, "strong-misses", cert, facts, sids, mapped))
		settle_by_account(out, "strong-misses", cert, facts, missing,
		    mapped->missing_why);
	if (!settle_early(out, "not-in-account", cert, facts, sids, mapped))
		settle_not_in_account(out, cert, facts, mapped);
	settle_age(out, cert, facts, sids, mapped);
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_certificate *cert = subject;
	const struct ed_sids sids = ed_sids_of(cert);
	struct ed_mapped mapped = {0};

	if (facts->directory_account)
		mapped = ed_account_maps(facts->directory_account, cert);
	settle_none(out, cert, facts, &sids, &mapped);
	settle_malformed(out, cert, facts, &sids);
	settle_mismatch(out, cert, facts, &sids, &mapped);
	settle_old(out, cert, facts, &sids);
	settle_directory(out, cert, facts, &sids, &mapped);
}

const struct ed_check ed_check_certificate_mapping = {
    .id = "certificate-mapping",
    .title = "The certificate names its account strongly",
    .each = ED_CERTIFICATE,
    .findings = ED_FINDINGS({"no-strong", 0}, {"sid-malformed", 0},
	{"sid-mismatch", 0}, {"uri-on-old-dc", 0},
	{"weak-only", ED_NEED_DIRECTORY}, {"strong-misses", ED_NEED_DIRECTORY},
	{"not-in-account", ED_NEED_DIRECTORY}, {"predates-account", 0}),
    .run = run,
};
