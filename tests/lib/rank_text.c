/* SPDX-License-Identifier: Apache-2.0 */
#include "rank_text.h"

#include "ed_test.h"

#include <stdlib.h>
#include <string.h>

struct reader {
	struct ed_arena *arena;
	struct ed_list rules, checks, findings;
	struct rank_text *out;
	struct ed_list timings; /* struct ed_rank_timing */
};

/* Cuts text up to the first of the separators; false at the end. */
static bool cut(struct ed_str *text, const char *separators, struct ed_str *out)
{
	size_t n = 0;

	while (text->n && strchr(separators, text->p[0]))
		*text = ed_str_sub(*text, 1, text->n);
	while (n < text->n && !strchr(separators, text->p[n]))
		n++;
	*out = ed_str_sub(*text, 0, n);
	*text = ed_str_sub(*text, n, text->n);
	return n > 0;
}

/* The word's number among the names, or -1. */
static int number_of(const char *const *names, struct ed_str word)
{
	for (int i = 0; names[i]; i++)
		if (ed_str_eq(word, ed_str_of(names[i])))
			return i;
	return -1;
}

static struct ed_words words(struct reader *r, struct ed_str text)
{
	struct ed_list list = {0};
	struct ed_str word;

	while (cut(&text, ",", &word))
		*ED_PUSH(r->arena, &list, struct ed_str) = word;
	return (struct ed_words){list.items, list.n};
}

static void read_links(
    struct reader *r, struct ed_str text, struct ed_rule *rule)
{
	struct ed_list list = {0};
	struct ed_str one, finding, strength, when;

	while (cut(&text, ",", &one)) {
		struct ed_link *link = ED_PUSH(r->arena, &list, struct ed_link);

		assert_true(cut(&one, ":", &finding));
		assert_true(cut(&one, ":", &strength));
		link->finding = finding;
		assert_true(number_of(ed_strength_names, strength) >= 0);
		link->strength =
		    (enum ed_strength)number_of(ed_strength_names, strength);
		link->via = finding;
		if (cut(&one, ":", &when))
			link->when = words(r, when);
	}
	rule->explains = list.items;
	rule->n_explains = list.n;
}

static enum ed_hop hop(struct ed_str word)
{
	int at = number_of(ed_hop_names, word);

	assert_true(at >= 0);
	return (enum ed_hop)at;
}

static void read_pair(struct reader *r, struct ed_str key, struct ed_str value,
    struct ed_rule *rule)
{
	if (ed_str_eq(key, ED_STR("makes")))
		read_links(r, value, rule);
	else if (ed_str_eq(key, ED_STR("needs")) ||
		 ed_str_eq(key, ED_STR("any"))) {
		rule->proof = key.n == 3 ? ED_PROOF_ANY : ED_PROOF_NEEDS;
		rule->proof_needs = words(r, value);
	} else if (ed_str_eq(key, ED_STR("requires")))
	rule->requires = words(r, value);
	else if (ed_str_eq(key, ED_STR("excludes"))) rule->excludes =
	    words(r, value);
	else if (ed_str_eq(key, ED_STR("check"))) rule->check = value;
	else if (ed_str_eq(key, ED_STR("group"))) rule->group = value;
	else if (ed_str_eq(key, ED_STR("parent"))) rule->parent = value;
	else if (ed_str_eq(key, ED_STR("at"))) rule->seen_at = hop(value);
	else if (ed_str_eq(key, ED_STR("success"))) rule->refutes_to =
	    hop(value);
	else if (ed_str_eq(key, ED_STR("meets"))) rule->meets = ED_MEETS_DEVICE;
	else if (ed_str_eq(key, ED_STR("lives"))) rule->stage =
	    ED_STAGE_PROFILE;
	else if (ed_str_eq(key, ED_STR("basis"))) rule->basis = ED_MEMORY;
	else fail_msg("key %.*s", ED_ARG(key));
}

static void read_word(struct ed_str word, struct ed_rule *rule)
{
	int at;

	if (rule->kind == ED_SYMPTOM_RULE) {
		at = number_of(ed_leak_names, word);
		assert_true(at >= 0);
		rule->leak = (enum ed_leak)at;
	} else if ((at = number_of(ed_prior_names, word)) >= 0)
		rule->prior = (enum ed_prior)at;
	else if ((at = number_of(ed_blocks_names, word)) >= 0)
		rule->blocks = (enum ed_blocks)at;
	else if (ed_str_eq(word, ED_STR("never")))
		rule->proof = ED_PROOF_NEVER;
	else
		rule->bites = hop(word);
}

