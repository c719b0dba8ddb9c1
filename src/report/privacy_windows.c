/* SPDX-License-Identifier: Apache-2.0 */
/* What exports of Windows machines and their logs name. */
#include "report/privacy_parts.h"

#include <easdoctor/event.h>
#include <easdoctor/iis.h>
#include <easdoctor/log.h>

static void add_text(struct ed_veil *veil, struct ed_str text)
{
	ed_veil_sweep(veil, text);
	ed_veil_add_words(veil, text);
}

static void add_ref(struct ed_veil *veil, const struct ed_ref *ref)
{
	add_text(veil, ref->quote);
	add_text(veil, ref->at);
}

/* "*:443:mail.corp.example": address, port, name. */
static void add_information(struct ed_veil *veil, struct ed_str information)
{
	size_t colon = information.n;

	while (colon && information.p[colon - 1] != ':')
		colon--;
	ed_veil_add(
	    veil, ED_HOST, ed_str_sub(information, colon, information.n));
	if (colon)
		ed_veil_add_place(veil, ed_str_sub(information, 0, colon - 1));
}

static void add_iis_entries(
    struct ed_veil *veil, const struct ed_iis_file *file)
{
	ed_veil_add_names(veil, file->object);
	for (size_t i = 0; i < file->n_entries; i++) {
		ed_veil_add_names(veil, file->entries[i].location);
		add_text(veil, file->entries[i].value);
		add_ref(veil, &file->entries[i].ref);
	}
	for (size_t i = 0; i < file->n_directories; i++) {
		ed_veil_add_names(veil, file->directories[i].path);
		ed_veil_add_names(veil, file->directories[i].application);
		ed_veil_add_path(veil, file->directories[i].physical);
		add_ref(veil, &file->directories[i].ref);
	}
	for (size_t i = 0; i < file->n_bindings; i++) {
		ed_veil_add_name(veil, file->bindings[i].site);
		ed_veil_add_words(veil, file->bindings[i].protocol);
		add_information(veil, file->bindings[i].information);
		add_ref(veil, &file->bindings[i].ref);
	}
}

static void add_binding(struct ed_veil *veil, const struct ed_binding *binding)
{
	ed_veil_add_place(veil, binding->endpoint);
	ed_veil_add(veil, ED_HOST, binding->host);
	ed_veil_add(veil, ED_THUMBPRINT, binding->hash);
	ed_veil_sweep(veil, binding->app_id);
	ed_veil_add_words(veil, binding->app_id);
	ed_veil_add_name(veil, binding->store);
	ed_veil_add_name(veil, binding->ctl_id);
	ed_veil_add_name(veil, binding->ctl_store);
	add_ref(veil, &binding->ref);
}

static void add_registry(struct ed_veil *veil, const struct ed_case *c)
{
	for (size_t i = 0; i < c->registry_keys.n; i++) {
		const struct ed_registry_key *key =
		    &ED_ITEMS(c->registry_keys, struct ed_registry_key)[i];

		ed_veil_add_names(veil, key->path);
		add_ref(veil, &key->ref);
	}
	for (size_t i = 0; i < c->registry_values.n; i++) {
		const struct ed_registry_value *value =
		    &ED_ITEMS(c->registry_values, struct ed_registry_value)[i];

		ed_veil_add_names(veil, value->key);
		ed_veil_add_name(veil, value->name);
		if (value->type == ED_REG_TEXT) {
			ed_veil_add_name(veil, value->text);
			add_text(veil, value->text);
		}
		add_ref(veil, &value->ref);
	}
}

static void add_store(struct ed_veil *veil, const struct ed_store *store)
{
	ed_veil_add_name(veil, store->name);
	add_ref(veil, &store->ref);
	for (size_t i = 0; i < store->n; i++) {
		const struct ed_stored *one = &store->items[i];

		ed_veil_add(veil, ED_SERIAL, one->serial);
		ed_veil_add(veil, ED_DN, one->issuer);
		ed_veil_add(veil, ED_DN, one->subject);
		ed_veil_add(veil, ED_THUMBPRINT, one->sha1);
		ed_veil_add(veil, ED_THUMBPRINT, one->ski);
		ed_veil_add_words(veil, one->not_before);
		ed_veil_add_words(veil, one->not_after);
		add_ref(veil, &one->ref);
	}
}

