/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How attempts ended. A log symptom is present when it ended at least three
 * of them, or half of those since the last success, with no success of the
 * device within a minute.
 */
#include "derive/log.h"

#include <easdoctor/limits.h>

#include <stdlib.h>
#include <string.h>

enum { ATTEMPT = 60, SOME = 3, RECOVERED = 10 };

/* What one outcome did to the attempts of one device. */
struct tally {
	uint64_t n;
	uint64_t since;             /* the last success */
	uint64_t first_at, last_at; /* numbers of attempts */
	int64_t onset;
};

struct judge {
	struct ed_case *c;
	struct ed_log *log;
	struct ed_log_event *events;
	size_t n;
	struct ed_log_outcome *outcomes;
	size_t n_outcomes;
	/* Of the device at hand. */
	struct tally *tallies;
	uint64_t attempts, since;
};

static bool is_success(const struct ed_log_event *e)
{
	return e->status >= 200 && e->status < 300;
}

static int in_time(const void *a, const void *b)
{
	const struct ed_log_event *x = a, *y = b;

	if (x->device != y->device)
		return x->device < y->device ? -1 : 1;
	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	if (x->input != y->input)
		return x->input < y->input ? -1 : 1;
	return (x->line > y->line) - (x->line < y->line);
}

/* Those that count, in order; the table's own are left alone. */
static void choose_events(struct judge *j)
{
	const struct ed_log_table *t = j->c->log;
	bool device = j->log->scope == ED_LOG_DEVICE;

	j->events =
	    ed_alloc_array(&j->c->arena, t->n_events + 1, sizeof(*j->events));
	for (size_t i = 0; i < t->n_events; i++) {
		struct ed_log_event *e = &j->events[j->n];

		*e = t->events[i];
		if (device ? !e->of_device : !e->of_user)
			continue;
		if (e->back_end != j->log->backend_only)
			continue;
		/* What names no device is still this one's user. */
		if (device)
			e->device = 0;
		j->n++;
	}
	if (j->n)
		qsort(j->events, j->n, sizeof(*j->events), in_time);
}

static struct ed_log_outcome *outcome_of(
    struct judge *j, unsigned status, unsigned substatus)
{
	int sub = substatus == ED_LOG_NO_SUBSTATUS ? -1 : (int)substatus;

	for (size_t i = 0; i < j->n_outcomes; i++)
		if (j->outcomes[i].status == status &&
		    j->outcomes[i].substatus == sub)
			return &j->outcomes[i];
	return NULL;
}

/* One for each pair of status and substatus that anybody got. */
static void make_outcomes(struct judge *j)
{
	const struct ed_log_table *t = j->c->log;

	j->outcomes = ed_alloc_array(
	    &j->c->arena, t->n_classes + 1, sizeof(*j->outcomes));
	j->tallies =
	    ed_alloc_array(&j->c->arena, t->n_classes + 1, sizeof(*j->tallies));
	for (size_t i = 0; i < t->n_classes; i++) {
		const struct ed_log_class *class = &t->classes[i];
		uint64_t n = class->n[j->log->backend_only];

		if (!n)
			continue;
		j->outcomes[j->n_outcomes++] =
		    (struct ed_log_outcome){.status = class->status,
			.substatus = class->substatus == ED_LOG_NO_SUBSTATUS
					 ? -1
					 : (int)class->substatus,
			.all_requests = n,
			.all_devices = class->devices};
	}
}

static void add_example(
    struct judge *j, struct ed_log_outcome *o, const struct ed_log_event *e)
{
	struct ed_ref *refs = (struct ed_ref *)o->refs;

	if (!refs)
		refs = ed_alloc_array(
		    &j->c->arena, ED_MAX_EXAMPLES, sizeof(*refs));
	o->refs = refs;
	if (o->n_refs < ED_MAX_EXAMPLES)
		refs[o->n_refs++] = ed_log_ref(j->c, e->input, e->line);
}

static void count_request(struct judge *j, const struct ed_log_event *e)
{
	struct ed_log_outcome *o = outcome_of(j, e->status, e->substatus);

	if (!o || e->status < 400)
		return;
	if (o->requests++ == 0)
		o->first = e->time;
	if (e->time < o->first)
		o->first = e->time;
	if (e->time > o->last)
		o->last = e->time;
	o->win32 = e->win32;
	o->signed_in |= e->signed_in;
	o->throttled |= e->throttled;
	add_example(j, o, e);
}

