/* SPDX-License-Identifier: Apache-2.0 */
/* Findings that somebody has accepted: seen, and left as they are. */
#ifndef ED_LOAD_ACKNOWLEDGE_H
#define ED_LOAD_ACKNOWLEDGE_H

#include "base/case.h"

/* Reads a file of acknowledgements into the case; docs/acknowledge.md. */
ED_MUST_USE bool ed_load_accepted(
    struct ed_case *c, const char *path, struct ed_error *err);
/* The same of text that was read; path is for messages. */
ED_MUST_USE bool ed_load_accepted_text(struct ed_case *c, const char *path,
    struct ed_str text, struct ed_error *err);

#endif
