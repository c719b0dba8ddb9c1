/* SPDX-License-Identifier: Apache-2.0 */
/* From outcomes to rates. */
#include "cli/evaluate.h"

/* Names, and what a release must reach. Tenths of a percent. */
/* clang-format off */
const struct ed_target ed_targets[ED_N_METRICS] = {
    [ED_METRIC_TOP_1] = { "top-1", "the fault stands first",
	true, false, 970 },
    [ED_METRIC_TOP_3] = { "top-3", "... is among the first three",
	true, false, 990 },
    [ED_METRIC_BOTH] = { "both-of-two", "two faults are the first two",
	true, false, 900 },
    [ED_METRIC_ALARMS] = { "false-alarms", "a healthy bundle is suspected",
	true, true, 10 },
    [ED_METRIC_WRONG_PROOFS] = { "wrong-proofs", "something untrue is proven",
	true, true, 0 },
    [ED_METRIC_SINGLE_TOP_1] = { "single-top-1", "all evidence: first",
	false, false, 0 },
    [ED_METRIC_SINGLE_TOP_3] = { "single-top-3", "all evidence: first three",
	false, false, 0 },
    [ED_METRIC_THIN_TOP_1] = { "thin-top-1", "some evidence: first",
	false, false, 0 },
    [ED_METRIC_THIN_TOP_3] = { "thin-top-3", "some evidence: first three",
	false, false, 0 },
    [ED_METRIC_HIDDEN_HEALTHY] = { "hidden-healthy",
	"evidence of the fault is gone, and the verdict is healthy",
	false, true, 0 },
    [ED_METRIC_CLEAN] = { "clean", "a healthy bundle is called healthy",
	false, false, 0 },
};
/* clang-format on */

/* The square root, rounded down, without the mathematics library. */
static uint64_t root(uint64_t n)
{
	uint64_t x = n, better = (n + 1) / 2;

	while (better < x) {
		x = better;
		better = (x + n / x) / 2;
	}
	return x;
}

/*
 * Wilson's score interval with z = 1.96, in integers so that every machine
 * prints the same: z * z is 38416 / 10000, and shares count in millionths.
 */
struct ed_share ed_share_of(struct ed_rate rate)
{
	enum { MILLION = 1000000, TENTH = 1000 };
	const uint64_t zz = 38416, n = rate.tries;
	uint64_t p, centre, spread, below;

	if (n == 0)
		return (struct ed_share){0, 0, 1000};
	p = rate.hits * (uint64_t)MILLION / n;
	below = MILLION + zz * 100 / n;
	centre = p + zz * 50 / n;
	spread =
	    root((p * (MILLION - p) + zz * 25 * MILLION / n) / n) * 196 / 100;
	centre = centre * MILLION / below;
	spread = spread * MILLION / below;
	return (struct ed_share){.share = (unsigned)((p + TENTH / 2) / TENTH),
	    .low = (unsigned)(centre < spread ? 0 : (centre - spread) / TENTH),
	    .high = (unsigned)(centre + spread > MILLION
				   ? MILLION / TENTH
				   : (centre + spread + TENTH - 1) / TENTH)};
}

static void count(struct ed_rate *rate, bool hit)
{
	rate->hits += hit;
	rate->tries++;
}

static bool is_among(
    const struct ed_str *top, size_t n, const struct ed_label *label, size_t i)
{
	struct ed_str truth = ED_ITEMS(label->truth, struct ed_str)[i];

	for (size_t k = 0; k < n; k++)
		if (ed_str_eq(top[k], truth))
			return true;
	return false;
}

static void add_single(struct ed_scores *scores, const struct ed_judged *o)
{
	bool thin = o->label->kind == ED_LABEL_THIN;
	bool first = is_among(o->top, 1, o->label, 0);
	bool three = is_among(o->top, ED_N_TOP, o->label, 0);

	count(&scores->rates[ED_METRIC_TOP_1], first);
	count(&scores->rates[ED_METRIC_TOP_3], three);
	count(&scores->stages[o->stage][0], first);
	count(&scores->stages[o->stage][1], three);
	count(&scores->rates[thin ? ED_METRIC_THIN_TOP_1
				  : ED_METRIC_SINGLE_TOP_1],
	    first);
	count(&scores->rates[thin ? ED_METRIC_THIN_TOP_3
				  : ED_METRIC_SINGLE_TOP_3],
	    three);
	count(&scores->by_severity[ED_METRIC_TOP_1],
	    is_among(o->by_severity, 1, o->label, 0));
	count(&scores->by_severity[ED_METRIC_TOP_3],
	    is_among(o->by_severity, ED_N_TOP, o->label, 0));
}

