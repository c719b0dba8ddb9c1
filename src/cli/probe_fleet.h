/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many endpoints in one run. The evidence is loaded once; then processes that
 * start from there diagnose one endpoint after another, each from the same
 * evidence. So it is judged exactly as the only one of a run would be; one
 * that ends its process spoils no other's diagnosis; and what OpenSSL has
 * looked up, the keys and what was decoded serve many.
 */
#ifndef ED_CLI_PROBE_FLEET_H
#define ED_CLI_PROBE_FLEET_H

#include "cli/diagnose.h"

/* How many came to what, by exit code. */
struct ed_fleet_counts {
	unsigned n[4];
};

struct ed_fleet_wish {
	struct ed_list endpoints; /* struct ed_listed */
	bool json;                /* else text */
	bool quiet;               /* nothing of those that are healthy */
};

/*
 * Prints a line for each endpoint to standard output, in the order of the
 * list. SIGINT ends it: what was not looked at by then is unknown. False when
 * the evidence cannot be used or the lines cannot be written.
 */
ED_MUST_USE bool ed_probe_fleet(const struct ed_request *request,
    const struct ed_fleet_wish *wish, struct ed_fleet_counts *counts,
    struct ed_error *err);

/* The exit code of all: 2 before 3 before 1 before 0. */
int ed_fleet_exit(const struct ed_fleet_counts *counts);

#endif
