/* SPDX-License-Identifier: Apache-2.0 */
/* One check run on one subject: what it settled, before rules come in. */
#ifndef ED_ENGINE_OUTCOME_H
#define ED_ENGINE_OUTCOME_H

#include "base/arena.h"
#include "engine/finding.h"

struct ed_outcome {
	const char *id; /* short, as the check declares it */
	enum ed_state state;
	bool open;  /* the check did not settle it: its error */
	bool given; /* settled before run(), which cannot change it */
	struct ed_str reason;
	struct ed_ref where;
	const struct ed_value *values; /* ends with a nameless entry, or NULL */
	struct ed_ref *also;           /* room for ED_MAX_EXAMPLES, or NULL */
	size_t n_also;
};

/* What a check writes to. */
struct ed_sink {
	struct ed_arena *arena;
	struct ed_outcome *outcomes; /* one per declared finding, in order */
	size_t n;
	bool undeclared; /* the check settled an id that it does not declare */
};

/* Opens a sink for one run of check. All findings are open. */
void ed_sink_open(
    struct ed_sink *sink, const struct ed_check *check, struct ed_arena *arena);
/* Settles a finding before run(): what run() says of it is ignored. */
void ed_sink_give(
    struct ed_sink *sink, size_t i, enum ed_state state, struct ed_str reason);

/*
 * Judges needs, runs the check on subject and adds one struct ed_outcome per
 * declared finding to out. Expectations that are missing make not_asked.
 */
void ed_check_run_one(const struct ed_check *check,
    const struct ed_facts *facts, const void *subject, struct ed_arena *arena,
    struct ed_list *out);

/*
 * The needs among these that facts do not meet, as words: "the account's UPN".
 * NULL when all are met. expectation tells the missing from unseen evidence.
 */
const char *ed_need_missing(
    unsigned needs, const struct ed_facts *facts, bool *expectation);

#endif
