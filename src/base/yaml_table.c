/* SPDX-License-Identifier: Apache-2.0 */
/* Reads a mapping into a struct by a table of its keys. */
#include "base/nearest.h"
#include "base/time.h"
#include "base/yaml_document.h"

#include <easdoctor/case.h>

#include <limits.h>

enum {
	MAX_KEYS = 64, /* of one table; the longest has half of it */
	FEW_KEYS = 4
};

bool ed_yaml_fail_word(struct ed_yaml_node node, struct ed_error *err,
    const char *what, struct ed_str word, const char *const *words)
{
	const char *near = ed_nearest(word, words);
	struct ed_arena arena = {0};

	word = ed_yaml_clip(word);
	if (near)
		return ed_yaml_fail(node, err,
		    "unknown %s '%.*s'; did you mean '%s'?", what, ED_ARG(word),
		    near);
	ed_yaml_fail(node, err, "unknown %s '%.*s'; there is %.*s", what,
	    ED_ARG(word), ED_ARG(ed_either(&arena, words)));
	ed_arena_free(&arena);
	return false;
}

bool ed_yaml_read_text(struct ed_arena *arena, struct ed_yaml_node node,
    const char *name, struct ed_str *out, struct ed_error *err)
{
	struct ed_str text = ed_yaml_text(arena, node);

	if (!ed_yaml_is_text(node))
		return ed_yaml_fail(node, err, "%s must be a text", name);
	if (text.n == 0 || ed_yaml_is_nothing(node))
		return ed_yaml_fail(node, err,
		    "%s has no value; give one or leave the key out", name);
	*out = text;
	return true;
}

static bool read_count(struct ed_yaml_node node, const char *name,
    struct ed_str text, unsigned *out, struct ed_error *err)
{
	uint64_t n = 0;
	bool ok =
	    text.n > 0 && text.n < 11 && (text.n == 1 || text.p[0] != '0');

	for (size_t i = 0; i < text.n && ok; i++) {
		ok = text.p[i] >= '0' && text.p[i] <= '9';
		n = 10 * n + (uint64_t)(text.p[i] - '0');
	}
	if (!ok || n > UINT_MAX)
		return ed_yaml_fail(
		    node, err, "%s must be a whole number", name);
	*out = (unsigned)n;
	return true;
}

bool ed_yaml_read_count(struct ed_arena *arena, struct ed_yaml_node node,
    const char *name, unsigned *out, struct ed_error *err)
{
	struct ed_str text = {0};

	return ed_yaml_read_text(arena, node, name, &text, err) &&
	       read_count(node, name, text, out, err);
}

static bool read_flag(struct ed_yaml_node node, const char *name,
    struct ed_str text, int *out, struct ed_error *err)
{
	static const char *const words[] = {
	    "no", "yes", "false", "true", "off", "on"};

	for (size_t i = 0; i < ED_COUNT(words); i++) {
		if (ed_str_ieq(text, ed_str_of(words[i]))) {
			*out = i % 2 ? ED_YES : ED_NO;
			return true;
		}
	}
	return ed_yaml_fail(node, err, "%s must be true or false", name);
}

static bool read_word(struct ed_yaml_node node, const struct ed_yaml_key *key,
    struct ed_str text, int *out, struct ed_error *err)
{
	for (int i = 0; key->words[i]; i++) {
		if (ed_str_eq(text, ed_str_of(key->words[i]))) {
			*out = i;
			return true;
		}
	}
	return ed_yaml_fail_word(node, err, key->name, text, key->words);
}

/* Values that are one text. */
static bool read_scalar(struct ed_arena *arena, struct ed_yaml_node node,
    const struct ed_yaml_key *key, void *into, struct ed_error *err)
{
	struct ed_str text;

	if (!ed_yaml_read_text(arena, node, key->name, &text, err))
		return false;
	switch (key->type) {
	case ED_YAML_COUNT:
		return read_count(node, key->name, text, into, err);
	case ED_YAML_FLAG:
		return read_flag(node, key->name, text, into, err);
	case ED_YAML_WORD:
		return read_word(node, key, text, into, err);
	case ED_YAML_TIME:
		if (ed_time_parse(text, into))
			return true;
		return ed_yaml_fail(node, err,
		    "%s must be a date or a time with its zone, such as "
		    "2026-11-18 or 2026-11-18T08:00:00Z",
		    key->name);
	default:
		*(struct ed_str *)into = text;
		return true;
	}
}

