/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a key signed a CRL. */
#ifndef ED_DERIVE_CRL_SIGNATURE_H
#define ED_DERIVE_CRL_SIGNATURE_H

#include "base/case.h"

enum ed_signed { ED_SIGNED, ED_NOT_SIGNED, ED_CANNOT_TELL };

/* Does the key of the issuer fit the seal? Nothing else of it is asked. */
enum ed_signed ed_verify_seal(
    const struct ed_seal *seal, const struct ed_certificate *issuer);

#endif
