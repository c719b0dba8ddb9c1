/* SPDX-License-Identifier: Apache-2.0 */
/*
 * directory-account: the account that the certificate leads to must exist, be
 * one, and be allowed to sign in.
 *
 * Windows signs the account in by its certificate without a password, but
 * what the directory says of the account still holds. A device only sees a
 * 401, as if its password were wrong.
 */
#include <easdoctor/check.h>
#include <easdoctor/directory.h>
#include <easdoctor/registry.h>

static bool has_upn(const struct ed_facts *facts, struct ed_str upn)
{
	for (size_t i = 0; i < facts->n_accounts; i++)
		if (ed_str_ieq(facts->accounts[i]->upn, upn))
			return true;
	return false;
}

/* Only an account that is the user's and has another UPN tells. */
static void settle_found(const struct ed_facts *facts, struct ed_sink *out)
{
	static const char id[] = "not-found";
	const struct ed_directory_account *account = facts->directory_account;
	struct ed_str upn;

	if (!facts->account || !facts->account->upn.n)
		return; /* not asked */
	upn = facts->account->upn;
	if (has_upn(facts, upn))
		ed_settle(out, id, false, facts->accounts[0]->ref, NULL);
	else if (facts->directory_trouble)
		ed_unknown(out, id, facts->directory_trouble);
	else if (!facts->n_accounts)
		ed_not_asked(out, id, "no export of the directory is given");
	else if (!account)
		ed_unknown(out, id,
		    "the export holds no account with this UPN, SID or "
		    "address; whether it was of all accounts cannot be told");
	else if (!account->upn.n)
		ed_unknown(
		    out, id, "the export does not show the account's UPN");
	else
		ed_settle(out, id, true, account->ref,
		    ED_VALUES({"upn", ED_UPN, upn},
			{"account", ED_UPN, account->upn}));
}

static void settle_disabled(
    const struct ed_directory_account *account, struct ed_sink *out)
{
	static const char id[] = "disabled";

	if (account->disabled == ED_UNSAID)
		ed_not_asked(out, id,
		    "the export shows neither userAccountControl nor Enabled");
	else
		ed_settle(out, id, account->disabled == ED_YES, account->ref,
		    ED_VALUES({"account", ED_TEXT, account->label}));
}

static void settle_locked(
    const struct ed_directory_account *account, struct ed_sink *out)
{
	static const char id[] = "locked";
	struct ed_digits since;

	if (account->locked == ED_NO)
		ed_settle(out, id, false, account->ref, NULL);
	else if (account->locked == ED_YES || account->locked_since.given)
		ed_settle(out, id, true, account->ref,
		    ED_VALUES({"account", ED_TEXT, account->label},
			{"since", ED_TEXT,
			    account->locked_since.given
				? ed_time(
				      &since, account->locked_since.earliest)
				: ED_STR("a time that the export does not "
					 "say")}));
	else
		ed_not_asked(out, id,
		    "the export shows neither lockoutTime nor LockedOut");
}

static void settle_expired(const struct ed_facts *facts,
    const struct ed_directory_account *account, struct ed_sink *out)
{
	static const char id[] = "expired";
	struct ed_digits end;

	if (account->never_expires)
		ed_settle(out, id, false, account->ref, NULL);
	else if (!account->expires.given)
		ed_not_asked(out, id, "the export shows no accountExpires");
	else if (account->expires.earliest <= facts->as_of &&
		 account->expires.latest > facts->as_of)
		ed_unknown(out, id,
		    "the export's time is local, and the case does not say "
		    "where (timezone)");
	else
		ed_settle(out, id, account->expires.latest <= facts->as_of,
		    account->ref,
		    ED_VALUES({"account", ED_TEXT, account->label},
			{"expires", ED_TIME,
			    ed_time(&end, account->expires.earliest)}));
}

/* Does the account take this certificate for its own, by name or mapping? */
static bool takes(const struct ed_directory_account *account,
    const struct ed_certificate *cert)
{
	for (size_t i = 0; i < cert->n_upns; i++)
		if (account->upn.n &&
		    ed_str_ieq(cert->upns[i].value, account->upn))
			return true;
	for (size_t i = 0; i < account->n_mappings; i++)
		if (ed_mapping_fits(&account->mappings[i], cert, NULL) ==
		    ED_FITS)
			return true;
	return false;
}

/* One account in two exports is one; what cannot be told apart is too. */
static bool differ(
    const struct ed_directory_account *a, const struct ed_directory_account *b)
{
	if (a->sid.n && b->sid.n)
		return !ed_str_ieq(a->sid, b->sid);
	return a->dn.n && b->dn.n && !ed_str_ieq(a->dn, b->dn) &&
	       !(a->upn.n && ed_str_ieq(a->upn, b->upn));
}

