/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is dated in evidence, in order of how much it matters: what began,
 * ended or was changed shortly before sync failed is often why.
 */
#include "derive/derive.h"

#include <easdoctor/date.h>
#include <easdoctor/event.h>
#include <easdoctor/exchange.h>
#include <easdoctor/limits.h>
#include <easdoctor/revocation.h>
#include <easdoctor/store.h>

struct dates {
	const struct ed_facts *facts;
	struct ed_arena *arena;
	struct ed_list list; /* struct ed_date */
};

static void add(struct dates *all, const struct ed_date *date)
{
	if (all->list.n < ED_MAX_DATES && date->when.given)
		*ED_PUSH(all->arena, &all->list, struct ed_date) = *date;
}

/* One moment, of a thing that says so itself. */
static void add_at(
    struct dates *all, struct ed_date date, int64_t time, const char *name)
{
	struct ed_digits digits;

	if (time == INT64_MIN)
		return;
	date.when = (struct ed_span){true, time, time};
	date.ref = date.whole;
	date.ref.quote = ed_format(
	    all->arena, "%s %.*s", name, ED_ARG(ed_time(&digits, time)));
	add(all, &date);
}

static void add_certificate(
    struct dates *all, const struct ed_certificate *cert)
{
	struct ed_date date = {
	    .kind = "certificate", .label = cert->label, .whole = cert->ref};

	if (cert->unreadable & ED_PART_TIME)
		return;
	date.turn = ED_TURN_BEGIN;
	date.what = "begins";
	add_at(all, date, cert->not_before, "not before");
	date.turn = ED_TURN_END;
	date.what = "ends";
	add_at(all, date, cert->not_after, "not after");
}

static void add_chain(struct dates *all)
{
	const struct ed_certificate *device = all->facts->device_certificate;

	if (!device)
		return;
	if (device->chain.n_links == 0)
		add_certificate(all, device);
	for (size_t i = 0; i < device->chain.n_links; i++)
		add_certificate(all, device->chain.links[i]);
}

/* What a node showed, unless another showed it before. */
static const struct ed_certificate *shown_first(
    const struct ed_facts *facts, size_t i)
{
	const struct ed_attempt *shown = facts->nodes[i]->shown;
	const struct ed_certificate *leaf = shown && shown->tls.n_certificates
						? shown->tls.certificates[0]
						: NULL;

	for (size_t k = 0; leaf && k < i; k++) {
		const struct ed_attempt *other = facts->nodes[k]->shown;

		if (other && other->tls.n_certificates &&
		    ed_certificate_is(other->tls.certificates[0], leaf))
			return NULL;
	}
	return leaf;
}

static void add_servers(struct dates *all)
{
	enum { MOST = 4 };
	size_t n = 0;

	for (size_t i = 0; i < all->facts->n_nodes && n < MOST; i++) {
		const struct ed_certificate *leaf = shown_first(all->facts, i);

		if (leaf)
			add_certificate(all, leaf);
		n += leaf != NULL;
	}
}

/* Since when a list has one of the chain's certificates. */
static void add_revoked(struct dates *all, const struct ed_crl *crl)
{
	for (size_t i = 0; i < crl->n_kept; i++) {
		const struct ed_crl_entry *entry = &crl->entries[i];

		if (entry->reason != ED_REASON_REMOVE)
			add_at(all,
			    (struct ed_date){.turn = ED_TURN_REVOKE,
				.kind = "certificate",
				.label = entry->certificate->label,
				.what = "is revoked",
				.whole = crl->ref},
			    entry->since, "revoked since");
	}
}

static void add_crls(struct dates *all)
{
	for (size_t i = 0; i < all->facts->n_crls; i++) {
		const struct ed_crl *crl = all->facts->crls[i];
		struct ed_date date = {
		    .kind = "crl", .label = crl->label, .whole = crl->ref};

		if (crl->bearing == ED_CRL_FOREIGN)
			continue;
		add_revoked(all, crl);
		if (crl->unreadable & ED_CRL_PART_TIME)
			continue;
		date.turn = ED_TURN_BEGIN;
		date.what = "is made";
		add_at(all, date, crl->this_update, "this update");
		date.turn = ED_TURN_END;
		date.what = "runs out";
		if (crl->has_next_update)
			add_at(all, date, crl->next_update, "next update");
	}
}

/* An attribute, which has a line of its own. */
static void add_span(struct dates *all, struct ed_date date,
    struct ed_span when, struct ed_ref ref)
{
	struct ed_digits digits;

	date.when = when;
	date.ref = ref.input ? ref : date.whole;
	if (!date.ref.quote.n && when.earliest == when.latest)
		date.ref.quote =
		    ed_copy(all->arena, ed_time(&digits, when.earliest));
	add(all, &date);
}

static void add_account(struct dates *all)
{
	const struct ed_directory_account *account =
	    all->facts->directory_account;
	struct ed_date date = {.kind = "account"};

	if (!account)
		return;
	date.label = account->label;
	date.whole = account->ref;
	date.turn = ED_TURN_BEGIN;
	date.what = "is made";
	add_span(all, date, account->created, account->ref);
	date.turn = ED_TURN_CHANGE;
	date.what = "is changed";
	add_span(all, date, account->changed, account->changed_ref);
	date.what = "is locked";
	if (account->locked != ED_NO)
		add_span(all, date, account->locked_since, account->ref);
	date.turn = ED_TURN_END;
	date.what = "ends";
	if (!account->never_expires)
		add_span(all, date, account->expires, account->ref);
}

