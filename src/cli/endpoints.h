/* SPDX-License-Identifier: Apache-2.0 */
/* A list of endpoints: one on each line, HOST[:PORT] [ADDRESS[:PORT]]. */
#ifndef ED_CLI_ENDPOINTS_H
#define ED_CLI_ENDPOINTS_H

#include "probe/probe.h"

/* One line of it. */
struct ed_listed {
	unsigned line;
	struct ed_probe_place target;     /* port 0: not said */
	struct ed_probe_place connect_to; /* numeric; no host: not said */
};

/*
 * Reads the list at path, or standard input for "-". Blank lines, and what
 * stands behind "#", are passed over. False for a list that holds anything
 * else, too much or nothing: nothing of it is then to be probed.
 */
ED_MUST_USE bool ed_endpoints_read(struct ed_arena *arena, const char *path,
    struct ed_list *out, struct ed_error *err);
/* The same from memory; items of out are struct ed_listed. */
ED_MUST_USE bool ed_endpoints_parse(struct ed_arena *arena, struct ed_str text,
    struct ed_list *out, struct ed_error *err);

#endif
