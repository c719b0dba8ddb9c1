/* SPDX-License-Identifier: Apache-2.0 */
/* How a signed message is built, before anything is made of it. */
#ifndef ED_LOAD_CMS_SHAPE_H
#define ED_LOAD_CMS_SHAPE_H

#include <easdoctor/base.h>

struct ed_cms_shape {
	struct ed_str type; /* of the content: the bytes of its OID */
	bool has_content;
	size_t n_digests;
	size_t n_certificates;
	size_t n_signers;
	struct ed_str whole; /* the message without what stands behind it */
};

/* False with the reason when it is malformed, cut off or too large. */
ED_MUST_USE bool ed_cms_measure(
    struct ed_str der, struct ed_cms_shape *out, struct ed_error *err);

#endif
