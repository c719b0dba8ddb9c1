/* SPDX-License-Identifier: Apache-2.0 */
/* Exports of Windows servers: bindings, registry, certificate stores. */
#include "report/inspect_object.h"

static void set_binding(struct ed_object to, const struct ed_binding *b)
{
	ed_set_text(to, "endpoint", b->endpoint);
	ed_set_where(to, &b->ref);
	ed_set_number(to, "port", b->port);
	ed_set_maybe(to, "certificate_hash", b->hash);
	ed_set_maybe(to, "application", b->app_id);
	ed_set_maybe(to, "store", b->store);
	ed_set_maybe(to, "ctl_identifier", b->ctl_id);
	ed_set_maybe(to, "ctl_store", b->ctl_store);
	ed_set_answer(to, "ds_mapper", b->ds_mapper);
	ed_set_answer(to, "negotiate", b->negotiate);
	ed_set_answer(to, "revocation", b->revocation);
	ed_set_answer(to, "cached_only", b->cached_only);
	ed_set_answer(to, "usage_check", b->usage_check);
	ed_set_answer(to, "rejects", b->rejects);
	ed_set_answer(to, "http2_off", b->http2_off);
	ed_set_answer(to, "quic_off", b->quic_off);
	ed_set_answer(to, "tls12_off", b->tls12_off);
	ed_set_answer(to, "tls13_off", b->tls13_off);
	ed_set_answer(to, "legacy_tls_off", b->legacy_off);
}

static void set_value(
    struct ed_object to, const struct ed_registry_value *value)
{
	ed_set_text(to, "key", value->key);
	ed_set_where(to, &value->ref);
	ed_set_text(to, "name", value->name);
	if (value->deleted)
		ed_set_flag(to, "deleted", true);
	else if (value->type == ED_REG_NUMBER && value->number <= INT64_MAX)
		ed_set_number(to, "number", (int64_t)value->number);
	else if (value->type == ED_REG_TEXT)
		ed_set_text(to, "text", value->text);
	else
		ed_set_number(to, "bytes", (int64_t)value->text.n);
}

static void set_store(struct ed_object to, const struct ed_store *store)
{
	struct ed_object list;

	ed_set_word(to, "store", ed_store_kind_name(store->kind));
	ed_set_where(to, &store->ref);
	ed_set_maybe(to, "name", store->name);
	ed_set_flag(to, "incomplete", store->incomplete);
	list = ed_set_array(to, "certificates");
	for (size_t i = 0; i < store->n; i++) {
		struct ed_object out = ed_append_object(list);

		ed_set_where(out, &store->items[i].ref);
		ed_set_maybe(out, "subject", store->items[i].subject);
		ed_set_maybe(out, "issuer", store->items[i].issuer);
		ed_set_maybe(out, "serial", store->items[i].serial);
		ed_set_maybe(out, "sha1", store->items[i].sha1);
		ed_set_maybe(out, "key_identifier", store->items[i].ski);
		ed_set_maybe(out, "not_before", store->items[i].not_before);
		ed_set_maybe(out, "not_after", store->items[i].not_after);
	}
}

/* One array for all of an input; none where there is nothing. */
static struct ed_object list_in(
    struct ed_object to, struct ed_object *list, bool *open, const char *name)
{
	if (!*open)
		*list = ed_set_array(to, name);
	*open = true;
	return ed_append_object(*list);
}

void ed_json_windows(
    struct ed_object to, const struct ed_case *c, unsigned input)
{
	struct ed_object lists[3] = {0};
	bool open[3] = {false};

	for (size_t i = 0; i < c->bindings.n; i++) {
		const struct ed_binding *one =
		    ED_ITEMS(c->bindings, struct ed_binding *)[i];

		if (one->ref.input == input)
			set_binding(
			    list_in(to, &lists[0], &open[0], "bindings"), one);
	}
	for (size_t i = 0; i < c->registry_values.n; i++) {
		const struct ed_registry_value *one =
		    &ED_ITEMS(c->registry_values, struct ed_registry_value)[i];

		if (one->ref.input == input)
			set_value(
			    list_in(to, &lists[1], &open[1], "registry"), one);
	}
	for (size_t i = 0; i < c->stores.n; i++) {
		const struct ed_store *one =
		    ED_ITEMS(c->stores, struct ed_store *)[i];

		if (one->ref.input == input)
			set_store(
			    list_in(to, &lists[2], &open[2], "stores"), one);
	}
}
