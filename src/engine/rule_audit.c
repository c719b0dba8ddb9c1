/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/rule_audit.h"

struct audit {
	struct ed_arena *arena;
	const struct ed_rules *rules;
	struct ed_list *problems;
	size_t n;
};

static void report(struct audit *audit, const struct ed_rule *rule,
    const char *format, ...) ED_PRINTF(3, 4);

static void report(
    struct audit *audit, const struct ed_rule *rule, const char *format, ...)
{
	struct ed_str message;
	va_list args;

	va_start(args, format);
	message = ed_vformat(audit->arena, format, args);
	va_end(args);
	audit->n++;
	*ED_PUSH(audit->arena, audit->problems, struct ed_str) =
	    ed_format(audit->arena, "%.*s:%u: %.*s: %.*s", ED_ARG(rule->file),
		rule->line, ED_ARG(rule->id), ED_ARG(message));
}

static bool words_equal(struct ed_words a, struct ed_words b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (!ed_str_eq(a.items[i], b.items[i]))
			return false;
	return true;
}

static bool words_have(struct ed_words words, struct ed_str id)
{
	for (size_t i = 0; i < words.n; i++)
		if (ed_str_eq(words.items[i], id))
			return true;
	return false;
}

static const struct ed_link *link_to(
    const struct ed_rule *rule, struct ed_str id)
{
	for (size_t i = 0; i < rule->n_explains; i++)
		if (ed_str_eq(rule->explains[i].finding, id))
			return &rule->explains[i];
	return NULL;
}

/* Does its own check see it, so that links are not all it has? */
static bool is_seen(const struct ed_rule *rule)
{
	return rule->proof != ED_PROOF_NEVER;
}

/* Does other explain all that rule does, at least as well and as often? */
static bool outdoes(const struct ed_rule *other, const struct ed_rule *rule)
{
	if (other == rule || other->kind != ED_CAUSE || !rule->n_explains ||
	    other->requires.n || other->prior > rule->prior)
		return false;
	for (size_t i = 0; i < rule->n_explains; i++) {
		const struct ed_link *mine = &rule->explains[i];
		const struct ed_link *its = link_to(other, mine->finding);

		if (!its || its->strength > mine->strength ||
		    (its->when.n && !words_equal(its->when, mine->when)))
			return false;
	}
	return true;
}

static bool have_same_links(const struct ed_rule *a, const struct ed_rule *b)
{
	if (a->n_explains != b->n_explains)
		return false;
	for (size_t i = 0; i < a->n_explains; i++) {
		const struct ed_link *mine = &a->explains[i];
		const struct ed_link *its = link_to(b, mine->finding);

		if (!its || its->strength != mine->strength ||
		    !words_equal(its->when, mine->when))
			return false;
	}
	return true;
}

/* Nothing tells twins apart: neither what they explain, nor a check. */
static bool are_twins(const struct ed_rule *a, const struct ed_rule *b)
{
	return a->kind == ED_CAUSE && b->kind == ED_CAUSE &&
	       a->bites == b->bites && a->n_explains && !is_seen(a) &&
	       !is_seen(b) && have_same_links(a, b);
}

static void audit_pairs(struct audit *audit, const struct ed_rule *rule)
{
	const struct ed_rules *rules = audit->rules;

	for (size_t i = 0; i < rules->n_rules; i++) {
		const struct ed_rule *other = &rules->rules[i];

		if (other == rule)
			continue;
		if (are_twins(other, rule)) {
			if (other < rule)
				report(audit, rule,
				    "is the twin of %.*s: same hop, same links",
				    ED_ARG(other->id));
		} else if (!is_seen(rule) && outdoes(other, rule)) {
			report(audit, rule,
			    "by symptoms alone it never leads: %.*s explains "
			    "as much, at least "
			    "as well, and is no rarer",
			    ED_ARG(other->id));
			return;
		}
	}
}

static size_t number_of(const struct audit *audit, struct ed_str id)
{
	const struct ed_rule *rule = ed_rule_find(audit->rules, id);

	return rule ? (size_t)(rule - audit->rules->rules)
		    : audit->rules->n_rules;
}

/* One more link up: marks what explains something marked. */
static bool spread_once(const struct audit *audit, bool *marked)
{
	const struct ed_rules *rules = audit->rules;
	bool changed = false;

	for (size_t i = 0; i < rules->n_rules; i++) {
		const struct ed_rule *rule = &rules->rules[i];

		for (size_t j = 0; j < rule->n_explains && !marked[i]; j++) {
			marked[i] =
			    marked[number_of(audit, rule->explains[j].finding)];
			changed |= marked[i];
		}
	}
	return changed;
}

