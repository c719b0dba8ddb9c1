/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a name promises. Evidence is recognised by its content alone; but a
 * file that is called events.evtx and is none has lost its beginning, and what
 * it held must not pass for looked at.
 */
#ifndef ED_LOAD_EVIDENCE_NAME_H
#define ED_LOAD_EVIDENCE_NAME_H

#include <easdoctor/base.h>

/* Is a file of this name evidence, as sure as a name can tell? */
bool ed_name_promises(struct ed_str path);

#endif
