/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/subjects.h"
#include <easdoctor/scep.h>

#include <string.h>

static void add_subject(struct ed_arena *arena, struct ed_list *list,
    const void *it, struct ed_str label)
{
	*ED_PUSH(arena, list, struct ed_subject) =
	    (struct ed_subject){.it = it, .label = label};
}

/* An input of one of these kinds that is damaged, as "path: damage". */
static struct ed_str find_damage(
    const struct ed_case *c, struct ed_arena *arena, const char *const *kinds)
{
	for (size_t i = 0; i < c->inputs.n; i++) {
		const struct ed_input *in =
		    ED_ITEMS(c->inputs, struct ed_input *)[i];
		bool fits = in->named && in->unreadable;

		for (size_t k = 0; kinds[k]; k++)
			fits |= ed_str_eq(in->kind, ed_str_of(kinds[k]));
		if (fits && in->n_damage)
			return ed_format(arena, "%.*s: %.*s", ED_ARG(in->path),
			    ED_ARG(in->damage[0]));
	}
	return (struct ed_str){0};
}

struct ed_str ed_certificate_trouble(
    const struct ed_case *c, struct ed_arena *arena)
{
	static const char *const kinds[] = {
	    "certificate", "pkcs12", "profile", NULL};

	if (c->ambiguous.n)
		return c->ambiguous;
	for (size_t i = 0; i < c->identities.n; i++) {
		const struct ed_identity *identity =
		    ED_ITEMS(c->identities, struct ed_identity *)[i];

		if (identity->opened != ED_OPENED)
			return ed_format(arena, "%.*s could not be opened",
			    ED_ARG(identity->label));
	}
	return find_damage(c, arena, kinds);
}

static void find_certificate(
    struct ed_case *c, struct ed_arena *arena, struct ed_subjects *out)
{
	const struct ed_certificate *device = c->facts.device_certificate;
	struct ed_list list = {0};

	if (device) {
		add_subject(arena, &list, device, device->label);
		out->items = list.items;
		out->n = 1;
		return;
	}
	out->reason = ed_certificate_trouble(c, arena);
	out->damaged = out->reason.n > 0;
	if (!out->damaged)
		out->reason = ED_STR("no device certificate was given");
}

/* What was found, or why there is nothing. */
static void conclude(const struct ed_case *c, struct ed_arena *arena,
    const struct ed_list *list, const char *const *kinds, struct ed_str nothing,
    struct ed_subjects *out)
{
	out->items = list->items;
	out->n = list->n;
	if (out->n)
		return;
	out->reason = find_damage(c, arena, kinds);
	out->damaged = out->reason.n > 0;
	if (!out->damaged)
		out->reason = nothing;
}

/* What only its device can open may hold anything. */
static bool is_any_encrypted(const struct ed_case *c)
{
	for (size_t i = 0; i < c->profiles.n; i++)
		if (ED_ITEMS(c->profiles, struct ed_profile *)[i]->encrypted)
			return true;
	return false;
}

static void find_identities(
    struct ed_case *c, struct ed_arena *arena, struct ed_subjects *out)
{
	static const char *const kinds[] = {"pkcs12", NULL};
	struct ed_list list = {0};

	for (size_t i = 0; i < c->identities.n; i++) {
		const struct ed_identity *identity =
		    ED_ITEMS(c->identities, struct ed_identity *)[i];

		add_subject(arena, &list, identity, identity->label);
	}
	conclude(c, arena, &list, kinds,
	    ED_STR("no PKCS#12 and no private key was given"), out);
	if (out->n || out->damaged || !is_any_encrypted(c))
		return;
	out->damaged = true;
	out->reason = ED_STR("a profile that was given is encrypted");
}

static void find_profiles(
    struct ed_case *c, struct ed_arena *arena, struct ed_subjects *out)
{
	static const char *const kinds[] = {"profile", NULL};
	struct ed_list list = {0};

	for (size_t i = 0; i < c->profiles.n; i++) {
		const struct ed_profile *profile =
		    ED_ITEMS(c->profiles, struct ed_profile *)[i];

		add_subject(arena, &list, profile, profile->label);
	}
	conclude(c, arena, &list, kinds, ED_STR("no profile was given"), out);
}

static void find_eas(
    struct ed_case *c, struct ed_arena *arena, struct ed_subjects *out)
{
	struct ed_subjects profiles = {0};
	struct ed_list list = {0};

	find_profiles(c, arena, &profiles);
	for (size_t i = 0; i < profiles.n; i++) {
		const struct ed_profile *profile = profiles.items[i].it;

		for (size_t k = 0; k < profile->n_accounts; k++)
			add_subject(arena, &list, &profile->accounts[k],
			    profile->accounts[k].label);
	}
	out->items = list.items;
	out->n = list.n;
	if (out->n)
		return;
	out->damaged = profiles.n > 0 || profiles.damaged;
	out->reason = profiles.n ? ED_STR("the profile that was given holds no "
					  "Exchange ActiveSync account")
				 : profiles.reason;
}

static bool is_listed(const struct ed_list *list, const void *it)
{
	for (size_t i = 0; i < list->n; i++)
		if (ED_ITEMS(*list, struct ed_subject)[i].it == it)
			return true;
	return false;
}

