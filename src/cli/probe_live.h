/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ED_CLI_PROBE_LIVE_H
#define ED_CLI_PROBE_LIVE_H

#include "base/case.h"
#include "cli/probe_options.h"

/*
 * Probes the case's endpoint with the device's certificate, keeps the record
 * if that is asked for, and loads it into the case as evidence. The private
 * keys of the case are forgotten, whatever comes of it. SIGINT ends the probe,
 * and what was seen until then is used; a second one ends the program.
 */
ED_MUST_USE bool ed_probe_live(
    const struct ed_probe_wish *wish, struct ed_case *c, struct ed_error *err);

#endif
