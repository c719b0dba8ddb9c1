/* SPDX-License-Identifier: Apache-2.0 */
#include "report/inspect_sheet.h"
#include "report/inspect_words.h"

static size_t shown_of(const struct ed_inspect *sheet, size_t n)
{
	return sheet->everything || n <= ED_INSPECT_FEW ? n : ED_INSPECT_FEW;
}

static void put_rest(const struct ed_inspect *sheet, const char *name, size_t n)
{
	if (n > shown_of(sheet, n))
		ed_inspect_words(
		    sheet, name, "and %zu more", n - shown_of(sheet, n));
}

/* The set bits of a word as their names. */
static void put_bits(const struct ed_inspect *sheet, const char *name,
    unsigned bits, const char *(*name_of)(unsigned, size_t))
{
	struct ed_text list = {.arena = sheet->page.out->arena};
	const char *word;

	for (size_t i = 0; (word = name_of(bits, i)); i++)
		ed_putf(&list, "%s%s", i ? ", " : "", word);
	ed_inspect_words(
	    sheet, name, "%s", list.n ? list.p : "no use is allowed");
}

static void put_validity(
    const struct ed_inspect *sheet, const struct ed_certificate *cert)
{
	struct ed_digits from, to;

	if (cert->unreadable & ED_PART_TIME)
		return;
	ed_inspect_words(sheet, "valid", "%.*s to %.*s",
	    ED_ARG(ed_time(&from, cert->not_before)),
	    ED_ARG(ed_time(&to, cert->not_after)));
}

static void put_names(
    const struct ed_inspect *sheet, const struct ed_certificate *cert)
{
	const char *name = "SAN";

	for (size_t i = 0; i < shown_of(sheet, cert->n_upns); i++)
		ed_inspect_words(sheet, name, "upn %.*s%s",
		    ED_ARG(ed_inspect_safe(sheet, cert->upns[i].value)),
		    cert->upns[i].utf8_string ? "" : " (not a UTF8String)");
	put_rest(sheet, name, cert->n_upns);
	for (size_t i = 0; i < shown_of(sheet, cert->n_sans); i++)
		ed_inspect_words(sheet, name, "%s %.*s",
		    ed_san_type_name(cert->sans[i].type),
		    ED_ARG(ed_inspect_safe(sheet, cert->sans[i].value)));
	put_rest(sheet, name, cert->n_sans);
	if (!cert->has_san)
		ed_inspect_words(sheet, name, "none");
	else if (!cert->n_upns && !cert->n_sans)
		ed_inspect_words(sheet, name, "no upn, email, dns or uri");
}

static void put_oids(const struct ed_inspect *sheet, const char *name,
    const struct ed_str *oids, size_t n)
{
	for (size_t i = 0; i < shown_of(sheet, n); i++) {
		const char *known = ed_oid_name(oids[i]);

		ed_inspect_words(sheet, name, "%.*s%s%s%s",
		    ED_ARG(ed_inspect_safe(sheet, oids[i])), known ? " (" : "",
		    known ? known : "", known ? ")" : "");
	}
	put_rest(sheet, name, n);
}

static void put_usage(
    const struct ed_inspect *sheet, const struct ed_certificate *cert)
{
	if (cert->has_eku)
		put_oids(sheet, "EKU", cert->ekus, cert->n_ekus);
	else
		ed_inspect_words(sheet, "EKU", "none: any use");
	if (cert->has_policies)
		put_oids(sheet, "policies", cert->policies, cert->n_policies);
	if (cert->has_key_usage)
		put_bits(
		    sheet, "key usage", cert->key_usage, ed_key_usage_name);
}

static void put_sids(
    const struct ed_inspect *sheet, const struct ed_certificate *cert)
{
	const char *name = "SID";

	for (size_t i = 0; i < shown_of(sheet, cert->n_sids); i++) {
		const struct ed_sid *sid = &cert->sids[i];

		ed_inspect_words(sheet, name, "%.*s (%s)%s%s",
		    ED_ARG(ed_inspect_safe(sheet, sid->value)),
		    ed_sid_form_name(sid->form), sid->fault ? ": " : "",
		    sid->fault ? sid->fault : "");
	}
	put_rest(sheet, name, cert->n_sids);
}

static void put_urls(const struct ed_inspect *sheet, const char *name,
    const struct ed_str *urls, size_t n)
{
	for (size_t i = 0; i < shown_of(sheet, n); i++)
		ed_inspect_value(sheet, name, urls[i]);
	put_rest(sheet, name, n);
}