/* Which payload the account signs in by is certain, and it is no SCEP. */
static bool signs_in_otherwise(const struct ed_eas *eas)
{
	if (eas->identity)
		return !ed_str_eq(
		    eas->identity->type, ED_STR("com.apple.security.scep"));
	return eas->has_inline_certificate ||
	       !ed_str_trim(eas->identity_uuid.value).n;
}

/* Several accounts of a profile can sign in by one payload. */
static void find_scep(
    struct ed_case *c, struct ed_arena *arena, struct ed_subjects *out)
{
	struct ed_subjects accounts = {0};
	struct ed_list list = {0};
	bool otherwise = true;

	find_eas(c, arena, &accounts);
	for (size_t i = 0; i < accounts.n; i++) {
		const struct ed_eas *eas = accounts.items[i].it;
		const struct ed_scep *scep =
		    eas->identity ? eas->identity->scep : NULL;

		otherwise &= signs_in_otherwise(eas);
		if (scep && !is_listed(&list, scep))
			add_subject(arena, &list, scep, scep->label);
	}
	*out = accounts;
	out->items = list.items;
	out->n = list.n;
	if (list.n || !accounts.n)
		return;
	out->none_meant = otherwise;
	out->damaged = !otherwise;
	out->reason = otherwise ? ED_STR("no account signs in with a "
					 "certificate that its device asks "
					 "for (SCEP)")
				: ED_STR("the payload that the account signs "
					 "in by could not be read");
}

/*
 * No way from here to an address, mostly an IPv6 one, while others of the
 * same name were reached: that says nothing about the server.
 */
static bool is_out_of_reach(const struct ed_node *node)
{
	bool reached = false;

	for (size_t i = 0; i < node->n_attempts; i++)
		if (node->attempts[i]->tcp.state != ED_TCP_UNREACHABLE)
			return false;
	for (size_t i = 0; i < node->probe->n_nodes; i++)
		reached = reached || node->probe->nodes[i]->connected;
	return reached;
}

/*
 * A probe that came to no address has judged nothing of the server, nor has
 * one of another server.
 */
static void find_servers(
    struct ed_case *c, struct ed_arena *arena, struct ed_subjects *out)
{
	static const char *const kinds[] = {"probe", NULL};
	struct ed_list list = {0};
	bool others = false;

	for (size_t i = 0; i < c->nodes.n; i++) {
		const struct ed_node *node =
		    ED_ITEMS(c->nodes, struct ed_node *)[i];

		others = others || !node->probe->same_server;
		if (!is_out_of_reach(node) && node->probe->same_server)
			add_subject(arena, &list, node, node->label);
	}
	conclude(c, arena, &list, kinds, ED_STR("no probe was made"), out);
	if (out->n || out->damaged || c->probes.n == 0)
		return;
	out->damaged = true;
	out->reason =
	    others ? ED_STR("the probe was of another server than the case or "
			    "the profile names")
		   : ED_STR("the probe came to no address of the endpoint");
}

/* Of a kind that a machine is known by. */
static struct ed_str find_machine_damage(
    const struct ed_case *c, struct ed_arena *arena)
{
	for (size_t i = 0; i < c->inputs.n; i++) {
		const struct ed_input *in =
		    ED_ITEMS(c->inputs, struct ed_input *)[i];

		if ((in->of_machine || (in->named && in->unreadable)) &&
		    in->n_damage)
			return ed_format(arena, "%.*s: %.*s", ED_ARG(in->path),
			    ED_ARG(in->damage[0]));
	}
	return (struct ed_str){0};
}

static void find_machines(
    struct ed_case *c, struct ed_arena *arena, struct ed_subjects *out)
{
	struct ed_list list = {0};

	for (size_t i = 0; i < c->machines.n; i++) {
		const struct ed_machine *machine =
		    ED_ITEMS(c->machines, struct ed_machine *)[i];

		add_subject(arena, &list, machine, machine->label);
	}
	out->items = list.items;
	out->n = list.n;
	if (out->n)
		return;
	out->reason = find_machine_damage(c, arena);
	out->damaged = out->reason.n > 0;
	if (!out->damaged)
		out->reason = ED_STR("no export of a server was given");
}

void ed_subjects_find(struct ed_case *c, enum ed_each each,
    struct ed_arena *arena, struct ed_subjects *out)
{
	struct ed_list list = {0};

	*out = (struct ed_subjects){0};
	switch (each) {
	case ED_CERTIFICATE:
		find_certificate(c, arena, out);
		return;
	case ED_IDENTITY:
		find_identities(c, arena, out);
		return;
	case ED_PROFILE:
		find_profiles(c, arena, out);
		return;
	case ED_EAS:
		find_eas(c, arena, out);
		return;
	case ED_SCEP:
		find_scep(c, arena, out);
		return;
	case ED_SERVER:
		find_servers(c, arena, out);
		return;
	case ED_MACHINE:
		find_machines(c, arena, out);
		return;
	case ED_CASE:
	case ED_SYMPTOM:
		break;
	}
	add_subject(arena, &list, ed_case_facts(c), (struct ed_str){0});
	out->items = list.items;
	out->n = 1;
}
