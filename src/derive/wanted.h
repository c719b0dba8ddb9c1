/* SPDX-License-Identifier: Apache-2.0 */
/* Is a certificate one that a server asks for? */
#ifndef ED_DERIVE_WANTED_H
#define ED_DERIVE_WANTED_H

#include "base/case.h"

#include <easdoctor/selection.h>

/* How a server asks. */
struct ed_asking {
	const struct ed_certificate_request *request; /* NULL: not seen */
	enum ed_tls_version version;                  /* of the request */
	const struct ed_endpoint *endpoint; /* where it was not seen; or NULL */
};

/*
 * with_chain: the device holds the authorities of its chain, too, and not the
 * certificate alone.
 */
struct ed_wanted ed_wanted_by(const struct ed_asking *asking,
    const struct ed_certificate *cert, const struct ed_chain *chain,
    bool with_chain);
/* Is its own signature made by an algorithm that the server does not name? */
bool ed_is_signed_otherwise(const struct ed_certificate_request *request,
    const struct ed_certificate *cert);

#endif
