/* SPDX-License-Identifier: Apache-2.0 */
/* Blocks of PEM (RFC 7468) in any text; slices point into that text. */
#ifndef ED_LOAD_PEM_H
#define ED_LOAD_PEM_H

#include <easdoctor/base.h>

struct ed_pem {
	struct ed_str rest;
	unsigned line; /* of the start of rest, from 1 */
};

struct ed_pem_block {
	struct ed_str label; /* "CERTIFICATE" */
	struct ed_str whole; /* from BEGIN to the end of the END line */
	struct ed_str body;  /* the base64 between, without headers */
	bool encrypted;      /* a header says so, as old OpenSSL wrote */
	const char *broken;  /* why it cannot be used, or NULL */
	unsigned line;       /* of its BEGIN */
};

struct ed_pem ed_pem_in(struct ed_str text);
/* The next block, broken ones too. False when there is none. */
bool ed_pem_next(struct ed_pem *pem, struct ed_pem_block *out);

#endif
