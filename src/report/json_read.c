/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads a report back. It comes from outside like any other evidence: what is
 * not what the tables say is refused with its place. Keys that are not in the
 * tables are passed over, because later releases may add some.
 */
#include "report/json_fields.h"
#include "report/report.h"

#include <easdoctor/limits.h>

#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

struct reader {
	struct ed_arena *arena;
	struct ed_error *err;
	char path[200]; /* of the value being read: "$.causes[3].state" */
};

static bool read_fields(struct reader *r, const struct ed_json_field *fields,
    json_t *json, char *base);

/* Adds to the path; returns where it ended. The tables keep it short. */
static size_t enter(struct reader *r, const char *key, size_t i)
{
	size_t end = ed_str_of(r->path).n;
	size_t room = sizeof(r->path) - end;

	if (key)
		snprintf(r->path + end, room, ".%s", key);
	else
		snprintf(r->path + end, room, "[%zu]", i);
	return end;
}

static void leave(struct reader *r, size_t end)
{
	r->path[end] = '\0';
}

static bool expected(struct reader *r, const char *what)
{
	return ed_fail(r->err, "%s: expected %s", r->path, what);
}

static bool is_word(struct ed_str s, const char *const *words)
{
	for (; *words; words++)
		if (ed_str_eq(s, ed_str_of(*words)))
			return true;
	return false;
}

static bool read_text(struct reader *r, const struct ed_json_field *field,
    json_t *json, struct ed_str *out)
{
	struct ed_str s;

	if (!json_is_string(json))
		return expected(r, "text");
	s = (struct ed_str){json_string_value(json), json_string_length(json)};
	if (field->words && !is_word(s, field->words))
		return expected(r, "one of the words of the format");
	*out = ed_copy(r->arena, s);
	return true;
}

static bool read_integer(struct reader *r, json_t *json, json_int_t least,
    json_int_t most, json_int_t *out)
{
	if (!json_is_integer(json))
		return expected(r, "an integer");
	*out = json_integer_value(json);
	if (*out < least || *out > most)
		return expected(r, "a smaller or larger integer");
	return true;
}

static bool read_texts(struct reader *r, const struct ed_json_field *field,
    json_t *json, struct ed_texts *out)
{
	struct ed_str *items;

	if (!json_is_array(json))
		return expected(r, "an array");
	items = ed_alloc_array(r->arena, json_array_size(json), sizeof(*items));
	for (size_t i = 0; i < json_array_size(json); i++) {
		size_t end = enter(r, NULL, i);

		if (!read_text(r, field, json_array_get(json, i), &items[i]))
			return false;
		leave(r, end);
	}
	*out = (struct ed_texts){items, json_array_size(json)};
	return true;
}

static bool read_item(struct reader *r, const struct ed_json_field *field,
    json_t *json, size_t i, char *item)
{
	size_t end = enter(r, NULL, i);

	if (!read_fields(r, field->fields, json_array_get(json, i), item))
		return false;
	leave(r, end);
	return true;
}

/* Room is made as items turn out to be some: a number costs a few bytes. */
static bool read_array(struct reader *r, const struct ed_json_field *field,
    json_t *json, char *base)
{
	struct ed_list items = {0};

	if (!json_is_array(json))
		return expected(r, "an array");
	for (size_t i = 0; i < json_array_size(json); i++)
		if (!read_item(r, field, json, i,
			ed_push(r->arena, &items, field->item_size)))
			return false;
	*(void **)(void *)(base + field->offset) = items.items;
	*(size_t *)(void *)(base + field->count) = items.n;
	return true;
}

static bool read_row(struct reader *r, const struct ed_json_field *field,
    json_t *json, char *base)
{
	if (!json_is_array(json) || json_array_size(json) != ED_N_HOPS)
		return expected(r, "an array of the ten hops");
	for (size_t i = 0; i < ED_N_HOPS; i++)
		if (!read_item(r, field, json, i,
			base + field->offset + i * field->item_size))
			return false;
	return true;
}

static bool is_name(const char *key)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz_";
	static const char more[] = "abcdefghijklmnopqrstuvwxyz_0123456789";

	return strspn(key, letters) && key[strspn(key, more)] == '\0';
}

static bool read_keyed(struct reader *r, const struct ed_json_field *field,
    json_t *json, char *base)
{
	const char *key;
	json_t *value;
	char *items;
	size_t i = 0;

	if (!json_is_object(json))
		return expected(r, "an object");
	items =
	    ed_alloc_array(r->arena, json_object_size(json), field->item_size);
	*(char **)(void *)(base + field->offset) = items;
	*(size_t *)(void *)(base + field->count) = json_object_size(json);
	json_object_foreach(json, key, value)
	{
		char *item = items + i * field->item_size;
		size_t end = enter(r, NULL, i++);

		if (!is_name(key))
			return expected(r, "a name of a-z, 0-9 and _");
		*(struct ed_str *)(void *)item =
		    ed_copy(r->arena, ed_str_of(key));
		if (!read_fields(r, field->fields, value, item))
			return false;
		leave(r, end);
	}
	return true;
}

static bool read_number(
    struct reader *r, const struct ed_json_field *field, json_t *json, void *at)
{
	json_int_t n = 0;