/* The causes from which links lead to a symptom, by number. */
static bool *raised_by_symptoms(const struct audit *audit)
{
	size_t n = audit->rules->n_rules;
	bool *marked = ed_alloc_array(audit->arena, n + 1, sizeof(*marked));

	for (size_t i = 0; i < n; i++)
		marked[i] = audit->rules->rules[i].kind == ED_SYMPTOM_RULE;
	while (spread_once(audit, marked))
		;
	return marked;
}

/* Those from which links lead to id, by number; id itself too. */
static bool *upstream_of(const struct audit *audit, struct ed_str id)
{
	size_t n = audit->rules->n_rules;
	bool *marked = ed_alloc_array(audit->arena, n + 1, sizeof(*marked));

	marked[number_of(audit, id)] = true;
	marked[n] = false;
	while (spread_once(audit, marked))
		;
	return marked;
}

static void audit_when(struct audit *audit, const struct ed_rule *rule)
{
	size_t number = (size_t)(rule - audit->rules->rules);

	for (size_t i = 0; i < rule->n_explains; i++) {
		struct ed_words when = rule->explains[i].when;

		for (size_t j = 0; j < when.n; j++)
			if (upstream_of(audit, when.items[j])[number])
				report(audit, rule,
				    "a link waits for %.*s, which is its own "
				    "consequence",
				    ED_ARG(when.items[j]));
	}
}

/* What a fifth of all healthy systems show tells next to nothing. */
static void audit_leak(struct audit *audit, const struct ed_rule *rule)
{
	const struct ed_rule *symptom;

	if (rule->n_explains != 1 || rule->explains->strength != ED_ALWAYS)
		return;
	symptom = ed_rule_find(audit->rules, rule->explains->finding);
	if (symptom && symptom->kind == ED_SYMPTOM_RULE &&
	    symptom->leak == ED_CHRONIC)
		report(audit, rule,
		    "always shows as %.*s alone, which healthy systems show "
		    "too",
		    ED_ARG(symptom->id));
}

static void audit_cause(
    struct audit *audit, const struct ed_rule *rule, bool raised)
{
	for (size_t i = 0; i < rule->requires.n; i++)
		if (words_have(rule->excludes, rule->requires.items[i]))
			report(audit, rule, "both requires and excludes %.*s",
			    ED_ARG(rule->requires.items[i]));
	if (words_have(rule->requires, rule->id) ||
	    words_have(rule->excludes, rule->id))
		report(audit, rule, "requires or excludes itself");
	if (!raised && !is_seen(rule))
		report(
		    audit, rule, "no symptom and no proof can ever raise it");
	audit_leak(audit, rule);
	audit_when(audit, rule);
	audit_pairs(audit, rule);
}

/* A link to a child counts for its parents too. */
static bool is_explained(const struct audit *audit, const struct ed_rule *rule)
{
	const struct ed_rules *rules = audit->rules;

	for (size_t i = 0; i < rules->n_rules; i++) {
		const struct ed_rule *other = &rules->rules[i];

		if (link_to(other, rule->id))
			return true;
		if (other->parent.n && ed_str_eq(other->parent, rule->id) &&
		    is_explained(audit, other))
			return true;
	}
	return false;
}

static void audit_symptom(struct audit *audit, const struct ed_rule *rule)
{
	/* A success needs no cause, and <family>/other has none by nature. */
	bool needs_cause = rule->refutes_to == ED_HOP_NONE &&
			   !ed_str_iends(rule->id, ED_STR("/other"));

	if (needs_cause && !is_explained(audit, rule))
		report(audit, rule, "nothing explains this symptom");
	if (!rule->cite.n)
		report(audit, rule, "has no source (cite)");
}

bool ed_rules_audit(struct ed_arena *arena, const struct ed_rules *rules,
    struct ed_list *problems)
{
	struct audit audit = {
	    .arena = arena, .rules = rules, .problems = problems};
	const bool *raised = raised_by_symptoms(&audit);

	for (size_t i = 0; i < rules->n_rules; i++) {
		const struct ed_rule *rule = &rules->rules[i];

		if (rule->kind == ED_CAUSE)
			audit_cause(&audit, rule, raised[i]);
		else
			audit_symptom(&audit, rule);
	}
	return audit.n == 0;
}
