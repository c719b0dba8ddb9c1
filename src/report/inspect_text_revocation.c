/* SPDX-License-Identifier: Apache-2.0 */
/* CRLs, and what certutil printed of chains and authorities. */
#include "report/inspect_sheet.h"
#include "report/inspect_words.h"

static void put_time(
    const struct ed_inspect *sheet, const char *name, int64_t seconds)
{
	struct ed_digits time;

	ed_inspect_value(sheet, name, ed_time(&time, seconds));
}

static void put_bits(const struct ed_inspect *sheet, const char *name,
    unsigned bits, const char *(*name_of)(unsigned, size_t))
{
	struct ed_text text = {.arena = sheet->page.out->arena};
	const char *word;

	for (size_t i = 0; (word = name_of(bits, i)); i++)
		ed_putf(&text, "%s%s", i ? ", " : "", word);
	ed_inspect_maybe(sheet, name, ed_text_str(&text));
}

static void put_entry(
    const struct ed_inspect *sheet, const struct ed_crl_entry *entry)
{
	struct ed_digits time;

	ed_inspect_words(sheet, "lists", "%.*s since %.*s, reason %.*s",
	    ED_ARG(ed_inspect_safe(sheet, entry->certificate->serial)),
	    ED_ARG(entry->since == INT64_MIN ? ED_STR("an unreadable date")
					     : ed_time(&time, entry->since)),
	    ED_ARG(ed_crl_reason(entry->reason)));
}

static void put_crl(const struct ed_inspect *sheet, const struct ed_crl *crl)
{
	ed_inspect_head(sheet, crl->label);
	ed_inspect_place(sheet, &crl->ref);
	ed_inspect_value(sheet, "issuer", crl->issuer.text);
	ed_inspect_words(
	    sheet, "to device", "%s", ed_crl_bearing_name(crl->bearing));
	if (!(crl->unreadable & ED_CRL_PART_TIME)) {
		put_time(sheet, "from", crl->this_update);
		if (crl->has_next_update)
			put_time(sheet, "until", crl->next_update);
	}
	ed_inspect_maybe(sheet, "number", crl->number);
	if (crl->is_delta)
		ed_inspect_words(sheet, "changes to", "number %.*s",
		    ED_ARG(ed_inspect_safe(sheet, crl->base_number)));
	ed_inspect_maybe(sheet, "issuer id", crl->aki);
	put_bits(sheet, "scope", crl->scope, ed_crl_scope_name);
	for (size_t i = 0; i < crl->n_urls && i < ED_INSPECT_FEW; i++)
		ed_inspect_value(sheet, "point", crl->urls[i]);
	ed_inspect_words(
	    sheet, "entries", "%llu", (unsigned long long)crl->n_entries);
	for (size_t i = 0; i < crl->n_kept && i < ED_INSPECT_FEW; i++)
		put_entry(sheet, &crl->entries[i]);
	ed_inspect_maybe(sheet, "signature", crl->signature_oid);
	ed_inspect_value(sheet, "sha256", crl->sha256);
	put_bits(sheet, "unreadable", crl->unreadable, ed_crl_part_name);
}

static void put_fetch(
    const struct ed_inspect *sheet, const struct ed_fetch *fetch)
{
	ed_inspect_words(sheet, ed_fetch_of_name(fetch->of), "%s%s%.*s",
	    ed_fetched_name(fetch->result), fetch->url.n ? ": " : "",
	    ED_ARG(fetch->url.n ? ed_inspect_safe(sheet, fetch->url)
				: fetch->url));
	ed_inspect_maybe(sheet, "  error", fetch->error_text);
}

static void put_link(
    const struct ed_inspect *sheet, const struct ed_verified_link *link)
{
	ed_inspect_maybe(sheet, "subject", link->subject);
	ed_inspect_maybe(sheet, "issuer", link->issuer);
	ed_inspect_maybe(sheet, "serial", link->serial);
	ed_inspect_maybe(sheet, "sha1", link->sha1);
	if (link->errors)
		ed_inspect_words(
		    sheet, "errors", "0x%x", (unsigned)link->errors);
	if (ed_reach_name(link->reach))
		ed_inspect_words(
		    sheet, "list", "%s", ed_reach_name(link->reach));
	for (size_t i = 0; i < link->n_fetches; i++)
		put_fetch(sheet, &link->fetches[i]);
}

static void put_verification(
    const struct ed_inspect *sheet, const struct ed_verification *v)
{
	ed_inspect_head(sheet, ED_STR("certutil -verify"));
	ed_inspect_maybe(sheet, "serial", v->serial);
	ed_inspect_words(sheet, "fetched", "%s", v->fetched ? "yes" : "no");
	if (v->as_machine || v->as_user)
		ed_inspect_words(
		    sheet, "as", "%s", v->as_machine ? "machine" : "user");
	if (v->chain_errors)
		ed_inspect_words(
		    sheet, "errors", "0x%x", (unsigned)v->chain_errors);
	if (v->error)
		ed_inspect_words(
		    sheet, "ended with", "0x%08x", (unsigned)v->error);
	ed_inspect_words(sheet, "revocation", "%s",
	    v->passed ? "check passed" : "not said to have passed");
	for (size_t i = 0; i < v->n_links; i++)
		put_link(sheet, &v->links[i]);
}

static void put_ca_info(
    const struct ed_inspect *sheet, const struct ed_ca_info *info)
{
	ed_inspect_head(sheet, ED_STR("certutil -CAInfo"));
	ed_inspect_maybe(sheet, "name", info->name);
	ed_inspect_maybe(sheet, "sanitized", info->sanitized);
	ed_inspect_maybe(sheet, "host", info->host);
	if (ed_ca_kind_name(info->kind))
		ed_inspect_words(
		    sheet, "kind", "%s", ed_ca_kind_name(info->kind));
	if (info->n_certificates >= 0)
		ed_inspect_words(
		    sheet, "certs", "%lld", (long long)info->n_certificates);
	for (size_t i = 0; i < info->n_states; i++)
		ed_inspect_words(sheet, "cert state", "%zu: %d%s", i,
		    info->states[i], info->states[i] == 3 ? " (valid)" : "");
	if (info->error)
		ed_inspect_words(
		    sheet, "failed with", "0x%08x", (unsigned)info->error);
}

void ed_inspect_revocation(const struct ed_inspect *sheet, unsigned input)
{
	const struct ed_case *c = sheet->c;

	for (size_t i = 0; i < c->crls.n; i++)
		if (ED_ITEMS(c->crls, struct ed_crl *)[i]->ref.input == input)
			put_crl(sheet, ED_ITEMS(c->crls, struct ed_crl *)[i]);
	for (size_t i = 0; i < c->verifications.n; i++) {
		const struct ed_verification *v =
		    ED_ITEMS(c->verifications, struct ed_verification *)[i];

		if (v->ref.input == input)
			put_verification(sheet, v);
	}
	for (size_t i = 0; i < c->ca_infos.n; i++) {
		const struct ed_ca_info *info =
		    ED_ITEMS(c->ca_infos, struct ed_ca_info *)[i];

		if (info->ref.input == input)
			put_ca_info(sheet, info);
	}
}