/* What the CA wrote about where the certificate comes from. */
static void put_issue(
    const struct ed_inspect *sheet, const struct ed_certificate *cert)
{
	const int64_t version = cert->ca_version;

	put_urls(sheet, "CRL at", cert->cdps, cert->n_cdps);
	put_urls(sheet, "issuer at", cert->issuer_urls, cert->n_issuer_urls);
	put_urls(sheet, "OCSP at", cert->ocsp_urls, cert->n_ocsp_urls);
	ed_inspect_maybe(sheet, "template", cert->template_name);
	ed_inspect_maybe(sheet, "template id", cert->template_oid);
	if (cert->template_major >= 0)
		ed_inspect_words(sheet, "version", "%lld.%lld",
		    (long long)cert->template_major,
		    (long long)(cert->template_minor < 0
				    ? 0
				    : cert->template_minor));
	if (version >= 0)
		ed_inspect_words(sheet, "CA version", "V%lld.%lld",
		    (long long)(version & 0xffff), (long long)(version >> 16));
}

static void put_key(const struct ed_inspect *sheet, const struct ed_key *key)
{
	if (key->bits)
		ed_inspect_words(sheet, "key", "%s %u",
		    ed_key_type_name(key->type), key->bits);
	else
		ed_inspect_words(
		    sheet, "key", "%s", ed_key_type_name(key->type));
	ed_inspect_maybe(sheet, "key sha256", key->sha256);
}

static void put_constraints(
    const struct ed_inspect *sheet, const struct ed_certificate *cert)
{
	if (!cert->is_ca)
		ed_inspect_words(sheet, "CA", "no");
	else if (cert->path_length < 0)
		ed_inspect_words(sheet, "CA", "yes");
	else
		ed_inspect_words(
		    sheet, "CA", "yes, path length %d", cert->path_length);
}

static void put_chain(
    const struct ed_inspect *sheet, const struct ed_chain *chain)
{
	if (chain->state == ED_CHAIN_NOT_TRIED)
		return;
	ed_inspect_words(sheet, "chain", "%s, %zu certificates%s%.*s",
	    ed_chain_name(chain->state), chain->n_links,
	    chain->detail.n ? ": " : "",
	    ED_ARG(chain->detail.n ? ed_inspect_safe(sheet, chain->detail)
				   : chain->detail));
}

/* Only what a finding can be about has a label of its own. */
static struct ed_str label_of(
    const struct ed_inspect *sheet, const struct ed_certificate *cert)
{
	if (cert->label.n)
		return cert->label;
	return ed_format(sheet->page.out->arena, "certificate %.*s",
	    ED_ARG(ed_certificate_mark(cert)));
}

void ed_inspect_certificate(
    const struct ed_inspect *sheet, const struct ed_certificate *cert)
{
	ed_inspect_head(sheet, label_of(sheet, cert));
	ed_inspect_words(sheet, "role", "%s", ed_role_name(cert->role));
	ed_inspect_place(sheet, &cert->ref);
	ed_inspect_value(sheet, "subject", cert->subject.text);
	ed_inspect_value(sheet, "issuer", cert->issuer.text);
	ed_inspect_value(sheet, "serial", cert->serial);
	put_validity(sheet, cert);
	put_names(sheet, cert);
	put_sids(sheet, cert);
	put_usage(sheet, cert);
	put_constraints(sheet, cert);
	put_key(sheet, &cert->key);
	put_oids(sheet, "signature", &cert->signature_oid,
	    cert->signature_oid.n ? 1 : 0);
	ed_inspect_maybe(sheet, "PSS digest", cert->signature_digest);
	ed_inspect_maybe(sheet, "key id", cert->ski);
	ed_inspect_maybe(sheet, "issuer id", cert->aki);
	put_issue(sheet, cert);
	ed_inspect_maybe(sheet, "sha1", cert->sha1);
	ed_inspect_maybe(sheet, "sha256", cert->sha256);
	if (!cert->der.n)
		ed_inspect_words(sheet, "read from", "a text of it");
	put_chain(sheet, &cert->chain);
	if (cert->unreadable)
		put_bits(sheet, "unreadable", cert->unreadable, ed_part_name);
}

static const char *match_of(const struct ed_identity *identity)
{
	switch (identity->key_matches) {
	case ED_YES:
		return ", belongs to a certificate beside it";
	case ED_NO:
		return ", belongs to no certificate beside it";
	default:
		return "";
	}
}

void ed_inspect_identity(
    const struct ed_inspect *sheet, const struct ed_identity *identity)
{
	ed_inspect_head(sheet, identity->label);
	ed_inspect_place(sheet, &identity->ref);
	ed_inspect_words(sheet, "container", "%s%s, %s",
	    identity->is_pkcs12 ? "PKCS#12" : "private key",
	    identity->in_profile ? " in a profile" : "",
	    ed_opened_name(identity->opened));
	ed_inspect_maybe(sheet, "encryption", identity->encryption);
	ed_inspect_maybe(sheet, "MAC", identity->mac);
	ed_inspect_words(sheet, "private key", "%s%s",
	    identity->has_key ? "there" : "none", match_of(identity));
	if (identity->has_key)
		put_key(sheet, &identity->key);
	ed_inspect_words(sheet, "contains", "%zu certificate%s",
	    identity->n_certificates, identity->n_certificates == 1 ? "" : "s");
	if (identity->certificate)
		ed_inspect_value(sheet, "certificate",
		    label_of(sheet, identity->certificate));
}
