/* SPDX-License-Identifier: Apache-2.0 */
/* How a certificate or a CRL is signed. */
#ifndef ED_LOAD_SIGNATURE_H
#define ED_LOAD_SIGNATURE_H

#include "base/arena.h"

/*
 * Reads the body of an AlgorithmIdentifier. digest is that of RSASSA-PSS, and
 * left alone for all others, whose OID says it.
 */
ED_MUST_USE bool ed_read_signature(struct ed_arena *arena,
    struct ed_str algorithm, struct ed_str *oid, struct ed_str *digest);

#endif
