/* SPDX-License-Identifier: Apache-2.0 */
/* Binary property lists ("bplist00"), walked into the tree's builder. */
#ifndef ED_LOAD_PLIST_BINARY_H
#define ED_LOAD_PLIST_BINARY_H

#include "load/plist_build.h"

/* Does it start like one, of whatever version? */
bool ed_is_plist_binary(struct ed_str bytes);
/* Gives all of it to the builder, which the caller finishes. */
void ed_plist_binary(struct ed_plist_builder *b, struct ed_str bytes);

#endif
