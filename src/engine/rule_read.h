/* SPDX-License-Identifier: Apache-2.0 */
/* Reads rules from YAML, checks them as a set, and overlays a site's own. */
#ifndef ED_ENGINE_RULE_READ_H
#define ED_ENGINE_RULE_READ_H

#include "base/arena.h"
#include "engine/rule.h"

/* Rules being gathered. Zero-initialised is empty. */
struct ed_rule_set {
	struct ed_list rules;    /* struct ed_rule */
	struct ed_list checks;   /* struct ed_rule_check */
	struct ed_list codes;    /* struct ed_code */
	struct ed_list evidence; /* struct ed_evidence */
	struct ed_list files;    /* struct ed_str: bytes, for the hash */
	struct ed_list places;   /* struct ed_rule_place: for messages */
};

/*
 * Adds one file's rules: a <check>.yaml, symptoms.yaml, evidence.yaml or
 * codes/<family>.yaml.
 */
ED_MUST_USE bool ed_rules_add_text(struct ed_arena *arena,
    struct ed_rule_set *set, const char *name, struct ed_str text,
    struct ed_error *err);
/* All *.yaml files of a folder, in byte order of name. */
ED_MUST_USE bool ed_rules_add_folder(struct ed_arena *arena,
    struct ed_rule_set *set, const char *folder, struct ed_error *err);
/* Everything of rules that are already compiled. */
void ed_rules_add_rules(struct ed_arena *arena, struct ed_rule_set *set,
    const struct ed_rules *rules);
/*
 * A site's folder: words and severity (title, text, fix, undo, risk, verify,
 * handoff, cite, owner, blocks, supply, collect, who) of known ids; any other
 * field, or an unknown id, is refused.
 */
ED_MUST_USE bool ed_rules_overlay(struct ed_arena *arena,
    struct ed_rule_set *set, const char *folder, struct ed_error *err);
/*
 * Sorts, resolves every reference between rules, and refuses what does not
 * hold together. All problems are listed in problems (struct ed_str) when it
 * is given; err has the first.
 */
ED_MUST_USE bool ed_rules_finish(struct ed_arena *arena,
    struct ed_rule_set *set, struct ed_rules *out, struct ed_list *problems,
    struct ed_error *err);

#endif
