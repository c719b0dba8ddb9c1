/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The model with other texts: by the tables that JSON goes by, so that no text
 * can be forgotten.
 */
#include "report/json_fields.h"
#include "report/privacy_parts.h"

#include <string.h>

/* Changes every text; veil NULL makes the frame. */
struct walk {
	struct ed_arena *arena;
	const struct ed_veil *veil;
	/* Or only looks at each, for this veil. */
	void (*take)(struct ed_veil *veil, struct ed_str text);
	struct ed_veil *into;
};

static void walk_fields(
    const struct walk *walk, const struct ed_json_field *fields, char *base);

/* What is shown as a command, and keeps its shape. */
static bool is_command(const struct ed_json_field *field)
{
	return strcmp(field->name, "run") == 0 ||
	       strcmp(field->name, "command") == 0;
}

/* What a file says need not be what this program would write. */
static bool is_harmless(struct ed_str text)
{
	bool hex = text.n == 64, number = true;

	for (size_t i = 0; i < text.n; i++) {
		hex &= ed_str_has(ED_STR("0123456789abcdef"), text.p[i]);
		number &= ed_str_has(ED_STR("0123456789TZ:.+-"), text.p[i]);
	}
	return hex || number;
}

/* An id that this program knows is nobody's, whatever words are in it. */
static bool is_known_id(const struct ed_json_field *field, struct ed_str text)
{
	static const char *const ids[] = {
	    "id", "finding", "check", "consequences", "tie_with"};
	const struct ed_rules *rules = &ed_builtin_rules;

	for (size_t i = 0; i < ED_COUNT(ids); i++)
		if (strcmp(field->name, ids[i]) == 0)
			return ed_rule_find(rules, text) ||
			       ed_rule_check_find(rules, text);
	return false;
}

/* Of the program and its rules, not of anybody; or a time. */
static bool is_exempt(const struct walk *walk,
    const struct ed_json_field *field, struct ed_str text)
{
	static const char *const exempt[] = {"rules_sha256", "version", "as_of",
	    "time", "until", "not_before", "not_after"};

	if (walk->veil && walk->veil->again && is_known_id(field, text))
		return true;
	for (size_t i = 0; i < ED_COUNT(exempt); i++)
		if (strcmp(field->name, exempt[i]) == 0)
			return !(walk->veil && walk->veil->again) ||
			       is_harmless(text);
	return field->words != NULL;
}

struct ed_str ed_crossed_out(struct ed_arena *arena, struct ed_str text)
{
	char *p = ed_alloc_array(arena, text.n + 1, 1);

	for (size_t i = 0; i < text.n; i++)
		p[i] = ed_is_word_byte(text.p[i]) ? 'x' : text.p[i];
	return (struct ed_str){p, text.n};
}

static struct ed_str change(
    const struct walk *walk, struct ed_str text, bool command)
{
	if (walk->take) {
		walk->take(walk->into, text);
		return text;
	}
	return walk->veil ? ed_veil_rest(walk->veil, text, command)
			  : ed_crossed_out(walk->arena, text);
}

static void walk_text(const struct walk *walk,
    const struct ed_json_field *field, struct ed_str *text)
{
	if (is_exempt(walk, field, *text))
		return;
	/* A hash is a hash or nothing, and it tells which file it is of. */
	if (strcmp(field->name, "sha256") == 0 && walk->veil && !walk->take) {
		if (ed_veil_hides(walk->veil, ED_THUMBPRINT))
			*text = (struct ed_str){0};
		return;
	}
	*text = change(walk, *text, is_command(field));
}

static void walk_texts(const struct walk *walk,
    const struct ed_json_field *field, struct ed_texts *texts)
{
	struct ed_str *items =
	    ed_alloc_array(walk->arena, texts->n, sizeof(*items));

	for (size_t i = 0; i < texts->n; i++)
		items[i] = is_exempt(walk, field, texts->items[i])
			       ? texts->items[i]
			       : change(walk, texts->items[i], false);
	texts->items = items;
}

static void walk_items(const struct walk *walk,
    const struct ed_json_field *field, char *at, size_t n)
{
	char *items = ed_alloc_array(walk->arena, n, field->item_size);
	const char *old;

	memcpy(&old, at, sizeof(old));
	if (n)
		memcpy(items, old, n * field->item_size);
	for (size_t i = 0; i < n; i++)
		walk_fields(walk, field->fields, items + i * field->item_size);
	memcpy(at, &items, sizeof(items));
}

static void walk_field(
    const struct walk *walk, const struct ed_json_field *field, char *base)
{
	void *at = base + field->offset;
	size_t n = 0;

	switch (field->type) {
	case ED_FIELD_TEXT:
		walk_text(walk, field, at);
		break;
	case ED_FIELD_TEXTS:
		walk_texts(walk, field, at);
		break;
	case ED_FIELD_OBJECT:
		walk_fields(walk, field->fields, base);
		break;
	case ED_FIELD_ITEMS:
	case ED_FIELD_KEYED:
		memcpy(&n, base + field->count, sizeof(n));
		walk_items(walk, field, at, n);
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

static void walk_fields(
    const struct walk *walk, const struct ed_json_field *fields, char *base)
{
	for (const struct ed_json_field *f = fields; f->name; f++)
		walk_field(walk, f, base);
}

void ed_veil_apply(const struct ed_veil *veil, const struct ed_report *report,
    struct ed_report *out)
{
	const struct walk walk = {.arena = veil->arena, .veil = veil};

	*out = *report;
	if (veil->level == ED_PRIVACY_NONE)
		return;
	walk_fields(&walk, ed_report_fields, (char *)out);
	out->run.privacy = ed_str_of(ed_privacy_names[veil->level]);
}

void ed_veil_each(struct ed_veil *veil, const struct ed_report *report,
    void (*take)(struct ed_veil *veil, struct ed_str text))
{
	const struct walk walk = {
	    .arena = veil->arena, .veil = veil, .take = take, .into = veil};
	struct ed_report copy = *report;

	walk_fields(&walk, ed_report_fields, (char *)&copy);
}

struct ed_str ed_cover_text(const struct ed_cover *cover, struct ed_str text)
{
	if (!cover)
		return text;
	if (cover->shown) {
		ed_put(cover->shown, text);
		ed_put_byte(cover->shown, '\n');
		return text;
	}
	return cover->veil ? ed_veil_text(cover->veil, text, false)
			   : ed_crossed_out(cover->arena, text);
}

void ed_veil_frame(struct ed_arena *arena, const struct ed_report *report,
    struct ed_report *out)
{
	const struct walk walk = {.arena = arena};

	*out = *report;
	walk_fields(&walk, ed_report_fields, (char *)out);
}
