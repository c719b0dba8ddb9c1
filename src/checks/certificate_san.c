/* SPDX-License-Identifier: Apache-2.0 */
/*
 * certificate-san: the certificate must carry a Subject Alternative Name.
 *
 * The UPN and the email address stand there and nowhere else. A certification
 * authority that ignores what the request asked for issues a certificate that
 * installs without complaint and names nobody.
 */
#include <easdoctor/check.h>

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_certificate *cert = subject;

	(void)facts;
	if (cert->unreadable & ED_PART_SAN) {
		ed_unknown(out, "missing",
		    "the Subject Alternative Name is there but cannot be read");
		return;
	}
	ed_settle(out, "missing", !cert->has_san, cert->ref,
	    ED_VALUES({"certificate", ED_DN, cert->subject.text},
		{"issuer", ED_DN, cert->issuer.text}));
}

const struct ed_check ed_check_certificate_san = {
    .id = "certificate-san",
    .title = "The certificate has a Subject Alternative Name",
    .each = ED_CERTIFICATE,
    .findings = ED_FINDINGS({"missing", 0}),
    .run = run,
};
