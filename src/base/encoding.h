/* SPDX-License-Identifier: Apache-2.0 */
/* Text encodings of evidence: hex, base64, and to UTF-8 from the others. */
#ifndef ED_BASE_ENCODING_H
#define ED_BASE_ENCODING_H

#include "base/arena.h"

/* Lower-case hex. */
struct ed_str ed_hex(struct ed_arena *arena, struct ed_str bytes);
/* Lower-case hex of the SHA-256 or SHA-1 of bytes. */
struct ed_str ed_sha256_hex(struct ed_arena *arena, struct ed_str bytes);
struct ed_str ed_sha1_hex(struct ed_arena *arena, struct ed_str bytes);
/* Base64 of the SHA-256 of bytes. */
struct ed_str ed_sha256_base64(struct ed_arena *arena, struct ed_str bytes);

/*
 * Decodes base64, white space ignored. False when another byte stands in it
 * or its length is wrong.
 */
ED_MUST_USE bool ed_base64_decode(
    struct ed_arena *arena, struct ed_str text, struct ed_str *out);

/* Is it well-formed UTF-8? Surrogates and overlong forms are not. */
bool ed_is_utf8(struct ed_str s);

/*
 * Text of a file as UTF-8: a byte order mark is dropped, UTF-16 with or
 * without one is converted (bad surrogates become U+FFFD), and what is not
 * UTF-8 is taken as CP1252. Returns text itself where nothing changes.
 */
struct ed_str ed_to_utf8(struct ed_arena *arena, struct ed_str text);

/*
 * Is text UTF-16, by its byte order mark or by its bytes? Returns 'l' or 'b',
 * or 0.
 */
char ed_utf16_order(struct ed_str text);
/* A line of UTF-16, 'l' or 'b'. */
struct ed_str ed_utf16_to_utf8(
    struct ed_arena *arena, struct ed_str bytes, char order);

/* From the big-endian BMPString, the UniversalString, or Latin-1. */
struct ed_str ed_utf16be_to_utf8(struct ed_arena *arena, struct ed_str bytes);
struct ed_str ed_utf32be_to_utf8(struct ed_arena *arena, struct ed_str bytes);
struct ed_str ed_latin1_to_utf8(struct ed_arena *arena, struct ed_str bytes);

#endif
