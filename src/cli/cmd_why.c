/* SPDX-License-Identifier: Apache-2.0 */
#include "base/case.h"
#include "base/yaml.h"
#include "cli/knowledge.h"
#include "cli/options.h"
#include "derive/derive.h"
#include "engine/rank.h"
#include "report/page.h"
#include <easdoctor/report.h>

#include <stdlib.h>
#include <string.h>

/* A case that holds nothing but the symptom. */
struct question {
	struct ed_case c;
	struct ed_findings findings;
	struct ed_diagnosis diagnosis;
};

static void ask(struct question *q, const struct ed_knowledge *knowledge,
    struct ed_str text)
{
	const struct ed_rank_context context = {0};

	ed_case_init(&q->c);
	ED_PUSH(&q->c.arena, &q->c.observed, struct ed_observed)->text =
	    ed_copy(&q->c.arena, text);
	ed_derive(&q->c);
	ed_run(&q->c, &knowledge->registry, &knowledge->rules, &q->c.arena,
	    &q->findings);
	ed_rank(&knowledge->rules, &q->findings, &context, &q->c.arena,
	    &q->diagnosis);
}

/*
 * The cause as if it were the only one known: here a second explanation must
 * not be explained away by the first. False when the symptom does not raise it.
 */
static bool rank_alone(struct question *q, const struct ed_knowledge *knowledge,
    const struct ed_rule *rule, struct ed_candidate *out)
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
	ed_rank(&knowledge->rules, &findings, &context, arena, &diagnosis);
	if (diagnosis.n_causes == 0)
		return false;
	*out = diagnosis.causes[0];
	return out->place == ED_PLACE_EXPLAINS;
}

static void put_symptoms(const struct ed_page *page, const struct question *q)
{
	for (size_t i = 0; i < q->findings.n; i++) {
		const struct ed_settled *one = &q->findings.items[i];

		if (one->state != ED_PRESENT)
			continue;
		ed_page_putf(page, ED_BOLD, "", "%.*s: %.*s",
		    ED_ARG(one->rule->id), ED_ARG(one->rule->title));
		ed_page_put(page, ED_PLAIN, "  ", ed_str_trim(one->rule->text));
	}
}

static void put_cause(const struct ed_page *page, struct ed_arena *arena,
    const struct ed_knowledge *knowledge, const struct ed_candidate *cause,
    size_t number)
{
	const struct ed_rule_check *check =
	    ed_rule_check_find(&knowledge->rules, cause->rule->check);

	ed_page_putf(page, ED_PLAIN, ed_format(arena, "%2zu. ", number).p,
	    "%.*s (%s; %.*s)", ED_ARG(cause->rule->title),
	    ed_owner_names[cause->rule->owner], ED_ARG(cause->rule->id));
	for (size_t i = 0; i < cause->n_lines; i++)
		if (cause->lines[i].present && cause->lines[i].via.n)
			ed_page_putf(page, ED_PLAIN, "    ", "because %.*s",
			    ED_ARG(cause->lines[i].via));
	if (check && check->supply.n)
		ed_page_putf(page, ED_PLAIN, "    ", "to judge it: %.*s",
		    ED_ARG(ed_str_trim(check->supply)));
}

static int compare_score(const void *a, const void *b)
{
	const struct ed_candidate *x = a, *y = b;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return ed_str_compare(x->rule->id, y->rule->id);
}

/* Nothing is seen yet, so that the score says more than the hop. */
static void put_causes(const struct ed_page *page, struct ed_arena *arena,
    const struct ed_knowledge *knowledge, struct question *q)
{
	struct ed_candidate *causes =
	    ed_alloc_array(arena, knowledge->rules.n_rules, sizeof(*causes));
	size_t n = 0;

	for (size_t i = 0; i < knowledge->rules.n_rules; i++) {
		const struct ed_rule *rule = &knowledge->rules.rules[i];

		if (rule->kind == ED_CAUSE &&
		    rank_alone(q, knowledge, rule, &causes[n]))
			n++;
	}
	qsort(causes, n, sizeof(*causes), compare_score);
	ed_page_head(page, "What can be behind it, most likely first");
	for (size_t i = 0; i < n; i++)
		put_cause(page, arena, knowledge, &causes[i], i + 1);
	if (n == 0)
		ed_page_put(page, ED_PLAIN, "  ",
		    ED_STR("Nothing that this release knows of."));
}

static int unknown_symptom(struct ed_arena *arena,
    const struct ed_knowledge *knowledge, struct ed_str text)
{
	const char **ids =
	    ed_alloc_array(arena, knowledge->rules.n_rules + 1, sizeof(*ids));
	const char *near;
	size_t n = 0;

	for (size_t i = 0; i < knowledge->rules.n_rules; i++)
		if (knowledge->rules.rules[i].kind == ED_SYMPTOM_RULE)
			ids[n++] =
			    ed_copy_c(arena, knowledge->rules.rules[i].title);
	near = ed_nearest(text, ids);
	return ed_complain(
	    "\"%.*s\" names no symptom that is known%s%s%s; \"easdoctor list "
	    "symptoms\" names them",
	    ED_ARG(text), near ? ", did you mean \"" : "", near ? near : "",
	    near ? "\"?" : "");
}

static int why(struct ed_arena *arena, const struct ed_knowledge_options *o,
    struct ed_str symptom)
{
	struct ed_text text = {.arena = arena};
	const struct ed_page page = {.out = &text, .width = 80};
	struct ed_knowledge knowledge;
	struct question q = {0};
	struct ed_error err;
	int code = ED_EXIT_HEALTHY;

	if (!ed_knowledge_load(arena, &o->plugins, &o->rules, &knowledge, &err))
		return ed_complain("%s", err.text);
	ask(&q, &knowledge, symptom);
	if (q.diagnosis.failing) {
		put_symptoms(&page, &q);
		put_causes(&page, arena, &knowledge, &q);
		if (!ed_print(ed_text_str(&text)))
			code = ed_complain("cannot write to standard output");
	} else {
		code = unknown_symptom(arena, &knowledge, symptom);
	}
	ed_case_free(&q.c);
	return code;
}

/* The operands as one text, so that quotes can be forgotten. */
static struct ed_str join(
    struct ed_arena *arena, const struct ed_list *operands)
{
	struct ed_text text = {.arena = arena};

	for (size_t i = 0; i < operands->n; i++) {
		if (i)
			ed_put_byte(&text, ' ');
		ed_put(&text, ed_str_of(ED_ITEMS(*operands, const char *)[i]));
	}
	return ed_text_str(&text);
}

static int run(
    struct ed_arena *arena, void *into, const struct ed_list *operands)
{
	if (operands->n == 0)
		return ed_usage_error("why", "say what was seen");
	return why(arena, into, join(arena, operands));
}

const struct ed_command_line ed_command_why = {
    .name = "why",
    .operands = "SYMPTOM",
    .summary = "Say what can be behind a code or a message, offline",
    .examples = "  easdoctor why 403.16\n"
		"  easdoctor why Cannot Get Mail\n"
		"  easdoctor why \"401 without WWW-Authenticate\"\n",
    .options = ed_knowledge_options,
    .size = sizeof(struct ed_knowledge_options),
    .run = run,
};
