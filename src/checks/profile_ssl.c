/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile-ssl: the account must use TLS.
 *
 * A client certificate can only be presented over TLS. Without it the device
 * tries plain HTTP, and what the server answers says nothing of certificates.
 */
#include <easdoctor/check.h>

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_eas *eas = subject;
	const struct ed_switch *ssl = &eas->ssl;
	bool there = ssl->ref.at.n > 0;

	(void)facts;
	if (ssl->value == ED_UNSAID && there) {
		ed_unknown(out, "off", "SSL is neither true nor false");
		ed_unknown(out, "absent", "SSL is neither true nor false");
		return;
	}
	ed_settle(out, "off", ssl->value == ED_NO, ssl->ref, NULL);
	ed_settle(out, "absent", ssl->value == ED_UNSAID,
	    there ? ssl->ref : eas->ref, NULL);
}

const struct ed_check ed_check_profile_ssl = {
    .id = "profile-ssl",
    .title = "The account uses TLS",
    .each = ED_EAS,
    .findings = ED_FINDINGS({"off", 0}, {"absent", 0}),
    .run = run,
};
