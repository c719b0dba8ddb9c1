/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile-password: an account with a certificate needs no password.
 *
 * It works until the password changes. Then the device offers the old one
 * beside the certificate, asks the person for another, and locks the account.
 */
#include <easdoctor/check.h>

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_eas *eas = subject;
	bool referenced = ed_str_trim(eas->identity_uuid.value).n > 0;
	bool has_certificate = referenced || eas->has_inline_certificate;
	bool present = eas->has_password && has_certificate;

	(void)facts;
	ed_settle(out, "set", present,
	    eas->has_password ? eas->password_ref : eas->ref,
	    ED_VALUES({"certificate", ED_TEXT,
		referenced ? ED_STR("PayloadCertificateUUID")
			   : ED_STR("Certificate")}));
}

const struct ed_check ed_check_profile_password = {
    .id = "profile-password",
    .title = "No password stands beside the certificate",
    .each = ED_EAS,
    .findings = ED_FINDINGS({"set", 0}),
    .run = run,
};
