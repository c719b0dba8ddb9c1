/* SPDX-License-Identifier: Apache-2.0 */
/*
 * certificate-basic: a device's certificate must not be a CA's.
 *
 * It works, and whoever holds the device could issue certificates that its
 * authority vouches for.
 */
#include <easdoctor/check.h>

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_certificate *cert = subject;
	struct ed_ref where = cert->ref;

	(void)facts;
	if (cert->unreadable & ED_PART_BASIC) {
		ed_unknown(out, "ca-true",
		    "the Basic Constraints are there but cannot be read");
		return;
	}
	if (cert->is_ca) {
		where.kind = ED_AT_OID;
		where.at = ED_STR("2.5.29.19");
		where.quote = (struct ed_str){0};
	}
	ed_settle(out, "ca-true", cert->is_ca, where,
	    ED_VALUES({"certificate", ED_DN, cert->subject.text}));
}

const struct ed_check ed_check_certificate_basic = {
    .id = "certificate-basic",
    .title = "The device's certificate is no CA certificate",
    .each = ED_CERTIFICATE,
    .findings = ED_FINDINGS({"ca-true", 0}),
    .run = run,
};
