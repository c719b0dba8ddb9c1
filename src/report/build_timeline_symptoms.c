/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When symptoms were seen: by logs, by events, by a probe. What somebody only
 * states has no time but the case's own.
 */
#include "report/timeline.h"

#include <easdoctor/event.h>

/* So many are told; what fails in more ways at once has one reason. */
enum { MOST = 12, A_MINUTE = 60 };

/* 0: not known. */
struct seen {
	int64_t first;
	int64_t onset; /* nothing succeeded from then on */
	int64_t last;
	bool probed;
};

static bool is_same(struct ed_ref a, struct ed_ref b)
{
	return a.input == b.input && a.kind == b.kind &&
	       ed_str_eq(a.at, b.at) && ed_str_eq(a.quote, b.quote) &&
	       (a.input || a.at.n || a.quote.n);
}

static void widen(struct seen *seen, int64_t first, int64_t last)
{
	if (first > 0 && (!seen->first || first < seen->first))
		seen->first = first;
	if (last > 0 && last > seen->last)
		seen->last = last;
}

static void look_at_logs(
    const struct ed_facts *facts, struct ed_ref where, struct seen *seen)
{
	for (size_t i = 0; i < facts->n_observations; i++) {
		const struct ed_observation *one = facts->observations[i];

		if (!one->logged || !is_same(one->ref, where))
			continue;
		widen(seen, one->logged->first, one->logged->last);
		seen->onset = one->logged->onset;
	}
	for (size_t i = 0; facts->log && i < facts->log->n_reasons; i++) {
		const struct ed_log_reason *one = &facts->log->reasons[i];

		if (is_same(one->ref, where))
			widen(seen, one->first, one->last);
	}
}

static bool shows(const struct ed_event_group *group, struct ed_ref where)
{
	for (size_t i = 0; i < group->n_examples; i++)
		if (is_same(group->examples[i].ref, where))
			return true;
	return false;
}

static void look_at_events(
    const struct ed_facts *facts, struct ed_ref where, struct seen *seen)
{
	for (size_t i = 0; i < facts->n_event_logs; i++)
		for (size_t k = 0; k < facts->event_logs[i]->n_groups; k++) {
			const struct ed_event_group *group =
			    facts->event_logs[i]->groups[k];

			if (shows(group, where))
				widen(seen, group->first, group->last);
		}
}

static void look_at_probe(
    const struct ed_probe *probe, struct ed_ref where, struct seen *seen)
{
	for (size_t i = 0; i < probe->n_attempts; i++) {
		const struct ed_attempt *one = probe->attempts[i];
		const int64_t at = probe->started + one->started_ms / 1000;

		if (probe->started <= 0 || !is_same(one->ref, where))
			continue;
		widen(seen, at, at);
		seen->probed = true;
	}
}

static struct seen find_seen(
    const struct ed_facts *facts, const struct ed_settled *one)
{
	struct seen seen = {0};

	look_at_logs(facts, one->where, &seen);
	look_at_events(facts, one->where, &seen);
	for (size_t i = 0; i < facts->n_probes; i++)
		look_at_probe(facts->probes[i], one->where, &seen);
	return seen;
}

static void add(struct ed_dates *all, const struct ed_builder *b,
    const struct ed_settled *one, int64_t time, const char *how)
{
	ed_dates_add(all, time, "symptom", one->rule->id,
	    ed_format(all->arena, "%s: %.*s (%.*s)", how,
		ED_ARG(ed_build_title(b, one->rule)), ED_ARG(one->rule->id)));
}

/* Once, or from when to when; a success that came between is worth telling. */
static bool add_symptom(struct ed_dates *all, const struct ed_builder *b,
    const struct ed_settled *one)
{
	const struct seen seen = find_seen(&b->parts->c->facts, one);

	if (!seen.first && !seen.last)
		return false;
	if (!seen.first || seen.last - seen.first < A_MINUTE) {
		add(all, b, one, seen.first ? seen.first : seen.last,
		    seen.probed ? "seen by a probe" : "seen");
		return true;
	}
	add(all, b, one, seen.first, "first seen");
	if (seen.onset - seen.first >= A_MINUTE &&
	    seen.last - seen.onset >= A_MINUTE)
		add(all, b, one, seen.onset, "no success since");
	add(all, b, one, seen.last, "last seen");
	return true;
}

/* What still worked: of the device or the user, not of just anybody. */
static void add_success(struct ed_dates *all, const struct ed_facts *facts)
{
	const struct ed_log *log = facts->log;

	if (log && log->scope != ED_LOG_ALL && log->last_success > 0)
		ed_dates_add(all, log->last_success, "symptom", ED_STR(""),
		    log->scope == ED_LOG_DEVICE
			? ED_STR("last success of the device in the logs")
			: ED_STR("last success of the user in the logs"));
}

void ed_dates_add_symptoms(struct ed_dates *all, const struct ed_builder *b)
{
	const struct ed_findings *findings = b->parts->findings;
	const struct ed_rule *before = NULL;
	size_t n = 0;

	add_success(all, &b->parts->c->facts);
	for (size_t i = 0; i < findings->n && n < MOST; i++) {
		const struct ed_settled *one = &findings->items[i];

		if (one->rule->kind == ED_CAUSE || one->rule == before ||
		    one->state != ED_PRESENT)
			continue;
		if (add_symptom(all, b, one)) {
			before = one->rule;
			n++;
		}
	}
}
