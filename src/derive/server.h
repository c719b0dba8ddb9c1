/* SPDX-License-Identifier: Apache-2.0 */
/* Which certificates are those of the server that devices connect to. */
#ifndef ED_DERIVE_SERVER_H
#define ED_DERIVE_SERVER_H

#include "base/case.h"

/*
 * For server use only, and for the host of the case's endpoint or of a
 * profile's EAS account. Without that name it could as well be a device's
 * certificate with the wrong purpose.
 */
bool ed_is_server(const struct ed_case *c, const struct ed_certificate *cert);

#endif
