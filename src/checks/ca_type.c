/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ca-type: the authority must be an enterprise CA.
 *
 * A stand-alone CA has no templates: what UEM names is ignored, requests wait
 * for somebody, nothing ties the certificate to an account, and the CA is not
 * in NTAuth. Phones then have certificates that look right and map to nobody.
 */
#include <easdoctor/check.h>
#include <easdoctor/revocation.h>

#define CN "2.5.4.3"

static struct ed_str issuer_name(const struct ed_certificate *cert)
{
	for (size_t i = cert->issuer.n_attributes; i-- > 0;)
		if (ed_str_eq(cert->issuer.attributes[i].oid, ED_STR(CN)))
			return ed_str_trim(cert->issuer.attributes[i].value);
	return ED_STR("");
}

static bool is_standalone(const struct ed_ca_info *info)
{
	return info->kind == ED_CA_STANDALONE_ROOT ||
	       info->kind == ED_CA_STANDALONE_SUB;
}

static bool is_enterprise(const struct ed_ca_info *info)
{
	return info->kind == ED_CA_ENTERPRISE_ROOT ||
	       info->kind == ED_CA_ENTERPRISE_SUB;
}

static bool is_issuer(
    const struct ed_ca_info *info, const struct ed_certificate *cert)
{
	struct ed_str name = issuer_name(cert);

	return name.n && (ed_str_ieq(info->name, name) ||
			     ed_str_ieq(info->sanitized, name));
}

/* What the outputs say of the issuer, and of nobody in particular. */
struct said {
	const struct ed_ca_info *standalone, *enterprise;
	bool nameless, failed;
};

static struct said look(
    const struct ed_facts *facts, const struct ed_certificate *cert)
{
	struct said said = {0};

	for (size_t i = 0; i < facts->n_ca_infos; i++) {
		const struct ed_ca_info *info = facts->ca_infos[i];
		bool nameless = !info->name.n && !info->sanitized.n;

		if (is_issuer(info, cert) && is_standalone(info))
			said.standalone = info;
		else if (is_issuer(info, cert) && is_enterprise(info))
			said.enterprise = info;
		said.nameless =
		    said.nameless || (nameless && is_standalone(info));
		said.failed =
		    said.failed || info->error ||
		    (is_issuer(info, cert) && info->kind == ED_CA_OTHER);
	}
	return said;
}

/* Marks that AD CS leaves: the version of the CA, where it publishes. */
static bool is_by_adcs(const struct ed_certificate *cert)
{
	if (cert->ca_version >= 0)
		return true;
	for (size_t i = 0; i < cert->n_cdps; i++)
		if (ed_str_istarts(cert->cdps[i], ED_STR("ldap:")) &&
		    (ed_str_find(
			 cert->cdps[i], ED_STR("CN=Public%20Key%20Services")) <
			    cert->cdps[i].n ||
			ed_str_find(
			    cert->cdps[i], ED_STR("CN=Public Key Services")) <
			    cert->cdps[i].n))
			return true;
	return false;
}

static const char *doubt(const struct said *said,
    const struct ed_certificate *cert, bool has_template)
{
	if (said->standalone && said->enterprise)
		return "certutil -CAInfo says both of the issuer";
	if (said->standalone && has_template)
		return "its issuer calls itself stand-alone, and the "
		       "certificate names a template";
	if (said->enterprise || has_template || said->standalone)
		return NULL;
	if (cert->unreadable & ED_PART_TEMPLATE)
		return "the certificate's template cannot be read";
	if (said->nameless)
		return "certutil -CAInfo tells of a stand-alone CA and not "
		       "which; it must be run without further words";
	if (said->failed)
		return "certutil -CAInfo could not ask the CA";
	if (is_by_adcs(cert))
		return "the certificate is by AD CS and names no template: by "
		       "a stand-alone CA, or one that leaves the extension out";
	return NULL;
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_certificate *cert = subject;
	const bool has_template = cert->template_name.n || cert->template_oid.n;
	const struct said said = look(facts, cert);
	const char *why = doubt(&said, cert, has_template);
	const struct ed_ca_info *info = said.standalone;

	if (why)
		ed_unknown(out, "standalone", why);
	else if (info)
		ed_settle(out, "standalone", true, info->kind_ref,
		    ED_VALUES({"certificate", ED_DN, cert->subject.text},
			{"issuer", ED_DN, cert->issuer.text},
			{"name", ED_TEXT,
			    info->name.n ? info->name : info->sanitized}));
	else if (has_template || said.enterprise)
		ed_settle(out, "standalone", false,
		    said.enterprise ? said.enterprise->kind_ref : cert->ref,
		    NULL);
	else
		ed_not_asked(out, "standalone",
		    "nothing in evidence tells of the kind of the CA");
}

const struct ed_check ed_check_ca_type = {
    .id = "ca-type",
    .title = "The certification authority is an enterprise CA",
    .each = ED_CERTIFICATE,
    .findings = ED_FINDINGS({"standalone", 0}),
    .run = run,
};
