/* SPDX-License-Identifier: Apache-2.0 */
/* What a SubjectPublicKeyInfo says of its key, without decoding the key. */
#ifndef ED_LOAD_PUBLIC_KEY_H
#define ED_LOAD_PUBLIC_KEY_H

#include "base/arena.h"
#include <easdoctor/facts.h>

/*
 * Reads a SubjectPublicKeyInfo; whole is the element with its header. Always
 * names the key by its hash; false when the rest cannot be read.
 */
ED_MUST_USE bool ed_read_public_key(
    struct ed_arena *arena, struct ed_str whole, struct ed_key *out);

#endif
