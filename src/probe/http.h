/* SPDX-License-Identifier: Apache-2.0 */
/* A connection as a transfer of libcurl's. */
#ifndef ED_PROBE_HTTP_H
#define ED_PROBE_HTTP_H

#include "probe/run.h"

#define ED_EAS_PATH "/Microsoft-Server-ActiveSync"

/* Makes c->easy, ready to be added to the run's multi handle. */
ED_MUST_USE bool ed_http_open(struct ed_connection *c);
/* Takes what libcurl knows at the end, and frees c->easy. */
void ed_http_close(struct ed_connection *c, CURLcode result);

#endif
