/* SPDX-License-Identifier: Apache-2.0 */
/* How each part of a connection ended, from what was seen on it. */
#ifndef ED_PROBE_OUTCOME_H
#define ED_PROBE_OUTCOME_H

#include "probe/run.h"

/* Settles c->outcome once the connection has ended. */
void ed_outcome_settle(struct ed_connection *c);

#endif