static void add_event(struct ed_veil *veil, const struct ed_event *event)
{
	ed_veil_add(veil, ED_UPN, event->account);
	ed_veil_add(veil, ED_DN, event->subject);
	ed_veil_add(veil, ED_DN, event->issuer);
	ed_veil_add(veil, ED_SERIAL, event->serial);
	ed_veil_add(veil, ED_THUMBPRINT, event->thumbprint);
	ed_veil_add(veil, ED_SID, event->user_sid);
	ed_veil_add(veil, ED_SID, event->certificate_sid);
	ed_veil_add_words(veil, event->created);
	if (ed_str_find(event->detail, ED_STR("://")) < event->detail.n)
		ed_veil_add_url(veil, event->detail);
	add_text(veil, event->detail);
}

static void add_event_log(struct ed_veil *veil, const struct ed_event_log *log)
{
	ed_veil_add(veil, ED_HOST, log->computer);
	ed_veil_add_words(veil, log->label);
	for (size_t i = 0; i < log->n_groups; i++) {
		const struct ed_event_group *group = log->groups[i];

		ed_veil_add(veil, ED_HOST, group->computer);
		for (size_t k = 0; k < group->n_examples; k++)
			add_event(veil, &group->examples[k]);
	}
}

void ed_veil_windows(struct ed_veil *veil, const struct ed_case *c)
{
	for (size_t i = 0; i < c->iis_files.n; i++)
		add_iis_entries(
		    veil, ED_ITEMS(c->iis_files, struct ed_iis_file *)[i]);
	for (size_t i = 0; i < c->bindings.n; i++)
		add_binding(
		    veil, ED_ITEMS(c->bindings, struct ed_binding *)[i]);
	add_registry(veil, c);
	for (size_t i = 0; i < c->stores.n; i++)
		add_store(veil, ED_ITEMS(c->stores, struct ed_store *)[i]);
	for (size_t i = 0; i < c->facts.n_event_logs; i++)
		add_event_log(veil, c->facts.event_logs[i]);
	for (size_t i = 0; i < c->facts.n_machines; i++)
		ed_veil_add_path(veil, c->facts.machines[i]->folder);
}

static void add_count(struct ed_veil *veil, const struct ed_log_count *count)
{
	ed_veil_add_names(veil, count->what);
	add_text(veil, count->what);
}

/* IIS writes a plus for each blank of a value. */
static struct ed_str without_plus(struct ed_veil *veil, struct ed_str value)
{
	struct ed_text out = {.arena = veil->arena};

	for (size_t i = 0; i < value.n; i++)
		ed_put_byte(&out, value.p[i] == '+' ? ' ' : value.p[i]);
	return ed_text_str(&out);
}

static void add_trait(struct ed_veil *veil, const struct ed_log_trait *trait)
{
	if (trait->is_issuer)
		ed_veil_add(veil, ED_DN, without_plus(veil, trait->value));
	add_text(veil, trait->value);
	ed_veil_sweep(veil, trait->text);
}

void ed_veil_logs(struct ed_veil *veil, const struct ed_facts *facts)
{
	const struct ed_log *log = facts->log;

	if (!log)
		return;
	for (size_t i = 0; i < log->n_cells; i++)
		ed_veil_add(veil, ED_DEVICE, log->cells[i].device);
	for (size_t i = 0; i < log->n_traits; i++)
		add_trait(veil, &log->traits[i]);
	for (size_t i = 0; i < log->n_outcomes; i++)
		for (size_t k = 0; k < log->outcomes[i].n_refs; k++)
			add_ref(veil, &log->outcomes[i].refs[k]);
	for (size_t i = 0; i < log->n_reasons; i++)
		ed_veil_add_words(veil, log->reasons[i].name);
	add_count(veil, &log->health_ok);
	add_count(veil, &log->health_refused);
	add_count(veil, &log->policy);
	add_count(veil, &log->throttled);
	add_count(veil, &log->crl_filtered);
	add_count(veil, &log->crl_served);
	if (log->crl_issuer)
		ed_veil_name(veil, log->crl_issuer);
}
