/* SPDX-License-Identifier: Apache-2.0 */
#include "base/case.h"
#include "base/log_table.h"

#include <easdoctor/exchange.h>
#include <easdoctor/limits.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

void ed_case_init(struct ed_case *c)
{
	memset(c, 0, sizeof(*c));
	c->rounds_left = ED_MAX_ROUNDS;
}

void ed_case_forget_password(struct ed_case *c)
{
	if (!c->password)
		return;
	OPENSSL_cleanse(c->password, strlen(c->password));
	free(c->password);
	c->password = NULL;
}

void ed_case_forget_keys(struct ed_case *c)
{
	for (size_t i = 0; i < c->keys.n; i++)
		EVP_PKEY_free(ED_ITEMS(c->keys, struct ed_kept_key)[i].key);
	c->keys.n = 0;
	c->keep_keys = false;
}

void ed_case_free(struct ed_case *c)
{
	if (!c)
		return;
	ed_case_forget_password(c);
	ed_case_forget_keys(c);
	ed_log_table_free(c->log);
	ed_arena_free(&c->waiting);
	ed_arena_free(&c->arena);
	memset(c, 0, sizeof(*c));
}

bool ed_is_upn(struct ed_str text)
{
	size_t at = ed_str_find(text, ED_STR("@"));

	return at > 0 && at + 1 < text.n;
}

/* A new zeroed item, listed in list unless that already holds max. */
static void *add_item(
    struct ed_case *c, struct ed_list *list, size_t size, size_t max)
{
	void *item;

	if (list->n >= max)
		return NULL;
	item = ed_alloc(&c->arena, size);
	*ED_PUSH(&c->arena, list, void *) = item;
	return item;
}

struct ed_input *ed_add_input(struct ed_case *c, struct ed_str path)
{
	struct ed_input *in =
	    add_item(c, &c->inputs, sizeof(*in), 2 * ED_MAX_INPUTS);

	if (!in)
		return NULL;
	in->path = ed_copy(&c->arena, path);
	in->kind = ED_STR("unrecognised");
	in->vantage = ED_STR("evidence");
	return in;
}

unsigned ed_input_number(const struct ed_case *c, const struct ed_input *in)
{
	for (size_t i = 0; i < c->inputs.n; i++)
		if (ED_ITEMS(c->inputs, struct ed_input *)[i] == in)
			return (unsigned)i + 1;
	return 0;
}

void ed_damage(struct ed_case *c, struct ed_input *in, const char *format, ...)
{
	struct ed_str *notes;
	va_list args;

	if (in->n_damage >= ED_MAX_DAMAGE)
		return;
	notes = ed_alloc_array(&c->arena, in->n_damage + 1, sizeof(*notes));
	if (in->n_damage)
		memcpy(notes, in->damage, in->n_damage * sizeof(*notes));
	if (in->n_damage + 1 == ED_MAX_DAMAGE) {
		notes[in->n_damage] = ED_STR("more damage, not listed");
	} else {
		va_start(args, format);
		notes[in->n_damage] = ed_vformat(&c->arena, format, args);
		va_end(args);
	}
	in->damage = notes;
	in->n_damage++;
}

struct ed_certificate *ed_add_certificate(struct ed_case *c)
{
	return add_item(c, &c->certificates, sizeof(struct ed_certificate),
	    ED_MAX_CERTIFICATES);
}

struct ed_identity *ed_add_identity(struct ed_case *c)
{
	return add_item(
	    c, &c->identities, sizeof(struct ed_identity), ED_MAX_CERTIFICATES);
}

struct ed_profile *ed_add_profile(struct ed_case *c)
{
	return add_item(
	    c, &c->profiles, sizeof(struct ed_profile), ED_MAX_PROFILES);
}

struct ed_android_mail *ed_add_android_mail(struct ed_case *c)
{
	return add_item(c, &c->android_mails, sizeof(struct ed_android_mail),
	    ED_MAX_PROFILES);
}

struct ed_observation *ed_add_observation(struct ed_case *c)
{
	return add_item(c, &c->observations, sizeof(struct ed_observation),
	    ED_MAX_OBSERVED + ED_MAX_ATTEMPTS);
}

