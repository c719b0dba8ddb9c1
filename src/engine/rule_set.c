/* SPDX-License-Identifier: Apache-2.0 */
/* From a gathered set to rules that hold together. */
#include "base/encoding.h"
#include "engine/rule_file.h"
#include "engine/rule_prove.h"

#include <easdoctor/limits.h>

#include <stdlib.h>
#include <string.h>

static const struct ed_rule_place *find_place(
    const struct ed_rule_proving *proving, struct ed_str text)
{
	const struct ed_rule_place *places = proving->places.items;

	for (size_t i = 0; text.p && i < proving->places.n; i++)
		if (places[i].p == text.p)
			return &places[i];
	return NULL;
}

ED_PRINTF(5, 0)
static void note(struct ed_rule_proving *proving, struct ed_str file,
    unsigned line, struct ed_str text, const char *format, va_list args)
{
	const struct ed_rule_place *place = find_place(proving, text);
	struct ed_rule_found *found;

	if (++proving->n > ED_MAX_PROBLEMS)
		return;
	found = ED_PUSH(proving->arena, &proving->found, struct ed_rule_found);
	*found = (struct ed_rule_found){.file = place ? place->file : file,
	    .line = place ? place->line : line,
	    .column = place ? place->column : 1,
	    .text = ed_vformat(proving->arena, format, args)};
}

void ed_rule_problem(struct ed_rule_proving *proving,
    const struct ed_rule *rule, struct ed_str text, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	note(proving, rule->file, rule->line, text, format, args);
	va_end(args);
}

void ed_rule_check_problem(struct ed_rule_proving *proving,
    const struct ed_rule_check *check, struct ed_str text, const char *format,
    ...)
{
	va_list args;

	va_start(args, format);
	note(proving, check->file, 1, text, format, args);
	va_end(args);
}

void ed_rule_text_problem(struct ed_rule_proving *proving, struct ed_str file,
    unsigned line, struct ed_str text, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	note(proving, file, line, text, format, args);
	va_end(args);
}

/* Where two have one id, the order is that of their places. */
static int compare_rule(const void *a, const void *b)
{
	const struct ed_rule *x = a, *y = b;
	int order = ed_str_compare(x->id, y->id);

	if (!order)
		order = ed_str_compare(x->file, y->file);
	return order ? order : (x->line > y->line) - (x->line < y->line);
}

static int compare_check(const void *a, const void *b)
{
	const struct ed_rule_check *x = a, *y = b;
	int order = ed_str_compare(x->id, y->id);

	return order ? order : ed_str_compare(x->file, y->file);
}

/* In a file, codes stay in their order. */
static int compare_code(const void *a, const void *b)
{
	const struct ed_code *x = a, *y = b;
	int order = ed_str_compare(x->family, y->family);

	if (!order)
		order = ed_str_compare(x->file, y->file);
	return order ? order : (x->line > y->line) - (x->line < y->line);
}

static int compare_evidence(const void *a, const void *b)
{
	const struct ed_evidence *x = a, *y = b;
	int order = ed_str_compare(x->file, y->file);

	return order ? order : (x->line > y->line) - (x->line < y->line);
}

static void prove_unique(struct ed_rule_proving *proving)
{
	const struct ed_rule *rules = proving->rules->rules;
	const struct ed_rule_check *checks = proving->rules->checks;

	for (size_t i = 1; i < proving->rules->n_rules; i++)
		if (ed_str_eq(rules[i - 1].id, rules[i].id))
			ed_rule_problem(proving, &rules[i], rules[i].id,
			    "'%.*s' stands twice, first in %.*s:%u",
			    ED_ARG(rules[i].id), ED_ARG(rules[i - 1].file),
			    rules[i - 1].line);
	for (size_t i = 1; i < proving->rules->n_checks; i++)
		if (ed_str_eq(checks[i - 1].id, checks[i].id))
			ed_rule_check_problem(proving, &checks[i], checks[i].id,
			    "'%.*s' stands twice, first in %.*s",
			    ED_ARG(checks[i].id), ED_ARG(checks[i - 1].file));
}

