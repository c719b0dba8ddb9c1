/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The JSON report: the model itself. Text that is not UTF-8, or hides or moves
 * other text, is escaped as in every other format, so that printing a string
 * of it is as safe as printing the report.
 */
#include "report/escape.h"
#include "report/json_fields.h"
#include "report/json_out.h"
#include "report/report.h"

static json_t *fields_json(struct ed_arena *arena,
    const struct ed_json_field *fields, const char *base);

static void must_do(int result)
{
	if (result != 0)
		ed_json_must(NULL);
}

static json_t *texts_json(struct ed_arena *arena, const struct ed_texts *texts)
{
	json_t *array = ed_json_must(json_array());

	for (size_t i = 0; i < texts->n; i++)
		must_do(json_array_append_new(
		    array, ed_json_prose(arena, texts->items[i])));
	return array;
}

static json_t *items_json(struct ed_arena *arena,
    const struct ed_json_field *field, const char *items, size_t n)
{
	json_t *array = ed_json_must(json_array());

	for (size_t i = 0; i < n; i++)
		must_do(json_array_append_new(
		    array, fields_json(arena, field->fields,
			       items + i * field->item_size)));
	return array;
}

static json_t *keyed_json(struct ed_arena *arena,
    const struct ed_json_field *field, const char *items, size_t n)
{
	json_t *object = ed_json_must(json_object());

	for (size_t i = 0; i < n; i++) {
		const char *item = items + i * field->item_size;
		struct ed_str key =
		    ed_escape_line(arena, *(const struct ed_str *)item);

		must_do(json_object_setn_new(object, key.p, key.n,
		    fields_json(arena, field->fields, item)));
	}
	return object;
}

static json_t *field_json(
    struct ed_arena *arena, const struct ed_json_field *field, const char *base)
{
	const void *at = base + field->offset;
	const size_t *n = (const void *)(base + field->count);

	switch (field->type) {
	case ED_FIELD_TEXT:
		return ed_json_prose(arena, *(const struct ed_str *)at);
	case ED_FIELD_INT:
	case ED_FIELD_INDEX:
		return ed_json_must(json_integer(*(const int *)at));
	case ED_FIELD_COUNT:
		return ed_json_must(json_integer(*(const unsigned *)at));
	case ED_FIELD_BYTES:
		return ed_json_must(json_integer(
		    (json_int_t)(*(const uint64_t *)at & (uint64_t)INT64_MAX)));
	case ED_FIELD_FLAG:
		return ed_json_must(json_boolean(*(const bool *)at));
	case ED_FIELD_TEXTS:
		return texts_json(arena, at);
	case ED_FIELD_OBJECT:
		return fields_json(arena, field->fields, base);
	case ED_FIELD_ITEMS:
		return items_json(arena, field, *(const char *const *)at, *n);
	case ED_FIELD_KEYED:
		return keyed_json(arena, field, *(const char *const *)at, *n);
	case ED_FIELD_ROW:
		return items_json(arena, field, at, ED_N_HOPS);
	case ED_FIELD_SCHEMA:
		return ed_json_must(json_string(ED_REPORT_SCHEMA));
	}
	return ed_json_must(NULL);
}

/* An object is empty when its first field is. */
static bool is_empty(const struct ed_json_field *field, const char *base)
{
	const void *at = base + field->offset;

	if (field->type == ED_FIELD_OBJECT)
		return is_empty(field->fields, base);
	if (field->type == ED_FIELD_INDEX)
		return *(const int *)at < 0;
	if (field->type == ED_FIELD_ITEMS)
		return *(const size_t *)(const void *)(base + field->count) ==
		       0;
	if (field->type == ED_FIELD_FLAG)
		return false;
	return ((const struct ed_str *)at)->n == 0;
}

static json_t *fields_json(struct ed_arena *arena,
    const struct ed_json_field *fields, const char *base)
{
	json_t *object = ed_json_must(json_object());

	for (const struct ed_json_field *f = fields; f->name; f++)
		if (!f->optional || !is_empty(f, base))
			must_do(json_object_set_new(
			    object, f->name, field_json(arena, f, base)));
	return object;
}

static void write_json(const struct ed_report *report,
    const struct ed_style *style, struct ed_text *out)
{
	json_t *json =
	    fields_json(out->arena, ed_report_fields, (const char *)report);

	(void)style;
	ed_json_put(json, out);
}

const struct ed_reporter ed_reporter_json = {
    .name = "json", .title = ED_REPORT_SCHEMA, .write = write_json};
