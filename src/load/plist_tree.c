/* SPDX-License-Identifier: Apache-2.0 */
#include "load/plist.h"

#include "base/encoding.h"
#include "base/nearest.h"

#include <string.h>

/* Longer keys are named by position: an XPath is there to be read. */
enum { LONGEST_KEY = 64 };

static const char *const type_names[] = {
    [ED_PLIST_DICT] = "dict",
    [ED_PLIST_ARRAY] = "array",
    [ED_PLIST_STRING] = "string",
    [ED_PLIST_DATA] = "data",
    [ED_PLIST_INTEGER] = "integer",
    [ED_PLIST_REAL] = "real",
    [ED_PLIST_TRUE] = "true",
    [ED_PLIST_FALSE] = "false",
    [ED_PLIST_DATE] = "date",
};

const char *ed_plist_type_name(enum ed_plist_type type)
{
	return type_names[type];
}

bool ed_plist_type_of(struct ed_str name, enum ed_plist_type *out)
{
	for (size_t i = 0; i < ED_COUNT(type_names); i++) {
		if (ed_str_eq(name, ed_str_of(type_names[i]))) {
			*out = (enum ed_plist_type)i;
			return true;
		}
	}
	return false;
}

static bool starts_with_secret(struct ed_str s)
{
	return ed_str_istarts(s, ED_STR("password")) ||
	       ed_str_istarts(s, ED_STR("passcode")) ||
	       ed_str_istarts(s, ED_STR("passphrase")) ||
	       ed_str_istarts(s, ED_STR("secret")) ||
	       ed_str_istarts(s, ED_STR("challenge"));
}

static const char *const whole_words[] = {
    "password", "passcode", "passphrase", "secret", "challenge"};

/* The lengths come first: they spare most keys the comparison. */
static bool is_nearly(struct ed_str key, struct ed_str word)
{
	return key.n <= word.n + 2 && word.n <= key.n + 2 &&
	       ed_word_distance(key, word) <= 2;
}

bool ed_plist_is_secret(struct ed_str key)
{
	/* Few letters start one of them, so most places cost one look. */
	for (size_t i = 0; i < key.n; i++) {
		char lower = (char)(key.p[i] | 0x20);

		if ((lower == 'p' || lower == 's' || lower == 'c') &&
		    starts_with_secret(ed_str_sub(key, i, key.n)))
			return true;
	}
	/* What stands at a misspelt key is meant to be a secret too. */
	for (size_t i = 0; i < ED_COUNT(whole_words); i++)
		if (is_nearly(key, ed_str_of(whole_words[i])))
			return true;
	return false;
}

const struct ed_plist_node *ed_plist_get(
    const struct ed_plist_node *dict, struct ed_str key)
{
	const struct ed_plist_node *found = NULL, *node;

	if (!dict || dict->type != ED_PLIST_DICT)
		return NULL;
	for (node = dict->children; node; node = node->next)
		if (ed_str_eq(node->key, key))
			found = node;
	return found;
}

bool ed_plist_data(struct ed_arena *arena, const struct ed_plist_node *node,
    struct ed_str *out)
{
	if (node->raw) {
		*out = node->text;
		return true;
	}
	return (node->type == ED_PLIST_DATA || node->type == ED_PLIST_STRING) &&
	       ed_base64_decode(arena, node->text, out);
}

/* Can the key stand in an XPath as a literal that one can read? */
static bool is_plain(struct ed_str key)
{
	if (key.n > LONGEST_KEY)
		return false;
	for (size_t i = 0; i < key.n; i++)
		if ((unsigned char)key.p[i] < ' ' || key.p[i] == '\'')
			return false;
	return true;
}

static void put_step(struct ed_text *path, const struct ed_plist_node *node)
{
	bool by_key = node->parent->type == ED_PLIST_DICT &&
		      !node->key_repeats && is_plain(node->key);

	struct ed_digits digits;

	/* Piece by piece: each value of a profile has its path. */
	ed_put(path, by_key ? ED_STR("/key[.='") : ED_STR("/*["));
	ed_put(path, by_key ? node->key : ed_number(&digits, node->position));
	ed_put(
	    path, by_key ? ED_STR("']/following-sibling::*[1]") : ED_STR("]"));
}

static void put_root(struct ed_text *path, const struct ed_plist *doc,
    const struct ed_plist_node *root)
{
	if (doc->n_fragments > 1)
		return; /* no element of the file */
	if (!doc->fragment)
		ed_put(path, ED_STR("/plist"));
	if (doc->n_top > 1)
		ed_putf(path, "/*[%u]", root->position);
	else
		ed_putf(path, "/%s", ed_plist_type_name(root->type));
}

static void put_path(struct ed_text *path, const struct ed_plist *doc,
    const struct ed_plist_node *node)
{
	if (!node->parent) {
		put_root(path, doc, node);
		return;
	}
	put_path(path, doc, node->parent); /* at most ED_MAX_DEPTH levels */
	put_step(path, node);
}

struct ed_str ed_plist_xpath(struct ed_arena *arena, const struct ed_plist *doc,
    const struct ed_plist_node *node)
{
	struct ed_text path = {.arena = arena};

	put_path(&path, doc, node);
	return ed_text_str(&path);
}
