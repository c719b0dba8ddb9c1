/* SPDX-License-Identifier: Apache-2.0 */
/* CRLs, and what certutil printed of chains and authorities. */
#include "report/inspect_object.h"
#include "report/inspect_words.h"

static void set_entry(struct ed_object to, const struct ed_crl_entry *entry)
{
	ed_set_text(to, "serial", entry->certificate->serial);
	ed_set_maybe(to, "certificate_sha256", entry->certificate->sha256);
	if (entry->since != INT64_MIN)
		ed_set_time(to, "since", entry->since);
	ed_set_text(to, "reason", ed_crl_reason(entry->reason));
	if (entry->by_other)
		ed_set_flag(to, "of_another_issuer", true);
}

static void set_crl(struct ed_object to, const struct ed_crl *crl)
{
	struct ed_object list;

	ed_set_text(to, "label", crl->label);
	ed_set_where(to, &crl->ref);
	ed_set_text(to, "issuer", crl->issuer.text);
	ed_set_word(to, "bearing", ed_crl_bearing_name(crl->bearing));
	if (!(crl->unreadable & ED_CRL_PART_TIME)) {
		ed_set_time(to, "this_update", crl->this_update);
		if (crl->has_next_update)
			ed_set_time(to, "next_update", crl->next_update);
	}
	ed_set_maybe(to, "number", crl->number);
	if (crl->is_delta)
		ed_set_text(to, "delta_of", crl->base_number);
	ed_set_maybe(to, "authority_key_id", crl->aki);
	ed_set_bits(to, "scope", crl->scope, ed_crl_scope_name);
	ed_set_texts(to, "urls", crl->urls, crl->n_urls);
	ed_set_number(to, "entries", (int64_t)crl->n_entries);
	list = ed_set_array(to, "of_these_certificates");
	for (size_t i = 0; i < crl->n_kept; i++)
		set_entry(ed_append_object(list), &crl->entries[i]);
	ed_set_maybe(to, "signature_oid", crl->signature_oid);
	ed_set_text(to, "sha256", crl->sha256);
	ed_set_bits(to, "unreadable", crl->unreadable, ed_crl_part_name);
}

static void set_fetch(struct ed_object to, const struct ed_fetch *fetch)
{
	ed_set_word(to, "of", ed_fetch_of_name(fetch->of));
	ed_set_where(to, &fetch->ref);
	ed_set_word(to, "result", ed_fetched_name(fetch->result));
	ed_set_maybe(to, "word", fetch->word);
	ed_set_maybe(to, "url", fetch->url);
	if (fetch->error)
		ed_set_number(to, "error", fetch->error);
	ed_set_maybe(to, "error_text", fetch->error_text);
	if (fetch->seconds >= 0)
		ed_set_number(to, "seconds", fetch->seconds);
}

static void set_link(struct ed_object to, const struct ed_verified_link *link)
{
	struct ed_object list;

	ed_set_where(to, &link->ref);
	ed_set_maybe(to, "subject", link->subject);
	ed_set_maybe(to, "issuer", link->issuer);
	ed_set_maybe(to, "serial", link->serial);
	ed_set_maybe(to, "sha1", link->sha1);
	ed_set_number(to, "errors", link->errors);
	ed_set_word(to, "list", ed_reach_name(link->reach));
	list = ed_set_array(to, "addresses");
	for (size_t i = 0; i < link->n_fetches; i++)
		set_fetch(ed_append_object(list), &link->fetches[i]);
}

static void set_verification(
    struct ed_object to, const struct ed_verification *v)
{
	struct ed_object list;

	ed_set_maybe(to, "serial", v->serial);
	ed_set_flag(to, "fetched", v->fetched);
	ed_set_flag(to, "as_machine", v->as_machine);
	ed_set_flag(to, "as_user", v->as_user);
	ed_set_number(to, "chain_errors", v->chain_errors);
	ed_set_number(to, "error", v->error);
	ed_set_flag(to, "passed", v->passed);
	ed_set_flag(to, "ended", v->ended);
	ed_set_flag(to, "in_other_language", v->in_other_language);
	list = ed_set_array(to, "chain");
	for (size_t i = 0; i < v->n_links; i++)
		set_link(ed_append_object(list), &v->links[i]);
}

static void set_ca_info(struct ed_object to, const struct ed_ca_info *info)
{
	struct ed_object list;

	ed_set_maybe(to, "name", info->name);
	ed_set_maybe(to, "sanitized", info->sanitized);
	ed_set_maybe(to, "host", info->host);
	ed_set_word(to, "kind", ed_ca_kind_name(info->kind));
	if (info->n_certificates >= 0)
		ed_set_number(to, "certificates", info->n_certificates);
	list = ed_set_array(to, "certificate_states");
	for (size_t i = 0; i < info->n_states; i++)
		json_array_append_new(list.json, json_integer(info->states[i]));
	if (info->error)
		ed_set_number(to, "error", info->error);
}

void ed_json_revocation(
    struct ed_object to, const struct ed_case *c, unsigned input)
{
	struct ed_object list = ed_set_array(to, "crls");

	for (size_t i = 0; i < c->crls.n; i++) {
		const struct ed_crl *crl =
		    ED_ITEMS(c->crls, struct ed_crl *)[i];

		if (crl->ref.input == input)
			set_crl(ed_append_object(list), crl);
	}
	list = ed_set_array(to, "verifications");
	for (size_t i = 0; i < c->verifications.n; i++) {
		const struct ed_verification *v =
		    ED_ITEMS(c->verifications, struct ed_verification *)[i];

		if (v->ref.input == input)
			set_verification(ed_append_object(list), v);
	}
	list = ed_set_array(to, "ca_infos");
	for (size_t i = 0; i < c->ca_infos.n; i++) {
		const struct ed_ca_info *info =
		    ED_ITEMS(c->ca_infos, struct ed_ca_info *)[i];

		if (info->ref.input == input)
			set_ca_info(ed_append_object(list), info);
	}
}
