/* SPDX-License-Identifier: Apache-2.0 */
/* Distinguished names: their attributes, and their text (RFC 4514). */
#ifndef ED_LOAD_NAME_H
#define ED_LOAD_NAME_H

#include "base/arena.h"
#include <easdoctor/facts.h>

/*
 * Reads a Name; whole is the element with its header. False when part of it
 * cannot be read; out then holds what stands before that part.
 */
ED_MUST_USE bool ed_read_name(
    struct ed_arena *arena, struct ed_str whole, struct ed_name *out);

#endif