	switch (field->type) {
	case ED_FIELD_INT:
		if (!read_integer(r, json, INT_MIN, INT_MAX, &n))
			return false;
		*(int *)at = (int)n;
		return true;
	case ED_FIELD_INDEX:
		if (!read_integer(r, json, 0, INT_MAX, &n))
			return false;
		*(int *)at = (int)n;
		return true;
	case ED_FIELD_COUNT:
		if (!read_integer(r, json, 0, UINT_MAX, &n))
			return false;
		*(unsigned *)at = (unsigned)n;
		return true;
	default:
		if (!read_integer(r, json, 0, INT64_MAX, &n))
			return false;
		*(uint64_t *)at = (uint64_t)n;
		return true;
	}
}

static bool read_flag(struct reader *r, json_t *json, bool *out)
{
	if (!json_is_boolean(json))
		return expected(r, "true or false");
	*out = json_is_true(json);
	return true;
}

static bool read_schema(struct reader *r, json_t *json)
{
	if (json_is_string(json) &&
	    ed_str_eq(
		ed_str_of(json_string_value(json)), ED_STR(ED_REPORT_SCHEMA)))
		return true;
	return expected(r, "\"" ED_REPORT_SCHEMA "\"");
}

static bool read_field(struct reader *r, const struct ed_json_field *field,
    json_t *json, char *base)
{
	void *at = base + field->offset;

	switch (field->type) {
	case ED_FIELD_TEXT:
		return read_text(r, field, json, at);
	case ED_FIELD_INT:
	case ED_FIELD_COUNT:
	case ED_FIELD_BYTES:
	case ED_FIELD_INDEX:
		return read_number(r, field, json, at);
	case ED_FIELD_FLAG:
		return read_flag(r, json, at);
	case ED_FIELD_TEXTS:
		return read_texts(r, field, json, at);
	case ED_FIELD_OBJECT:
		return read_fields(r, field->fields, json, base);
	case ED_FIELD_ITEMS:
		return read_array(r, field, json, base);
	case ED_FIELD_KEYED:
		return read_keyed(r, field, json, base);
	case ED_FIELD_ROW:
		return read_row(r, field, json, base);
	case ED_FIELD_SCHEMA:
		return read_schema(r, json);
	}
	return false;
}

static bool read_fields(struct reader *r, const struct ed_json_field *fields,
    json_t *json, char *base)
{
	if (!json_is_object(json))
		return expected(r, "an object");
	for (const struct ed_json_field *f = fields; f->name; f++) {
		json_t *value = json_object_get(json, f->name);
		size_t end = enter(r, f->name, 0);

		if (f->type == ED_FIELD_INDEX && !value)
			*(int *)(void *)(base + f->offset) = -1;
		if (!value && !f->optional)
			return ed_fail(r->err, "%s is missing", r->path);
		if (value && !read_field(r, f, value, base))
			return false;
		leave(r, end);
	}
	return true;
}

/* What the types alone do not say. */
static bool holds_together(const struct ed_report *report, struct ed_error *err)
{
	if (report->verdict.exit_code < ED_EXIT_HEALTHY ||
	    report->verdict.exit_code > ED_EXIT_UNKNOWN)
		return ed_fail(
		    err, "$.verdict.exit_code: expected 0, 1, 2 or 3");
	for (size_t i = 0; i < ED_N_HOPS; i++)
		if (!ed_str_eq(
			report->path[i].bites, ed_str_of(ed_hop_names[i])))
			return ed_fail(err, "$.path[%zu].bites: expected %s", i,
			    ed_hop_names[i]);
	for (size_t i = 0; i < report->n_findings; i++) {
		const struct ed_report_finding *finding = &report->findings[i];

		for (size_t j = 0; j < finding->n_evidence; j++)
			if (finding->evidence[j].input >= 0 &&
			    (size_t)finding->evidence[j].input >=
				report->n_inputs)
				return ed_fail(err,
				    "$.findings[%zu].evidence[%zu].input: "
				    "there is no such input",
				    i, j);
	}
	return true;
}

/*
 * Each value takes many times its bytes once it is read, so they are counted
 * before: no more of them than separators outside of strings.
 */
static bool has_too_many_values(struct ed_str json)
{
	size_t n = 0;
	bool in_text = false;

	for (size_t i = 0; i < json.n; i++) {
		if (in_text && json.p[i] == '\\')
			i++;
		else if (json.p[i] == '"')
			in_text = !in_text;
		else if (!in_text && ed_str_has(ED_STR(",[{"), json.p[i]))
			n++;
	}
	return n > ED_MAX_REPORT_VALUES;
}

static json_t *parse(struct ed_str json, struct ed_error *err)
{
	json_error_t why;
	json_t *root;

	if (json.n > ED_MAX_FILE || has_too_many_values(json)) {
		ed_fail(err, "$: the report is too large");
		return NULL;
	}
	root = json_loadb(
	    json.p ? json.p : "", json.n, JSON_REJECT_DUPLICATES, &why);
	/* The parser's own words may quote the file. */
	if (!root)
		ed_fail(err, "$: not JSON at line %d, column %d", why.line,
		    why.column);
	return root;
}

bool ed_report_read(struct ed_arena *arena, struct ed_str json,
    struct ed_report *out, struct ed_error *err)
{
	struct reader r = {.arena = arena, .err = err, .path = "$"};
	struct ed_report report = {0};
	json_t *root = parse(json, err);
	bool ok;

	if (!root)
		return false;
	ok = read_fields(&r, ed_report_fields, root, (char *)&report) &&
	     holds_together(&report, err);
	json_decref(root);
	if (ok)
		*out = report;
	return ok;
}
