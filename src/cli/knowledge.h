/* SPDX-License-Identifier: Apache-2.0 */
/* The checks and rules of one run: built in, from plugins, and a site's. */
#ifndef ED_CLI_KNOWLEDGE_H
#define ED_CLI_KNOWLEDGE_H

#include "cli/options.h"
#include "engine/rule.h"
#include "engine/run.h"

struct ed_knowledge {
	struct ed_registry registry;
	struct ed_rules rules;
};

/* What a command takes that needs nothing but knowledge. */
struct ed_knowledge_options {
	struct ed_list plugins;
	struct ed_list rules;
};

extern const struct ed_option ed_knowledge_options[];

/* What a command takes that answers from knowledge, as text or as JSON. */
struct ed_answer_options {
	const char *format; /* as it was typed, or NULL */
	struct ed_list plugins;
	struct ed_list rules;
};

extern const struct ed_option ed_answer_options[];

/* json is set. False when it is neither format: command's user was told so. */
ED_MUST_USE bool ed_answer_format(
    const char *command, const struct ed_answer_options *o, bool *json);

/*
 * plugins and folders are lists of const char *. Without either, the rules
 * are those compiled in and nothing is parsed.
 */
ED_MUST_USE bool ed_knowledge_load(struct ed_arena *arena,
    const struct ed_list *plugins, const struct ed_list *folders,
    struct ed_knowledge *out, struct ed_error *err);

#endif
