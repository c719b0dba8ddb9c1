/* SPDX-License-Identifier: Apache-2.0 */
/*
 * certificate-email: the certificate should carry the account's address.
 *
 * Active Directory maps by the UPN, so mail still flows without it; but some
 * mail apps choose the certificate by its address, and one that belongs to
 * somebody else shows that the wrong user's values went into the request.
 */
#include <easdoctor/check.h>

/* The first address, or NULL. An empty one is none. */
static const struct ed_san *find_email(const struct ed_certificate *cert)
{
	for (size_t i = 0; i < cert->n_sans; i++)
		if (cert->sans[i].type == ED_SAN_EMAIL &&
		    ed_str_trim(cert->sans[i].value).n)
			return &cert->sans[i];
	return NULL;
}

static bool names_account(
    const struct ed_certificate *cert, const struct ed_account *account)
{
	for (size_t i = 0; i < cert->n_sans; i++)
		if (cert->sans[i].type == ED_SAN_EMAIL &&
		    ed_str_ieq(cert->sans[i].value, account->email))
			return true;
	return false;
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	static const char unread[] =
	    "the Subject Alternative Name is there but cannot be read";
	const struct ed_certificate *cert = subject;
	const struct ed_san *first = find_email(cert);

	if (cert->unreadable & ED_PART_SAN) {
		ed_unknown(out, "missing", unread);
		ed_unknown(out, "mismatch", unread);
		return;
	}
	ed_settle(out, "missing", !first, cert->ref,
	    ED_VALUES({"certificate", ED_DN, cert->subject.text}));

	if (!facts->account)
		return;
	if (!first) {
		ed_settle(out, "mismatch", false, cert->ref, NULL);
		return;
	}
	ed_settle(out, "mismatch", !names_account(cert, facts->account),
	    first->ref,
	    ED_VALUES({"certificate", ED_DN, cert->subject.text},
		{"email", ED_EMAIL, first->value},
		{"account", ED_EMAIL, facts->account->email}));
}

const struct ed_check ed_check_certificate_email = {
    .id = "certificate-email",
    .title = "The certificate carries the account's email address",
    .each = ED_CERTIFICATE,
    .findings = ED_FINDINGS({"missing", 0}, {"mismatch", ED_NEED_EMAIL}),
    .run = run,
};
