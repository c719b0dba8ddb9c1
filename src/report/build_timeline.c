/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is dated in evidence, in order: what began or ended shortly before
 * sync failed is often why.
 */
#include "report/build.h"

#include <easdoctor/directory.h>
#include <easdoctor/limits.h>
#include <easdoctor/revocation.h>

#include <stdlib.h>

struct moment {
	int64_t time;
	size_t order; /* in which it was found */
	const char *kind;
	struct ed_str text;
};

struct moments {
	const struct ed_builder *b;
	struct ed_arena *arena;
	struct moment items[ED_MAX_REPORT_MOMENTS];
	size_t n;
};

static void add(
    struct moments *all, int64_t time, const char *kind, struct ed_str text)
{
	if (all->n == ED_MAX_REPORT_MOMENTS || time == INT64_MIN)
		return;
	all->items[all->n] = (struct moment){time, all->n, kind, text};
	all->n++;
}

static void add_certificate(
    struct moments *all, const struct ed_certificate *cert)
{
	const struct ed_str label = ed_build_show(all->b, cert->label);

	if (cert->unreadable & ED_PART_TIME)
		return;
	add(all, cert->not_before, "certificate",
	    ed_format(all->arena, "%.*s begins", ED_ARG(label)));
	add(all, cert->not_after, "certificate",
	    ed_format(all->arena, "%.*s ends", ED_ARG(label)));
}

static void add_chain(struct moments *all, const struct ed_facts *facts)
{
	const struct ed_certificate *device = facts->device_certificate;

	if (!device)
		return;
	if (device->chain.n_links == 0)
		add_certificate(all, device);
	for (size_t i = 0; i < device->chain.n_links; i++)
		add_certificate(all, device->chain.links[i]);
}

static void add_crls(struct moments *all, const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_crls; i++) {
		const struct ed_crl *crl = facts->crls[i];
		const struct ed_str label = ed_build_show(all->b, crl->label);

		if (crl->bearing == ED_CRL_FOREIGN ||
		    crl->unreadable & ED_CRL_PART_TIME)
			continue;
		add(all, crl->this_update, "crl",
		    ed_format(all->arena, "%.*s is made", ED_ARG(label)));
		if (crl->has_next_update)
			add(all, crl->next_update, "crl",
			    ed_format(
				all->arena, "%.*s runs out", ED_ARG(label)));
	}
}

static void add_account(struct moments *all, const struct ed_facts *facts)
{
	const struct ed_directory_account *account = facts->directory_account;

	if (account && account->created.given)
		add(all, account->created.earliest, "account",
		    ed_format(all->arena, "%.*s is made",
			ED_ARG(ed_build_show(all->b, account->label))));
}

static int compare(const void *a, const void *b)
{
	const struct moment *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

void ed_build_timeline(struct ed_builder *b)
{
	const struct ed_facts *facts = &b->parts->c->facts;
	struct moments all = {.b = b, .arena = b->arena};
	struct ed_report_moment *items;
	struct ed_digits digits;

	add(&all, facts->as_of, "run", ED_STR("judged as of"));
	if (b->parts->c->since)
		add(&all, b->parts->c->since, "case", ED_STR("it fails since"));
	add_chain(&all, facts);
	add_account(&all, facts);
	add_crls(&all, facts);
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
		    .text = all.items[i].text};
	b->out->timeline = items;
	b->out->n_timeline = all.n;
}
