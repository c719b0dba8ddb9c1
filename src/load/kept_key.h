/* SPDX-License-Identifier: Apache-2.0 */
/* Private keys that a probe presents; none is kept where none is asked for. */
#ifndef ED_LOAD_KEPT_KEY_H
#define ED_LOAD_KEPT_KEY_H

#include "base/case.h"

struct evp_pkey_st;

/* Keeps a copy of key, if the case keeps any. sha256 names its public half. */
void ed_keep_key(
    struct ed_case *c, const struct evp_pkey_st *key, struct ed_str sha256);

/* The kept key of a certificate, or NULL. It stays the case's. */
struct evp_pkey_st *ed_find_kept_key(
    const struct ed_case *c, const struct ed_certificate *cert);

#endif
