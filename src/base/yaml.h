/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One strict reader for case files and rules, over libyaml's documents.
 *
 * A struct ed_yaml_key table says which keys a mapping may have and where
 * their values go. Refused, each with file, line and column: unknown keys
 * (the nearest known one is named), keys twice, aliases, anchors, tags, NUL,
 * a second document, more than ED_MAX_DEPTH levels, more than
 * ED_MAX_YAML_NODES nodes, what is not UTF-8, keys without a value, and
 * invisible characters (controls but newline and tab, bidi, zero width).
 */
#ifndef ED_BASE_YAML_H
#define ED_BASE_YAML_H

#include "base/arena.h"

struct ed_yaml; /* one document being read */

/* One node, with its place: line and column count from 1. */
struct ed_yaml_node {
	const struct ed_yaml *yaml;
	int id;
	unsigned line;
	unsigned column;
};

struct ed_yaml_key;

enum ed_yaml_type {
	ED_YAML_TEXT,    /* struct ed_str */
	ED_YAML_COUNT,   /* unsigned */
	ED_YAML_FLAG,    /* enum ed_answer: true/false, yes/no, on/off */
	ED_YAML_WORD,    /* int (enum): index into words */
	ED_YAML_TIME,    /* int64_t: RFC 3339 or a date */
	ED_YAML_MAPPING, /* a struct, by keys */
	ED_YAML_TEXTS, /* struct ed_list of struct ed_str; a lone text is one */
	ED_YAML_ITEMS, /* struct ed_list of structs of item_size, by keys */
	ED_YAML_CUSTOM /* by read() */
};

struct ed_yaml_key {
	const char *name; /* NULL ends the table */
	enum ed_yaml_type type;
	size_t offset; /* of the value in the struct */
	bool required;
	const char *const *words;       /* ED_YAML_WORD: ends with NULL */
	const struct ed_yaml_key *keys; /* ED_YAML_MAPPING, ED_YAML_ITEMS */
	size_t item_size;               /* ED_YAML_ITEMS */
	/* ED_YAML_CUSTOM; into is the struct plus offset. */
	bool (*read)(struct ed_arena *arena, struct ed_yaml_node node,
	    void *into, struct ed_error *err);
	/* Where the node's line goes (unsigned), if not 0: its offset. */
	size_t line_offset;
};

/*
 * Reads text (UTF-8) by the table into the zeroed struct at into. name is
 * used in messages: "case.yaml:12:7: …".
 */
ED_MUST_USE bool ed_yaml_read(struct ed_arena *arena, const char *name,
    struct ed_str text, const struct ed_yaml_key *keys, void *into,
    struct ed_error *err);
/* The same; custom readers get context, which is theirs to interpret. */
ED_MUST_USE bool ed_yaml_read_for(struct ed_arena *arena, const char *name,
    struct ed_str text, const struct ed_yaml_key *keys, void *into,
    void *context, struct ed_error *err);

/* For custom readers. Texts are copied into the arena. */
void *ed_yaml_context(struct ed_yaml_node node); /* NULL: none was given */
bool ed_yaml_is_text(struct ed_yaml_node node);
bool ed_yaml_is_mapping(struct ed_yaml_node node);
bool ed_yaml_is_sequence(struct ed_yaml_node node);
size_t ed_yaml_count(struct ed_yaml_node node); /* items or pairs */
struct ed_yaml_node ed_yaml_item(struct ed_yaml_node node, size_t i);
/* The i-th pair of a mapping. */
void ed_yaml_pair(struct ed_yaml_node node, size_t i, struct ed_yaml_node *key,
    struct ed_yaml_node *value);
struct ed_str ed_yaml_text(struct ed_arena *arena, struct ed_yaml_node node);
/* No value at all: "key:" with nothing behind it, "~", or "null". */
bool ed_yaml_is_nothing(struct ed_yaml_node node);
/* A text that says something; name is what a message calls it. */
ED_MUST_USE bool ed_yaml_read_text(struct ed_arena *arena,
    struct ed_yaml_node node, const char *name, struct ed_str *out,
    struct ed_error *err);
/* A whole number. */
ED_MUST_USE bool ed_yaml_read_count(struct ed_arena *arena,
    struct ed_yaml_node node, const char *name, unsigned *out,
    struct ed_error *err);
ED_MUST_USE bool ed_yaml_read_mapping(struct ed_arena *arena,
    struct ed_yaml_node node, const struct ed_yaml_key *keys, void *into,
    struct ed_error *err);
/* Writes "name:line:column: message" and returns false. */
bool ed_yaml_fail(struct ed_yaml_node node, struct ed_error *err,
    const char *format, ...) ED_PRINTF(3, 4);
/* The same of a word that is none of words, which ends with NULL. */
bool ed_yaml_fail_word(struct ed_yaml_node node, struct ed_error *err,
    const char *what, struct ed_str word, const char *const *words);

#endif
