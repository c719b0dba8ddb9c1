/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/run.h"

#include "engine/bind.h"
#include "engine/outcome.h"
#include "engine/subjects.h"

#include <stdlib.h>
#include <string.h>

struct run {
	struct ed_case *c;
	struct ed_arena *arena;
	struct ed_list settled; /* struct ed_settled */
	bool check_failed;
	struct ed_str certificate_trouble;
};

/* A probe's: not what the device met. */
static bool seen_by_probe(const struct ed_case *c, struct ed_ref where)
{
	const struct ed_input *in;

	if (where.input == 0 || where.input > c->inputs.n)
		return false;
	in = ED_ITEMS(c->inputs, struct ed_input *)[where.input - 1];
	return ed_str_eq(in->vantage, ED_STR("here"));
}

/* By another file of the same thing, which may be the one that holds. */
static bool is_disputed(const struct ed_case *c, struct ed_ref where)
{
	return where.input && where.input <= c->inputs.n &&
	       ED_ITEMS(c->inputs, struct ed_input *)[where.input - 1]
		   ->disputed;
}

static bool in_promised_scope(const struct run *run, const struct ed_rule *rule)
{
	return rule->kind == ED_CAUSE && (run->c->scope & 1u << rule->stage);
}

/* NULL, and the run has failed, when the finding has no rule. */
static const struct ed_rule *rule_of(
    struct run *run, const struct ed_bound_check *bound, size_t i)
{
	const struct ed_rule *rule = i < bound->n ? bound->rules[i] : NULL;

	if (!rule)
		run->check_failed = true;
	return rule;
}

/*
 * What is missing decides between "not asked" and "unknown": an expectation
 * that nobody stated was not asked, but evidence that the scope promised to
 * look at, or that is there and broken, should have been judged.
 */
static void raise_missing_evidence(struct run *run,
    const struct ed_check *check, size_t i, struct ed_settled *settled)
{
	unsigned needs = check->findings[i].needs;
	bool expectation = true;
	const char *missing =
	    ed_need_missing(needs, &run->c->facts, &expectation);

	if (!missing || expectation)
		return;
	if ((needs & ED_NEED_CERTIFICATE) && run->certificate_trouble.n) {
		settled->state = ED_UNKNOWN;
		settled->reason = run->certificate_trouble;
	} else if (in_promised_scope(run, settled->rule)) {
		settled->state = ED_UNKNOWN;
	}
}

static void add_outcome(struct run *run, const struct ed_bound_check *bound,
    size_t i, const struct ed_outcome *outcome, struct ed_str subject)
{
	const struct ed_rule *rule = rule_of(run, bound, i);
	struct ed_settled *settled;

	if (outcome->open)
		run->check_failed = true;
	if (!rule)
		return;
	settled = ED_PUSH(run->arena, &run->settled, struct ed_settled);
	*settled = (struct ed_settled){.rule = rule,
	    .subject = subject,
	    .state = outcome->state,
	    .reason = outcome->reason,
	    .where = outcome->where,
	    .values = outcome->values,
	    .also = outcome->also,
	    .n_also = outcome->n_also,
	    .by_probe = seen_by_probe(run->c, outcome->where)};
	/* What the server did to us proves something; not getting there
	 * does not. */
	settled->from_here =
	    settled->by_probe && outcome->where.kind != ED_AT_ANSWER;
	settled->disputed = is_disputed(run->c, outcome->where);
	if (settled->disputed && settled->state == ED_ABSENT) {
		settled->state = ED_UNKNOWN;
		settled->reason = ED_STR("two files of the same server "
					 "contradict each other");
	}
	if (outcome->open)
		settled->reason = ED_STR("the check did not settle it");
	raise_missing_evidence(run, bound->check, i, settled);
}

static void run_on(struct run *run, const struct ed_bound_check *bound,
    const struct ed_subject *subject)
{
	struct ed_list outcomes = {0};

	ed_check_run_one(bound->check, ed_case_facts(run->c), subject->it,
	    run->arena, &outcomes);
	for (size_t i = 0; i < outcomes.n; i++)
		add_outcome(run, bound, i,
		    &ED_ITEMS(outcomes, struct ed_outcome)[i], subject->label);
}

/* Nothing to run for: every finding says why. */
static void settle_all(struct run *run, const struct ed_bound_check *bound,
    const struct ed_subjects *subjects)
{
	for (size_t i = 0; i < bound->n; i++) {
		const struct ed_rule *rule = rule_of(run, bound, i);
		bool promised;

		if (!rule)
			continue;
		/* A key mostly stays on the device: its absence is no gap. */
		promised = bound->check->each != ED_IDENTITY &&
			   in_promised_scope(run, rule);
		*ED_PUSH(run->arena, &run->settled, struct ed_settled) =
		    (struct ed_settled){.rule = rule,
			.state = subjects->none_meant            ? ED_ABSENT
				 : subjects->damaged || promised ? ED_UNKNOWN
								 : ED_NOT_ASKED,
			.reason = subjects->reason};
	}
}

static void run_check(struct run *run, const struct ed_bound_check *bound)
{
	struct ed_subjects subjects;

	ed_subjects_find(run->c, bound->check->each, run->arena, &subjects);
	if (subjects.n == 0)
		settle_all(run, bound, &subjects);
	for (size_t i = 0; i < subjects.n; i++)
		run_on(run, bound, &subjects.items[i]);
}

static int compare_settled(const void *a, const void *b)
{
	const struct ed_settled *x = a, *y = b;
	int order = ed_str_compare(x->rule->id, y->rule->id);

	if (!order)
		order = ed_str_compare(x->subject, y->subject);
	/* Two files of one name have one label: as they were loaded, then. */
	return order ? order
		     : (x->number > y->number) - (x->number < y->number);
}

static void sort_settled(struct ed_list *settled)
{
	for (size_t i = 0; i < settled->n; i++)
		ED_ITEMS(*settled, struct ed_settled)[i].number = i;
	qsort(settled->items, settled->n, sizeof(struct ed_settled),
	    compare_settled);
}

void ed_run_bound(struct ed_case *c, const struct ed_bound *bound,
    struct ed_arena *arena, struct ed_findings *out)
{
	struct run run = {.c = c, .arena = arena};

	if (!c->facts.device_certificate)
		run.certificate_trouble = ed_certificate_trouble(c, arena);
	for (size_t i = 0; i < bound->n; i++)
		run.settled.room += bound->checks[i].n;
	run.settled.items =
	    ed_alloc_array(arena, run.settled.room, sizeof(struct ed_settled));
	for (size_t i = 0; i < bound->n; i++)
		run_check(&run, &bound->checks[i]);
	if (run.settled.n)
		sort_settled(&run.settled);
	*out = (struct ed_findings){.items = run.settled.items,
	    .n = run.settled.n,
	    .check_failed = run.check_failed};
}

void ed_run(struct ed_case *c, const struct ed_registry *registry,
    const struct ed_rules *rules, struct ed_arena *arena,
    struct ed_findings *out)
{
	struct ed_bound bound;

	ed_bind(arena, registry, rules, ~0u, &bound);
	ed_run_bound(c, &bound, arena, out);
}
