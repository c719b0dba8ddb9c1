/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When a failure began, and what else happened then: what is dated in other
 * evidence, and the time that the case states.
 */
#include "derive/log.h"

#include "base/time.h"

#include <easdoctor/date.h>

#include <stdlib.h>

/* So many are told; the nearest says most. */
enum { MOST = 3, A_DAY = 86400 };

struct found {
	const struct ed_date *date;
	enum ed_relation relation;
	int64_t away;
};

struct search {
	struct ed_case *c;
	int64_t onset;
	struct found found[MOST];
	size_t n;
};

/* What was before is no worse than what may have been; the nearest leads. */
static bool is_nearer(const struct found *a, const struct found *b)
{
	if (a->relation != b->relation)
		return a->relation < b->relation;
	return a->away < b->away;
}

static void put_in(struct search *s, struct found one)
{
	size_t at = s->n;

	if (s->n < MOST)
		s->n++;
	else if (!is_nearer(&one, &s->found[--at]))
		return;
	for (; at > 0 && is_nearer(&one, &s->found[at - 1]); at--)
		s->found[at] = s->found[at - 1];
	s->found[at] = one;
}

/* What came after is no cause: it is told only where nothing else is near. */
static void look_at(struct search *s, bool after)
{
	const struct ed_facts *facts = &s->c->facts;

	for (size_t i = 0; i < facts->n_dates; i++) {
		struct found one = {.date = &facts->dates[i]};

		if (one.date->turn == ED_TURN_NONE)
			continue;
		one.relation = ed_date_compare(one.date, s->onset, &one.away);
		if (one.relation != ED_DATE_FAR &&
		    (one.relation == ED_DATE_AFTER) == after)
			put_in(s, one);
	}
}

/* "2 h to 3 h": the hour that a clock shows twice in autumn. */
static struct ed_str say_distance(const struct search *s, struct found one)
{
	const struct ed_span *when = &one.date->when;
	const struct ed_str least = ed_time_distance(&s->c->arena, one.away);
	const int64_t width = when->latest - when->earliest;

	if (width == 0)
		return least;
	return ed_format(&s->c->arena, "%.*s to %.*s", ED_ARG(least),
	    ED_ARG(ed_time_distance(&s->c->arena, one.away + width)));
}

/* How far apart they can be. */
static int64_t farthest(const struct search *s, const struct ed_date *date)
{
	const int64_t before = s->onset - date->when.earliest;
	const int64_t after = date->when.latest - s->onset;

	return before > after ? before : after;
}

static struct ed_str say(const struct search *s, struct found one)
{
	const struct ed_date *date = one.date;
	const int64_t width = date->when.latest - date->when.earliest;
	struct ed_arena *arena = &s->c->arena;

	if (date->turn == ED_TURN_UPDATE && one.relation == ED_DATE_ABOUT)
		return ed_format(arena,
		    "on the day when %.*s %s (which hour is not said)",
		    ED_ARG(date->label), date->what);
	if (width >= A_DAY - 1)
		return ed_format(arena,
		    "within %.*s of when %.*s %s (its time has no zone: "
		    "comparable to the day at best)",
		    ED_ARG(ed_time_distance(arena, farthest(s, date))),
		    ED_ARG(date->label), date->what);
	if (one.relation == ED_DATE_ABOUT)
		return ed_format(arena, "in the hour in which %.*s %s",
		    ED_ARG(date->label), date->what);
	return ed_format(arena, "%.*s %s %.*s %s", ED_ARG(say_distance(s, one)),
	    one.relation == ED_DATE_AFTER ? "before" : "after",
	    ED_ARG(date->label), date->what);
}

static void tell(const struct search *s, struct ed_log_outcome *outcome)
{
	struct ed_near *near =
	    ed_alloc_array(&s->c->arena, s->n, sizeof(*near));

	for (size_t i = 0; i < s->n; i++) {
		const struct ed_date *date = s->found[i].date;

		near[i] = (struct ed_near){.date = date,
		    .relation = s->found[i].relation,
		    .text = say(s, s->found[i]),
		    .ref = date->ref};
		near[i].ref.quote = ed_format(&s->c->arena,
		    "it began %.*s%s%.*s", ED_ARG(near[i].text),
		    date->ref.quote.n ? "; " : "", ED_ARG(date->ref.quote));
	}
	outcome->near = near;
	outcome->n_near = s->n;
	outcome->near_onset = s->n ? near[0].text : (struct ed_str){0};
}

/* One that no list holds. */
static void consider(struct search *s, struct ed_log_outcome *outcome,
    int64_t time, const char *what, struct ed_str whose)
{
	const struct ed_date date = {
	    .turn = ED_TURN_CHANGE, .when = {true, time, time}};
	int64_t away;
	const enum ed_relation relation =
	    ed_date_compare(&date, s->onset, &away);

	if (relation == ED_DATE_FAR || (s->n && away >= s->found[0].away))
		return;
	s->n = 1;
	s->found[0] = (struct found){NULL, relation, away};
	outcome->near_onset = ed_format(&s->c->arena, "%.*s %s %s%s%.*s",
	    ED_ARG(ed_time_distance(&s->c->arena, away)),
	    relation == ED_DATE_AFTER ? "before" : "after", what,
	    whose.n ? " of " : "", ED_ARG(whose));
}

/* Services report much; what they call an error is told. */
static void consider_events(struct search *s, struct ed_log_outcome *outcome)
{
	const struct ed_facts *facts = &s->c->facts;

	for (size_t i = 0; i < facts->n_event_logs; i++)
		for (size_t k = 0; k < facts->event_logs[i]->n_groups; k++) {
			const struct ed_event_group *group =
			    facts->event_logs[i]->groups[k];

			if (group->level && group->level <= 3)
				consider(s, outcome, group->first,
				    ed_format(&s->c->arena,
					"the first event %u", group->id)
					.p,
				    group->computer);
		}
}

/* The last success before it began, of those that then failed. */
static int64_t success_before(
    const struct ed_case *c, enum ed_log_scope scope, int64_t onset)
{
	const struct ed_log_table *t = c->log;
	int64_t last = 0;

	for (uint32_t i = 0; scope == ED_LOG_ALL && i < t->n_devices; i++)
		if (t->devices[i].ok && t->devices[i].last_ok <= onset &&
		    t->devices[i].last_ok > last && ed_log_fails(t, i))
			last = t->devices[i].last_ok;
	for (size_t i = 0; scope != ED_LOG_ALL && i < t->n_events; i++) {
		const struct ed_log_event *e = &t->events[i];

		if ((scope == ED_LOG_DEVICE ? e->of_device : e->of_user) &&
		    e->status >= 200 && e->status < 300 && e->time <= onset &&
		    e->time > last)
			last = e->time;
	}
	return last;
}

void ed_log_find_onset(
    struct ed_case *c, const struct ed_log *log, struct ed_log_outcome *outcome)
{
	struct search s = {.c = c, .onset = outcome->onset};

	if (!outcome->present || !outcome->onset)
		return;
	/* Small requests go on while large ones fail. */
	if (outcome->status != 413)
		outcome->before = success_before(c, log->scope, outcome->onset);
	look_at(&s, false);
	tell(&s, outcome);
	if (s.n)
		return;
	/* What else was seen then may be the same failure. */
	consider_events(&s, outcome);
	if (s.n)
		return;
	look_at(&s, true);
	tell(&s, outcome);
	if (!s.n)
		consider(&s, outcome, c->since, "the time that the case states",
		    (struct ed_str){0});
}
