/* SPDX-License-Identifier: Apache-2.0 */
/* How something is encrypted with a password, before it is decrypted. */
#ifndef ED_LOAD_PBE_H
#define ED_LOAD_PBE_H

#include "base/case.h"

#include <openssl/x509.h>

struct ed_pbe {
	const char *name; /* "PBES2", "PBE-SHA1-3DES", or NULL: not known */
	int64_t rounds;   /* of key derivation */
};

/* False when the rounds cannot be read: then nothing may be derived. */
ED_MUST_USE bool ed_read_pbe(const X509_ALGOR *algorithm, struct ed_pbe *out);

/* Takes rounds from what the run may spend. False when it is not enough. */
bool ed_spend_rounds(struct ed_case *c, int64_t rounds);

#endif
