/* SPDX-License-Identifier: Apache-2.0 */
/* What all connections of one probe share. */
#ifndef ED_PROBE_RUN_H
#define ED_PROBE_RUN_H

#include "probe/connection.h"
#include "probe/curl_library.h"

#include <openssl/ssl.h>

struct ed_dns {
	const char *state;
	struct ed_str error;
	unsigned ms;
	struct ed_list addresses; /* struct ed_str */
};

/* What the EAS commands gave. attempt is -1 where none was made. */
struct ed_eas_seen {
	struct ed_str device_id;
	const char *protocol;
	int provision_attempt;
	int provision_status; /* -1: none was read */
	int policy_status;
	bool has_policy;
	const char *wipe; /* "none", "device", "account" */
	int folder_attempt;
	int folder_status;
	int folders; /* -1: not said */
	struct ed_str bad_wbxml;
};

struct ed_run {
	const struct ed_probe_request *request;
	struct ed_arena arena; /* of everything but the record */
	struct ed_curl curl;
	CURLM *multi;
	int64_t began; /* monotonic, in ms */
	size_t kept;   /* of ED_MAX_KEPT */
	bool interrupted;

	/* The device's, decoded once for all connections. */
	X509 *leaf;
	STACK_OF(X509) * chain;

	struct ed_dns dns;
	struct ed_list connections; /* struct ed_connection *, in order */
	struct ed_eas_seen eas;
};

/* Milliseconds since a connection began. */
unsigned ed_since(const struct ed_connection *c);
/* Bytes from outside, kept if the run may keep them; else n is 0. */
struct ed_str ed_keep(struct ed_run *run, struct ed_str bytes);

#endif