static bool read_texts(struct ed_arena *arena, struct ed_yaml_node node,
    const struct ed_yaml_key *key, struct ed_list *list, struct ed_error *err)
{
	if (ed_yaml_is_text(node))
		return ed_yaml_read_text(arena, node, key->name,
		    ED_PUSH(arena, list, struct ed_str), err);
	if (!ed_yaml_is_sequence(node))
		return ed_yaml_fail(
		    node, err, "%s must be a list of texts", key->name);
	for (size_t i = 0; i < ed_yaml_count(node); i++)
		if (!ed_yaml_read_text(arena, ed_yaml_item(node, i), key->name,
			ED_PUSH(arena, list, struct ed_str), err))
			return false;
	return true;
}

static bool read_items(struct ed_arena *arena, struct ed_yaml_node node,
    const struct ed_yaml_key *key, struct ed_list *list, struct ed_error *err)
{
	if (!ed_yaml_is_sequence(node))
		return ed_yaml_fail(node, err, "%s must be a list", key->name);
	for (size_t i = 0; i < ed_yaml_count(node); i++) {
		struct ed_yaml_node item = ed_yaml_item(node, i);

		if (!ed_yaml_is_mapping(item))
			return ed_yaml_fail(item, err,
			    "each of %s must have keys and values", key->name);
		if (!ed_yaml_read_mapping(arena, item, key->keys,
			ed_push(arena, list, key->item_size), err))
			return false;
	}
	return true;
}

static bool read_value(struct ed_arena *arena, struct ed_yaml_node node,
    const struct ed_yaml_key *key, void *into, struct ed_error *err)
{
	if (ed_yaml_is_nothing(node))
		return ed_yaml_fail(node, err,
		    "%s has no value; give one or leave the key out",
		    key->name);
	switch (key->type) {
	case ED_YAML_MAPPING:
		if (!ed_yaml_is_mapping(node))
			return ed_yaml_fail(node, err,
			    "%s must have keys and values", key->name);
		return ed_yaml_read_mapping(arena, node, key->keys, into, err);
	case ED_YAML_TEXTS:
		return read_texts(arena, node, key, into, err);
	case ED_YAML_ITEMS:
		return read_items(arena, node, key, into, err);
	case ED_YAML_CUSTOM:
		return key->read(arena, node, into, err);
	default:
		return read_scalar(arena, node, key, into, err);
	}
}

static size_t find_key(const struct ed_yaml_key *keys, struct ed_str name)
{
	size_t i;

	for (i = 0; keys[i].name; i++)
		if (ed_str_eq(name, ed_str_of(keys[i].name)))
			break;
	return i;
}

/* A few keys are named; of many the documentation tells. */
static bool fail_key(struct ed_yaml_node node, const struct ed_yaml_key *keys,
    struct ed_str name, struct ed_error *err)
{
	const char *words[MAX_KEYS + 1] = {NULL};
	size_t n = 0;

	for (; keys[n].name && n < MAX_KEYS; n++)
		words[n] = keys[n].name;
	if (n <= FEW_KEYS || ed_nearest(name, words))
		return ed_yaml_fail_word(node, err, "key", name, words);
	return ed_yaml_fail(
	    node, err, "unknown key '%.*s'", ED_ARG(ed_yaml_clip(name)));
}

static bool read_pair(struct ed_arena *arena, struct ed_yaml_node mapping,
    size_t i, const struct ed_yaml_key *keys, char *into, bool *given,
    struct ed_error *err)
{
	struct ed_yaml_node key, value;
	struct ed_str name;
	size_t at;

	ed_yaml_pair(mapping, i, &key, &value);
	name = ed_yaml_text(arena, key);
	at = find_key(keys, name);
	if (!keys[at].name)
		return fail_key(key, keys, name, err);
	if (at < MAX_KEYS)
		given[at] = true;
	if (keys[at].line_offset)
		*(unsigned *)(void *)(into + keys[at].line_offset) = value.line;
	return read_value(arena, value, &keys[at], into + keys[at].offset, err);
}

bool ed_yaml_read_mapping(struct ed_arena *arena, struct ed_yaml_node node,
    const struct ed_yaml_key *keys, void *into, struct ed_error *err)
{
	bool given[MAX_KEYS] = {false};

	if (!ed_yaml_is_mapping(node))
		return ed_yaml_fail(node, err, "keys and values are expected");
	for (size_t i = 0; i < ed_yaml_count(node); i++)
		if (!read_pair(arena, node, i, keys, into, given, err))
			return false;
	for (size_t i = 0; keys[i].name && i < MAX_KEYS; i++)
		if (keys[i].required && !given[i])
			return ed_yaml_fail(
			    node, err, "the key '%s' is missing", keys[i].name);
	return true;
}
