/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile-trust: the device must trust the server, and no other.
 *
 * A server certificate of a private CA is worth nothing to a device that does
 * not know that CA: it ends the connection itself, and the server sees a
 * handshake that breaks off. Accepting everything hides that and hands mail
 * to whoever stands in between.
 */
#include <easdoctor/check.h>

static bool is_same(
    const struct ed_certificate *a, const struct ed_certificate *b)
{
	/* A root that was renewed with its key is as good. */
	return ed_certificate_is(a, b) ||
	       (a->key.sha256.n && ed_str_eq(a->key.sha256, b->key.sha256) &&
		   ed_str_eq(a->subject.der, b->subject.der));
}

static bool brings(
    const struct ed_profile *profile, const struct ed_certificate *root)
{
	for (size_t i = 0; i < profile->n_payloads; i++) {
		const struct ed_payload *payload = &profile->payloads[i];

		for (size_t k = 0; k < payload->n_certificates; k++)
			if (is_same(payload->certificates[k], root))
				return true;
	}
	return false;
}

/* In any profile: the device may have several. */
static bool any_brings_one(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_profiles; i++)
		for (size_t k = 0; k < facts->n_server_roots; k++)
			if (brings(facts->profiles[i], facts->server_roots[k]))
				return true;
	return false;
}

/* Why a root that is not found may be there, or NULL. */
static const char *cannot_tell(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_profiles; i++) {
		if (facts->profiles[i]->unreadable)
			return facts->profiles[i]->unreadable;
		if (facts->profiles[i]->origin == ED_ORIGIN_CONSOLE)
			return "the console's template may leave certificates "
			       "out; give the profile that the device got";
	}
	return NULL;
}

static const struct ed_eas *first_account(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_profiles; i++)
		if (facts->profiles[i]->n_accounts)
			return &facts->profiles[i]->accounts[0];
	return NULL;
}

static bool is_damaged(const struct ed_facts *facts, struct ed_str kind)
{
	for (size_t i = 0; i < facts->n_inputs; i++)
		if (ed_str_eq(facts->inputs[i]->kind, kind) &&
		    facts->inputs[i]->n_damage)
			return true;
	return false;
}

static void settle_root(const struct ed_facts *facts, struct ed_sink *out)
{
	static const char id[] = "server-root-missing";
	const struct ed_eas *eas = first_account(facts);
	bool found = any_brings_one(facts);
	const char *reason = cannot_tell(facts);

	if (!facts->server_roots_named)
		ed_not_asked(out, id,
		    "the case names no private root of the server "
		    "(endpoint.server_roots)");
	else if (!eas && is_damaged(facts, ED_STR("profile")))
		ed_unknown(out, id, "the profile could not be read whole");
	else if (!eas)
		ed_not_asked(out, id,
		    "no profile with an Exchange ActiveSync account was read");
	else if (!facts->n_server_roots)
		ed_unknown(out, id,
		    "the server's root that the case names could not be read");
	else if (!found && reason)
		ed_unknown(out, id, reason);
	else
		ed_settle(out, id, !found, eas->ref,
		    ED_VALUES({"profile", ED_TEXT, eas->label},
			{"root", ED_DN, facts->server_roots[0]->subject.text},
			{"host", ED_HOST, eas->host.value}));
}

static const struct ed_android_mail *find_lenient(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_android_mails; i++)
		if (facts->android_mails[i]->accepts_any.value == ED_YES)
			return facts->android_mails[i];
	return NULL;
}

/* Apple's profiles have no such setting. */
static void settle_leniency(const struct ed_facts *facts, struct ed_sink *out)
{
	static const char id[] = "accepts-any-server";
	const struct ed_android_mail *mail = find_lenient(facts);

	if (!mail && facts->android_lost)
		ed_unknown(
		    out, id, "an Android profile could not be read whole");
	else if (!facts->n_android_mails)
		ed_not_asked(out, id,
		    "only Android profiles can say so, and no mail settings of "
		    "one were given");
	else if (!mail)
		ed_settle(out, id, false, facts->android_mails[0]->ref, NULL);
	else
		ed_settle(out, id, true, mail->accepts_any.ref,
		    ED_VALUES({"settings", ED_TEXT, mail->label},
			{"said", ED_TEXT, mail->accepts_any.ref.quote},
			{"host", ED_HOST,
			    mail->host.value.n ? mail->host.value
					       : ED_STR("(not said)")}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	(void)subject;
	settle_leniency(facts, out);
	settle_root(facts, out);
}

const struct ed_check ed_check_profile_trust = {
    .id = "profile-trust",
    .title = "The device trusts the server, and no other",
    .each = ED_CASE,
    .findings =
	ED_FINDINGS({"accepts-any-server", 0}, {"server-root-missing", 0}),
    .run = run,
};
