/* SPDX-License-Identifier: Apache-2.0 */
/* How a connection speaks TLS. */
#ifndef ED_PROBE_TLS_H
#define ED_PROBE_TLS_H

#include "probe/run.h"

/* Decodes the device's certificate and its issuers, once for all. */
void ed_tls_prepare(struct ed_run *run);
void ed_tls_forget(struct ed_run *run);
/* Can the certificate be presented? */
bool ed_tls_has_certificate(const struct ed_run *run);

/*
 * Sets context up for c: the versions of its step, every algorithm that this
 * OpenSSL knows, no judgement of the server, the certificate if it is offered.
 */
ED_MUST_USE bool ed_tls_configure(struct ed_connection *c, SSL_CTX *context);

#endif
