/* SPDX-License-Identifier: Apache-2.0 */
#include "base/nearest.h"
#include "cli/knowledge.h"
#include "cli/options.h"
#include "cli/why_answer.h"
#include "report/report.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* One row of a listing: the first cell is the id. */
enum { MAX_CELLS = 8 };

struct row {
	struct ed_str cells[MAX_CELLS];
};

struct listing {
	struct ed_arena *arena;
	const char *const *columns; /* names in JSON; the first is the id */
	struct ed_list rows;
};

static void add_row(struct listing *list, struct ed_str a, struct ed_str b,
    struct ed_str c, struct ed_str d)
{
	*ED_PUSH(list->arena, &list->rows, struct row) =
	    (struct row){{a, b, c, d}};
}

static void list_checks(
    struct listing *list, const struct ed_knowledge *knowledge)
{
	static const char *const columns[] = {"id", "origin", "title", NULL};

	list->columns = columns;
	for (size_t i = 0; i < knowledge->registry.checks.n; i++) {
		const struct ed_registered *one = &ED_ITEMS(
		    knowledge->registry.checks, struct ed_registered)[i];

		add_row(list, ed_str_of(one->check->id), one->origin,
		    ed_str_of(one->check->title), ED_STR(""));
	}
}

static void list_rules(
    struct listing *list, const struct ed_knowledge *knowledge)
{
	static const char *const columns[] = {
	    "id", "blocks", "owner", "title", NULL};

	list->columns = columns;
	for (size_t i = 0; i < knowledge->rules.n_rules; i++) {
		const struct ed_rule *rule = &knowledge->rules.rules[i];

		if (rule->kind == ED_CAUSE)
			add_row(list, rule->id,
			    ed_str_of(ed_blocks_names[rule->blocks]),
			    ed_str_of(ed_owner_names[rule->owner]),
			    rule->title);
	}
}

static void list_symptoms(
    struct listing *list, const struct ed_knowledge *knowledge)
{
	static const char *const columns[] = {"id", "title", NULL};

	list->columns = columns;
	for (size_t i = 0; i < knowledge->rules.n_rules; i++) {
		const struct ed_rule *rule = &knowledge->rules.rules[i];

		if (rule->kind == ED_SYMPTOM_RULE)
			add_row(list, rule->id, rule->title, ED_STR(""),
			    ED_STR(""));
	}
}

static struct ed_str join(struct ed_arena *arena, struct ed_words words)
{
	struct ed_text text = {.arena = arena};

	for (size_t i = 0; i < words.n; i++)
		ed_putf(&text, "%s%.*s", i ? ", " : "", ED_ARG(words.items[i]));
	return ed_text_str(&text);
}

/* One row per command, so that each can be copied alone. */
static void list_evidence(
    struct listing *list, const struct ed_knowledge *knowledge)
{
	static const char *const columns[] = {"kind", "title", "who", "where",
	    "shell", "command", "feeds", "note", NULL};

	list->columns = columns;
	for (size_t i = 0; i < knowledge->rules.n_evidence; i++) {
		const struct ed_evidence *one = &knowledge->rules.evidence[i];

		for (size_t k = 0; k < one->n_commands; k++)
			*ED_PUSH(list->arena, &list->rows,
			    struct row) = (struct row){{one->kind, one->title,
			    ed_str_of(ed_owner_names[one->who]), one->where,
			    one->commands[k].shell,
			    ed_evidence_command(list->arena, &one->commands[k]),
			    join(list->arena, one->feeds), one->note}};
	}
}

static void list_formats(
    struct listing *list, const struct ed_knowledge *knowledge)
{
	static const char *const columns[] = {"name", "title", NULL};

	(void)knowledge;
	list->columns = columns;
	for (size_t i = 0; ed_reporters[i]; i++)
		add_row(list, ed_str_of(ed_reporters[i]->name),
		    ed_str_of(ed_reporters[i]->title), ED_STR(""), ED_STR(""));
}

static const struct {
	const char *name;
	void (*fill)(struct listing *list, const struct ed_knowledge *);
	bool lines; /* long cells: one a line, not columns */
} listings[] = {
    {"checks", list_checks, false},
    {"rules", list_rules, false},
    {"symptoms", list_symptoms, false},
    {"evidence", list_evidence, true},
    {"formats", list_formats, false},
};

static size_t count_columns(const struct listing *list)
{
	size_t n = 0;

	while (list->columns[n])
		n++;
	return n;
}

