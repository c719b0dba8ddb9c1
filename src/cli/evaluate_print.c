/* SPDX-License-Identifier: Apache-2.0 */
/* Scores for people, and for programs. */
#include "cli/evaluate.h"

#include <jansson.h>
#include <stdlib.h>

enum { SHOWN_CONFUSIONS = 20 };

/* Tenths of a percent as "97.4". */
#define TENTHS "%u.%u"
#define TENTHS_ARG(n) (n) / 10, (n) % 10

static int by_count(const void *a, const void *b)
{
	const struct ed_confusion *left = a, *right = b;
	int order;

	if (left->n != right->n)
		return left->n > right->n ? -1 : 1;
	order = ed_str_compare(left->truth, right->truth);
	return order ? order : ed_str_compare(left->first, right->first);
}

/* The confusions, the most frequent first; the list itself stays. */
static struct ed_confusion *sorted(
    struct ed_arena *arena, const struct ed_scores *scores)
{
	size_t n = scores->confusions.n;
	struct ed_confusion *copy = ed_alloc_array(arena, n, sizeof(*copy));

	for (size_t i = 0; i < n; i++)
		copy[i] = ED_ITEMS(scores->confusions, struct ed_confusion)[i];
	if (n)
		qsort(copy, n, sizeof(*copy), by_count);
	return copy;
}

static struct ed_str or_nothing(struct ed_str id)
{
	return id.n ? id : ED_STR("(nothing)");
}

static void put_rate(
    const struct ed_scores *scores, size_t i, struct ed_text *out)
{
	const struct ed_target *t = &ed_targets[i];
	struct ed_rate rate = scores->rates[i], other = scores->by_severity[i];
	struct ed_share share = ed_share_of(rate);

	if (rate.tries == 0)
		return;
	ed_putf(out, "%-15s %4u of %4u  %4u.%u %%  ", t->name, rate.hits,
	    rate.tries, TENTHS_ARG(share.share));
	ed_putf(out, "(" TENTHS " to " TENTHS ")", TENTHS_ARG(share.low),
	    TENTHS_ARG(share.high));
	if (t->has_target)
		ed_putf(out, "  target %s " TENTHS " %%",
		    t->at_most ? "<=" : ">=", TENTHS_ARG(t->target));
	if (other.tries)
		ed_putf(out, "; by severity alone " TENTHS " %%",
		    TENTHS_ARG(ed_share_of(other).share));
	ed_putf(out, "\n%15s %s\n", "", t->title);
}

/* Who owns what is found badly? */
static void put_stages(const struct ed_scores *scores, struct ed_text *out)
{
	ed_put(out, ED_STR("\nOne fault, by where it lives: first, among the "
			   "first three\n"));
	for (size_t i = 0; i < ED_N_STAGES; i++) {
		const struct ed_rate *rates = scores->stages[i];

		if (rates[0].tries)
			ed_putf(out, "%-15s %4u of %4u  %4u.%u %%  %4u.%u %%\n",
			    ed_stage_names[i], rates[0].hits, rates[0].tries,
			    TENTHS_ARG(ed_share_of(rates[0]).share),
			    TENTHS_ARG(ed_share_of(rates[1]).share));
	}
}

static void put_confusions(const struct ed_scores *scores, struct ed_text *out)
{
	const struct ed_confusion *all = sorted(out->arena, scores);

	if (scores->confusions.n)
		ed_put(out, ED_STR("\nTaken for another (truth -> what stood "
				   "there):\n"));
	for (size_t i = 0; i < scores->confusions.n && i < SHOWN_CONFUSIONS;
	     i++)
		ed_putf(out, "%4u  %.*s -> %.*s\n", all[i].n,
		    ED_ARG(all[i].truth), ED_ARG(or_nothing(all[i].first)));
	if (scores->confusions.n > SHOWN_CONFUSIONS)
		ed_putf(out, "      and %zu other pairs\n",
		    scores->confusions.n - SHOWN_CONFUSIONS);
}

static void put_miss(const struct ed_judged *o, struct ed_text *out)
{
	ed_putf(out, "%s: exit %d\n  truth:", o->folder, o->exit_code);
	for (size_t i = 0; i < o->label->truth.n; i++)
		ed_putf(out, " %.*s",
		    ED_ARG(ED_ITEMS(o->label->truth, struct ed_str)[i]));
	ed_put(out, ED_STR("\n  found:"));
	for (size_t i = 0; i < ED_N_TOP && o->top[i].n; i++)
		ed_putf(out, " %.*s (%s)", ED_ARG(o->top[i]),
		    ed_certainty_names[o->certainty[i]]);
	if (o->wrong_proof.n)
		ed_putf(
		    out, "\n  wrongly proven: %.*s", ED_ARG(o->wrong_proof));
	if (o->alarm.n)
		ed_putf(out, "\n  false alarm: %.*s", ED_ARG(o->alarm));
	ed_put(out, ED_STR("\n"));
}