static int compare_found(const void *a, const void *b)
{
	const struct ed_rule_found *x = a, *y = b;
	int order = ed_str_compare(x->file, y->file);

	if (!order)
		order = (x->line > y->line) - (x->line < y->line);
	if (!order)
		order = (x->column > y->column) - (x->column < y->column);
	return order ? order : ed_str_compare(x->text, y->text);
}

/* In the order of their places, as somebody will mend them. */
static bool list_problems(struct ed_rule_proving *proving,
    struct ed_list *problems, struct ed_error *err)
{
	struct ed_rule_found *found = proving->found.items;

	if (!proving->n)
		return true;
	qsort(found, proving->found.n, sizeof(*found), compare_found);
	for (size_t i = 0; i < proving->found.n; i++) {
		struct ed_str line = ed_format(proving->arena,
		    "%.*s:%u:%u: %.*s", ED_ARG(found[i].file), found[i].line,
		    found[i].column, ED_ARG(found[i].text));

		if (i == 0)
			ed_fail(err, "%.*s", ED_ARG(line));
		if (problems)
			*ED_PUSH(proving->arena, problems, struct ed_str) =
			    line;
	}
	return false;
}

/* Compiled rules alone keep the hash of the files they came from. */
static bool is_hash(struct ed_str text)
{
	return text.n == 64 && !ed_str_has(text, ':');
}

static struct ed_str hash_files(
    struct ed_arena *arena, const struct ed_rule_set *set)
{
	const struct ed_str *files = set->files.items;
	struct ed_text all = {.arena = arena};

	if (set->files.n == 1 && is_hash(files[0]))
		return files[0];
	for (size_t i = 0; i < set->files.n; i++)
		ed_put(&all, files[i]);
	return ed_sha256_hex(arena, ed_text_str(&all));
}

static void *sorted_copy(struct ed_arena *arena, const struct ed_list *list,
    size_t size, int (*compare)(const void *, const void *))
{
	void *items = ed_alloc_array(arena, list->n, size);

	if (list->n == 0)
		return items;
	memcpy(items, list->items, list->n * size);
	qsort(items, list->n, size, compare);
	return items;
}

bool ed_rules_finish(struct ed_arena *arena, struct ed_rule_set *set,
    struct ed_rules *out, struct ed_list *problems, struct ed_error *err)
{
	struct ed_rule *rules = sorted_copy(
	    arena, &set->rules, sizeof(struct ed_rule), compare_rule);
	const struct ed_rules done = {.rules = rules,
	    .n_rules = set->rules.n,
	    .checks = sorted_copy(arena, &set->checks,
		sizeof(struct ed_rule_check), compare_check),
	    .n_checks = set->checks.n,
	    .codes = sorted_copy(
		arena, &set->codes, sizeof(struct ed_code), compare_code),
	    .n_codes = set->codes.n,
	    .evidence = sorted_copy(arena, &set->evidence,
		sizeof(struct ed_evidence), compare_evidence),
	    .n_evidence = set->evidence.n,
	    .sha256 = hash_files(arena, set)};
	struct ed_rule_proving proving = {
	    .arena = arena, .rules = &done, .places = set->places};

	if (set->rules.n == 0)
		return ed_fail(err, "there are no rules");
	for (size_t i = 0; i < set->rules.n; i++)
		if (rules[i].kind == ED_SYMPTOM_RULE && !rules[i].group.n)
			rules[i].group = rules[i].id;
	prove_unique(&proving);
	ed_rules_prove_words(&proving);
	ed_rules_prove_links(&proving);
	ed_rules_prove_codes(&proving);
	if (!list_problems(&proving, problems, err))
		return false;
	*out = done;
	return true;
}
