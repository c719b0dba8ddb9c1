/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Live evidence: asks an endpoint what it wants of a device, and writes down
 * what it saw. A probe judges nothing; load/probe_record.c reads its record,
 * at once or later.
 *
 * Read-only: handshakes and OPTIONS, unless more is asked for below. Bounded
 * in time and bytes. The certificate is presented to the endpoint alone: no
 * redirect is followed.
 */
#ifndef ED_PROBE_PROBE_H
#define ED_PROBE_PROBE_H

#include "base/arena.h"

struct evp_pkey_st;

/* A host and a port. */
struct ed_probe_place {
	struct ed_str host; /* a name or a numeric address without brackets */
	unsigned port;
};

/* What is asked. All borrowed for the length of the run. */
struct ed_probe_request {
	struct ed_arena *arena; /* the record is written there */
	struct ed_probe_place target;
	struct ed_probe_place connect_to; /* numeric; no host: not said */
	struct ed_probe_place proxy;      /* no host: none */
	unsigned timeout_ms;              /* of one step */
	int64_t started;                  /* seconds since 1970 */

	/* The device's certificate, if it is known. */
	struct ed_str certificate; /* DER, or empty */
	struct ed_str certificate_sha256;
	const struct ed_str *chain; /* DER of its issuers, in order */
	size_t n_chain;
	struct evp_pkey_st *key; /* its private key, or NULL: not presented */

	struct ed_str user; /* of the account, for EAS commands; or empty */
	bool upload_test;
	bool provision;
	bool folder_sync;

	/* Polled about ten times a second: true ends the probe. May be NULL. */
	bool (*stopped)(void);
};

/*
 * The device id of --provision and --folder-sync on this machine: what has to
 * be removed from the mailbox afterwards.
 */
struct ed_str ed_probe_device_id(struct ed_arena *arena);

/* Monotonic milliseconds. */
int64_t ed_now_ms(void);

/* Loads what every run needs, so that processes that are forked share it. */
ED_MUST_USE bool ed_probe_prepare(struct ed_error *err);

/*
 * Probes, and hands out the record. An endpoint that cannot be reached is no
 * error: the record says so. False when nothing could be tried at all.
 */
ED_MUST_USE bool ed_probe_run(const struct ed_probe_request *request,
    struct ed_str *record, struct ed_error *err);

#endif