static void add_double(struct ed_scores *scores, const struct ed_judged *o)
{
	count(&scores->rates[ED_METRIC_BOTH],
	    is_among(o->top, 2, o->label, 0) &&
		is_among(o->top, 2, o->label, 1));
	count(&scores->by_severity[ED_METRIC_BOTH],
	    is_among(o->by_severity, 2, o->label, 0) &&
		is_among(o->by_severity, 2, o->label, 1));
}

static void add_healthy(struct ed_scores *scores, const struct ed_judged *o)
{
	count(&scores->rates[ED_METRIC_ALARMS], o->alarm.n > 0);
	count(&scores->rates[ED_METRIC_CLEAN], o->exit_code == ED_EXIT_HEALTHY);
}

static bool is_hidden(const struct ed_judged *o)
{
	return o->label->kind == ED_LABEL_THIN && o->label->shown == ED_NO;
}

/* What stands first of what should not. */
static void confuse(struct ed_arena *arena, struct ed_scores *scores,
    struct ed_str truth, struct ed_str first)
{
	struct ed_confusion *all = scores->confusions.items, *added;

	for (size_t i = 0; i < scores->confusions.n; i++) {
		if (!ed_str_eq(all[i].truth, truth) ||
		    !ed_str_eq(all[i].first, first))
			continue;
		all[i].n++;
		return;
	}
	added = ED_PUSH(arena, &scores->confusions, struct ed_confusion);
	*added = (struct ed_confusion){truth, first, 1};
}

/* The truth that is not where it should be; empty when all is well. */
static struct ed_str missed(const struct ed_judged *o)
{
	size_t n = o->label->truth.n;

	for (size_t i = 0; i < n && !is_hidden(o); i++)
		if (!is_among(o->top, n, o->label, i))
			return ED_ITEMS(o->label->truth, struct ed_str)[i];
	return (struct ed_str){0};
}

/* The first of the top ones that is none of the truths. */
static struct ed_str intruder(const struct ed_judged *o)
{
	for (size_t k = 0; k < ED_N_TOP && o->top[k].n; k++) {
		bool is_true = false;

		for (size_t i = 0; i < o->label->truth.n; i++)
			is_true |= is_among(&o->top[k], 1, o->label, i);
		if (!is_true)
			return o->top[k];
	}
	return (struct ed_str){0};
}

static void note_miss(
    struct ed_arena *arena, struct ed_scores *scores, const struct ed_judged *o)
{
	struct ed_str truth = missed(o);
	bool hidden = is_hidden(o) && o->exit_code == ED_EXIT_HEALTHY;

	if (truth.n)
		confuse(arena, scores, truth, intruder(o));
	if (truth.n || hidden || o->alarm.n || o->wrong_proof.n)
		*ED_PUSH(arena, &scores->misses, struct ed_judged) = *o;
}

void ed_scores_add(
    struct ed_arena *arena, struct ed_scores *scores, const struct ed_judged *o)
{
	scores->bundles[o->label->kind]++;
	count(&scores->rates[ED_METRIC_WRONG_PROOFS], o->wrong_proof.n > 0);
	if (is_hidden(o))
		count(&scores->rates[ED_METRIC_HIDDEN_HEALTHY],
		    o->exit_code == ED_EXIT_HEALTHY);
	else if (o->label->kind == ED_LABEL_HEALTHY)
		add_healthy(scores, o);
	else if (o->label->kind == ED_LABEL_DOUBLE)
		add_double(scores, o);
	else
		add_single(scores, o);
	note_miss(arena, scores, o);
}

bool ed_scores_hold(const struct ed_scores *scores)
{
	for (size_t i = 0; i < ED_N_METRICS; i++) {
		const struct ed_target *t = &ed_targets[i];
		struct ed_rate rate = scores->rates[i];

		if (!t->has_target)
			continue;
		if (rate.tries == 0)
			return false;
		if (t->at_most
			? rate.hits * UINT64_C(1000) > rate.tries * t->target
			: rate.hits * UINT64_C(1000) < rate.tries * t->target)
			return false;
	}
	return true;
}
