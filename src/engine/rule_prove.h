/* SPDX-License-Identifier: Apache-2.0 */
/* Checking a set of rules: what the parts of ed_rules_finish share. */
#ifndef ED_ENGINE_RULE_PROVE_H
#define ED_ENGINE_RULE_PROVE_H

#include "engine/rule_read.h"

/* A problem and its place. */
struct ed_rule_found {
	struct ed_str file;
	unsigned line;
	unsigned column;
	struct ed_str text;
};

/* A set being checked. */
struct ed_rule_proving {
	struct ed_arena *arena;
	const struct ed_rules *rules; /* sorted; ids may still stand twice */
	struct ed_list places;        /* struct ed_rule_place */
	struct ed_list found;         /* struct ed_rule_found */
	size_t n;                     /* of them, those beyond the limit too */
};

/*
 * Notes a problem with text, which stands in rule; its place is the text's, or
 * the rule's when the text came from compiled rules.
 */
void ed_rule_problem(struct ed_rule_proving *proving,
    const struct ed_rule *rule, struct ed_str text, const char *format, ...)
    ED_PRINTF(4, 5);
/* The same for what stands in a check's head. */
void ed_rule_check_problem(struct ed_rule_proving *proving,
    const struct ed_rule_check *check, struct ed_str text, const char *format,
    ...) ED_PRINTF(4, 5);

/* The same, at line of file where the text has no place. */
void ed_rule_text_problem(struct ed_rule_proving *proving, struct ed_str file,
    unsigned line, struct ed_str text, const char *format, ...) ED_PRINTF(5, 6);

/* rule_code_prove.c: codes and evidence. */
void ed_rules_prove_codes(struct ed_rule_proving *proving);
/* rule_words.c: what each rule and each check must say, and how long. */
void ed_rules_prove_words(struct ed_rule_proving *proving);
/* rule_links.c: what rules say of each other. */
void ed_rules_prove_links(struct ed_rule_proving *proving);

/*
 * rule_command.c: the word of a command that would change something, or an
 * empty slice when it only reads. writes permits a file as output.
 */
struct ed_str ed_rule_command_writes(
    struct ed_rule_command command, bool writes);

#endif