static void note_count(
    struct judge *j, struct ed_log_count *count, const struct ed_log_event *e)
{
	if (count->n++ == 0) {
		count->first = e->time;
		count->ref = ed_log_ref(j->c, e->input, e->line);
	}
	count->last = e->time;
}

static void count_success(struct judge *j, const struct ed_log_event *e)
{
	if (!is_success(e))
		return;
	if (e->time > j->log->last_success)
		j->log->last_success = e->time;
	if (e->command == ED_LOG_SYNC && e->signed_in &&
	    e->time > j->log->last_sync)
		j->log->last_sync = e->time;
}

static void count_all(struct judge *j)
{
	const struct ed_log_table *t = j->c->log;

	for (size_t i = 0; i < j->n; i++) {
		count_request(j, &j->events[i]);
		count_success(j, &j->events[i]);
	}
	/* The back end tells what the front end does not. */
	for (size_t i = 0; i < t->n_events; i++) {
		if (t->events[i].policy)
			note_count(j, &j->log->policy, &t->events[i]);
		if (t->events[i].throttled)
			note_count(j, &j->log->throttled, &t->events[i]);
	}
}

static bool same_group(const struct judge *j, size_t a, size_t b)
{
	return b < j->n && j->events[a].device == j->events[b].device;
}

/* The first event that is not of the attempt that begins with event i. */
static size_t end_of_attempt(const struct judge *j, size_t i)
{
	size_t k = i;

	while (same_group(j, i, k) &&
	       j->events[k].time < j->events[i].time + ATTEMPT)
		k++;
	return k;
}

/* A success of the attempt, or within a minute behind event at. */
static bool succeeds(const struct judge *j, size_t from, size_t at,
    const struct ed_log_event *same_command)
{
	for (size_t k = from; same_group(j, from, k) &&
			      j->events[k].time <= j->events[at].time + ATTEMPT;
	     k++)
		if (is_success(&j->events[k]) &&
		    (!same_command ||
			j->events[k].command == same_command->command))
			return true;
	return false;
}

static void charge(struct judge *j, const struct ed_log_event *e)
{
	struct ed_log_outcome *o = outcome_of(j, e->status, e->substatus);
	struct tally *tally;

	if (!o)
		return;
	tally = &j->tallies[o - j->outcomes];
	if (tally->n++ == 0)
		tally->first_at = j->attempts;
	tally->last_at = j->attempts;
	if (tally->since++ == 0)
		tally->onset = e->time;
	o->attempts++;
	if (e->time > j->log->last_failure && e->status != 413)
		j->log->last_failure = e->time;
}

static void note_success(struct judge *j)
{
	j->log->succeeded++;
	j->since = 0;
	for (size_t i = 0; i < j->n_outcomes; i++)
		if (j->outcomes[i].status != 413)
			j->tallies[i].since = 0;
}

/* Large requests fail alone, while small ones go on succeeding. */
static void charge_large(struct judge *j, size_t from, size_t to)
{
	for (size_t k = from; k < to; k++)
		if (j->events[k].status == 413 &&
		    !succeeds(j, from, k, &j->events[k])) {
			charge(j, &j->events[k]);
			return;
		}
}

static void judge_attempt(struct judge *j, size_t from, size_t to)
{
	size_t failed = to;

	for (size_t k = from; k < to; k++)
		if (j->events[k].status >= 400)
			failed = k;
	/* What the end of the log cuts off is not decided. */
	if (failed < to && !succeeds(j, from, failed, NULL) &&
	    j->log->last - j->events[failed].time < ATTEMPT && j->attempts > 0)
		return;
	j->attempts++;
	j->since++;
	j->log->attempts++;
	j->log->late_attempts += j->events[from].time >= j->c->log->since;
	charge_large(j, from, to);
	if (succeeds(j, from, failed < to ? failed : to - 1, NULL))
		note_success(j);
	else if (failed < to && j->events[failed].status != 413)
		charge(j, &j->events[failed]);
}

