/* SPDX-License-Identifier: Apache-2.0 */
/*
 * certificate-signature: the CA must not sign with a broken digest.
 *
 * Windows still takes SHA-1 from a private CA; gateways and newer devices do
 * not, so that the next one in the path ends sync for everybody.
 */
#include <easdoctor/check.h>

#define RSASSA_PSS ED_STR("1.2.840.113549.1.1.10")

static const struct {
	const char *oid; /* of a signature, or of a digest */
	const char *name;
} weak[] = {
    /* clang-format off */
    { "1.2.840.113549.1.1.2", "MD2 with RSA" },
    { "1.2.840.113549.1.1.4", "MD5 with RSA" },
    { "1.2.840.113549.1.1.5", "SHA-1 with RSA" },
    { "1.3.14.3.2.29",        "SHA-1 with RSA" },
    { "1.2.840.10040.4.3",    "SHA-1 with DSA" },
    { "1.2.840.10045.4.1",    "SHA-1 with ECDSA" },
    { "1.3.14.3.2.26",        "SHA-1 with RSASSA-PSS" },
    { "1.2.840.113549.2.5",   "MD5 with RSASSA-PSS" },
    /* clang-format on */
};

static const char *find_weak(struct ed_str oid)
{
	for (size_t i = 0; i < ED_COUNT(weak); i++)
		if (ed_str_eq(oid, ed_str_of(weak[i].oid)))
			return weak[i].name;
	return NULL;
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_certificate *cert = subject;
	const bool pss = ed_str_eq(cert->signature_oid, RSASSA_PSS);
	const char *name =
	    find_weak(pss ? cert->signature_digest : cert->signature_oid);

	(void)facts;
	if (pss && cert->signature_digest.n == 0) {
		ed_unknown(out, "weak",
		    "the parameters of its signature cannot be read");
		return;
	}
	ed_settle(out, "weak", name != NULL, cert->ref,
	    ED_VALUES({"certificate", ED_DN, cert->subject.text},
		{"issuer", ED_DN, cert->issuer.text},
		{"algorithm", ED_TEXT, ed_str_of(name ? name : "")}));
}

const struct ed_check ed_check_certificate_signature = {
    .id = "certificate-signature",
    .title = "The certificate is signed with a sound digest",
    .each = ED_CERTIFICATE,
    .findings = ED_FINDINGS({"weak", 0}),
    .run = run,
};
