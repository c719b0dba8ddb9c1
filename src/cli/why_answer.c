/* SPDX-License-Identifier: Apache-2.0 */
/* A case that holds nothing but what was seen, asked of ranker and tables. */
#include "cli/why_answer.h"

#include "base/case.h"
#include "derive/derive.h"
#include "report/words.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_EVIDENCE = 8, ASKED_CAUSES = 6 };

struct question {
	struct ed_arena *arena;
	const struct ed_knowledge *knowledge;
	struct ed_case c;
	struct ed_findings findings;
	struct ed_why *out;
};

static struct ed_code_status stated_status(const struct question *q)
{
	const struct ed_observation *seen;

	if (q->c.observations.n == 0)
		return (struct ed_code_status){.substatus = -1};
	seen = ED_ITEMS(q->c.observations, struct ed_observation *)[0];
	return (struct ed_code_status){
	    seen->status, seen->substatus, seen->win32};
}

/* A code is a case of a symptom: it was seen, so the symptom is there. */
static bool is_shown(const struct question *q, const struct ed_rule *rule)
{
	const struct ed_code_hit *hits = q->out->codes.hits.items;

	for (size_t i = 0; i < q->out->codes.hits.n; i++)
		if (ed_str_eq(hits[i].code->finding, rule->id))
			return true;
	return false;
}

static void show_symptoms(struct question *q)
{
	const struct ed_findings *from = &q->findings;
	struct ed_settled *items =
	    ed_alloc_array(&q->c.arena, from->n, sizeof(*items));

	for (size_t i = 0; i < from->n; i++) {
		items[i] = from->items[i];
		if (items[i].rule->kind == ED_SYMPTOM_RULE &&
		    is_shown(q, items[i].rule))
			items[i].state = ED_PRESENT;
		if (items[i].rule->kind == ED_SYMPTOM_RULE &&
		    items[i].state == ED_PRESENT)
			*ED_PUSH(q->arena, &q->out->symptoms,
			    const struct ed_rule *) = items[i].rule;
	}
	q->findings.items = items;
}

/*
 * The cause as if it were the only one known: here a second explanation must
 * not be explained away by the first. False when the symptom does not raise it.
 */
static bool rank_alone(
    struct question *q, const struct ed_rule *rule, struct ed_candidate *out)
{
	const struct ed_rank_context context = {0};
	struct ed_arena *arena = &q->c.arena;
	struct ed_findings findings = q->findings;
	struct ed_settled *items =
	    ed_alloc_array(arena, findings.n, sizeof(*items));
	struct ed_diagnosis diagnosis;

	for (size_t i = 0; i < findings.n; i++) {
		items[i] = findings.items[i];
		if (items[i].rule->kind == ED_CAUSE && items[i].rule != rule)
			items[i].state = ED_ABSENT;
	}
	findings.items = items;
	ed_rank(&q->knowledge->rules, &findings, &context, arena, &diagnosis);
	if (diagnosis.n_causes == 0)
		return false;
	*out = diagnosis.causes[0];
	return out->place == ED_PLACE_EXPLAINS;
}

static int compare_score(const void *a, const void *b)
{
	const struct ed_candidate *x = a, *y = b;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return ed_str_compare(x->rule->id, y->rule->id);
}

static void add_ranked(struct question *q, const struct ed_candidate *cause)
{
	struct ed_why_cause *out =
	    ED_PUSH(q->arena, &q->out->causes, struct ed_why_cause);

	*out = (struct ed_why_cause){cause->rule->id, cause->rule, {0}};
	for (size_t i = 0; i < cause->n_lines; i++)
		if (cause->lines[i].present && cause->lines[i].via.n)
			/* The ranker's words go with the case. */
			*ED_PUSH(q->arena, &out->because, struct ed_str) =
			    ed_copy(q->arena, cause->lines[i].via);
}

