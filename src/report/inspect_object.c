/* SPDX-License-Identifier: Apache-2.0 */
#include "report/inspect_object.h"

#include "report/inspect_words.h"
#include "report/width.h"

json_t *ed_json_text(struct ed_arena *arena, struct ed_str s)
{
	struct ed_text out = {.arena = arena};
	uint32_t point;

	for (size_t at = 0, n; at < s.n; at += n) {
		struct ed_str rest = ed_str_sub(s, at, s.n);

		n = ed_utf8_first(rest, &point);
		if (point == ED_NOT_UTF8)
			ed_putf(&out, "\\x%02X", (unsigned char)*rest.p);
		else
			ed_put(&out, ed_str_sub(rest, 0, n));
	}
	return json_stringn(out.n ? out.p : "", out.n);
}

void ed_set_text(struct ed_object to, const char *name, struct ed_str s)
{
	json_object_set_new(to.json, name, ed_json_text(to.arena, s));
}

void ed_set_maybe(struct ed_object to, const char *name, struct ed_str s)
{
	if (s.n)
		ed_set_text(to, name, s);
}

void ed_set_word(struct ed_object to, const char *name, const char *word)
{
	if (word)
		json_object_set_new(to.json, name, json_string(word));
}

void ed_set_number(struct ed_object to, const char *name, int64_t n)
{
	json_object_set_new(to.json, name, json_integer(n));
}

void ed_set_time(struct ed_object to, const char *name, int64_t seconds)
{
	struct ed_digits digits;

	ed_set_text(to, name, ed_time(&digits, seconds));
}

void ed_set_flag(struct ed_object to, const char *name, bool value)
{
	json_object_set_new(to.json, name, json_boolean(value));
}

void ed_set_answer(struct ed_object to, const char *name, enum ed_answer answer)
{
	if (answer != ED_UNSAID)
		ed_set_flag(to, name, answer == ED_YES);
}

struct ed_object ed_set_object(struct ed_object to, const char *name)
{
	json_t *json = json_object();

	json_object_set_new(to.json, name, json);
	return (struct ed_object){to.arena, json};
}

struct ed_object ed_set_array(struct ed_object to, const char *name)
{
	json_t *json = json_array();

	json_object_set_new(to.json, name, json);
	return (struct ed_object){to.arena, json};
}

struct ed_object ed_append_object(struct ed_object to)
{
	json_t *json = json_object();

	json_array_append_new(to.json, json);
	return (struct ed_object){to.arena, json};
}

void ed_set_texts(
    struct ed_object to, const char *name, const struct ed_str *texts, size_t n)
{
	struct ed_object list = ed_set_array(to, name);

	for (size_t i = 0; i < n; i++)
		json_array_append_new(
		    list.json, ed_json_text(to.arena, texts[i]));
}

void ed_set_bits(struct ed_object to, const char *name, unsigned bits,
    const char *(*name_of)(unsigned, size_t))
{
	struct ed_object list = ed_set_array(to, name);
	const char *word;

	for (size_t i = 0; (word = name_of(bits, i)); i++)
		json_array_append_new(list.json, json_string(word));
}

void ed_set_where(struct ed_object to, const struct ed_ref *ref)
{
	struct ed_object where;

	if (ref->kind == ED_AT_FILE || !ref->at.n)
		return;
	where = ed_set_object(to, "where");
	ed_set_word(where, "kind", ed_where_name(ref->kind));
	ed_set_text(where, "at", ref->at);
}

/* Two members where the export does not say the zone. */
void ed_set_span(
    struct ed_object to, const char *name, const struct ed_span *span)
{
	struct ed_object out;

	if (!span->given)
		return;
	out = ed_set_object(to, name);
	ed_set_time(out, "earliest", span->earliest);
	ed_set_time(out, "latest", span->latest);
}
