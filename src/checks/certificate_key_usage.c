/* SPDX-License-Identifier: Apache-2.0 */
/*
 * certificate-key-usage: the key must be allowed to sign.
 *
 * In the handshake the device signs to show that the certificate is its own.
 * With a key that may only decipher, the connection breaks off there, and no
 * log of IIS tells of it.
 */
#include <easdoctor/check.h>

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_certificate *cert = subject;
	struct ed_ref where = cert->ref;

	(void)facts;
	if (cert->unreadable & ED_PART_KEY_USAGE) {
		ed_unknown(out, "no-digital-signature",
		    "the Key Usage is there but cannot be read");
		return;
	}
	if (cert->has_key_usage) {
		where.kind = ED_AT_OID;
		where.at = ED_STR("2.5.29.15");
		where.quote = (struct ed_str){0};
	}
	ed_settle(out, "no-digital-signature",
	    cert->has_key_usage && !(cert->key_usage & ED_KU_DIGITAL_SIGNATURE),
	    where, ED_VALUES({"certificate", ED_DN, cert->subject.text}));
}

const struct ed_check ed_check_certificate_key_usage = {
    .id = "certificate-key-usage",
    .title = "The certificate's key may sign",
    .each = ED_CERTIFICATE,
    .findings = ED_FINDINGS({"no-digital-signature", 0}),
    .run = run,
};
