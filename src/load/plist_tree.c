/* SPDX-License-Identifier: Apache-2.0 */
#include "load/plist.h"

#include "base/yaml.h"

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

static bool holds_word(struct ed_str s, struct ed_str word)
{
	for (size_t i = 0; i + word.n <= s.n; i++)
		if (ed_str_ieq(ed_str_sub(s, i, word.n), word))
			return true;
	return false;
}

/* The lengths come first: they spare most keys the comparison. */
static bool is_nearly(struct ed_str key, struct ed_str word)
{
	return key.n <= word.n + 2 && word.n <= key.n + 2 &&
	       ed_word_distance(key, word) <= 2;
}

bool ed_plist_is_secret(struct ed_str key)
{
	static const char *const words[] = {
	    "password", "passcode", "passphrase", "secret", "challenge"};

	for (size_t i = 0; i < ED_COUNT(words); i++)
		if (holds_word(key, ed_str_of(words[i])))
			return true;
	/* What stands at a misspelt key is meant to be a secret too. */
	for (size_t i = 0; i < ED_COUNT(words); i++)
		if (is_nearly(key, ed_str_of(words[i])))
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

	if (!by_key)
		ed_putf(path, "/*[%u]", node->position);
	else
		ed_putf(path, "/key[.='%.*s']/following-sibling::*[1]",
		    ED_ARG(node->key));
}

static void put_root(struct ed_text *path, const struct ed_plist *doc,
    const struct ed_plist_node *root)
{
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