/* What is told of the user is put together of what cmdlets printed. */
static bool is_part_of(const struct ed_exchange_object *object,
    const struct ed_exchange_object *whole)
{
	const struct ed_ref *ref = &object->ref;

	if (object == whole)
		return true;
	for (size_t i = 0; whole && ref->input && i < whole->n_properties; i++)
		if (whole->properties[i].ref.input == ref->input &&
		    ed_str_eq(whole->properties[i].ref.at, ref->at))
			return true;
	return false;
}

/* Of mailboxes and devices only the case's own. */
static bool is_ours(
    const struct ed_facts *facts, const struct ed_exchange_object *object)
{
	const struct ed_exchange_user *user = facts->exchange;

	switch (object->kind) {
	case ED_EXCHANGE_CAS:
	case ED_EXCHANGE_DEVICE:
	case ED_EXCHANGE_STATISTICS:
	case ED_EXCHANGE_RECIPIENT:
		return user && (is_part_of(object, user->cas) ||
				   is_part_of(object, user->recipient) ||
				   is_part_of(object, user->device) ||
				   is_part_of(object, user->statistics));
	default:
		return true;
	}
}

static void add_exchange(struct dates *all)
{
	enum { MOST = 12 };
	const size_t most = all->list.n + MOST;

	for (size_t i = 0; i < all->facts->n_exchange_objects; i++) {
		const struct ed_exchange_object *object =
		    all->facts->exchange_objects[i];
		struct ed_date date = {.label = object->label,
		    .whole = object->ref,
		    .object = object};

		if (!is_ours(all->facts, object) || all->list.n >= most)
			continue;
		date.kind = "symptom";
		date.what = "synced";
		add_span(all, date, object->synced, object->ref);
		date.kind = "config";
		date.what = "is changed";
		date.turn = ED_TURN_CHANGE;
		add_span(all, date, object->changed, object->changed_ref);
	}
}

static void add_stores(struct dates *all)
{
	for (size_t i = 0; i < all->facts->n_stores; i++) {
		const struct ed_store *store = all->facts->stores[i];

		add_span(all,
		    (struct ed_date){.turn = ED_TURN_CHANGE,
			.kind = "config",
			.label = ED_STR("NTAuthCertificates of the directory"),
			.what = "is changed",
			.whole = store->ref},
		    store->changed, store->changed_ref);
	}
}

static void add_clocks(struct dates *all)
{
	const struct ed_facts *facts = all->facts;

	for (size_t i = 0; i < facts->n_event_logs; i++)
		for (size_t k = 0; k < facts->event_logs[i]->n_groups; k++) {
			const struct ed_event_group *group =
			    facts->event_logs[i]->groups[k];
			struct ed_date date = {.turn = ED_TURN_CLOCK,
			    .kind = "config",
			    .label = group->computer.n ? group->computer
						       : ED_STR("a machine"),
			    .what = "sets its clock"};

			if (group->source != ED_EVENT_CLOCK || group->last <= 0)
				continue;
			if (group->n_examples)
				date.whole = group->examples[0].ref;
			add_at(all, date, group->last, "the clock was set");
		}
}

/* Of an update the case tells only the day. */
static void add_controllers(struct dates *all)
{
	enum { A_DAY = 86400 };

	for (size_t i = 0; i < all->facts->n_domain_controllers; i++) {
		const struct ed_domain_controller *one =
		    &all->facts->domain_controllers[i];

		if (!one->patched)
			continue;
		add_span(all,
		    (struct ed_date){.turn = ED_TURN_UPDATE,
			.kind = "config",
			.label =
			    ed_format(all->arena, "a domain controller%s%.*s%s",
				one->os.n ? " (" : "", ED_ARG(one->os),
				one->os.n ? ")" : ""),
			.what = "is updated"},
		    (struct ed_span){
			true, one->patched, one->patched + A_DAY - 1},
		    (struct ed_ref){0});
	}
}

static void add_moment(struct dates *all, const struct ed_profile *profile,
    const struct ed_moment *moment, const char *what)
{
	if (moment->given && moment->readable)
		add_span(all,
		    (struct ed_date){.turn = ED_TURN_END,
			.kind = "config",
			.label = profile->label,
			.what = what,
			.whole = profile->ref},
		    (struct ed_span){true, moment->seconds, moment->seconds},
		    moment->ref);
}

static void add_profiles(struct dates *all)
{
	enum { MOST = 4 };

	for (size_t i = 0; i < all->facts->n_profiles && i < MOST; i++) {
		const struct ed_profile *profile = all->facts->profiles[i];

		add_moment(all, profile, &profile->removal, "is removed");
		add_moment(all, profile, &profile->expiration, "ends");
	}
}

void ed_derive_dates(struct ed_case *c)
{
	struct dates all = {.facts = &c->facts, .arena = &c->arena};

	add_chain(&all);
	add_servers(&all);
	add_account(&all);
	add_exchange(&all);
	add_controllers(&all);
	add_stores(&all);
	add_profiles(&all);
	add_clocks(&all);
	add_crls(&all);
	c->facts.dates = all.list.items;
	c->facts.n_dates = all.list.n;
}
