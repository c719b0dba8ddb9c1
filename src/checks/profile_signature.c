/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile-signature: the signature over a signed profile must verify.
 *
 * A device refuses a profile that was changed after it was signed, so that
 * the account never comes to be, or stays as it was.
 */
#include <easdoctor/check.h>

static void settle(const struct ed_profile *profile, struct ed_sink *out)
{
	const struct ed_signature *signature = &profile->signature;

	ed_settle(out, "invalid", signature->state == ED_SIGNATURE_INVALID,
	    profile->ref,
	    ED_VALUES({"detail", ED_TEXT, signature->detail},
		{"signer", ED_DN, signature->signer}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_profile *profile = subject;

	(void)facts;
	switch (profile->signature.state) {
	case ED_SIGNATURE_TRUSTED:
	case ED_SIGNATURE_VALID:
	case ED_SIGNATURE_INVALID:
		settle(profile, out);
		return;
	case ED_SIGNATURE_NONE:
		ed_not_asked(out, "invalid", "the profile is not signed");
		return;
	case ED_SIGNATURE_NO_SIGNER:
		ed_unknown(out, "invalid",
		    "the profile is in a signed message that nobody signed");
		return;
	case ED_SIGNATURE_UNJUDGED:
		break;
	}
	ed_unknown(out, "invalid",
	    "the signature over the profile could not be verified");
}

const struct ed_check ed_check_profile_signature = {
    .id = "profile-signature",
    .title = "The signature over the profile verifies",
    .each = ED_PROFILE,
    .findings = ED_FINDINGS({"invalid", 0}),
    .run = run,
};
