/* SPDX-License-Identifier: Apache-2.0 */
/* Chains: what they are built with, and whether a path may be so. */
#ifndef ED_DERIVE_CHAIN_H
#define ED_DERIVE_CHAIN_H

#include "base/case.h"

#include <easdoctor/limits.h>
#include <openssl/x509.h>

/* What chains are built with, once or many times. Zero-initialised is ready. */
struct ed_chains {
	/* Of the first n_kept certificates of each case: they are the same. */
	X509 **kept;
	size_t n_kept;
};

void ed_chains_close(struct ed_chains *chains);
/* Builds the chain of the device's certificate. */
void ed_chains_build(struct ed_chains *chains, struct ed_case *c);

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
enum ed_chain_state ed_judge_path(
    struct ed_arena *arena, const struct ed_path *path, struct ed_str *detail);

#endif
