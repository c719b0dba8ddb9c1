/* SPDX-License-Identifier: Apache-2.0 */
/* What bytes of DER look like from their head, cut off or not. */
#ifndef ED_LOAD_SHAPE_H
#define ED_LOAD_SHAPE_H

#include <easdoctor/base.h>

enum ed_shape {
	ED_SHAPE_NONE,
	ED_SHAPE_CERTIFICATE, /* or a request: SEQUENCE twice */
	ED_SHAPE_CRL,
	ED_SHAPE_PKCS12,
	ED_SHAPE_CERTIFICATES /* a PKCS#7 of these, or of CRLs, alone */
};

/* Takes BER's indefinite lengths too, which old PKCS#12 writers use. */
enum ed_shape ed_shape(struct ed_str bytes);
/* The same for base64 without armour, white space ignored. */
enum ed_shape ed_shape_of_base64(struct ed_str text);
/*
 * The length that the outermost element claims, with its header; 0 when it
 * claims none.
 */
uint64_t ed_shape_length(struct ed_str bytes);

#endif
