/* SPDX-License-Identifier: Apache-2.0 */
/*
 * certificate-upn: the certificate must name the account that signs in.
 *
 * Active Directory maps a client certificate to a user by the UPN in its
 * Subject Alternative Name, unless the account names the certificate itself.
 * A wrong or absent UPN shows up only as a plain 401, far from its cause.
 */
#include <easdoctor/check.h>
#include <easdoctor/directory.h>

static bool has_upn(const struct ed_certificate *cert, struct ed_str upn)
{
	for (size_t i = 0; i < cert->n_upns; i++)
		if (ed_str_ieq(cert->upns[i].value, upn))
			return true;
	return false;
}

static bool has_control(struct ed_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f)
			return true;
	return false;
}

/* What is wrong with its encoding, or NULL. */
static const char *find_odd_encoding(const struct ed_upn *upn)
{
	if (!upn->utf8_string)
		return "it is not encoded as a UTF8String";
	if (ed_str_has(upn->value, '\0'))
		return "it holds a NUL character";
	return has_control(upn->value) ? "it holds a control character" : NULL;
}

/* Why it cannot be a UPN, or NULL. */
static const char *find_odd_form(const struct ed_upn *upn)
{
	struct ed_str name = ed_str_trim(upn->value);

	if (name.n == 0)
		return "it is empty";
	if (!ed_str_has(name, '@'))
		return ed_str_has(name, '.') ? "it has no @: a host name?"
					     : "it has no @";
	if (name.p[0] == '@')
		return "nothing stands before the @";
	return name.p[name.n - 1] == '@' ? "nothing stands after the @" : NULL;
}

/* Settles id by the first UPN that find() objects to. */
static void settle_first(struct ed_sink *out, const char *id,
    const struct ed_certificate *cert,
    const char *(*find)(const struct ed_upn *upn))
{
	const struct ed_upn *upn;
	const char *why;

	for (size_t i = 0; i < cert->n_upns; i++) {
		upn = &cert->upns[i];
		why = find(upn);
		if (!why)
			continue;
		ed_settle(out, id, true, upn->ref,
		    ED_VALUES({"certificate", ED_DN, cert->subject.text},
			{"upn", ED_UPN, upn->value},
			{"why", ED_TEXT, ed_str_of(why)}));
		return;
	}
	ed_settle(out, id, false, cert->ref, NULL);
}

static void leave_unknown(struct ed_sink *out)
{
	static const char *const ids[] = {
	    "missing", "several", "wrong-encoding", "not-a-upn", "mismatch"};

	for (size_t i = 0; i < ED_COUNT(ids); i++)
		ed_unknown(out, ids[i],
		    "the Subject Alternative Name is there but cannot be read");
}

/* What an export has lost may be what names the certificate. */
static bool is_export_damaged(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_inputs; i++)
		if (ed_str_eq(facts->inputs[i]->kind, ED_STR("directory")) &&
		    (facts->inputs[i]->unreadable ||
			facts->inputs[i]->incomplete))
			return true;
	return false;
}

static void settle_missing(struct ed_sink *out,
    const struct ed_certificate *cert, const struct ed_facts *facts,
    const struct ed_mapped *mapped)
{
	const bool none = cert->n_upns == 0;

	if (none && !mapped->strong && mapped->maybe)
		ed_unknown(out, "missing",
		    "one of the account's altSecurityIdentities may name this "
		    "certificate");
	else if (none && !mapped->strong && mapped->weak)
		ed_unknown(out, "missing",
		    "the account names this certificate in a weak form, which "
		    "domain controllers take until they demand a strong one");
	else if (none && !mapped->strong && is_export_damaged(facts))
		ed_unknown(out, "missing",
		    "the directory's export is damaged; in what is lost the "
		    "account may name this certificate");
	else
		ed_settle(out, "missing", none && !mapped->strong,
		    mapped->strong ? mapped->strong->ref : cert->ref,
		    ED_VALUES({"certificate", ED_DN, cert->subject.text}));
}

static void settle_mismatch(struct ed_sink *out,
    const struct ed_certificate *cert, const struct ed_facts *facts,
    const struct ed_mapped *mapped)
{
	const struct ed_upn none = {.ref = cert->ref};
	const struct ed_upn *first = cert->n_upns ? cert->upns : &none;
	const struct ed_directory_account *exported = facts->directory_account;
	const bool other =
	    cert->n_upns > 0 && !has_upn(cert, facts->account->upn);

	if (other && exported && exported->upn.n &&
	    has_upn(cert, exported->upn))
		ed_unknown(out, "mismatch",
		    "the case and the account's export say different UPNs, "
		    "and the certificate holds the latter");
	else if (other && (mapped->strong || mapped->maybe))
		ed_unknown(out, "mismatch",
		    "the account names this certificate in "
		    "altSecurityIdentities; which of both counts depends on "
		    "UseSubjectAltName on the domain controllers");
	else
		ed_settle(out, "mismatch", other, first->ref,
		    ED_VALUES({"certificate", ED_DN, cert->subject.text},
			{"upn", ED_UPN, first->value},
			{"account", ED_UPN, facts->account->upn}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_certificate *cert = subject;
	const struct ed_upn none = {.ref = cert->ref};
	const struct ed_upn *first = cert->n_upns ? cert->upns : &none;
	struct ed_mapped mapped = {0};
	struct ed_digits count;

	if (cert->unreadable & ED_PART_SAN) {
		leave_unknown(out);
		return;
	}
	if (facts->directory_account)
		mapped = ed_account_maps(facts->directory_account, cert);
	settle_missing(out, cert, facts, &mapped);
	ed_settle(out, "several", cert->n_upns > 1, first->ref,
	    ED_VALUES({"certificate", ED_DN, cert->subject.text},
		{"count", ED_NUMBER, ed_number(&count, (int64_t)cert->n_upns)},
		{"upn", ED_UPN, first->value},
		{"other", ED_UPN,
		    cert->n_upns > 1 ? first[1].value : none.value}));
	settle_first(out, "wrong-encoding", cert, find_odd_encoding);
	settle_first(out, "not-a-upn", cert, find_odd_form);

	if (facts->account && facts->account->upn.n)
		settle_mismatch(out, cert, facts, &mapped);
}

const struct ed_check ed_check_certificate_upn = {
    .id = "certificate-upn",
    .title = "The certificate names the account",
    .each = ED_CERTIFICATE,
    .findings = ED_FINDINGS({"missing", 0}, {"several", 0},
	{"wrong-encoding", 0}, {"not-a-upn", 0}, {"mismatch", ED_NEED_UPN}),
    .run = run,
};
