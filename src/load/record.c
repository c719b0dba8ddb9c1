/* SPDX-License-Identifier: Apache-2.0 */
#include "load/record.h"

#include "base/encoding.h"
#include "base/time.h"

#include <easdoctor/limits.h>

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* No member of an array is meant. */
#define NO_INDEX SIZE_MAX

size_t ed_record_enter(struct ed_record *r, const char *key, size_t i)
{
	size_t end = strlen(r->path);
	size_t room = sizeof(r->path) - end;

	if (i == NO_INDEX)
		snprintf(r->path + end, room, "%s%s", end ? "." : "", key);
	else
		snprintf(
		    r->path + end, room, "%s%s[%zu]", end ? "." : "", key, i);
	return end;
}

void ed_record_leave(struct ed_record *r, size_t end)
{
	r->path[end] = '\0';
}

void ed_record_damage(struct ed_record *r, const char *format, ...)
{
	char text[256];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	r->in->incomplete = true;
	ed_damage(r->c, r->in, "%s%s%s", r->path, r->path[0] ? ": " : "", text);
}

json_t *ed_record_object(struct ed_record *r, json_t *json, const char *key)
{
	json_t *member = json_object_get(json, key);

	if (!member || json_is_object(member))
		return member;
	ed_record_damage(r, "\"%s\" is no object", key);
	return NULL;
}

json_t *ed_record_array(struct ed_record *r, json_t *json, const char *key)
{
	json_t *member = json_object_get(json, key);

	if (!member || json_is_array(member))
		return member;
	ed_record_damage(r, "\"%s\" is no array", key);
	return NULL;
}

size_t ed_record_bound(
    struct ed_record *r, json_t *array, const char *key, size_t max)
{
	size_t n = json_array_size(array);

	if (n <= max)
		return n;
	ed_record_damage(
	    r, "\"%s\" has %zu items; only %zu were read", key, n, max);
	return max;
}

bool ed_record_text(
    struct ed_record *r, json_t *json, const char *what, struct ed_str *out)
{
	struct ed_str text;

	if (!json_is_string(json)) {
		ed_record_damage(r, "\"%s\" is no text", what);
		return false;
	}
	text =
	    (struct ed_str){json_string_value(json), json_string_length(json)};
	if (text.n > ED_MAX_RECORD_TEXT) {
		ed_record_damage(r, "\"%s\" is too long; it was cut", what);
		text.n = ED_MAX_RECORD_TEXT;
	}
	*out = ed_copy(&r->c->arena, text);
	return true;
}

bool ed_record_base64(struct ed_record *r, json_t *json, const char *what,
    size_t max, struct ed_str *out)
{
	struct ed_str text;

	if (!json_is_string(json)) {
		ed_record_damage(r, "\"%s\" holds what is no text", what);
		return false;
	}
	text =
	    (struct ed_str){json_string_value(json), json_string_length(json)};
	if (text.n > max / 3 * 4 + 4 ||
	    !ed_base64_decode(&r->c->arena, text, out)) {
		ed_record_damage(r, "\"%s\" holds what is no base64", what);
		return false;
	}
	return true;
}

struct ed_texts_read ed_record_texts(
    struct ed_record *r, json_t *json, const char *key)
{
	json_t *array = ed_record_array(r, json, key);
	size_t n = ed_record_bound(r, array, key, ED_MAX_RECORD_LIST);
	struct ed_texts_read out = {0};

	out.items = ed_alloc_array(&r->c->arena, n, sizeof(*out.items));
	for (size_t i = 0; i < n; i++)
		if (ed_record_text(
			r, json_array_get(array, i), key, &out.items[out.n]))
			out.n++;
	return out;
}

static bool read_number(
    struct ed_record *r, json_t *json, const char *key, unsigned *out)
{
	json_int_t n = json_integer_value(json);

	if (!json_is_integer(json) || n < 0 || n > INT_MAX) {
		ed_record_damage(r, "\"%s\" is no number that fits", key);
		return false;
	}
	*out = (unsigned)n;
	return true;
}

size_t ed_record_numbers(
    struct ed_record *r, json_t *json, const char *key, unsigned **out)
{
	json_t *array = ed_record_array(r, json, key);
	size_t n = ed_record_bound(r, array, key, ED_MAX_RECORD_LIST);
	size_t kept = 0;

	*out = ed_alloc_array(&r->c->arena, n, sizeof(**out));
	for (size_t i = 0; i < n; i++)
		if (read_number(r, json_array_get(array, i), key, *out + kept))
			kept++;
	return kept;
}

/* A word of a later release is none that this one can judge by. */
static bool read_word(struct ed_record *r, json_t *json,
    const struct ed_record_key *key, int *out)
{
	struct ed_str word;

	if (!ed_record_text(r, json, key->key, &word))
		return false;
	for (int i = 0; key->words[i]; i++) {
		if (!ed_str_eq(word, ed_str_of(key->words[i])))
			continue;
		*out = i + 1;
		return true;
	}
	ed_record_damage(r, "\"%s\" has a value that is not known", key->key);
	return false;
}

static bool read_time(
    struct ed_record *r, json_t *json, const char *key, int64_t *out)
{
	struct ed_str text;

	if (!ed_record_text(r, json, key, &text))
		return false;
	if (ed_time_parse(text, out))
		return true;
	ed_record_damage(r, "\"%s\" is no time", key);
	return false;
}

static bool read_flag(
    struct ed_record *r, json_t *json, const char *key, bool *out)
{
	if (!json_is_boolean(json)) {
		ed_record_damage(r, "\"%s\" is neither true nor false", key);
		return false;
	}
	*out = json_is_true(json);
	return true;
}

static bool read_member(struct ed_record *r, json_t *json,
    const struct ed_record_key *key, void *at)
{
	switch (key->type) {
	case ED_RECORD_TEXT:
		return ed_record_text(r, json, key->key, at);
	case ED_RECORD_NUMBER:
		return read_number(r, json, key->key, at);
	case ED_RECORD_FLAG:
		return read_flag(r, json, key->key, at);
	case ED_RECORD_WORD:
		return read_word(r, json, key, at);
	case ED_RECORD_TIME:
		return read_time(r, json, key->key, at);
	}
	return false;
}

void ed_record_read(struct ed_record *r, json_t *json,
    const struct ed_record_key *keys, void *base)
{
	for (; keys->key; keys++) {
		json_t *member = json_object_get(json, keys->key);
		bool read;

		if (!member || json_is_null(member))
			continue;
		read = read_member(r, member, keys, (char *)base + keys->at);
		if (read && keys->has)
			*(bool *)((char *)base + keys->has) = true;
	}
}
