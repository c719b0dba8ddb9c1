/* SPDX-License-Identifier: Apache-2.0 */
/* Files too large to be read like others, because they are CRLs. */
#ifndef ED_LOAD_POSTPONED_H
#define ED_LOAD_POSTPONED_H

#include "base/case.h"

/*
 * Is the file larger than others may be, no larger than a CRL may be, and
 * starts like one? Then ed_load_postponed() reads it.
 */
bool ed_postpone_large(
    struct ed_case *c, struct ed_input *in, const char *path);

#endif
