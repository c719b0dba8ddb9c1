/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A cursor over DER that knows its end (ITU-T X.690, definite lengths only).
 *
 * Each read moves past one element or fails and leaves the cursor alone.
 * Nothing is copied; slices point into what was given.
 */
#ifndef ED_BASE_DER_H
#define ED_BASE_DER_H

#include <easdoctor/base.h>

struct ed_der {
	struct ed_str rest;
};

struct ed_element {
	unsigned char
	    tag; /* the identifier octet; high tag numbers are refused */
	struct ed_str body;
	struct ed_str whole; /* identifier, length and body */
};

enum {
	ED_DER_BOOLEAN = 0x01,
	ED_DER_INTEGER = 0x02,
	ED_DER_BIT_STRING = 0x03,
	ED_DER_OCTET_STRING = 0x04,
	ED_DER_OID = 0x06,
	ED_DER_UTF8 = 0x0c,
	ED_DER_PRINTABLE = 0x13,
	ED_DER_TELETEX = 0x14,
	ED_DER_IA5 = 0x16,
	ED_DER_UTC_TIME = 0x17,
	ED_DER_TIME = 0x18,
	ED_DER_UNIVERSAL = 0x1c,
	ED_DER_BMP = 0x1e,
	ED_DER_SEQUENCE = 0x30,
	ED_DER_SET = 0x31
};

/* [n] IMPLICIT primitive, and [n] constructed. */
#define ED_DER_CONTEXT(n) (0x80 | (n))
#define ED_DER_EXPLICIT(n) (0xa0 | (n))

bool ed_der_next(struct ed_der *cursor, struct ed_element *out);
/* The next element when it has this tag; else false and the cursor stays. */
bool ed_der_take(struct ed_der *cursor, unsigned char tag, struct ed_str *body);
bool ed_der_empty(const struct ed_der *cursor);
struct ed_der ed_der_in(struct ed_str body);
/* Into the one element of this tag that value is, with nothing behind it. */
bool ed_der_open(struct ed_str value, unsigned char tag, struct ed_der *inside);

#endif
