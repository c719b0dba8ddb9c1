/* SPDX-License-Identifier: Apache-2.0 */
/* A path of certificates, leaf first, and whether it may be so. */
#ifndef ED_DERIVE_CHAIN_H
#define ED_DERIVE_CHAIN_H

#include "base/case.h"

#include <easdoctor/limits.h>
#include <openssl/x509.h>

struct ed_path {
	const struct ed_certificate *certs[ED_MAX_CHAIN];
	X509 *x509s[ED_MAX_CHAIN];
	size_t n;
};

/* The best chain of any certificate of the case, which is not changed. */
struct ed_chain ed_chain_of(
    struct ed_case *c, const struct ed_certificate *cert);

/*
 * Judges what CA certificates say of those below them; the last is taken as
 * trusted. Returns ED_CHAIN_TRUSTED, ED_CHAIN_CONSTRAINT or ED_CHAIN_FAILED,
 * and says in detail what is wrong.
 */
enum ed_chain_state ed_judge_path(struct ed_arena *arena, OSSL_LIB_CTX *library,
    const struct ed_path *path, struct ed_str *detail);

#endif
