/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rule above the others: unknown is never healthy. Precedence of the exit
 * codes: 2 (blocked), 3 (could not tell), 1 (warning), 0 (healthy).
 */
#include "engine/verdict.h"

#include "engine/accept.h"

#include <easdoctor/limits.h>

static bool could_block(const struct ed_rule *rule)
{
	return rule->kind == ED_CAUSE && rule->blocks <= ED_BLOCKS_PARTLY;
}

/* Stages of which at least one cause was judged. */
static unsigned judged_stages(const struct ed_findings *findings)
{
	unsigned stages = 0;

	for (size_t i = 0; i < findings->n; i++) {
		const struct ed_settled *one = &findings->items[i];

		if (one->rule->kind == ED_CAUSE &&
		    (one->state == ED_PRESENT || one->state == ED_ABSENT))
			stages |= 1u << one->rule->stage;
	}
	return stages;
}

/* Stages that the evidence touches: judged, or there and not readable. */
static unsigned touched_stages(const struct ed_findings *findings)
{
	unsigned stages = 0;

	for (size_t i = 0; i < findings->n; i++) {
		const struct ed_settled *one = &findings->items[i];

		if (one->rule->kind == ED_CAUSE && one->state != ED_NOT_ASKED)
			stages |= 1u << one->rule->stage;
	}
	return stages;
}

static void list_unjudged(const struct ed_findings *findings,
    struct ed_arena *arena, struct ed_verdict *out)
{
	struct ed_list list = {0};

	for (size_t i = 0; i < findings->n; i++) {
		const struct ed_settled *one = &findings->items[i];

		if (one->state == ED_UNKNOWN && could_block(one->rule) &&
		    (out->scope & 1u << one->rule->stage))
			*ED_PUSH(arena, &list, const struct ed_settled *) = one;
	}
	out->unjudged = list.items;
	out->n_unjudged = list.n;
}

/*
 * It was tried, and what would have shown that it works did not come: while
 * no failure says why, nothing is healthy either.
 */
static const struct ed_settled *find_missed(const struct ed_findings *findings)
{
	for (size_t i = 0; i < findings->n; i++) {
		const struct ed_settled *one = &findings->items[i];

		if (one->rule->kind == ED_SYMPTOM_RULE &&
		    one->rule->refutes_to != ED_HOP_NONE &&
		    (one->state == ED_ABSENT || one->state == ED_UNKNOWN))
			return one;
	}
	return NULL;
}

/*
 * An input that was recognised and is broken, that somebody named and is of no
 * use, or of which a part was lost: what is wrong may stand there. A stray
 * file in a folder is none of these.
 */
static bool is_damaged(const struct ed_input *in)
{
	if (in->incomplete)
		return true;
	return in->unreadable &&
	       (in->named || !ed_str_eq(in->kind, ED_STR("unrecognised")));
}

static const struct ed_input *find_damaged(const struct ed_case *c)
{
	for (size_t i = 0; i < c->inputs.n; i++)
		if (is_damaged(ED_ITEMS(c->inputs, struct ed_input *)[i]))
			return ED_ITEMS(c->inputs, struct ed_input *)[i];
	return NULL;
}

/* Somebody saw something fail, in words that nothing here knows. */
static bool has_unnamed(const struct ed_case *c)
{
	for (size_t i = 0; i < c->observations.n; i++)
		if (ED_ITEMS(c->observations, struct ed_observation *)[i]
			->saw == ED_SAW_NOTHING_KNOWN)
			return true;
	return c->observed.n > ED_MAX_OBSERVED;
}

static bool blocks_now(const struct ed_candidate *cause)
{
	if (cause->certainty != ED_PROVEN && cause->certainty != ED_LIKELY)
		return false;
	if (cause->rule->blocks <= ED_BLOCKS_USER)
		return true;
	return cause->rule->blocks == ED_BLOCKS_PARTLY &&
	       cause->place == ED_PLACE_EXPLAINS;
}

static bool is_blocked(const struct ed_diagnosis *diagnosis)
{
	for (size_t i = 0; i < diagnosis->n_causes; i++)
		if (blocks_now(&diagnosis->causes[i]))
			return true;
	return false;
}

/* A cause that is there, and that nobody has accepted or may. */
static bool has_warning(const struct ed_case *c,
    const struct ed_findings *findings, const struct ed_diagnosis *diagnosis)
{
	for (size_t i = 0; i < diagnosis->n_causes; i++) {
		const struct ed_candidate *cause = &diagnosis->causes[i];

		if (cause->state == ED_PRESENT &&
		    (cause->rule->blocks < ED_BLOCKS_PARTLY ||
			!ed_is_accepted(c, findings, cause->rule)))
			return true;
	}
	return false;
}

void ed_judge(const struct ed_case *c, const struct ed_findings *findings,
    const struct ed_diagnosis *diagnosis, struct ed_arena *arena,
    struct ed_verdict *out)
{
	unsigned judged = judged_stages(findings);

	*out = (struct ed_verdict){
	    .scope = c->scope ? c->scope : touched_stages(findings),
	    .uncovered = c->scope & ~judged,
	    .damaged = find_damaged(c),
	    .missed = find_missed(findings),
	    .unnamed = has_unnamed(c),
	    .check_failed = findings->check_failed,
	    .nothing_judged = judged == 0};
	list_unjudged(findings, arena, out);
	out->over = ed_accepted_over(c, findings);
	if (is_blocked(diagnosis)) {
		out->exit = ED_EXIT_BLOCKED;
		return;
	}
	out->unexplained = diagnosis->failing;
	if (out->unexplained || out->missed || out->n_unjudged ||
	    out->uncovered || out->damaged || out->unnamed ||
	    out->check_failed || out->nothing_judged || c->ambiguous.n)
		out->exit = ED_EXIT_UNKNOWN;
	else if (has_warning(c, findings, diagnosis) || out->over)
		out->exit = ED_EXIT_WARNING;
	else
		out->exit = ED_EXIT_HEALTHY;
}
