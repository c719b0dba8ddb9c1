/* SPDX-License-Identifier: Apache-2.0 */
/* Keys, certificates and PKCS#12 files of a spec, by OpenSSL. */
#ifndef ED_CORPUS_PKI_H
#define ED_CORPUS_PKI_H

#include "spec.h"

/* ED_N_KEYS keys, made once. Never returns NULL: ends the program instead. */
EVP_PKEY **ed_keys_new(void);
void ed_keys_free(EVP_PKEY **keys);

/* Made on first use; they belong to the spec. */
X509 *ed_make_authority(struct ed_spec *spec, struct ed_authority *authority);
X509 *ed_make_leaf(struct ed_spec *spec);

/* In the spec's arena. */
struct ed_str ed_der_of(struct ed_spec *spec, X509 *certificate);
struct ed_str ed_pem_of(struct ed_spec *spec, X509 *certificate);
struct ed_str ed_pem_of_key(struct ed_spec *spec, int key);
struct ed_str ed_make_pkcs12(struct ed_spec *spec);

/* The profile in a signed message, as the spec seals it. */
struct ed_str ed_sealed(struct ed_spec *spec, struct ed_str profile);
/* revocation.c: a revocation list, in DER or PEM. */
struct ed_str ed_make_list(
    struct ed_spec *spec, const struct ed_list_spec *list);

/* Ends the program with a message: a generator that fails is no corpus. */
_Noreturn void ed_give_up(const char *what);

#endif
