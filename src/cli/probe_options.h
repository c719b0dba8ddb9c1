/* SPDX-License-Identifier: Apache-2.0 */
/* What the command line says about probing. */
#ifndef ED_CLI_PROBE_OPTIONS_H
#define ED_CLI_PROBE_OPTIONS_H

#include "probe/probe.h"

/* As it was typed. */
struct ed_probe_options {
	const char *endpoint;  /* HOST[:PORT], or NULL */
	const char *endpoints; /* file of many, or NULL */
	const char *parallel;
	const char *connect_to;
	const char *proxy;
	const char *timeout;
	const char *record;
	bool probe;
	bool offline;
	bool provision;
	bool folder_sync;
	bool upload_test;
};

/* What it comes to. */
struct ed_probe_wish {
	bool wanted;                    /* else the network is not used */
	struct ed_probe_place endpoint; /* no host: none was named */
	struct ed_probe_place connect_to;
	struct ed_probe_place proxy;
	unsigned timeout_ms;
	unsigned parallel;  /* endpoints at once */
	const char *record; /* file for the record, or NULL */
	bool provision;
	bool folder_sync;
	bool upload_test;
	bool silent; /* what goes on is not told */
};

ED_MUST_USE bool ed_probe_wish(const struct ed_probe_options *options,
    struct ed_probe_wish *out, struct ed_error *err);

#endif
