/* SPDX-License-Identifier: Apache-2.0 */
/* Which key of a PKCS#12 belongs to which of its certificates. */
#ifndef ED_LOAD_PKCS12_PAIR_H
#define ED_LOAD_PKCS12_PAIR_H

#include "load/pkcs12_bags.h"

struct ed_pairing {
	struct ed_case *c;
	struct ed_input *in;
	struct ed_identity *identity; /* the first: what is found is set */
	OSSL_LIB_CTX *library;
	const struct ed_bags *bags; /* opened */
	/* In the order of their bags, NULL where one is damaged. */
	struct ed_certificate *const *certs;
};

/*
 * Finds the pairs. A container that holds several does not say which the
 * device uses, so each beyond the first becomes an identity of its own.
 */
void ed_pair_keys(const struct ed_pairing *pairing);

#endif
