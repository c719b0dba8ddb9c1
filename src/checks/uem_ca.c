/* SPDX-License-Identifier: Apache-2.0 */
/*
 * uem-ca: the authority that UEM names must be the one that issues.
 *
 * After a CA was replaced, or with a test environment's record in the
 * template, devices get certificates that look right and come from an
 * authority that nobody prepared Exchange and Active Directory for.
 */
#include <easdoctor/check.h>
#include <easdoctor/name.h>

#define CN "2.5.4.3"

/* CORP-CA of "ca01.corp.example\CORP-CA", as UEM and certutil write it. */
static struct ed_str common_part(struct ed_str name)
{
	size_t slash = ed_str_find(name, ED_STR("\\"));

	if (slash < name.n)
		name = ed_str_sub(name, slash + 1, name.n);
	return ed_str_trim(name);
}

/* A whole name, "CN=CORP-CA,DC=corp", is compared as one. */
static bool is_whole_name(const struct ed_name *issuer, struct ed_str name)
{
	struct ed_written_name written;
	struct ed_error err;

	return ed_str_has(name, '=') && ed_name_read(&written, name, &err) &&
	       ed_name_compare(&written, issuer) != ED_DIFFERENT;
}

static const struct ed_attribute *find_common_name(const struct ed_name *issuer)
{
	for (size_t i = 0; i < issuer->n_attributes; i++)
		if (ed_str_eq(issuer->attributes[i].oid, ED_STR(CN)))
			return &issuer->attributes[i];
	return NULL;
}

static bool signed_itself(const struct ed_certificate *cert)
{
	return cert->issuer.der.n &&
	       ed_str_eq(cert->issuer.der, cert->subject.der);
}

static void settle_name(
    struct ed_sink *out, const struct ed_certificate *cert, struct ed_str name)
{
	const struct ed_attribute *issuer = find_common_name(&cert->issuer);
	struct ed_ref where = cert->ref;

	where.kind = ED_AT_OID;
	where.at = ED_STR(CN);
	where.quote = cert->issuer.text;
	if (is_whole_name(&cert->issuer, name)) {
		ed_settle(out, "name-mismatch", false, where, NULL);
		return;
	}
	if (!issuer) {
		ed_unknown(out, "name-mismatch",
		    "the certificate's issuer has no common name to compare");
		return;
	}
	ed_settle(out, "name-mismatch",
	    !ed_str_ieq(ed_str_trim(issuer->value), common_part(name)), where,
	    ED_VALUES({"certificate", ED_DN, cert->subject.text},
		{"issuer", ED_DN, cert->issuer.text},
		{"authority", ED_TEXT, name}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_certificate *cert = subject;

	if (!facts->ca || !facts->ca->name.n)
		ed_not_asked(out, "name-mismatch",
		    "the authority's name in UEM is not given");
	else if (signed_itself(cert))
		ed_not_asked(out, "name-mismatch",
		    "the certificate was signed by itself, by no authority");
	else
		settle_name(out, cert, facts->ca->name);
}

const struct ed_check ed_check_uem_ca = {
    .id = "uem-ca",
    .title = "The authority that UEM names is the one that issues",
    .each = ED_CERTIFICATE,
    .findings = ED_FINDINGS({"name-mismatch", 0}),
    .run = run,
};
