/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The canary: a built-in case with a known answer, diagnosed first. When the
 * answer is wrong (a broken rule folder, a faulty build), no verdict of this
 * program can be trusted, and "healthy" least of all.
 */
#ifndef ED_CLI_CANARY_H
#define ED_CLI_CANARY_H

#include "cli/knowledge.h"

ED_MUST_USE bool ed_canary_sings(
    const struct ed_knowledge *knowledge, struct ed_error *err);

#endif