/*
 * So many attempts went well since, for how often it ended one before, that
 * it would have been seen again.
 */
static bool has_recovered(const struct judge *j, const struct tally *tally)
{
	uint64_t after = j->attempts - tally->last_at;

	return after >= RECOVERED && tally->n > 1 &&
	       after * (tally->n - 1) > 3 * (tally->last_at - tally->first_at);
}

static void conclude_device(struct judge *j)
{
	for (size_t i = 0; i < j->n_outcomes; i++) {
		struct ed_log_outcome *o = &j->outcomes[i];
		struct tally *tally = &j->tallies[i];
		bool half = tally->since && 2 * tally->since >= j->since;

		if (tally->n >= SOME && has_recovered(j, tally) && !half)
			o->recovered = true;
		else if (tally->n >= SOME || half)
			o->present = true;
		if (tally->n && (!o->onset || tally->onset < o->onset))
			o->onset = tally->onset;
	}
	memset(j->tallies, 0, j->n_outcomes * sizeof(*j->tallies));
	j->attempts = 0;
	j->since = 0;
}

static int most_first(const void *a, const void *b)
{
	const struct ed_log_outcome *x = a, *y = b;

	if (x->requests != y->requests)
		return x->requests < y->requests ? 1 : -1;
	if (x->all_requests != y->all_requests)
		return x->all_requests < y->all_requests ? 1 : -1;
	if (x->status != y->status)
		return x->status < y->status ? -1 : 1;
	return x->substatus - y->substatus;
}

static void finish(struct judge *j)
{
	if (j->n_outcomes)
		qsort(j->outcomes, j->n_outcomes, sizeof(*j->outcomes),
		    most_first);
	j->log->outcomes = j->outcomes;
	j->log->n_outcomes = j->n_outcomes;
}

void ed_log_judge_ours(struct ed_case *c, struct ed_log *log)
{
	struct judge j = {.c = c, .log = log};

	choose_events(&j);
	make_outcomes(&j);
	count_all(&j);
	for (size_t i = 0, end; i < j.n; i = end) {
		end = end_of_attempt(&j, i);
		judge_attempt(&j, i, end);
		if (!same_group(&j, i, end))
			conclude_device(&j);
	}
	finish(&j);
}

/* What was added up while the rows were read. */
static void judge_class(struct judge *j, const struct ed_log_class *class)
{
	struct ed_log_outcome *o =
	    outcome_of(j, class->status, class->substatus);
	struct ed_ref *ref;

	if (!o)
		return;
	o->requests = o->all_requests;
	o->attempts = class->attempts;
	o->win32 = class->win32;
	o->signed_in = class->signed_in;
	o->throttled = class->throttled;
	o->first = class->first;
	o->last = class->last;
	o->onset = class->first;
	o->present = o->attempts >= SOME ||
		     (o->attempts && 2 * o->attempts >= j->log->attempts);
	ref = ED_NEW(&j->c->arena, struct ed_ref);
	*ref = ed_log_ref(j->c, class->input, class->line);
	o->refs = ref;
	o->n_refs = 1;
	if (o->attempts && class->last > j->log->last_failure)
		j->log->last_failure = class->last;
}

void ed_log_judge_all(struct ed_case *c, struct ed_log *log)
{
	struct judge j = {.c = c, .log = log};
	const struct ed_log_table *t = c->log;

	log->attempts = t->attempts;
	log->succeeded = t->succeeded;
	log->late_attempts = t->since_requests < t->attempts && t->since
				 ? t->since_requests
				 : t->attempts;
	log->last_success = log->last_ok;
	log->policy.n = t->policy.n;
	log->policy.first = t->policy.first;
	log->policy.last = t->policy.last;
	log->policy.ref = ed_log_ref(c, t->policy.input, t->policy.line);
	log->throttled.n = t->throttled.n;
	log->throttled.first = t->throttled.first;
	log->throttled.last = t->throttled.last;
	log->throttled.ref =
	    ed_log_ref(c, t->throttled.input, t->throttled.line);
	make_outcomes(&j);
	for (size_t i = 0; i < t->n_classes; i++)
		judge_class(&j, &t->classes[i]);
	finish(&j);
}
