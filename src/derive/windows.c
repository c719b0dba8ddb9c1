/* SPDX-License-Identifier: Apache-2.0 */
/* Bindings, registry and stores, for the machine that each is of. */
#include "derive/derive.h"

#include <easdoctor/limits.h>

#include "derive/bindings.h"

enum { SHA1_HEX = 40 };

static const struct ed_input *input_of(const struct ed_case *c, unsigned number)
{
	return number ? ED_ITEMS(c->inputs, struct ed_input *)[number - 1]
		      : NULL;
}

static bool is_of(const struct ed_case *c, const struct ed_machine *machine,
    const struct ed_ref *ref)
{
	const struct ed_input *in = input_of(c, ref->input);

	return in && in->machine == machine;
}

static bool has_kind(const struct ed_case *c, const struct ed_machine *machine,
    const char *kind, bool *incomplete)
{
	bool has = false;

	for (size_t i = 0; i < machine->n_inputs; i++) {
		const struct ed_input *in = input_of(c, machine->inputs[i]);

		if (!ed_str_eq(in->kind, ed_str_of(kind)))
			continue;
		has = true;
		*incomplete |= in->incomplete;
	}
	return has;
}

static void set_registry(struct ed_case *c, struct ed_machine *machine)
{
	struct ed_list keys = {0}, values = {0};
	struct ed_winreg *out;
	bool incomplete = false;

	if (!has_kind(c, machine, "registry", &incomplete))
		return;
	for (size_t i = 0; i < c->registry_keys.n; i++) {
		const struct ed_registry_key *key =
		    &ED_ITEMS(c->registry_keys, struct ed_registry_key)[i];

		if (is_of(c, machine, &key->ref))
			*ED_PUSH(&c->arena, &keys, struct ed_registry_key) =
			    *key;
	}
	for (size_t i = 0; i < c->registry_values.n; i++) {
		const struct ed_registry_value *value =
		    &ED_ITEMS(c->registry_values, struct ed_registry_value)[i];

		if (is_of(c, machine, &value->ref))
			*ED_PUSH(&c->arena, &values, struct ed_registry_value) =
			    *value;
	}
	out = ED_NEW(&c->arena, struct ed_winreg);
	*out = (struct ed_winreg){.keys = keys.items,
	    .n_keys = keys.n,
	    .values = values.items,
	    .n_values = values.n,
	    .incomplete = incomplete};
	machine->registry = out;
}

/* The keys below NTAuth are named after their certificates. */
static void add_ntauth(struct ed_case *c, const struct ed_machine *machine)
{
	const struct ed_winreg *registry = machine->registry;
	struct ed_str prefix = ED_STR(ED_KEY_NTAUTH);
	struct ed_store *store = NULL;
	struct ed_list items = {0};

	for (size_t i = 0; registry && i < registry->n_keys; i++) {
		const struct ed_registry_key *key = &registry->keys[i];
		struct ed_str name =
		    ed_str_sub(key->path, prefix.n + 1, key->path.n);

		if (key->deleted || !ed_str_istarts(key->path, prefix))
			continue;
		if (!store)
			store = ed_add_store(c);
		if (!store)
			return;
		if (!store->name.n) {
			store->ref = key->ref;
			store->kind = ED_STORE_NTAUTH;
			store->name = prefix;
			store->incomplete = registry->incomplete;
		}
		if (name.n == SHA1_HEX)
			*ED_PUSH(&c->arena, &items, struct ed_stored) =
			    (struct ed_stored){.ref = key->ref, .sha1 = name};
	}
	if (store) {
		store->items = items.items;
		store->n = items.n;
	}
}

static void set_stores(struct ed_case *c, struct ed_machine *machine)
{
	struct ed_list list = {0};

	for (size_t i = 0; i < c->stores.n; i++) {
		const struct ed_store *store =
		    ED_ITEMS(c->stores, struct ed_store *)[i];

		if (is_of(c, machine, &store->ref))
			*ED_PUSH(&c->arena, &list, const struct ed_store *) =
			    store;
	}
	machine->stores = list.items;
	machine->n_stores = list.n;
}

static void set_bindings(struct ed_case *c, struct ed_machine *machine)
{
	struct ed_list list = {0};
	struct ed_bindings *out;
	bool incomplete = false;
	bool has = has_kind(c, machine, "sslcert", &incomplete);

	for (size_t i = 0; i < c->bindings.n; i++) {
		const struct ed_binding *binding =
		    ED_ITEMS(c->bindings, struct ed_binding *)[i];

		if (is_of(c, machine, &binding->ref))
			*ED_PUSH(&c->arena, &list, const struct ed_binding *) =
			    binding;
	}
	if (!has && machine->registry)
		has = ed_bindings_of_registry(
		    c, machine->registry, &list, &incomplete);
	if (!has)
		return;
	out = ED_NEW(&c->arena, struct ed_bindings);
	*out = (struct ed_bindings){
	    .items = list.items, .n = list.n, .incomplete = incomplete};
	ed_bindings_serving(c, out);
	machine->bindings = out;
}

void ed_derive_windows(struct ed_case *c)
{
	for (size_t i = 0; i < c->machines.n; i++) {
		struct ed_machine *machine =
		    ED_ITEMS(c->machines, struct ed_machine *)[i];

		set_registry(c, machine);
		add_ntauth(c, machine);
		set_stores(c, machine);
		set_bindings(c, machine);
	}
}
