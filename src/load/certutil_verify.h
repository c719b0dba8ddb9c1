/* SPDX-License-Identifier: Apache-2.0 */
/* The output of certutil -verify while it is being read. */
#ifndef ED_LOAD_CERTUTIL_VERIFY_H
#define ED_LOAD_CERTUTIL_VERIFY_H

#include "load/certutil_text.h"

struct ed_verify_reading {
	struct ed_case *c;
	struct ed_input *in;
	struct ed_verification *v;
	struct ed_certutil_lines lines;
	struct ed_list links;          /* struct ed_verified_link */
	struct ed_verified_link *link; /* the one being read, or NULL */
	struct ed_list fetches;        /* struct ed_fetch, of this link */
	struct ed_fetch *fetch;        /* the one being read, or NULL */
	bool in_section;               /* among the addresses of the link */
	enum ed_fetch_of section;
	unsigned n_fetches; /* of all links */
	bool full;
};

struct ed_ref ed_verify_ref(const struct ed_verify_reading *r);
/* Gives the link its addresses. */
void ed_verify_end_link(struct ed_verify_reading *r);
/* certutil_fetch.c: is the line about an address? Then it is read. */
bool ed_verify_read_fetch(struct ed_verify_reading *r);

#endif