static void settle_duplicate(const struct ed_facts *facts, struct ed_sink *out)
{
	static const char id[] = "duplicate-mapping";
	const struct ed_certificate *cert = facts->device_certificate;
	const struct ed_directory_account *first = NULL, *other = NULL;

	if (!cert)
		return;
	for (size_t i = 0; i < facts->n_accounts; i++) {
		const struct ed_directory_account *one = facts->accounts[i];

		if (!takes(one, cert))
			continue;
		first = first ? first : one;
		other = !other && differ(first, one) ? one : other;
	}
	if (!facts->n_accounts && !facts->directory_trouble)
		ed_not_asked(out, id, "no export of the directory is given");
	else if (cert->unreadable & ED_PART_SAN)
		ed_unknown(out, id,
		    "the certificate's alternative names cannot be read");
	else if (other)
		ed_settle(out, id, true, other->ref,
		    ED_VALUES({"certificate", ED_DN, cert->subject.text},
			{"account", ED_TEXT, first->label},
			{"other", ED_TEXT, other->label},
			{"sid", ED_SID, first->sid},
			{"other_sid", ED_SID, other->sid}));
	else if (facts->n_accounts < 2)
		ed_not_asked(out, id,
		    "the export holds no second account to compare with");
	else
		ed_settle(out, id, false, facts->accounts[0]->ref, NULL);
}

/* What the exports of all controllers come to. */
struct controllers {
	const struct ed_registry_key *any; /* one that was exported */
	struct ed_setting off;             /* GIVEN: one where it is off */
	bool unreadable;
};

static void look_at(struct controllers *seen, const struct ed_winreg *registry)
{
	seen->unreadable = seen->unreadable || registry->incomplete;
	for (size_t i = 0; i < registry->n_keys; i++) {
		const struct ed_registry_key *key = &registry->keys[i];
		struct ed_setting names;

		if (!ed_str_ieq(key->path, ED_STR(ED_KEY_KDC)))
			continue;
		seen->any = key;
		names = ed_registry_setting(
		    registry, key->ref.input, ED_KEY_KDC, "UseSubjectAltName");
		if (names.state == ED_SETTING_UNREADABLE)
			seen->unreadable = true;
		if (names.state == ED_SETTING_GIVEN && names.number == 0)
			seen->off = names;
	}
}

static void settle_alt_name(struct ed_sink *out, const struct ed_facts *facts)
{
	static const char id[] = "subject-alt-name-off";
	struct controllers seen = {.any = NULL};
	struct ed_digits digits;

	for (size_t i = 0; i < facts->n_machines; i++)
		if (facts->machines[i]->registry)
			look_at(&seen, facts->machines[i]->registry);
	if (seen.off.state == ED_SETTING_GIVEN)
		ed_settle(out, id, true, seen.off.ref,
		    ED_VALUES({"value", ED_NUMBER,
			ed_number(&digits, seen.off.number)}));
	else if (seen.unreadable)
		ed_unknown(
		    out, id, "an export of a registry could not all be read");
	else if (!seen.any)
		ed_not_asked(out, id,
		    "no export of a domain controller's registry "
		    "(Services\\Kdc) is given");
	else
		ed_settle(out, id, false, seen.any->ref, NULL);
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_directory_account *account = facts->directory_account;
	static const char *const states[] = {"disabled", "locked", "expired"};

	(void)subject;
	settle_found(facts, out);
	settle_alt_name(out, facts);
	settle_duplicate(facts, out);
	if (account) {
		settle_disabled(account, out);
		settle_locked(account, out);
		settle_expired(facts, account, out);
		return;
	}
	for (size_t i = 0; i < ED_COUNT(states); i++)
		ed_unknown(out, states[i],
		    facts->directory_trouble ? facts->directory_trouble
					     : "no account was found");
}

const struct ed_check ed_check_directory_account = {
    .id = "directory-account",
    .title = "The account exists and may sign in",
    .each = ED_CASE,
    .findings =
	ED_FINDINGS({"not-found", ED_NEED_UPN}, {"disabled", ED_NEED_DIRECTORY},
	    {"locked", ED_NEED_DIRECTORY}, {"expired", ED_NEED_DIRECTORY},
	    {"duplicate-mapping", ED_NEED_CERTIFICATE},
	    {"subject-alt-name-off", ED_NEED_REGISTRY}),
    .run = run,
};
