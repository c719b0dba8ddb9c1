/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ED_PROBE_EXCHANGE_H
#define ED_PROBE_EXCHANGE_H

#include "probe/run.h"

/*
 * Runs connections side by side until all have ended, each within the time of
 * a step. Stopped in between, the rest stays unfinished.
 */
void ed_exchange(
    struct ed_run *run, struct ed_connection **connections, size_t n);

#endif
