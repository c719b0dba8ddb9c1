/* SPDX-License-Identifier: Apache-2.0 */
/* Exports of Windows servers: bindings, registry, certificate stores. */
#include "report/inspect_sheet.h"
#include "report/inspect_words.h"

static void put_answer(
    const struct ed_inspect *sheet, const char *name, enum ed_answer answer)
{
	if (answer != ED_UNSAID)
		ed_inspect_words(sheet, name, "%s", ed_answer_name(answer));
}

static void put_binding(
    const struct ed_inspect *sheet, const struct ed_binding *b)
{
	ed_inspect_head(sheet, ED_STR("binding"));
	ed_inspect_place(sheet, &b->ref);
	ed_inspect_value(sheet, "endpoint", b->endpoint);
	ed_inspect_maybe(sheet, "certificate", b->hash);
	ed_inspect_maybe(sheet, "application", b->app_id);
	ed_inspect_maybe(sheet, "store", b->store);
	ed_inspect_maybe(sheet, "ctl", b->ctl_id);
	ed_inspect_maybe(sheet, "ctl store", b->ctl_store);
	put_answer(sheet, "ds mapper", b->ds_mapper);
	put_answer(sheet, "negotiate", b->negotiate);
	put_answer(sheet, "revocation", b->revocation);
	put_answer(sheet, "cached only", b->cached_only);
	put_answer(sheet, "usage check", b->usage_check);
	put_answer(sheet, "rejects", b->rejects);
	put_answer(sheet, "no http/2", b->http2_off);
	put_answer(sheet, "no quic", b->quic_off);
	put_answer(sheet, "no tls 1.2", b->tls12_off);
	put_answer(sheet, "no tls 1.3", b->tls13_off);
	put_answer(sheet, "no old tls", b->legacy_off);
}

static void put_value(
    const struct ed_inspect *sheet, const struct ed_registry_value *value)
{
	ed_inspect_head(sheet, ED_STR("registry value"));
	ed_inspect_place(sheet, &value->ref);
	ed_inspect_value(sheet, "key", value->key);
	ed_inspect_maybe(sheet, "name", value->name);
	if (value->deleted)
		ed_inspect_words(sheet, "value", "deleted");
	else if (value->type == ED_REG_NUMBER)
		ed_inspect_words(sheet, "value", "%llu (0x%llx)",
		    (unsigned long long)value->number,
		    (unsigned long long)value->number);
	else if (value->type == ED_REG_TEXT)
		ed_inspect_value(sheet, "value", value->text);
	else
		ed_inspect_words(sheet, "value", "%zu bytes", value->text.n);
}

static void put_store(
    const struct ed_inspect *sheet, const struct ed_store *store)
{
	size_t n = store->n;

	if (!sheet->everything && n > ED_INSPECT_FEW)
		n = ED_INSPECT_FEW;
	ed_inspect_head(sheet, ED_STR("certificate store"));
	ed_inspect_place(sheet, &store->ref);
	ed_inspect_words(sheet, "store", "%s", ed_store_kind_name(store->kind));
	ed_inspect_maybe(sheet, "name", store->name);
	ed_inspect_words(sheet, "holds", "%zu certificates%s", store->n,
	    store->incomplete ? ", maybe more" : "");
	for (size_t i = 0; i < n; i++) {
		ed_inspect_maybe(sheet, "subject", store->items[i].subject);
		ed_inspect_maybe(sheet, "issuer", store->items[i].issuer);
		ed_inspect_maybe(sheet, "serial", store->items[i].serial);
		ed_inspect_maybe(sheet, "sha1", store->items[i].sha1);
		ed_inspect_maybe(sheet, "from", store->items[i].not_before);
		ed_inspect_maybe(sheet, "until", store->items[i].not_after);
	}
	if (n < store->n)
		ed_inspect_words(sheet, "", "and %zu more", store->n - n);
}

void ed_inspect_windows(const struct ed_inspect *sheet, unsigned input)
{
	const struct ed_case *c = sheet->c;

	for (size_t i = 0; i < c->bindings.n; i++) {
		const struct ed_binding *one =
		    ED_ITEMS(c->bindings, struct ed_binding *)[i];

		if (one->ref.input == input)
			put_binding(sheet, one);
	}
	for (size_t i = 0; i < c->registry_values.n; i++) {
		const struct ed_registry_value *one =
		    &ED_ITEMS(c->registry_values, struct ed_registry_value)[i];

		if (one->ref.input == input)
			put_value(sheet, one);
	}
	for (size_t i = 0; i < c->stores.n; i++) {
		const struct ed_store *one =
		    ED_ITEMS(c->stores, struct ed_store *)[i];

		if (one->ref.input == input)
			put_store(sheet, one);
	}
}
