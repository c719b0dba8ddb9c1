/* SPDX-License-Identifier: Apache-2.0 */
/* What rules say of each other: every id is known, nothing goes in circles. */
#include "base/nearest.h"
#include "engine/rule_prove.h"

/* Of ids that look alike, the first few are worth the search. */
enum { MAX_SUGGESTIONS = 20 };

static const char *suggest(struct ed_rule_proving *proving, struct ed_str id)
{
	size_t n = proving->rules->n_rules;
	const char **words;

	if (proving->n > MAX_SUGGESTIONS)
		return NULL;
	words = ed_alloc_array(proving->arena, n + 1, sizeof(*words));
	for (size_t i = 0; i < n; i++)
		words[i] =
		    ed_copy_c(proving->arena, proving->rules->rules[i].id);
	return ed_nearest(id, words);
}

static void prove_id(struct ed_rule_proving *proving,
    const struct ed_rule *rule, const char *what, struct ed_str id)
{
	const char *near;

	if (ed_rule_find(proving->rules, id))
		return;
	near = suggest(proving, id);
	ed_rule_problem(proving, rule, id,
	    "%s names '%.*s', which does not exist%s%s%s", what,
	    ED_ARG(ed_str_sub(id, 0, 100)), near ? "; did you mean '" : "",
	    near ? near : "", near ? "'?" : "");
}

static void prove_ids(struct ed_rule_proving *proving,
    const struct ed_rule *rule, const char *what, struct ed_words ids)
{
	for (size_t i = 0; i < ids.n; i++) {
		prove_id(proving, rule, what, ids.items[i]);
		for (size_t j = 0; j < i; j++)
			if (ed_str_eq(ids.items[i], ids.items[j]))
				ed_rule_problem(proving, rule, ids.items[i],
				    "%s names '%.*s' twice", what,
				    ED_ARG(ids.items[i]));
	}
}

static void prove_explains(
    struct ed_rule_proving *proving, const struct ed_rule *rule)
{
	for (size_t i = 0; i < rule->n_explains; i++) {
		const struct ed_link *link = &rule->explains[i];

		prove_id(proving, rule, "explains", link->finding);
		prove_ids(proving, rule, "when", link->when);
		for (size_t j = 0; j < i; j++)
			if (ed_str_eq(link->finding, rule->explains[j].finding))
				ed_rule_problem(proving, rule, link->finding,
				    "'%.*s' is explained twice",
				    ED_ARG(link->finding));
	}
}

/* A chain of parents longer than there are rules goes in a circle. */
static bool parents_end(
    const struct ed_rules *rules, const struct ed_rule *rule)
{
	for (size_t i = 0; i <= rules->n_rules; i++) {
		if (!rule || !rule->parent.n)
			return true;
		rule = ed_rule_find(rules, rule->parent);
	}
	return false;
}

static void prove_parent(
    struct ed_rule_proving *proving, const struct ed_rule *rule)
{
	const struct ed_rule *parent;

	if (!rule->parent.n)
		return;
	prove_id(proving, rule, "parent", rule->parent);
	parent = ed_rule_find(proving->rules, rule->parent);
	if (parent && parent->kind != ED_SYMPTOM_RULE)
		ed_rule_problem(proving, rule, rule->parent,
		    "the parent '%.*s' is a cause; only a symptom can be one",
		    ED_ARG(rule->parent));
	if (!parents_end(proving->rules, rule))
		ed_rule_problem(proving, rule, rule->parent,
		    "the parents of '%.*s' go in a circle", ED_ARG(rule->id));
}

enum colour { UNSEEN, OPEN, DONE };

/* Depth first. The depth is bounded by ED_MAX_RULES. */
static void visit(struct ed_rule_proving *proving, const struct ed_rule *rule,
    unsigned char *colours)
{
	const struct ed_rules *rules = proving->rules;

	colours[rule - rules->rules] = OPEN;
	for (size_t i = 0; i < rule->n_explains; i++) {
		struct ed_str id = rule->explains[i].finding;
		const struct ed_rule *next = ed_rule_find(rules, id);

		if (!next)
			continue;
		if (colours[next - rules->rules] == OPEN)
			ed_rule_problem(proving, rule, id,
			    "'%.*s' explains '%.*s', which explains it in turn",
			    ED_ARG(rule->id), ED_ARG(id));
		else if (colours[next - rules->rules] == UNSEEN)
			visit(proving, next, colours);
	}
	colours[rule - rules->rules] = DONE;
}

void ed_rules_prove_links(struct ed_rule_proving *proving)
{
	const struct ed_rules *rules = proving->rules;
	unsigned char *colours = ed_alloc(proving->arena, rules->n_rules);

	for (size_t i = 0; i < rules->n_rules; i++) {
		const struct ed_rule *rule = &rules->rules[i];

		prove_explains(proving, rule);
		prove_ids(proving, rule, "proof", rule->proof_needs);
		prove_ids(proving, rule, "requires", rule->requires);
		prove_ids(proving, rule, "excludes", rule->excludes);
		prove_parent(proving, rule);
	}
	for (size_t i = 0; i < rules->n_rules; i++)
		if (colours[i] == UNSEEN)
			visit(proving, &rules->rules[i], colours);
}
