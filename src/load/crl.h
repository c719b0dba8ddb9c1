/* SPDX-License-Identifier: Apache-2.0 */
/* A certificate revocation list while it is being read. */
#ifndef ED_LOAD_CRL_H
#define ED_LOAD_CRL_H

#include "base/case.h"

struct ed_crl_reading {
	struct ed_case *c;
	struct ed_crl *crl;
	struct ed_list kept; /* struct ed_crl_entry */
};

/* crl_extensions.c: reads Extensions; body is inside the [0]. */
void ed_read_crl_extensions(struct ed_crl_reading *r, struct ed_str body);

/*
 * crl_entries.c: looks for certificates of the case in the body of
 * revokedCertificates. The scope must be known.
 */
void ed_read_crl_entries(struct ed_crl_reading *r, struct ed_str body);

#endif
