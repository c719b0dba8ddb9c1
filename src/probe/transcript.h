/* SPDX-License-Identifier: Apache-2.0 */
/* What OpenSSL tells while it speaks TLS, written into a connection. */
#ifndef ED_PROBE_TRANSCRIPT_H
#define ED_PROBE_TRANSCRIPT_H

#include "probe/run.h"

/* From now on all that happens on context's connections goes to c. */
void ed_transcript_attach(struct ed_connection *c, SSL_CTX *context);

/* Is it certain that what the peer sent first is not TLS? */
bool ed_is_not_tls(const struct ed_connection *c);

#endif
