/* SPDX-License-Identifier: Apache-2.0 */
#include "base/nearest.h"
#include "cli/knowledge.h"
#include "cli/options.h"
#include "report/page.h"
#include "report/words.h"
#include <easdoctor/report.h>

#include <string.h>

static const char *const blocks_words[] = {"every device", "this user",
    "some operations", "nothing yet, but later", "nothing"};
static const char *const prior_words[] = {"a common cause", "a frequent cause",
    "an occasional cause", "a rare cause", "an exotic cause"};
static const char *const proof_words[] = {"proven when it is seen",
    "proven together with other findings", "never proven from evidence alone"};

/* Without a case there are no values: placeholders show their names. */
static struct ed_str show_words(struct ed_arena *arena, struct ed_str text)
{
	const struct ed_fill nothing = {0};

	return ed_fill_prose(arena, text, &nothing);
}

static void put_list(const struct ed_page *page, struct ed_arena *arena,
    const char *title, const struct ed_words *words)
{
	if (words->n == 0)
		return;
	ed_page_head(page, title);
	for (size_t i = 0; i < words->n; i++)
		ed_page_step(page,
		    words->n > 1 ? ed_format(arena, "%2zu. ", i + 1).p : "  ",
		    show_words(arena, words->items[i]));
}

static void put_verify(const struct ed_page *page, struct ed_arena *arena,
    const struct ed_rule *rule)
{
	const struct ed_fill nothing = {0};
	struct ed_error err;
	struct ed_str run;

	if (rule->n_verify == 0)
		return;
	ed_page_head(page, "How to verify");
	for (size_t i = 0; i < rule->n_verify; i++)
		if (ed_fill_command(
			arena, &rule->verify[i], &nothing, &run, &err))
			ed_page_command(page, run);
}

static void put_links(const struct ed_page *page, struct ed_arena *arena,
    const struct ed_rule *rule)
{
	if (rule->n_explains == 0)
		return;
	ed_page_head(page, "What it makes appear");
	for (size_t i = 0; i < rule->n_explains; i++) {
		const struct ed_link *link = &rule->explains[i];

		ed_page_putf(page, ED_PLAIN, "  ", "%.*s, %s%s%.*s",
		    ED_ARG(link->finding), ed_strength_names[link->strength],
		    link->via.n ? ": " : "",
		    ED_ARG(show_words(arena, link->via)));
	}
}

static void put_causes(const struct ed_page *page, const struct ed_rules *rules,
    const struct ed_rule *rule)
{
	bool any = false;

	for (size_t i = 0; i < rules->n_rules; i++) {
		const struct ed_rule *cause = &rules->rules[i];

		for (size_t k = 0; k < cause->n_explains; k++) {
			if (!ed_str_eq(cause->explains[k].finding, rule->id))
				continue;
			if (!any)
				ed_page_head(page, "What can be behind it");
			any = true;
			ed_page_putf(page, ED_PLAIN, "  ", "%.*s, %s: %.*s",
			    ED_ARG(cause->id),
			    ed_strength_names[cause->explains[k].strength],
			    ED_ARG(cause->title));
		}
	}
}

static void put_supply(const struct ed_page *page, const struct ed_rules *rules,
    const struct ed_rule *rule)
{
	const struct ed_rule_check *check =
	    ed_rule_check_find(rules, rule->check);
	const struct ed_fill nothing = {0};
	struct ed_str run;

	if (!check || check->supply.n == 0)
		return;
	ed_page_head(page, "What it takes to judge it");
	ed_page_put(page, ED_PLAIN, "  ", ed_str_trim(check->supply));
	if (check->collect.run.n && ed_fill_command(page->out->arena,
					&check->collect, &nothing, &run, NULL))
		ed_page_command(page, run);
}

static void put_cause_facts(
    const struct ed_page *page, const struct ed_rule *rule)
{
	ed_page_putf(page, ED_PLAIN, "  ",
	    "It blocks %s, at the hop \"%s\"; it is %s, and %s.",
	    blocks_words[rule->blocks], ed_hop_names[rule->bites],
	    prior_words[rule->prior], proof_words[rule->proof]);
	ed_page_putf(page, ED_PLAIN, "  ", "It is for: %s.",
	    ed_owner_names[rule->owner]);
}

