/* SPDX-License-Identifier: Apache-2.0 */
/* What certutil prints of the bundle's certificate and its CA. */
#ifndef ED_CORPUS_OUTPUTS_H
#define ED_CORPUS_OUTPUTS_H

#include "spec.h"

enum ed_verified_how {
	ED_VERIFIED_GOOD,
	ED_VERIFIED_EXPIRED,
	ED_VERIFIED_OFFLINE,
	ED_VERIFIED_NO_NAME,
	ED_VERIFIED_NO_ANSWER,
	ED_VERIFIED_REFUSED,
	ED_VERIFIED_PLUS,
	ED_VERIFIED_ESCAPED,
	ED_VERIFIED_BESIDE
};

/* certutil -verify -urlfetch; variant: enum ed_verified_how. */
const char *ed_verified_text(struct ed_spec *spec, unsigned variant);
/* certutil -CAInfo; variant: the number of the kind of CA. */
const char *ed_cainfo_text(struct ed_spec *spec, unsigned variant);

#endif
