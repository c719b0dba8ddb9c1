/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The model with names in place of values: by the tables that JSON goes by, so
 * that no text can be forgotten.
 */
#include "report/json_fields.h"
#include "report/privacy.h"

#include <string.h>

static void veil_fields(
    const struct ed_veil *veil, const struct ed_json_field *fields, char *base);

/* What is shown as a command, and keeps its shape. */
static bool is_command(const struct ed_json_field *field)
{
	return strcmp(field->name, "run") == 0 ||
	       strcmp(field->name, "command") == 0;
}

/* Of the program and its rules, not of anybody. */
static bool is_exempt(const struct ed_json_field *field)
{
	return field->words || strcmp(field->name, "rules_sha256") == 0 ||
	       strcmp(field->name, "version") == 0;
}

static void veil_text(const struct ed_veil *veil,
    const struct ed_json_field *field, struct ed_str *text)
{
	if (is_exempt(field))
		return;
	/* A hash is a hash or nothing, and it tells which file it is of. */
	if (strcmp(field->name, "sha256") == 0) {
		if (ed_veil_hides(veil, ED_THUMBPRINT))
			*text = (struct ed_str){0};
		return;
	}
	*text = ed_veil_text(veil, *text, is_command(field));
}

static void veil_texts(const struct ed_veil *veil, struct ed_texts *texts)
{
	struct ed_str *items =
	    ed_alloc_array(veil->arena, texts->n, sizeof(*items));

	for (size_t i = 0; i < texts->n; i++)
		items[i] = ed_veil_text(veil, texts->items[i], false);
	texts->items = items;
}

static void veil_items(const struct ed_veil *veil,
    const struct ed_json_field *field, char *at, size_t n)
{
	char *items = ed_alloc_array(veil->arena, n, field->item_size);
	const char *old;

	memcpy(&old, at, sizeof(old));
	if (n)
		memcpy(items, old, n * field->item_size);
	for (size_t i = 0; i < n; i++)
		veil_fields(veil, field->fields, items + i * field->item_size);
	memcpy(at, &items, sizeof(items));
}

static void veil_field(
    const struct ed_veil *veil, const struct ed_json_field *field, char *base)
{
	void *at = base + field->offset;
	size_t n = 0;

	switch (field->type) {
	case ED_FIELD_TEXT:
		veil_text(veil, field, at);
		break;
	case ED_FIELD_TEXTS:
		if (!field->words)
			veil_texts(veil, at);
		break;
	case ED_FIELD_OBJECT:
		veil_fields(veil, field->fields, base);
		break;
	case ED_FIELD_ITEMS:
	case ED_FIELD_KEYED:
		memcpy(&n, base + field->count, sizeof(n));
		veil_items(veil, field, at, n);
		break;
	case ED_FIELD_ROW:
	case ED_FIELD_INT:
	case ED_FIELD_COUNT:
	case ED_FIELD_BYTES:
	case ED_FIELD_FLAG:
	case ED_FIELD_INDEX:
	case ED_FIELD_SCHEMA:
		break;
	}
}

static void veil_fields(
    const struct ed_veil *veil, const struct ed_json_field *fields, char *base)
{
	for (const struct ed_json_field *f = fields; f->name; f++)
		veil_field(veil, f, base);
}

void ed_veil_apply(const struct ed_veil *veil, const struct ed_report *report,
    struct ed_report *out)
{
	*out = *report;
	if (veil->level == ED_PRIVACY_NONE)
		return;
	veil_fields(veil, ed_report_fields, (char *)out);
	out->run.privacy = ed_str_of(ed_privacy_names[veil->level]);
}
