/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile-smime: S/MIME must be off, or have its own certificate.
 *
 * A switch without a certificate makes the device refuse the profile or fail
 * to send, although nothing is wrong with signing in.
 */
#include <easdoctor/check.h>
#include <easdoctor/payload.h>

struct use {
	const struct ed_switch *on;
	const struct ed_field *uuid;
	const struct ed_payload *payload;
	struct ed_str name;
};

static const char unclear[] = "an S/MIME switch is neither true nor false";

static bool is_missing(const struct ed_field *field)
{
	return ed_str_trim(field->value).n == 0;
}

/* The key is there, and what it says is no yes and no no. */
static bool is_unclear(const struct ed_switch *on)
{
	return on->value == ED_UNSAID && on->ref.at.n > 0;
}

/* On, by a key that devices heed: those they ignore need no certificate. */
static bool is_used(const struct use *use)
{
	return use->on->value == ED_YES && !use->on->outdated;
}

/* Why a reference that resolves to nothing is no fault yet, or NULL. */
static const char *cannot_resolve(const struct ed_eas *eas)
{
	if (!eas->profile)
		return NULL;
	if (eas->profile->unreadable)
		return eas->profile->unreadable;
	if (eas->profile->origin == ED_ORIGIN_DELIVERED ||
	    (eas->profile->origin == ED_ORIGIN_UNKNOWN && !eas->n_lookups))
		return NULL;
	return "the console's template leaves out what is made for each "
	       "device; give the profile that the device got";
}

static void settle(const char *id, const struct use *found, bool open,
    const struct ed_eas *eas, struct ed_sink *out)
{
	if (!found && open)
		ed_unknown(out, id, unclear);
	else if (!found)
		ed_settle(out, id, false, eas->ref, NULL);
	else
		ed_settle(out, id, true, found->on->ref,
		    ED_VALUES({"use", ED_TEXT, found->name}));
}

static void settle_dangling(const struct ed_eas *eas, const struct use *uses,
    size_t n, bool open, struct ed_sink *out)
{
	const char *reason = open ? unclear : NULL;

	for (size_t i = 0; i < n; i++) {
		const struct ed_payload *payload = uses[i].payload;
		const char *cannot = payload ? NULL : cannot_resolve(eas);

		if (!is_used(&uses[i]) || is_missing(uses[i].uuid) ||
		    (payload && ed_payload_is_identity(payload)))
			continue;
		if (cannot) {
			reason = cannot;
			continue;
		}
		ed_settle(out, "dangling", true, uses[i].uuid->ref,
		    ED_VALUES({"use", ED_TEXT, uses[i].name},
			{"uuid", ED_TEXT, uses[i].uuid->value},
			{"target", ED_TEXT,
			    payload ? payload->type : ED_STR("nothing")}));
		return;
	}
	if (reason)
		ed_unknown(out, "dangling", reason);
	else
		ed_settle(out, "dangling", false, eas->ref, NULL);
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_eas *eas = subject;
	const struct use uses[] = {{&eas->smime_sign, &eas->smime_sign_uuid,
				       eas->smime_signer, ED_STR("signing")},
	    {&eas->smime_encrypt, &eas->smime_encrypt_uuid,
		eas->smime_encrypter, ED_STR("encryption")}};
	const struct use *on = NULL, *bare = NULL;
	bool open = false;

	(void)facts;
	for (size_t i = ED_COUNT(uses); i-- > 0;) {
		open |= is_unclear(uses[i].on);
		if (uses[i].on->value != ED_YES)
			continue;
		on = &uses[i];
		if (is_missing(uses[i].uuid) && is_used(&uses[i]))
			bare = &uses[i];
	}
	settle("on", on, open, eas, out);
	settle("no-certificate", bare, open, eas, out);
	settle_dangling(eas, uses, ED_COUNT(uses), open, out);
}

const struct ed_check ed_check_profile_smime = {
    .id = "profile-smime",
    .title = "S/MIME is off",
    .each = ED_EAS,
    .findings = ED_FINDINGS({"on", 0}, {"no-certificate", 0}, {"dangling", 0}),
    .run = run,
};
