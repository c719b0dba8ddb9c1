/* SPDX-License-Identifier: Apache-2.0 */
/* Unpacks gzip and zstd as it comes. */
#ifndef ED_LOAD_LOG_UNPACK_H
#define ED_LOAD_LOG_UNPACK_H

#include <easdoctor/base.h>

enum ed_packing { ED_PLAIN_LOG, ED_GZIP_LOG, ED_ZSTD_LOG };

struct ed_unpack;

enum ed_packing ed_packing_of(struct ed_str head);
/* Never of ED_PLAIN_LOG. */
struct ed_unpack *ed_unpack_new(enum ed_packing packing);
/*
 * Takes from in and puts into out, which has room; returns what it put. 0: it
 * wants more, unless *why is set.
 */
size_t ed_unpack_some(struct ed_unpack *unpack, struct ed_str *in, char *out,
    size_t room, const char **why);
/* Nothing more comes: is it whole? Why not, or NULL. */
const char *ed_unpack_rest(const struct ed_unpack *unpack);
void ed_unpack_free(struct ed_unpack *unpack); /* takes NULL */

#endif
