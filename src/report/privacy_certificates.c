/* SPDX-License-Identifier: Apache-2.0 */
/* What certificates, CRLs and certutil's views of them name. */
#include "report/privacy_parts.h"

#include <easdoctor/limits.h>
#include <easdoctor/revocation.h>

void ed_veil_name(struct ed_veil *veil, const struct ed_name *name)
{
	for (size_t i = 0; i < name->n_attributes; i++)
		ed_veil_add(veil, ED_DN, name->attributes[i].value);
	ed_veil_add(veil, ED_DN, name->text);
}

static void add_urls(struct ed_veil *veil, const struct ed_str *urls, size_t n)
{
	for (size_t i = 0; i < n; i++)
		ed_veil_add_url(veil, urls[i]);
}

static void add_oids(struct ed_veil *veil, const struct ed_str *oids, size_t n)
{
	for (size_t i = 0; i < n; i++)
		ed_veil_add_oid(veil, oids[i]);
}

static void add_names(struct ed_veil *veil, const struct ed_certificate *cert)
{
	static const enum ed_kind kinds[] = {[ED_SAN_EMAIL] = ED_EMAIL,
	    [ED_SAN_UPN] = ED_UPN,
	    [ED_SAN_DNS] = ED_HOST,
	    [ED_SAN_URI] = ED_TEXT};

	ed_veil_name(veil, &cert->subject);
	ed_veil_name(veil, &cert->issuer);
	for (size_t i = 0; i < cert->n_sans; i++) {
		const struct ed_san *san = &cert->sans[i];

		ed_veil_sweep(veil, san->value);
		if (san->type == ED_SAN_URI &&
		    !ed_str_starts(san->value, ED_STR("tag:microsoft.com")))
			ed_veil_add_url(veil, san->value);
		ed_veil_add(veil, kinds[san->type], san->value);
	}
	for (size_t i = 0; i < cert->n_sids; i++)
		ed_veil_add(veil, ED_SID, cert->sids[i].value);
}

static void add_certificate(
    struct ed_veil *veil, const struct ed_certificate *cert)
{
	add_names(veil, cert);
	ed_veil_add(veil, ED_SERIAL, cert->serial);
	ed_veil_add(veil, ED_THUMBPRINT, cert->sha1);
	ed_veil_add(veil, ED_THUMBPRINT, cert->sha256);
	if (cert->sha256.n)
		ed_veil_add(veil, ED_THUMBPRINT, ed_certificate_mark(cert));
	ed_veil_add(veil, ED_THUMBPRINT, cert->ski);
	ed_veil_add(veil, ED_THUMBPRINT, cert->aki);
	ed_veil_add(veil, ED_THUMBPRINT, cert->key.sha256);
	ed_veil_add(veil, ED_THUMBPRINT, cert->key.sha1);
	add_urls(veil, cert->cdps, cert->n_cdps);
	add_urls(veil, cert->issuer_urls, cert->n_issuer_urls);
	add_urls(veil, cert->ocsp_urls, cert->n_ocsp_urls);
	ed_veil_add_name(veil, cert->template_name);
	ed_veil_add_name(veil, cert->template_oid);
	add_oids(veil, cert->ekus, cert->n_ekus);
	add_oids(veil, cert->policies, cert->n_policies);
	ed_veil_sweep(veil, cert->chain.detail);
}

/* A forest's OIDs are numbers alone: no word says what they are. */
void ed_veil_certificates(struct ed_veil *veil, const struct ed_case *c)
{
	for (size_t i = 0; i < c->facts.n_certificates; i++)
		add_certificate(veil, c->facts.certificates[i]);
	for (size_t i = 0; i < c->facts.n_identities; i++) {
		const struct ed_identity *one = c->facts.identities[i];

		ed_veil_add(veil, ED_THUMBPRINT, one->key.sha256);
		ed_veil_add_words(veil, one->label);
	}
}

static void add_crl(struct ed_veil *veil, const struct ed_crl *crl)
{
	ed_veil_name(veil, &crl->issuer);
	ed_veil_add(veil, ED_THUMBPRINT, crl->sha256);
	/* Its label has the first eight digits. */
	ed_veil_add(veil, ED_THUMBPRINT, ed_str_sub(crl->sha256, 0, 8));
	ed_veil_add(veil, ED_THUMBPRINT, crl->aki);
	ed_veil_add(veil, ED_SERIAL, crl->number);
	ed_veil_add(veil, ED_SERIAL, crl->base_number);
	add_urls(veil, crl->urls, crl->n_urls);
}

static void add_fetch(struct ed_veil *veil, const struct ed_fetch *fetch)
{
	ed_veil_add_url(veil, fetch->url);
	ed_veil_add_words(veil, fetch->word);
	ed_veil_add_words(veil, fetch->error_text);
	ed_veil_sweep(veil, fetch->ref.quote);
	ed_veil_add_words(veil, fetch->ref.quote);
}

static void add_verification(
    struct ed_veil *veil, const struct ed_verification *one)
{
	ed_veil_add(veil, ED_SERIAL, one->serial);
	for (size_t i = 0; i < one->n_links; i++) {
		const struct ed_verified_link *link = &one->links[i];

		ed_veil_add(veil, ED_SERIAL, link->serial);
		ed_veil_add(veil, ED_THUMBPRINT, link->sha1);
		ed_veil_add(veil, ED_DN, link->subject);
		ed_veil_add(veil, ED_DN, link->issuer);
		for (size_t k = 0; k < link->n_fetches; k++)
			add_fetch(veil, &link->fetches[k]);
	}
}

void ed_veil_revocation(struct ed_veil *veil, const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_crls; i++)
		add_crl(veil, facts->crls[i]);
	for (size_t i = 0; i < facts->n_verifications; i++)
		add_verification(veil, facts->verifications[i]);
	for (size_t i = 0; i < facts->n_ca_infos; i++) {
		ed_veil_add(veil, ED_DN, facts->ca_infos[i]->name);
		ed_veil_add(veil, ED_DN, facts->ca_infos[i]->sanitized);
		ed_veil_add(veil, ED_HOST, facts->ca_infos[i]->host);
	}
}
