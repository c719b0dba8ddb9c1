/* SPDX-License-Identifier: Apache-2.0 */
/* Which certificates are trusted without further question. */
#ifndef ED_DERIVE_ANCHOR_H
#define ED_DERIVE_ANCHOR_H

#include "base/case.h"

/* Do its names and key identifiers say that it signed itself? */
bool ed_is_self_issued(const struct ed_certificate *cert);
/* Did somebody give it as a root? */
bool ed_is_given_root(
    const struct ed_case *c, const struct ed_certificate *cert);
/*
 * The trust anchors, struct ed_certificate *: the given roots, or, when none
 * is given, all CA certificates that signed themselves. Roles must be settled.
 */
struct ed_list ed_list_anchors(struct ed_case *c);

#endif
