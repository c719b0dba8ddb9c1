/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ED_PROBE_DNS_H
#define ED_PROBE_DNS_H

#include "probe/run.h"

/* Nodes of one endpoint that are probed; balancers hand out two to four. */
enum { ED_MAX_NODES = 8 };

/* Finds the addresses to probe, within the time of a step. */
void ed_dns_resolve(struct ed_run *run);

/* Is it an address, without brackets? */
bool ed_is_numeric(struct ed_str host);

#endif
