/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the ranker approximates, computed exactly and slowly.
 *
 * All sets of the proven causes and at most two others, "none" among them,
 * are weighed in floating point: log odds of the priors, noisy-OR over the
 * members, one line per group, under the same proofs, refutations and gates.
 * The heaviest set explains the case best. Of its members, a proven one is
 * certain, and another is named when the set weighs at least 6 dB more than
 * the set without it, and two groups or a decisive symptom say so. The first
 * by the rules of order that the ranker follows is the oracle's answer.
 *
 * It shares no code with the ranker.
 */
#ifndef ED_TEST_ORACLE_H
#define ED_TEST_ORACLE_H

#include "engine/rank.h"

struct oracle_answer {
	const struct ed_rule *first; /* NULL: no cause is named */
	bool proven;
	size_t n_named; /* members of the best set that are named */
};

void oracle_ask(const struct ed_rules *rules,
    const struct ed_findings *findings, const struct ed_rank_context *context,
    struct oracle_answer *out);

#endif
