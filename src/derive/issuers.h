/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Chains of many certificates below the same few authorities.
 *
 * Most certificates of a fleet differ in nothing that a chain depends on. The
 * first of an issuer is judged by chain.c; one that is as plain as that, and
 * whose signature holds, has the same chain above it. All else, and every
 * fault, goes the long way, so that both say the same of every certificate.
 */
#ifndef ED_DERIVE_ISSUERS_H
#define ED_DERIVE_ISSUERS_H

#include "derive/chain.h"

struct ed_issuers;

/*
 * Of all certificates of c, whose roles must be settled. c is borrowed and
 * must not change until ed_issuers_close.
 */
struct ed_issuers *ed_issuers_open(struct ed_case *c);
void ed_issuers_close(struct ed_issuers *issuers); /* takes NULL */

/*
 * Settles the chain of the device's certificate of row, a case that begins
 * with the certificates of the issuers' case.
 */
void ed_issuers_judge(struct ed_issuers *issuers, struct ed_case *row);
/* Of the certificates judged, those that went the long way. */
size_t ed_issuers_searched(const struct ed_issuers *issuers);

/* leaf_plain.c: the parts of a plain leaf that its signature is made of. */
struct ed_signed {
	struct ed_str tbs;       /* what is signed */
	struct ed_str signature; /* without the octet of unused bits */
};

/*
 * Is there nothing in this certificate that a chain could depend on, but its
 * issuer and its signature, and nothing that OpenSSL would refuse to decode?
 */
bool ed_leaf_is_plain(
    const struct ed_certificate *cert, struct ed_signed *parts);

#endif
