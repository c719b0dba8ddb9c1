/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What `why` has to say of something that was seen: the codes in it, what
 * they mean, what can be behind them, and what to collect.
 */
#ifndef ED_CLI_WHY_ANSWER_H
#define ED_CLI_WHY_ANSWER_H

#include "cli/knowledge.h"
#include "engine/code.h"
#include "engine/rank.h"

/* A cause, by the ranker (because), by the tables, or both. */
struct ed_why_cause {
	struct ed_str id;
	const struct ed_rule *rule; /* NULL: no rule of this release has it */
	struct ed_list because;     /* struct ed_str */
};

struct ed_why {
	struct ed_str asked;
	struct ed_code_answer codes;
	struct ed_list symptoms; /* const struct ed_rule * */
	struct ed_list causes;   /* struct ed_why_cause, most likely first */
	struct ed_list suspects; /* struct ed_str: in words, no rule knows */
	struct ed_list evidence; /* const struct ed_evidence *, in order */
};

/* Lives in arena. */
void ed_why_ask(struct ed_arena *arena, const struct ed_knowledge *knowledge,
    struct ed_str text, struct ed_why *out);
bool ed_why_knows(const struct ed_why *why);
struct ed_str ed_why_text(struct ed_arena *arena, const struct ed_why *why);
struct ed_str ed_why_json(struct ed_arena *arena, const struct ed_why *why);

/* A command of evidence, its placeholders filled as where nothing is known. */
struct ed_str ed_evidence_command(
    struct ed_arena *arena, const struct ed_rule_command *command);

#endif
