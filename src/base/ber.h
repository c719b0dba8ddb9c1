/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A cursor over BER (ITU-T X.690), where base/der.h is too strict: it also
 * takes indefinite lengths, which writers use that do not know the end yet.
 *
 * Each read moves past one element or fails and leaves the cursor alone.
 */
#ifndef ED_BASE_BER_H
#define ED_BASE_BER_H

#include <easdoctor/base.h>

struct ed_ber {
	struct ed_str rest;
};

/* The next element; body is without the marks of an indefinite end. */
bool ed_ber_next(
    struct ed_ber *cursor, unsigned char *tag, struct ed_str *body);
/* The next element when it has this tag; else false and the cursor stays. */
bool ed_ber_take(struct ed_ber *cursor, unsigned char tag, struct ed_str *body);
/* Elements in body, which is read to its end; false when it does not end. */
bool ed_ber_count(struct ed_str body, size_t *n);
/*
 * Are there at most limit elements in it, those inside others counted? Only
 * counts: what does not nest properly may pass.
 */
bool ed_ber_is_small(struct ed_str bytes, size_t limit);

/* Moves past a header of this tag into the element, which may be cut off. */
bool ed_ber_enter(struct ed_str *s, unsigned char tag);

#endif
