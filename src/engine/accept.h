/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Accepted findings. They stay among the findings and change no score; only
 * the exit code passes over them, and only where they stop nobody now: whoever
 * accepts that sync is blocked is told so all the same.
 */
#ifndef ED_ENGINE_ACCEPT_H
#define ED_ENGINE_ACCEPT_H

#include "base/case.h"
#include "engine/finding.h"

/* The acknowledgement that holds for it, or NULL; an expired one does not. */
const struct ed_accepted *ed_accepted_find(
    const struct ed_case *c, const struct ed_settled *one);
/* Is it present, and accepted wherever it is? */
bool ed_is_accepted(const struct ed_case *c, const struct ed_findings *findings,
    const struct ed_rule *rule);
bool ed_accepted_is_over(
    const struct ed_case *c, const struct ed_accepted *accepted);
/* The first that has run out and whose finding is still there, or NULL. */
const struct ed_accepted *ed_accepted_over(
    const struct ed_case *c, const struct ed_findings *findings);
/* Does each name a finding that the rules know? */
ED_MUST_USE bool ed_accepted_check(const struct ed_case *c,
    const struct ed_rules *rules, struct ed_error *err);

#endif