static void read_rule(struct reader *r, bool cause, struct ed_str text)
{
	struct ed_rule *rule = ED_PUSH(r->arena, &r->rules, struct ed_rule);
	struct ed_str word;

	*rule = (struct ed_rule){
	    .kind = cause ? ED_CAUSE : ED_SYMPTOM_RULE,
	    .bites = ED_HOP_MAP,
	    .prior = ED_FREQUENT,
	    .leak = ED_SELDOM,
	    .seen_at = ED_HOP_NONE,
	    .refutes_to = ED_HOP_NONE,
	};
	assert_true(cut(&text, " ", &rule->id));
	while (cut(&text, " ", &word)) {
		struct ed_str key;

		if (!ed_str_has(word, '=')) {
			read_word(word, rule);
			continue;
		}
		cut(&word, "=", &key);
		read_pair(r, key, ed_str_sub(word, 1, word.n), rule);
	}
}

static void read_check(struct reader *r, struct ed_str text)
{
	struct ed_rule_check *check =
	    ED_PUSH(r->arena, &r->checks, struct ed_rule_check);
	struct ed_str word;

	check->collect.run = ED_STR("look");
	assert_true(cut(&text, " ", &check->id));
	while (cut(&text, " ", &word))
		if (ed_str_eq(word, ED_STR("mute")))
			check->collect.run = ED_STR("");
		else
			check->cost =
			    (enum ed_cost)number_of(ed_cost_names, word);
}

static int by_id(const void *a, const void *b)
{
	return ed_str_compare(
	    ((const struct ed_rule *)a)->id, ((const struct ed_rule *)b)->id);
}

static int check_by_id(const void *a, const void *b)
{
	return ed_str_compare(((const struct ed_rule_check *)a)->id,
	    ((const struct ed_rule_check *)b)->id);
}

/* Both sorted, as the ranker is promised. */
static void sort_rules(struct reader *r)
{
	if (r->rules.n)
		qsort(
		    r->rules.items, r->rules.n, sizeof(struct ed_rule), by_id);
	if (r->checks.n)
		qsort(r->checks.items, r->checks.n,
		    sizeof(struct ed_rule_check), check_by_id);
}

static void read_rules(struct reader *r, struct ed_str text)
{
	struct ed_str line, kind;

	while (cut(&text, "\n;", &line)) {
		if (!cut(&line, " \t", &kind))
			continue;
		if (ed_str_eq(kind, ED_STR("check")))
			read_check(r, line);
		else
			read_rule(r, ed_str_eq(kind, ED_STR("cause")), line);
	}
	sort_rules(r);
	r->out->rules = (struct ed_rules){
	    .rules = r->rules.items,
	    .n_rules = r->rules.n,
	    .checks = r->checks.items,
	    .n_checks = r->checks.n,
	};
}

static void read_finding(struct reader *r, struct ed_str word)
{
	static const char marks[] = ".-?+"; /* in the order of enum ed_state */
	struct ed_settled *settled =
	    ED_PUSH(r->arena, &r->findings, struct ed_settled);
	const char *mark = strchr(marks, word.p[0]);

	assert_non_null(mark);
	settled->state = (enum ed_state)(mark - marks);
	word = ed_str_sub(word, 1, word.n);
	settled->from_here = word.p[word.n - 1] == '@';
	settled->by_probe = settled->from_here || word.p[word.n - 1] == '~';
	word.n -= settled->by_probe;
	settled->rule = ed_rule_find(&r->out->rules, word);
	assert_non_null(settled->rule);
}

/* "before:a", "sameday:a", "late:a": what the onset says of cause a. */
static bool read_timing(struct reader *r, struct ed_str word)
{
	static const char *const names[] = {
	    "before:", "sameday:", "late:", NULL};
	struct ed_rank_timing *timing;

	for (int i = 0; names[i]; i++) {
		const struct ed_str name = ed_str_of(names[i]);

		if (!ed_str_starts(word, name))
			continue;
		timing = ED_PUSH(r->arena, &r->timings, struct ed_rank_timing);
		timing->weight = (enum ed_timing)i;
		timing->via = word;
		timing->rule = ed_rule_find(
		    &r->out->rules, ed_str_sub(word, name.n, word.n));
		assert_non_null(timing->rule);
		return true;
	}
	return false;
}

void rank_text_run(
    const char *rules, const char *findings, struct rank_text *out)
{
	struct reader r = {.arena = &out->arena, .out = out};
	struct ed_str text = ed_str_of(findings);
	struct ed_str word;

	memset(out, 0, sizeof(*out));
	read_rules(&r, ed_str_of(rules));
	while (cut(&text, " ", &word))
		if (ed_str_eq(word, ED_STR("one")))
			out->context.affected = ED_AFFECTED_ONE;
		else if (read_timing(&r, word))
			continue;
		else if (ed_str_eq(word, ED_STR("peer")))
			out->context.healthy_peer = true;
		else
			read_finding(&r, word);
	out->findings =
	    (struct ed_findings){.items = r.findings.items, .n = r.findings.n};
	out->context.timings = r.timings.items;
	out->context.n_timings = r.timings.n;
	ed_rank(&out->rules, &out->findings, &out->context, &out->arena,
	    &out->diagnosis);
}

void rank_text_free(struct rank_text *text)
{
	ed_arena_free(&text->arena);
}
