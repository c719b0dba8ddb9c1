/* SPDX-License-Identifier: Apache-2.0 */
/* Private keys: what names them, and nothing that is secret. */
#ifndef ED_LOAD_PRIVATE_KEY_H
#define ED_LOAD_PRIVATE_KEY_H

#include "base/case.h"
#include "load/pem.h"

#include <openssl/evp.h>

/* Overwrites bytes that held a secret. They must be the caller's own. */
void ed_wipe(struct ed_str secret);

/* What names a key: type, size, and the hash of its public half. */
ED_MUST_USE bool ed_describe_key(
    struct ed_arena *arena, const EVP_PKEY *key, struct ed_key *out);

bool ed_is_private_key_label(struct ed_str label);
/*
 * Adds an identity for a block with a private key, and wipes the block.
 * Without the right password the identity says so. False when it is no key.
 */
bool ed_load_private_key(
    struct ed_case *c, struct ed_input *in, const struct ed_pem_block *block);

/* "identity in device.p12", and ", key 2" for a second one of that file. */
struct ed_str ed_identity_label(struct ed_case *c, const struct ed_input *in);

/*
 * The key in info, or NULL. Only of kinds that a device signs in with: of DSA
 * and DH keys OpenSSL computes the public half, which takes as long as whoever
 * made the file likes. library may be NULL. Free with EVP_PKEY_free.
 */
EVP_PKEY *ed_open_key(const PKCS8_PRIV_KEY_INFO *info, OSSL_LIB_CTX *library);

#endif
