/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is dated in evidence, in order: what began, ended or was changed
 * shortly before sync failed is often why.
 */
#include "report/timeline.h"

#include <easdoctor/date.h>

#include <stdlib.h>

enum { AN_HOUR = 3600 };

void ed_dates_add(struct ed_dates *all, int64_t time, const char *kind,
    struct ed_str finding, struct ed_str text)
{
	if (all->n == ED_MAX_REPORT_MOMENTS || time == INT64_MIN)
		return;
	all->items[all->n] =
	    (struct ed_dated){time, all->n, kind, text, finding};
	all->n++;
}

static void add_date(struct ed_dates *all, const struct ed_date *date)
{
	const int64_t width = date->when.latest - date->when.earliest;
	const char *how = "";

	if (width > ED_A_ZONE)
		return;
	if (width > AN_HOUR)
		how = " (give or take a day)";
	else if (width > 0)
		how = " (give or take an hour)";
	ed_dates_add(all, date->when.earliest, date->kind, ED_STR(""),
	    ed_format(all->arena, "%.*s %s%s",
		ED_ARG(ed_build_show(all->b, date->label)), date->what,
		date->turn == ED_TURN_UPDATE ? "" : how));
}

/* Certificates go first: lists and the like may be many. */
static void add_dates(struct ed_dates *all, bool certificates)
{
	const struct ed_facts *facts = &all->b->parts->c->facts;

	for (size_t i = 0; i < facts->n_dates; i++)
		if (ed_str_eq(ed_str_of(facts->dates[i].kind),
			ED_STR("certificate")) == certificates)
			add_date(all, &facts->dates[i]);
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
	add_dates(all, true);
	ed_dates_add_symptoms(all, b);
	add_dates(all, false);
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
