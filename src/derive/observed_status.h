/* SPDX-License-Identifier: Apache-2.0 */
/* HTTP answers in a text that somebody typed or pasted. */
#ifndef ED_DERIVE_OBSERVED_STATUS_H
#define ED_DERIVE_OBSERVED_STATUS_H

#include <easdoctor/facts.h>

/*
 * Fills in status and what else the text tells of the answer. text has single
 * blanks. False when it tells of none.
 */
bool ed_observe_status(struct ed_str text, struct ed_observation *out);

#endif