static void put_json(const struct listing *list, struct ed_text *out)
{
	json_t *array = json_array();
	size_t n = count_columns(list);
	char *text;

	for (size_t i = 0; i < list->rows.n; i++) {
		const struct row *row = &ED_ITEMS(list->rows, struct row)[i];
		json_t *object = json_object();

		for (size_t k = 0; k < n; k++)
			json_object_set_new(object, list->columns[k],
			    json_stringn(row->cells[k].p ? row->cells[k].p : "",
				row->cells[k].n));
		json_array_append_new(array, object);
	}
	text = json_dumps(array, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
	if (text)
		ed_putf(out, "%s\n", text);
	free(text);
	json_decref(array);
}

static size_t widest(const struct listing *list, size_t column)
{
	size_t width = 0;

	for (size_t i = 0; i < list->rows.n; i++) {
		size_t n = ED_ITEMS(list->rows, struct row)[i].cells[column].n;

		width = n > width ? n : width;
	}
	return width;
}

static void put_columns(const struct listing *list, struct ed_text *out)
{
	size_t n = count_columns(list);

	for (size_t i = 0; i < list->rows.n; i++) {
		const struct row *row = &ED_ITEMS(list->rows, struct row)[i];

		for (size_t k = 0; k + 1 < n; k++)
			ed_putf(out, "%-*.*s  ", (int)widest(list, k),
			    ED_ARG(row->cells[k]));
		ed_putf(out, "%.*s\n", ED_ARG(row->cells[n - 1]));
	}
}

static void put_lines(const struct listing *list, struct ed_text *out)
{
	size_t n = count_columns(list);

	for (size_t i = 0; i < list->rows.n; i++) {
		const struct row *row = &ED_ITEMS(list->rows, struct row)[i];

		ed_putf(out, "%s%.*s\n", i ? "\n" : "", ED_ARG(row->cells[0]));
		for (size_t k = 1; k < n; k++)
			if (row->cells[k].n)
				ed_putf(out, "  %-8s %.*s\n", list->columns[k],
				    ED_ARG(ed_str_trim(row->cells[k])));
	}
}

static int unknown_listing(struct ed_arena *arena, const char *what)
{
	const char *names[ED_COUNT(listings) + 1] = {NULL};
	const char *near;

	for (size_t i = 0; i < ED_COUNT(listings); i++)
		names[i] = listings[i].name;
	near = ed_nearest(ed_str_of(what), names);
	if (near)
		return ed_usage_error("list",
		    "cannot list \"%s\", did you mean \"%s\"?", what, near);
	return ed_usage_error("list", "cannot list \"%s\": say %.*s", what,
	    ED_ARG(ed_either(arena, names)));
}

static int list_it(struct ed_arena *arena, const struct ed_answer_options *o,
    bool json, const char *what)
{
	struct ed_text text = {.arena = arena};
	struct listing list = {.arena = arena};
	struct ed_knowledge knowledge;
	struct ed_error err;
	size_t i = 0;

	while (i < ED_COUNT(listings) && strcmp(listings[i].name, what) != 0)
		i++;
	if (i == ED_COUNT(listings))
		return unknown_listing(arena, what);
	if (!ed_knowledge_load(arena, &o->plugins, &o->rules, &knowledge, &err))
		return ed_complain("%s", err.text);
	listings[i].fill(&list, &knowledge);
	if (json)
		put_json(&list, &text);
	else if (listings[i].lines)
		put_lines(&list, &text);
	else
		put_columns(&list, &text);
	if (!ed_print(ed_text_str(&text)))
		return ed_complain("cannot write to standard output");
	return ED_EXIT_HEALTHY;
}

static int run(
    struct ed_arena *arena, void *into, const struct ed_list *operands)
{
	const struct ed_answer_options *o = into;
	bool json;

	if (operands->n != 1)
		return ed_usage_error("list",
		    "say one of checks, rules, symptoms, evidence, formats");
	if (!ed_answer_format("list", o, &json))
		return ED_EXIT_UNKNOWN;
	return list_it(arena, o, json, ED_ITEMS(*operands, const char *)[0]);
}

const struct ed_command_line ed_command_list = {
    .name = "list",
    .operands = "checks|rules|symptoms|evidence|formats",
    .summary = "List what there is",
    .details = "The commands of \"list evidence\" only read; they stand in "
	       "order of what they\nare worth for their effort.\n",
    .examples = "  easdoctor list evidence\n"
		"  easdoctor list rules --format json\n",
    .options = ed_answer_options,
    .size = sizeof(struct ed_answer_options),
    .run = run,
};
