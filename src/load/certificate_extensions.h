/* SPDX-License-Identifier: Apache-2.0 */
/* The extensions of a certificate, as far as checks ask for them. */
#ifndef ED_LOAD_CERTIFICATE_EXTENSIONS_H
#define ED_LOAD_CERTIFICATE_EXTENSIONS_H

#include "base/case.h"

/* A certificate while it is being read. */
struct ed_reading {
	struct ed_case *c;
	struct ed_input *in; /* of the certificate, or NULL */
	struct ed_certificate *cert;
	unsigned seen; /* bits: which known extensions were met so far */
};

/* Notes that part of a certificate cannot be read. */
void ed_part_unreadable(struct ed_reading *r, unsigned part, const char *name);

/* Reads a SubjectAltName. What stands before a fault in it is kept. */
ED_MUST_USE bool ed_read_san(struct ed_reading *r, struct ed_str value);

/* Reads Extensions; body is inside the [3]. What fails becomes damage. */
void ed_read_extensions(struct ed_reading *r, struct ed_str body);

#endif
