/* SPDX-License-Identifier: Apache-2.0 */
/* What stands in DER elements, as text and time. */
#ifndef ED_LOAD_DER_TEXT_H
#define ED_LOAD_DER_TEXT_H

#include "base/arena.h"
#include "base/der.h"

/* The dotted form of an OBJECT IDENTIFIER's body. False if it is none. */
ED_MUST_USE bool ed_oid_text(
    struct ed_arena *arena, struct ed_str body, struct ed_str *out);

/* Are its arcs whole, and none longer than it need be? */
bool ed_is_oid(struct ed_str body);
/* Is it the tag of a character string? */
bool ed_is_string_tag(unsigned char tag);
/*
 * A character string of any type as UTF-8. Bytes of a UTF8String, IA5String
 * or PrintableString that are not UTF-8 are handed out as they are.
 */
struct ed_str ed_der_string(
    struct ed_arena *arena, unsigned char tag, struct ed_str body);

/* One Extension (RFC 5280 4.1), of a certificate or of a CRL. */
struct ed_extension {
	struct ed_str oid; /* body */
	bool critical;
	struct ed_str value;
};

/* Reads the inside of its SEQUENCE. */
ED_MUST_USE bool ed_der_extension(struct ed_str body, struct ed_extension *out);
/* The key identifier of an Authority Key Identifier, in hex, if it has one. */
ED_MUST_USE bool ed_der_authority_key(
    struct ed_arena *arena, struct ed_str value, struct ed_str *hex);

/* A UTCTime or GeneralizedTime. False when it is none, or has no zone. */
ED_MUST_USE bool ed_der_time(
    unsigned char tag, struct ed_str body, int64_t *out);

#endif
