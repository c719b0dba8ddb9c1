/* SPDX-License-Identifier: Apache-2.0 */
/* Finds rules that hold together and still cannot matter, or contradict. */
#ifndef ED_ENGINE_RULE_AUDIT_H
#define ED_ENGINE_RULE_AUDIT_H

#include "base/arena.h"
#include "engine/rule.h"

/*
 * Judges rules that ed_rules_finish has let through, as a whole: causes that
 * can never come out, or never first; pairs that nothing tells apart; symptoms
 * that nothing explains; contradictions; symptoms without a source. Each is a
 * line "file:line: …" in problems (struct ed_str). True when there is none.
 */
bool ed_rules_audit(struct ed_arena *arena, const struct ed_rules *rules,
    struct ed_list *problems);

#endif
