/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile-oauth: an account that signs in with a certificate needs no OAuth.
 *
 * With OAuth on, the device opens a sign-in page and sends the server a token.
 * The certificate is not used, and an Exchange server that maps certificates
 * takes no token.
 */
#include <easdoctor/check.h>

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_eas *eas = subject;
	const struct ed_switch *oauth = &eas->oauth;

	(void)facts;
	if (oauth->value == ED_UNSAID && oauth->ref.at.n) {
		ed_unknown(out, "on", "OAuth is neither true nor false");
		return;
	}
	ed_settle(out, "on", oauth->value == ED_YES,
	    oauth->value == ED_UNSAID ? eas->ref : oauth->ref,
	    ED_VALUES({"url", ED_TEXT,
		eas->oauth_url.value.n ? eas->oauth_url.value
				       : ED_STR("(none)")}));
}

const struct ed_check ed_check_profile_oauth = {
    .id = "profile-oauth",
    .title = "The account does not sign in with OAuth",
    .each = ED_EAS,
    .findings = ED_FINDINGS({"on", 0}),
    .run = run,
};
