/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of compile_rules share. */
#ifndef ED_COMPILE_H
#define ED_COMPILE_H

#include "base/arena.h"
#include "engine/rule.h"

struct writer {
	struct ed_text out;
	size_t n_words; /* word arrays so far */
};

/* "\t.name = …,": a text; nothing of an empty list, whose number is 0. */
void ed_put_member(struct ed_text *out, const char *name, struct ed_str s);
void ed_put_words_member(struct ed_text *out, const char *name,
    struct ed_words words, size_t number);
void ed_put_command(struct ed_text *out, const struct ed_rule_command *command);
/* The texts of a list, as an array of their own. Its number, 0 when empty. */
size_t ed_put_words(struct writer *writer, struct ed_words words);

/* compile_codes.c: the tables "codes" and "evidence", where there are any. */
void ed_put_codes(struct writer *writer, const struct ed_rules *rules);
void ed_put_evidence(struct writer *writer, const struct ed_rules *rules);

#endif
