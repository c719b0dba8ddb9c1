/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile-smime: S/MIME must be off, or have its own certificate.
 *
 * A switch without a certificate makes the device refuse the profile or fail
 * to send, although nothing is wrong with signing in.
 */
#include <easdoctor/check.h>

struct use {
	const struct ed_switch *on;
	const struct ed_field *uuid;
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

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_eas *eas = subject;
	const struct use uses[] = {
	    {&eas->smime_sign, &eas->smime_sign_uuid, ED_STR("signing")},
	    {&eas->smime_encrypt, &eas->smime_encrypt_uuid,
		ED_STR("encryption")}};
	const struct use *on = NULL, *bare = NULL;
	bool open = false;

	(void)facts;
	for (size_t i = ED_COUNT(uses); i-- > 0;) {
		open |= is_unclear(uses[i].on);
		if (uses[i].on->value != ED_YES)
			continue;
		on = &uses[i];
		/* What the device ignores needs no certificate. */
		if (is_missing(uses[i].uuid) && !uses[i].on->outdated)
			bare = &uses[i];
	}
	settle("on", on, open, eas, out);
	settle("no-certificate", bare, open, eas, out);
}

const struct ed_check ed_check_profile_smime = {
    .id = "profile-smime",
    .title = "S/MIME is off",
    .each = ED_EAS,
    .findings = ED_FINDINGS({"on", 0}, {"no-certificate", 0}),
    .run = run,
};