void ed_scores_text(
    const struct ed_scores *scores, bool misses, struct ed_text *out)
{
	for (size_t i = 0; i < ED_N_LABEL_KINDS; i++)
		ed_putf(out, "%s%u %s",
		    i ? ", " : "Bundles: ", scores->bundles[i],
		    ed_label_kinds[i]);
	ed_put(out, ED_STR("\n\n"));
	for (size_t i = 0; i < ED_N_METRICS; i++)
		put_rate(scores, i, out);
	put_stages(scores, out);
	put_confusions(scores, out);
	if (misses && scores->misses.n)
		ed_put(out, ED_STR("\nMisses:\n"));
	for (size_t i = 0; misses && i < scores->misses.n; i++)
		put_miss(&ED_ITEMS(scores->misses, struct ed_judged)[i], out);
	ed_putf(out, "\n%s\n",
	    ed_scores_hold(scores) ? "All targets hold."
				   : "Not all targets hold.");
}

static json_t *text(struct ed_str s)
{
	return s.n ? json_stringn(s.p, s.n) : json_null();
}

static json_t *rate_json(struct ed_rate rate)
{
	struct ed_share share = ed_share_of(rate);

	return json_pack("{s:i,s:i,s:i,s:i,s:i}", "hits", (int)rate.hits,
	    "tries", (int)rate.tries, "permille", (int)share.share, "low",
	    (int)share.low, "high", (int)share.high);
}

static json_t *metrics_json(const struct ed_scores *scores)
{
	json_t *metrics = json_object(), *one;

	for (size_t i = 0; i < ED_N_METRICS; i++) {
		const struct ed_target *t = &ed_targets[i];

		one = rate_json(scores->rates[i]);
		if (t->has_target)
			json_object_set_new(one,
			    t->at_most ? "at_most" : "at_least",
			    json_integer(t->target));
		if (scores->by_severity[i].tries)
			json_object_set_new(one, "by_severity",
			    rate_json(scores->by_severity[i]));
		json_object_set_new(metrics, t->name, one);
	}
	return metrics;
}

static json_t *stages_json(const struct ed_scores *scores)
{
	json_t *stages = json_object();

	for (size_t i = 0; i < ED_N_STAGES; i++)
		if (scores->stages[i][0].tries)
			json_object_set_new(stages, ed_stage_names[i],
			    json_pack("{s:o,s:o}", "top-1",
				rate_json(scores->stages[i][0]), "top-3",
				rate_json(scores->stages[i][1])));
	return stages;
}

static json_t *confusions_json(
    struct ed_arena *arena, const struct ed_scores *scores)
{
	const struct ed_confusion *all = sorted(arena, scores);
	json_t *list = json_array();

	for (size_t i = 0; i < scores->confusions.n; i++)
		json_array_append_new(list,
		    json_pack("{s:o,s:o,s:i}", "truth", text(all[i].truth),
			"instead", text(all[i].first), "count", (int)all[i].n));
	return list;
}

static json_t *miss_json(const struct ed_judged *o)
{
	json_t *truth = json_array(), *found = json_array();

	for (size_t i = 0; i < o->label->truth.n; i++)
		json_array_append_new(
		    truth, text(ED_ITEMS(o->label->truth, struct ed_str)[i]));
	for (size_t i = 0; i < ED_N_TOP && o->top[i].n; i++)
		json_array_append_new(
		    found, json_pack("{s:o,s:s}", "id", text(o->top[i]),
			       "state", ed_certainty_names[o->certainty[i]]));
	return json_pack("{s:s,s:s,s:i,s:o,s:o,s:o,s:o}", "bundle", o->folder,
	    "kind", ed_label_kinds[o->label->kind], "exit_code", o->exit_code,
	    "truth", truth, "found", found, "wrongly_proven",
	    text(o->wrong_proof), "false_alarm", text(o->alarm));
}

void ed_scores_json(
    const struct ed_scores *scores, bool misses, struct ed_text *out)
{
	json_t *bundles = json_object(), *list = json_array(), *whole;
	char *dump;

	for (size_t i = 0; i < ED_N_LABEL_KINDS; i++)
		json_object_set_new(bundles, ed_label_kinds[i],
		    json_integer(scores->bundles[i]));
	for (size_t i = 0; misses && i < scores->misses.n; i++)
		json_array_append_new(list,
		    miss_json(&ED_ITEMS(scores->misses, struct ed_judged)[i]));
	whole = json_pack("{s:s,s:o,s:o,s:o,s:o,s:o,s:b}", "schema",
	    "easdoctor.evaluate/1", "bundles", bundles, "metrics",
	    metrics_json(scores), "stages", stages_json(scores), "confusions",
	    confusions_json(out->arena, scores), "misses", list, "targets_hold",
	    (int)ed_scores_hold(scores));
	dump = json_dumps(whole, JSON_INDENT(2));
	if (dump)
		ed_putf(out, "%s\n", dump);
	free(dump);
	json_decref(whole);
}
