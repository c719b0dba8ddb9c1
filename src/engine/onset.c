/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/onset.h"

#include "base/time.h"

#include <easdoctor/date.h>

/*
 * Clocks of servers that still talk to each other are five minutes apart at
 * most, and a certificate's own begins ten minutes early.
 */
enum { CLOCKS = 600, AN_HOUR = 3600, DEPTH = 3 };

/* One cause, while its dates are compared with its symptoms. */
struct weighing {
	const struct ed_facts *facts;
	const struct ed_rules *rules;
	const struct ed_findings *findings;
	struct ed_arena *arena;
	const struct ed_rule *symptom; /* whose onset is the first, or NULL */
	const struct ed_log_outcome *outcome;
	const struct ed_date *date; /* that tells it, or NULL */
	int64_t away;
	bool exact;
	const struct ed_date *late; /* one that was not there yet */
	bool earlier;               /* another was there */
};

static bool is_same(struct ed_ref a, struct ed_ref b)
{
	return a.input == b.input && a.kind == b.kind &&
	       ed_str_eq(a.at, b.at) && ed_str_eq(a.quote, b.quote);
}

/* What a log shows of a symptom that is present, or NULL. */
static const struct ed_log_outcome *find_logged(
    const struct weighing *w, struct ed_str id)
{
	for (size_t i = 0; i < w->findings->n; i++) {
		const struct ed_settled *one = &w->findings->items[i];

		if (one->state != ED_PRESENT || !ed_str_eq(one->rule->id, id))
			continue;
		for (size_t k = 0; k < w->facts->n_observations; k++) {
			const struct ed_observation *seen =
			    w->facts->observations[k];

			if (seen->logged && seen->logged->onset > 0 &&
			    is_same(seen->ref, one->where))
				return seen->logged;
		}
	}
	return NULL;
}

/* Of all that the cause makes, what began first. */
static void find_first(
    struct weighing *w, const struct ed_rule *rule, int depth)
{
	for (size_t i = 0; i < rule->n_explains; i++) {
		const struct ed_rule *made =
		    ed_rule_find(w->rules, rule->explains[i].finding);
		const struct ed_log_outcome *logged;

		if (!made)
			continue;
		if (made->kind == ED_CAUSE) {
			if (depth > 1)
				find_first(w, made, depth - 1);
			continue;
		}
		logged = find_logged(w, made->id);
		if (!logged ||
		    (w->outcome && w->outcome->onset <= logged->onset))
			continue;
		w->outcome = logged;
		w->symptom = made;
	}
}

/* These stand fast; a last change says nothing of those before it. */
static bool stands_fast(const struct ed_date *date)
{
	return date->turn == ED_TURN_BEGIN || date->turn == ED_TURN_END ||
	       date->turn == ED_TURN_REVOKE;
}

static void compare(struct weighing *w, const struct ed_date *date)
{
	const int64_t width = date->when.latest - date->when.earliest;
	const int64_t onset = w->outcome->onset;
	int64_t away = 0;
	const enum ed_relation relation = ed_date_compare(date, onset, &away);

	if (stands_fast(date) && date->when.earliest > onset + CLOCKS) {
		w->late = date;
		return;
	}
	w->earlier = true;
	/* A success after it shows that it did not begin with that. */
	if ((relation != ED_DATE_BEFORE && relation != ED_DATE_ABOUT) ||
	    w->outcome->before <= 0 || date->when.latest <= w->outcome->before)
		return;
	if (w->date && (w->exact > (width <= AN_HOUR) ||
			   (w->exact == (width <= AN_HOUR) && w->away <= away)))
		return;
	w->date = date;
	w->away = away;
	w->exact = width <= AN_HOUR;
}

/* Of controllers and clocks the case has one story, whatever the subject. */
static bool is_of(const struct ed_date *date, const struct ed_settled *one)
{
	return date->turn == ED_TURN_UPDATE || date->turn == ED_TURN_CLOCK ||
	       ed_date_is_of(date, one->subject, one->where);
}

static void look_at(struct weighing *w, const struct ed_settled *one)
{
	for (size_t i = 0; i < w->facts->n_dates; i++) {
		const struct ed_date *date = &w->facts->dates[i];

		if ((one->rule->onset & (unsigned)date->turn) &&
		    date->when.given && is_of(date, one))
			compare(w, date);
	}
}

static const char *name_of(const struct ed_date *date)
{
	static const char *const names[] = {"beginning", "end", "last change",
	    "update", "new clock", "revocation"};

	for (size_t i = 0; i < ED_COUNT(names); i++)
		if ((unsigned)date->turn == 1u << i)
			return names[i];
	return "date";
}

static struct ed_rank_timing timing_of(
    const struct weighing *w, const struct ed_rule *rule)
{
	struct ed_rank_timing timing = {.rule = rule};

	if (!w->date) {
		timing.weight = ED_TIMING_LATE;
		timing.via = ed_format(w->arena,
		    "its %s lies %.*s behind the onset of %.*s",
		    name_of(w->late),
		    ED_ARG(ed_time_distance(
			w->arena, w->late->when.earliest - w->outcome->onset)),
		    ED_ARG(w->symptom->id));
		return timing;
	}
	timing.weight = w->exact ? ED_TIMING_BEFORE : ED_TIMING_SAME_DAY;
	if (w->exact)
		timing.via = ed_format(w->arena,
		    "its %s lies %.*s before the onset of %.*s, and behind "
		    "the last success",
		    name_of(w->date),
		    ED_ARG(ed_time_distance(w->arena, w->away)),
		    ED_ARG(w->symptom->id));
	else
		timing.via = ed_format(w->arena,
		    "its %s is, to the day, the onset of %.*s",
		    name_of(w->date), ED_ARG(w->symptom->id));
	return timing;
}

void ed_onset_weigh(const struct ed_facts *facts, const struct ed_rules *rules,
    const struct ed_findings *findings, struct ed_arena *arena,
    struct ed_rank_context *context)
{
	struct ed_list timings = {0};

	for (size_t i = 0, to; i < findings->n; i = to) {
		const struct ed_rule *rule = findings->items[i].rule;
		struct weighing w = {.facts = facts,
		    .rules = rules,
		    .findings = findings,
		    .arena = arena};

		for (to = i + 1;
		     to < findings->n && findings->items[to].rule == rule; to++)
			;
		if (!rule || !rule->onset)
			continue;
		find_first(&w, rule, DEPTH);
		for (size_t k = i; w.outcome && k < to; k++)
			if (findings->items[k].state == ED_PRESENT)
				look_at(&w, &findings->items[k]);
		if (w.date || (w.late && !w.earlier))
			*ED_PUSH(arena, &timings, struct ed_rank_timing) =
			    timing_of(&w, rule);
	}
	context->timings = timings.items;
	context->n_timings = timings.n;
}
