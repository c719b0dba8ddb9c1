/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the time at which a failure began tells of causes: what changed just
 * before it, and what cannot have been there yet.
 */
#ifndef ED_ENGINE_ONSET_H
#define ED_ENGINE_ONSET_H

#include "engine/rank.h"

/* Sets the timings of the context; they live in arena. */
void ed_onset_weigh(const struct ed_facts *facts, const struct ed_rules *rules,
    const struct ed_findings *findings, struct ed_arena *arena,
    struct ed_rank_context *context);

#endif
