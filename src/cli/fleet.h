/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many device certificates, one after another: each is judged like the only
 * one of a case, by the same loader and the same checks, and forgotten.
 */
#ifndef ED_CLI_FLEET_H
#define ED_CLI_FLEET_H

#include "derive/issuers.h"
#include "engine/bind.h"

struct ed_fleet {
	struct ed_case *base;
	struct ed_issuers *issuers; /* NULL: no certificate to chain to */
	struct ed_bound bound;
	struct ed_case row;
};

/*
 * base says what should be true and holds the CA certificates; it is borrowed
 * and completed, and must not change until ed_fleet_close. Without CA
 * certificates no signature is verified.
 */
void ed_fleet_open(struct ed_fleet *fleet, struct ed_case *base,
    const struct ed_registry *registry, const struct ed_rules *rules);
void ed_fleet_close(struct ed_fleet *fleet);

/*
 * Judges one certificate. What out and *cert point to ends with the next
 * call. False, and the reason, when the bytes are no certificate.
 */
ED_MUST_USE bool ed_fleet_judge(struct ed_fleet *fleet, struct ed_str der,
    const struct ed_certificate **cert, struct ed_findings *out,
    struct ed_error *err);

#endif
