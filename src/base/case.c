/* SPDX-License-Identifier: Apache-2.0 */
#include "base/case.h"

#include <easdoctor/limits.h>

#include <openssl/crypto.h>
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

void ed_case_free(struct ed_case *c)
{
	if (!c)
		return;
	ed_case_forget_password(c);
	ed_arena_free(&c->arena);
	memset(c, 0, sizeof(*c));
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
	facts->observations = c->observations.items;
	facts->n_observations = c->observations.n;
	facts->probes = c->probes.items;
	facts->n_probes = c->probes.n;
	facts->nodes = c->nodes.items;
	facts->n_nodes = c->nodes.n;
	facts->domain_controllers = c->domain_controllers.items;
	facts->n_domain_controllers = c->domain_controllers.n;
	return facts;
}
