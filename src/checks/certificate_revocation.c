/* SPDX-License-Identifier: Apache-2.0 */
/*
 * certificate-revocation: the server must be able to learn whether the
 * certificate is revoked.
 *
 * IIS asks before it lets a certificate in. Where the list is out of reach it
 * answers 403.13, as if the certificate were revoked, and to everybody.
 */
#include <easdoctor/check.h>

static bool all_by_ldap(const struct ed_certificate *cert)
{
	for (size_t i = 0; i < cert->n_cdps; i++)
		if (!ed_str_istarts(cert->cdps[i], ED_STR("ldap:")) &&
		    !ed_str_istarts(cert->cdps[i], ED_STR("ldaps:")))
			return false;
	return cert->n_cdps > 0;
}

static void settle_none(struct ed_sink *out, const struct ed_certificate *cert)
{
	/* What OCSP answers for needs no list. */
	const bool none = !cert->has_cdp && cert->n_ocsp_urls == 0;

	if (none && (cert->unreadable & (ED_PART_CDP | ED_PART_AIA)))
		ed_unknown(out, "none",
		    "where a list or OCSP may be named cannot be read");
	else
		ed_settle(out, "none", none, cert->ref,
		    ED_VALUES({"certificate", ED_DN, cert->subject.text},
			{"issuer", ED_DN, cert->issuer.text}));
}

static void settle_ldap(struct ed_sink *out, const struct ed_certificate *cert)
{
	const bool ldap = all_by_ldap(cert) && cert->n_ocsp_urls == 0;
	struct ed_ref where = cert->ref;

	if (cert->unreadable & ED_PART_CDP) {
		ed_unknown(out, "ldap-only",
		    "the list of CRL distribution points cannot be read");
		return;
	}
	if (ldap && (cert->unreadable & ED_PART_AIA)) {
		ed_unknown(
		    out, "ldap-only", "where OCSP may be named cannot be read");
		return;
	}
	if (ldap) {
		where.kind = ED_AT_OID;
		where.at = ED_STR("2.5.29.31");
		where.quote = cert->cdps[0];
	}
	ed_settle(out, "ldap-only", ldap, where,
	    ED_VALUES({"certificate", ED_DN, cert->subject.text},
		{"url", ED_TEXT, ldap ? cert->cdps[0] : ED_STR("")}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	(void)facts;
	settle_none(out, subject);
	settle_ldap(out, subject);
}

const struct ed_check ed_check_certificate_revocation = {
    .id = "certificate-revocation",
    .title = "The server can learn whether the certificate is revoked",
    .each = ED_CERTIFICATE,
    .findings = ED_FINDINGS({"none", 0}, {"ldap-only", 0}),
    .run = run,
};
