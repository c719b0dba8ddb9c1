/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rules, findings and diagnoses as short text, for tables of tests.
 *
 * Rules, one per line or between semicolons; what is not said is the default
 * in brackets:
 *
 *   cause ID [frequent everyone map seen], any word of the format for prior,
 *         blocks, bites and proof (seen, never), and: makes=ID:STRENGTH
 *         (:ID the link's condition) needs=ID requires=ID excludes=ID
 *         basis=memory check=ID; lists with commas
 *   symptom ID [seldom], a leak; group=ID parent=ID at=HOP success=HOP check=ID
 *   check ID [free], a cost; mute: it has no command
 *
 * Findings: +ID present, -ID absent, ?ID unknown, .ID not asked; @ behind it:
 * seen from here only; ~: what a server did to a probe. An id said again is
 * another subject. "one" and "peer" are the context.
 */
#ifndef ED_TEST_RANK_TEXT_H
#define ED_TEST_RANK_TEXT_H

#include "base/arena.h"
#include "engine/rank.h"

/* A case that was read. */
struct rank_text {
	struct ed_arena arena;
	struct ed_rules rules;
	struct ed_findings findings;
	struct ed_rank_context context;
	struct ed_diagnosis diagnosis;
};

/* Reads and ranks; anything not understood fails the test. */
void rank_text_run(
    const char *rules, const char *findings, struct rank_text *out);
void rank_text_free(struct rank_text *text);

/* "a proven explains, b likely suspect" */
const char *rank_text_order(struct rank_text *text);
/* Of one listed cause: "104 = prior -151 direct +200 s +55". */
const char *rank_text_ledger(struct rank_text *text, const char *id);
/* "PPFxx.....": pass, fail, not reached (x), not checked (.). */
const char *rank_text_path(struct rank_text *text);
/* "finding>if present/if absent, ...", - for none. */
const char *rank_text_next(struct rank_text *text);
/* Everything there is to see, for comparing two runs. */
const char *rank_text_all(
    struct ed_arena *arena, const struct ed_diagnosis *diagnosis);

#endif
