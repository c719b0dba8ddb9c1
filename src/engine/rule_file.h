/* SPDX-License-Identifier: Apache-2.0 */
/* The shape of a rule file: what rule_read.c and rule_overlay.c share. */
#ifndef ED_ENGINE_RULE_FILE_H
#define ED_ENGINE_RULE_FILE_H

#include "base/yaml.h"
#include "engine/rule_read.h"

/* Where a text of a rule stands. The text is known by its first byte. */
struct ed_rule_place {
	const char *p;
	struct ed_str file;
	unsigned line;
	unsigned column;
};

/* The context of the readers below. */
struct ed_rule_reading {
	struct ed_rule_set *set; /* where places go */
	struct ed_str file;
	struct ed_str check;       /* when overlaying: the file name's */
	struct ed_list overridden; /* struct ed_str: ids, when overlaying */
};

/* What rows of codes/<family>.yaml have in common. */
struct ed_code_file {
	struct ed_code common; /* family, and what a row need not say */
	struct ed_list codes;  /* struct ed_code */
};

/* One file, read. */
struct ed_rule_file {
	struct ed_rule_check check;
	struct ed_list rules; /* struct ed_rule, ids as they stand there */
};

/* A file of a check, and symptoms.yaml. */
extern const struct ed_yaml_key ed_rule_check_file_keys[];
extern const struct ed_yaml_key ed_rule_symptom_file_keys[];
/* What a site may say of a cause and of a symptom. */
extern const struct ed_yaml_key ed_rule_cause_word_keys[];
extern const struct ed_yaml_key ed_rule_symptom_word_keys[];
extern const struct ed_yaml_key ed_rule_cause_keys[];
extern const struct ed_yaml_key ed_rule_symptom_keys[];

/* rule_code.c: codes/<family>.yaml and evidence.yaml. */
extern const struct ed_yaml_key ed_code_file_keys[];
extern const struct ed_yaml_key ed_evidence_file_keys[];
bool ed_rule_is_code_file(struct ed_str path);
bool ed_rule_is_evidence_file(struct ed_str path);
/* Adds the rows of such a file. */
ED_MUST_USE bool ed_rule_add_codes(struct ed_arena *arena,
    struct ed_rule_reading *reading, const char *name, struct ed_str text,
    struct ed_error *err);
ED_MUST_USE bool ed_rule_add_evidence(struct ed_arena *arena,
    struct ed_rule_reading *reading, const char *name, struct ed_str text,
    struct ed_error *err);

/* struct ed_words; a lone text is a list of one. */
bool ed_rule_read_words(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err);
/* struct ed_str, with its place remembered. */
bool ed_rule_read_text(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err);
/* struct ed_rule_command. */
bool ed_rule_read_command(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err);

/* The text at key in a mapping, or an empty one. */
struct ed_str ed_rule_peek(
    struct ed_arena *arena, struct ed_yaml_node mapping, const char *key);

/* The base name without ".yaml", or an empty one when it ends otherwise. */
struct ed_str ed_rule_file_check(struct ed_str path);
bool ed_rule_is_symptom_file(struct ed_str path);

/* Calls add for each *.yaml of a folder, in byte order of name. */
typedef bool ed_rule_add_fn(struct ed_arena *arena, struct ed_rule_set *set,
    const char *name, struct ed_str text, struct ed_error *err);
ED_MUST_USE bool ed_rule_each_file(struct ed_arena *arena,
    struct ed_rule_set *set, const char *folder, ed_rule_add_fn *add,
    struct ed_error *err);

#endif