struct ed_probe *ed_add_probe(struct ed_case *c)
{
	return add_item(c, &c->probes, sizeof(struct ed_probe), ED_MAX_PROBES);
}

struct ed_node *ed_add_node(struct ed_case *c)
{
	return add_item(c, &c->nodes, sizeof(struct ed_node), ED_MAX_NODES);
}

struct ed_machine *ed_add_machine(struct ed_case *c)
{
	return add_item(
	    c, &c->machines, sizeof(struct ed_machine), ED_MAX_MACHINES);
}

struct ed_binding *ed_add_binding(struct ed_case *c)
{
	return add_item(
	    c, &c->bindings, sizeof(struct ed_binding), ED_MAX_BINDINGS);
}

struct ed_store *ed_add_store(struct ed_case *c)
{
	return add_item(c, &c->stores, sizeof(struct ed_store), ED_MAX_STORES);
}

struct ed_directory_account *ed_add_directory_account(struct ed_case *c)
{
	return add_item(c, &c->accounts, sizeof(struct ed_directory_account),
	    ED_MAX_ACCOUNTS);
}

struct ed_exchange_object *ed_add_exchange_object(struct ed_case *c)
{
	return add_item(c, &c->exchange, sizeof(struct ed_exchange_object),
	    ED_MAX_EXCHANGE_OBJECTS);
}

struct ed_crl *ed_add_crl(struct ed_case *c)
{
	struct ed_crl *crl =
	    add_item(c, &c->crls, sizeof(struct ed_crl), ED_MAX_CRLS);

	if (crl)
		(void)ED_PUSH(&c->arena, &c->seals, struct ed_seal);
	return crl;
}

struct ed_verification *ed_add_verification(struct ed_case *c)
{
	return add_item(c, &c->verifications, sizeof(struct ed_verification),
	    ED_MAX_VERIFICATIONS);
}

struct ed_ca_info *ed_add_ca_info(struct ed_case *c)
{
	return add_item(
	    c, &c->ca_infos, sizeof(struct ed_ca_info), ED_MAX_CA_INFOS);
}

struct ed_event_log *ed_add_event_log(struct ed_case *c)
{
	return add_item(
	    c, &c->event_logs, sizeof(struct ed_event_log), ED_MAX_EVENT_LOGS);
}

const struct ed_facts *ed_case_facts(struct ed_case *c)
{
	struct ed_facts *facts = &c->facts;

	facts->inputs = c->inputs.items;
	facts->n_inputs = c->inputs.n;
	facts->certificates = c->certificates.items;
	facts->n_certificates = c->certificates.n;
	facts->identities = c->identities.items;
	facts->n_identities = c->identities.n;
	facts->profiles = c->profiles.items;
	facts->n_profiles = c->profiles.n;
	facts->android_mails = c->android_mails.items;
	facts->n_android_mails = c->android_mails.n;
	facts->observations = c->observations.items;
	facts->n_observations = c->observations.n;
	facts->accounts = c->accounts.items;
	facts->n_accounts = c->accounts.n;
	facts->exchange_objects = c->exchange.items;
	facts->n_exchange_objects = c->exchange.n;
	facts->crls = c->crls.items;
	facts->n_crls = c->crls.n;
	facts->verifications = c->verifications.items;
	facts->n_verifications = c->verifications.n;
	facts->ca_infos = c->ca_infos.items;
	facts->n_ca_infos = c->ca_infos.n;
	facts->probes = c->probes.items;
	facts->n_probes = c->probes.n;
	facts->nodes = c->nodes.items;
	facts->n_nodes = c->nodes.n;
	facts->event_logs = c->event_logs.items;
	facts->n_event_logs = c->event_logs.n;
	facts->machines = c->machines.items;
	facts->n_machines = c->machines.n;
	facts->stores = c->stores.items;
	facts->n_stores = c->stores.n;
	facts->domain_controllers = c->domain_controllers.items;
	facts->n_domain_controllers = c->domain_controllers.n;
	return facts;
}
