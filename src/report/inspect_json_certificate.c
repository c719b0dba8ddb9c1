/* SPDX-License-Identifier: Apache-2.0 */
#include "report/inspect_object.h"
#include "report/inspect_words.h"

static void set_key(struct ed_object to, const struct ed_key *key)
{
	struct ed_object out = ed_set_object(to, "key");

	ed_set_word(out, "type", ed_key_type_name(key->type));
	if (key->bits)
		ed_set_number(out, "bits", key->bits);
	ed_set_maybe(out, "sha256", key->sha256);
}

static void set_names(struct ed_object to, const struct ed_certificate *cert)
{
	struct ed_object list;

	if (!cert->has_san)
		return;
	list = ed_set_array(to, "san");
	for (size_t i = 0; i < cert->n_upns; i++) {
		struct ed_object name = ed_append_object(list);

		ed_set_word(name, "type", ed_san_type_name(ED_SAN_UPN));
		ed_set_text(name, "value", cert->upns[i].value);
		ed_set_flag(name, "utf8_string", cert->upns[i].utf8_string);
	}
	for (size_t i = 0; i < cert->n_sans; i++) {
		struct ed_object name = ed_append_object(list);

		ed_set_word(name, "type", ed_san_type_name(cert->sans[i].type));
		ed_set_text(name, "value", cert->sans[i].value);
	}
}

static void set_sids(struct ed_object to, const struct ed_certificate *cert)
{
	struct ed_object list;

	if (cert->n_sids == 0)
		return;
	list = ed_set_array(to, "sids");
	for (size_t i = 0; i < cert->n_sids; i++) {
		struct ed_object sid = ed_append_object(list);

		ed_set_word(sid, "form", ed_sid_form_name(cert->sids[i].form));
		ed_set_text(sid, "value", cert->sids[i].value);
		ed_set_word(sid, "fault", cert->sids[i].fault);
	}
}

/* What the CA wrote about where the certificate comes from. */
static void set_issue(struct ed_object to, const struct ed_certificate *cert)
{
	struct ed_object out;

	if (cert->has_cdp)
		ed_set_texts(to, "crl_urls", cert->cdps, cert->n_cdps);
	if (cert->n_issuer_urls)
		ed_set_texts(
		    to, "issuer_urls", cert->issuer_urls, cert->n_issuer_urls);
	if (cert->n_ocsp_urls)
		ed_set_texts(
		    to, "ocsp_urls", cert->ocsp_urls, cert->n_ocsp_urls);
	if (cert->template_name.n || cert->template_oid.n) {
		out = ed_set_object(to, "template");
		ed_set_maybe(out, "name", cert->template_name);
		ed_set_maybe(out, "oid", cert->template_oid);
		if (cert->template_major >= 0)
			ed_set_number(out, "major", cert->template_major);
		if (cert->template_minor >= 0)
			ed_set_number(out, "minor", cert->template_minor);
	}
	if (cert->ca_version >= 0) {
		out = ed_set_object(to, "ca_version");
		ed_set_number(out, "certificate", cert->ca_version & 0xffff);
		ed_set_number(out, "key", cert->ca_version >> 16);
	}
}

static void set_oids(
    struct ed_object to, const char *name, const struct ed_str *oids, size_t n)
{
	struct ed_object list = ed_set_array(to, name);

	for (size_t i = 0; i < n; i++) {
		struct ed_object oid = ed_append_object(list);

		ed_set_text(oid, "oid", oids[i]);
		ed_set_word(oid, "name", ed_oid_name(oids[i]));
	}
}

static void set_usage(struct ed_object to, const struct ed_certificate *cert)
{
	struct ed_object basic;

	if (cert->has_eku)
		set_oids(to, "eku", cert->ekus, cert->n_ekus);
	if (cert->has_policies)
		set_oids(to, "application_policies", cert->policies,
		    cert->n_policies);
	if (cert->has_key_usage)
		ed_set_bits(
		    to, "key_usage", cert->key_usage, ed_key_usage_name);
	basic = ed_set_object(to, "basic_constraints");
	ed_set_flag(basic, "ca", cert->is_ca);
	if (cert->is_ca && cert->path_length >= 0)
		ed_set_number(basic, "path_length", cert->path_length);
}

static void set_chain(struct ed_object to, const struct ed_chain *chain)
{
	struct ed_object out = ed_set_object(to, "chain"), links;

	ed_set_word(out, "state", ed_chain_name(chain->state));
	links = ed_set_array(out, "links");
	for (size_t i = 0; i < chain->n_links; i++) {
		const struct ed_certificate *link = chain->links[i];

		json_array_append_new(links.json,
		    ed_json_text(to.arena, link->sha256.n
					       ? link->sha256
					       : ed_certificate_mark(link)));
	}
	ed_set_maybe(out, "detail", chain->detail);
}

void ed_json_certificate(struct ed_object to, const struct ed_certificate *cert)
{
	ed_set_text(to, "label", cert->label);
	ed_set_word(to, "role", ed_role_name(cert->role));
	ed_set_where(to, &cert->ref);
	ed_set_text(to, "subject", cert->subject.text);
	ed_set_text(to, "issuer", cert->issuer.text);
	ed_set_text(to, "serial", cert->serial);
	if (!(cert->unreadable & ED_PART_TIME)) {
		ed_set_time(to, "not_before", cert->not_before);
		ed_set_time(to, "not_after", cert->not_after);
	}
	set_names(to, cert);
	set_sids(to, cert);
	set_usage(to, cert);
	set_key(to, &cert->key);
	ed_set_maybe(to, "signature_oid", cert->signature_oid);
	ed_set_maybe(to, "signature_digest", cert->signature_digest);
	ed_set_maybe(to, "subject_key_id", cert->ski);
	ed_set_maybe(to, "authority_key_id", cert->aki);
	set_issue(to, cert);
	ed_set_maybe(to, "sha1", cert->sha1);
	ed_set_maybe(to, "sha256", cert->sha256);
	if (!cert->der.n)
		ed_set_flag(to, "from_text", true);
	set_chain(to, &cert->chain);
	ed_set_bits(to, "unreadable", cert->unreadable, ed_part_name);
}

void ed_json_identity(struct ed_object to, const struct ed_identity *identity)
{
	ed_set_text(to, "label", identity->label);
	ed_set_where(to, &identity->ref);
	ed_set_flag(to, "pkcs12", identity->is_pkcs12);
	ed_set_flag(to, "in_profile", identity->in_profile);
	ed_set_word(to, "opened", ed_opened_name(identity->opened));
	ed_set_maybe(to, "encryption", identity->encryption);
	ed_set_maybe(to, "mac", identity->mac);
	ed_set_flag(to, "has_key", identity->has_key);
	if (identity->has_key)
		set_key(to, &identity->key);
	ed_set_answer(to, "key_matches", identity->key_matches);
	ed_set_number(to, "certificates", (int64_t)identity->n_certificates);
	if (identity->certificate)
		ed_set_maybe(
		    to, "certificate_sha256", identity->certificate->sha256);
}
