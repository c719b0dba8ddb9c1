/* SPDX-License-Identifier: Apache-2.0 */
/* Requests that more than OPTIONS needs, each only when it is asked for. */
#ifndef ED_PROBE_EAS_H
#define ED_PROBE_EAS_H

#include "probe/run.h"

/* Fills in what the step of c asks; false when it cannot be made. */
ED_MUST_USE bool ed_eas_prepare(
    struct ed_connection *c, const struct ed_connection *options);

/* Takes what the answer of c says into the run, as attempt number. */
void ed_eas_take(struct ed_connection *c, int attempt);

#endif