static void explain_rule(const struct ed_page *page, struct ed_arena *arena,
    const struct ed_rules *rules, const struct ed_rule *rule)
{
	ed_page_putf(page, ED_BOLD, "", "%.*s: %.*s", ED_ARG(rule->id),
	    ED_ARG(rule->title));
	ed_page_blank(page);
	ed_page_put(
	    page, ED_PLAIN, "  ", ed_str_trim(show_words(arena, rule->text)));
	if (rule->kind == ED_CAUSE)
		put_cause_facts(page, rule);
	put_list(page, arena, "How to fix it", &rule->fix);
	if (rule->kind == ED_CAUSE)
		ed_page_putf(page, ED_PLAIN, "  ", "Risk of the fix: %s.",
		    ed_risk_names[rule->risk]);
	if (rule->undo.n) {
		ed_page_head(page, "How to undo the fix");
		ed_page_step(
		    page, "  ", ed_str_trim(show_words(arena, rule->undo)));
	}
	put_verify(page, arena, rule);
	if (rule->handoff.n) {
		ed_page_head(page, "What to tell the team that owns it");
		ed_page_put(page, ED_PLAIN, "  ",
		    ed_str_trim(show_words(arena, rule->handoff)));
	}
	put_links(page, arena, rule);
	put_causes(page, rules, rule);
	put_supply(page, rules, rule);
	put_list(page, arena, "Sources", &rule->cite);
}

/* Every finding of a check, a line each. */
static bool explain_check(
    const struct ed_page *page, const struct ed_rules *rules, struct ed_str id)
{
	bool any = false;

	for (size_t i = 0; i < rules->n_rules; i++) {
		if (!ed_str_eq(rules->rules[i].check, id))
			continue;
		any = true;
		ed_page_putf(page, ED_PLAIN, "", "%.*s: %.*s",
		    ED_ARG(rules->rules[i].id), ED_ARG(rules->rules[i].title));
	}
	return any;
}

static int unknown_id(
    struct ed_arena *arena, const struct ed_rules *rules, const char *id)
{
	const char **ids =
	    ed_alloc_array(arena, rules->n_rules + 1, sizeof(*ids));
	const char *near;

	for (size_t i = 0; i < rules->n_rules; i++)
		ids[i] = ed_copy_c(arena, rules->rules[i].id);
	near = ed_nearest(ed_str_of(id), ids);
	if (near)
		return ed_complain(
		    "there is no finding \"%s\", did you mean \"%s\"?", id,
		    near);
	return ed_complain("there is no finding \"%s\"; \"easdoctor list "
			   "rules\" names them, and codes and messages are "
			   "for \"easdoctor why\"",
	    id);
}

static int explain(struct ed_arena *arena, const struct ed_knowledge_options *o,
    const char *id)
{
	struct ed_text text = {.arena = arena};
	const struct ed_page page = {.out = &text, .width = 80};
	struct ed_knowledge knowledge;
	const struct ed_rule *rule;
	struct ed_error err;

	if (!ed_knowledge_load(arena, &o->plugins, &o->rules, &knowledge, &err))
		return ed_complain("%s", err.text);
	rule = ed_rule_find(&knowledge.rules, ed_str_of(id));
	if (rule)
		explain_rule(&page, arena, &knowledge.rules, rule);
	else if (!explain_check(&page, &knowledge.rules, ed_str_of(id)))
		return unknown_id(arena, &knowledge.rules, id);
	if (!ed_print(ed_text_str(&text)))
		return ed_complain("cannot write to standard output");
	return ED_EXIT_HEALTHY;
}

static int run(
    struct ed_arena *arena, void *into, const struct ed_list *operands)
{
	if (operands->n != 1)
		return ed_usage_error(
		    "explain", "takes one id, such as certificate-upn/missing");
	return explain(arena, into, ED_ITEMS(*operands, const char *)[0]);
}

const struct ed_command_line ed_command_explain = {
    .name = "explain",
    .operands = "ID",
    .summary = "Tell a finding's whole story: what, why, fix, proof, sources",
    .examples = "  easdoctor explain certificate-upn/missing\n"
		"  easdoctor explain profile-host\n",
    .options = ed_knowledge_options,
    .size = sizeof(struct ed_knowledge_options),
    .run = run,
};