/* Nothing is seen yet, so that the score says more than the hop. */
static void rank_causes(struct question *q)
{
	const struct ed_rules *rules = &q->knowledge->rules;
	struct ed_candidate *causes =
	    ed_alloc_array(&q->c.arena, rules->n_rules, sizeof(*causes));
	size_t n = 0;

	for (size_t i = 0; i < rules->n_rules; i++)
		if (rules->rules[i].kind == ED_CAUSE &&
		    rank_alone(q, &rules->rules[i], &causes[n]))
			n++;
	qsort(causes, n, sizeof(*causes), compare_score);
	for (size_t i = 0; i < n; i++)
		add_ranked(q, &causes[i]);
}

static void add_listed(struct question *q, struct ed_str id)
{
	const struct ed_why_cause *causes = q->out->causes.items;

	for (size_t i = 0; i < q->out->causes.n; i++)
		if (ed_str_eq(causes[i].id, id))
			return;
	*ED_PUSH(q->arena, &q->out->causes, struct ed_why_cause) =
	    (struct ed_why_cause){
		id, ed_rule_find(&q->knowledge->rules, id), {0}};
}

static void add_suspect(struct question *q, struct ed_str words)
{
	const struct ed_str *known = q->out->suspects.items;

	for (size_t i = 0; i < q->out->suspects.n; i++)
		if (ed_str_eq(known[i], words))
			return;
	*ED_PUSH(q->arena, &q->out->suspects, struct ed_str) = words;
}

static void add_evidence(struct question *q, const struct ed_evidence *evidence)
{
	const struct ed_evidence **known = q->out->evidence.items;

	if (!evidence || q->out->evidence.n == MAX_EVIDENCE)
		return;
	for (size_t i = 0; i < q->out->evidence.n; i++)
		if (known[i] == evidence)
			return;
	*ED_PUSH(q->arena, &q->out->evidence, const struct ed_evidence *) =
	    evidence;
}

static void ask_tables(struct question *q)
{
	const struct ed_code_hit *hits = q->out->codes.hits.items;

	for (size_t i = 0; i < q->out->codes.hits.n; i++) {
		const struct ed_code *code = hits[i].code;

		for (size_t k = 0; k < code->causes.n; k++)
			add_listed(q, code->causes.items[k]);
		for (size_t k = 0; k < code->suspects.n; k++)
			add_suspect(q, code->suspects.items[k]);
		for (size_t k = 0; k < code->evidence.n; k++)
			add_evidence(q, ed_evidence_find(&q->knowledge->rules,
					    code->evidence.items[k]));
	}
}

/* What would tell the first causes apart. */
static void ask_evidence(struct question *q)
{
	const struct ed_why_cause *causes = q->out->causes.items;

	for (size_t i = 0; i < q->out->causes.n && i < ASKED_CAUSES; i++)
		add_evidence(
		    q, ed_evidence_for(&q->knowledge->rules,
			   ed_str_sub(causes[i].id, 0,
			       ed_str_find(causes[i].id, ED_STR("/")))));
}

void ed_why_ask(struct ed_arena *arena, const struct ed_knowledge *knowledge,
    struct ed_str text, struct ed_why *out)
{
	struct question q = {
	    .arena = arena, .knowledge = knowledge, .out = out};
	struct ed_str plain = ed_code_plain(arena, &knowledge->rules, text);

	*out = (struct ed_why){.asked = text};
	ed_case_init(&q.c);
	ED_PUSH(&q.c.arena, &q.c.observed, struct ed_observed)->text =
	    ed_copy(&q.c.arena, plain);
	ed_derive(&q.c);
	ed_run(&q.c, &knowledge->registry, &knowledge->rules, &q.c.arena,
	    &q.findings);
	ed_codes_find(
	    arena, &knowledge->rules, plain, stated_status(&q), &out->codes);
	show_symptoms(&q);
	if (out->symptoms.n)
		rank_causes(&q);
	ask_tables(&q);
	ask_evidence(&q);
	ed_case_free(&q.c);
}

bool ed_why_knows(const struct ed_why *why)
{
	return why->codes.hits.n > 0 || why->symptoms.n > 0;
}

struct ed_str ed_evidence_command(
    struct ed_arena *arena, const struct ed_rule_command *command)
{
	const struct ed_fill nothing = {0};
	struct ed_str run;

	if (ed_fill_command(arena, command, &nothing, &run, NULL))
		return run;
	return command->run;
}
