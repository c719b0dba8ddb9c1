/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile-identity: the account must point at a certificate with its key.
 *
 * The account names its identity by the UUID of another payload of the same
 * profile. Re-creating that payload in the console silently resets the choice,
 * and the device then signs in with a password or not at all.
 */
#include <easdoctor/check.h>
#include <easdoctor/payload.h>

static bool has_reference(const struct ed_eas *eas)
{
	return ed_str_trim(eas->identity_uuid.value).n > 0;
}

/* Why a reference that resolves to nothing is no fault yet, or NULL. */
static const char *cannot_resolve(const struct ed_eas *eas)
{
	const struct ed_profile *profile = eas->profile;

	if (!has_reference(eas) || eas->identity || !profile)
		return NULL;
	if (profile->unreadable)
		return profile->unreadable;
	if (profile->origin == ED_ORIGIN_CONSOLE)
		return "the console's template leaves out what is made for "
		       "each device; give the profile that the device got";
	/* A copy from the console, for all that is known of it. */
	if (profile->origin == ED_ORIGIN_UNKNOWN && eas->n_lookups > 0)
		return "the profile may be the console's template, which "
		       "leaves out what is made for each device; give the "
		       "one the device got";
	return NULL;
}

static void settle_reference(const struct ed_eas *eas, struct ed_sink *out)
{
	const struct ed_payload *payload = eas->identity;
	const char *reason = cannot_resolve(eas);
	bool given = has_reference(eas);
	struct ed_ref where = given ? eas->identity_uuid.ref : eas->ref;

	if (reason) {
		ed_unknown(out, "dangling", reason);
		ed_unknown(out, "not-an-identity", reason);
		return;
	}
	ed_settle(out, "dangling", given && !payload, where,
	    ED_VALUES({"uuid", ED_TEXT, eas->identity_uuid.value}));
	ed_settle(out, "not-an-identity",
	    given && payload && !ed_payload_is_identity(payload), where,
	    ED_VALUES({"uuid", ED_TEXT, eas->identity_uuid.value},
		{"type", ED_TEXT,
		    payload ? payload->type : (struct ed_str){0}}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_eas *eas = subject;
	bool reference = has_reference(eas);
	bool both = reference && eas->has_inline_certificate;

	(void)facts;
	ed_settle(out, "none", !reference && !eas->has_inline_certificate,
	    eas->identity_uuid.given ? eas->identity_uuid.ref : eas->ref, NULL);
	settle_reference(eas, out);
	ed_settle(out, "inline-and-reference", both,
	    both ? eas->inline_ref : eas->ref, NULL);
}

const struct ed_check ed_check_profile_identity = {
    .id = "profile-identity",
    .title = "The account points at a certificate with its key",
    .each = ED_EAS,
    .findings = ED_FINDINGS({"none", 0}, {"dangling", 0},
	{"not-an-identity", 0}, {"inline-and-reference", 0}),
    .run = run,
};
