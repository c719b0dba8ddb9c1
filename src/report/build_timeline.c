/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is dated in evidence, in order: what began, ended or was changed
 * shortly before sync failed is often why.
 */
#include "report/timeline.h"

#include <easdoctor/directory.h>
#include <easdoctor/event.h>
#include <easdoctor/exchange.h>
#include <easdoctor/revocation.h>

#include <stdlib.h>

/* A zone that is not known leaves 26 hours; more is a date in doubt. */
enum { A_ZONE = 26 * 3600 };

void ed_dates_add(struct ed_dates *all, int64_t time, const char *kind,
    struct ed_str finding, struct ed_str text)
{
	if (all->n == ED_MAX_REPORT_MOMENTS || time == INT64_MIN)
		return;
	all->items[all->n] =
	    (struct ed_dated){time, all->n, kind, text, finding};
	all->n++;
}

/* "the label ends", of a thing of which that is known. */
static void add(struct ed_dates *all, int64_t time, const char *kind,
    struct ed_str label, const char *what)
{
	ed_dates_add(all, time, kind, ED_STR(""),
	    ed_format(all->arena, "%.*s %s",
		ED_ARG(ed_build_show(all->b, label)), what));
}

static void add_span(struct ed_dates *all, struct ed_span span,
    const char *kind, struct ed_str label, const char *what)
{
	if (!span.given || span.latest - span.earliest > A_ZONE)
		return;
	if (span.latest > span.earliest)
		what = ed_format(all->arena, "%s (give or take a day)", what).p;
	add(all, span.earliest, kind, label, what);
}

static void add_certificate(
    struct ed_dates *all, const struct ed_certificate *cert)
{
	if (cert->unreadable & ED_PART_TIME)
		return;
	add(all, cert->not_before, "certificate", cert->label, "begins");
	add(all, cert->not_after, "certificate", cert->label, "ends");
}

static void add_chain(struct ed_dates *all, const struct ed_facts *facts)
{
	const struct ed_certificate *device = facts->device_certificate;

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

static void add_servers(struct ed_dates *all, const struct ed_facts *facts)
{
	enum { MOST = 4 };
	size_t n = 0;

	for (size_t i = 0; i < facts->n_nodes && n < MOST; i++) {
		const struct ed_certificate *leaf = shown_first(facts, i);

		if (leaf)
			add_certificate(all, leaf);
		n += leaf != NULL;
	}
}

static void add_crls(struct ed_dates *all, const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_crls; i++) {
		const struct ed_crl *crl = facts->crls[i];

		if (crl->bearing == ED_CRL_FOREIGN ||
		    crl->unreadable & ED_CRL_PART_TIME)
			continue;
		add(all, crl->this_update, "crl", crl->label, "is made");
		if (crl->has_next_update)
			add(all, crl->next_update, "crl", crl->label,
			    "runs out");
	}
}

static void add_account(struct ed_dates *all, const struct ed_facts *facts)
{
	const struct ed_directory_account *account = facts->directory_account;

	if (!account)
		return;
	add_span(all, account->created, "account", account->label, "is made");
	if (account->locked == ED_YES)
		add_span(all, account->locked_since, "account", account->label,
		    "is locked");
	if (!account->never_expires)
		add_span(
		    all, account->expires, "account", account->label, "ends");
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
		return user &&
		       (object == user->cas || object == user->recipient ||
			   object == user->device ||
			   object == user->statistics);
	default:
		return true;
	}
}

static void add_exchange(struct ed_dates *all, const struct ed_facts *facts)
{
	enum { MOST = 12 };
	const size_t most = all->n + MOST;

	for (size_t i = 0; i < facts->n_exchange_objects; i++) {
		const struct ed_exchange_object *object =
		    facts->exchange_objects[i];

		if (!is_ours(facts, object) || all->n >= most)
			continue;
		add_span(
		    all, object->synced, "symptom", object->label, "synced");
		add_span(all, object->changed, "config", object->label,
		    "is changed");
	}
}

static void add_clocks(struct ed_dates *all, const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_event_logs; i++)
		for (size_t k = 0; k < facts->event_logs[i]->n_groups; k++) {
			const struct ed_event_group *group =
			    facts->event_logs[i]->groups[k];

			if (group->source == ED_EVENT_CLOCK && group->last > 0)
				add(all, group->last, "config",
				    group->computer.n ? group->computer
						      : ED_STR("a machine"),
				    "sets its clock");
		}
}

static void add_stated(struct ed_dates *all, const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_domain_controllers; i++) {
		const struct ed_domain_controller *one =
		    &facts->domain_controllers[i];

		if (one->patched)
			add(all, one->patched, "config",
			    ed_format(all->arena, "a domain controller%s%.*s%s",
				one->os.n ? " (" : "", ED_ARG(one->os),
				one->os.n ? ")" : ""),
			    "is updated");
	}
}

static void add_profiles(struct ed_dates *all, const struct ed_facts *facts)
{
	enum { MOST = 4 };

	for (size_t i = 0; i < facts->n_profiles && i < MOST; i++) {
		const struct ed_profile *profile = facts->profiles[i];

		if (profile->removal.given && profile->removal.readable)
			add(all, profile->removal.seconds, "config",
			    profile->label, "is removed");
		if (profile->expiration.given && profile->expiration.readable)
			add(all, profile->expiration.seconds, "config",
			    profile->label, "ends");
	}
}

static int compare(const void *a, const void *b)
{
	const struct ed_dated *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* What matters most goes first: there is room for so many. */
static void add_all(struct ed_dates *all, const struct ed_builder *b)
{
	const struct ed_facts *facts = &b->parts->c->facts;

	ed_dates_add(
	    all, facts->as_of, "run", ED_STR(""), ED_STR("judged as of"));
	if (b->parts->c->since)
		ed_dates_add(all, b->parts->c->since, "case", ED_STR(""),
		    ED_STR("it fails since"));
	add_chain(all, facts);
	ed_dates_add_symptoms(all, b);
	add_servers(all, facts);
	add_account(all, facts);
	add_exchange(all, facts);
	add_stated(all, facts);
	add_profiles(all, facts);
	add_clocks(all, facts);
	add_crls(all, facts);
}

void ed_build_timeline(struct ed_builder *b)
{
	struct ed_dates all = {.b = b, .arena = b->arena};
	struct ed_report_moment *items;
	struct ed_digits digits;

	add_all(&all, b);
	/* Of one moment there is nothing to compare. */
	if (all.n < 2)
		return;
	qsort(all.items, all.n, sizeof(*all.items), compare);
	items = ed_alloc_array(b->arena, all.n, sizeof(*items));
	for (size_t i = 0; i < all.n; i++)
		items[i] = (struct ed_report_moment){
		    .time =
			ed_copy(b->arena, ed_time(&digits, all.items[i].time)),
		    .kind = ed_str_of(all.items[i].kind),
		    .text = all.items[i].text,
		    .finding = all.items[i].finding};
	b->out->timeline = items;
	b->out->n_timeline = all.n;
}
