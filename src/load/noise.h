/* SPDX-License-Identifier: Apache-2.0 */
/* Large files that are no evidence: told by their beginning, without reading
 * all of them. */
#ifndef ED_LOAD_NOISE_H
#define ED_LOAD_NOISE_H

#include "base/case.h"

enum ed_noise {
	ED_NO_NOISE,     /* small, or evidence by its beginning */
	ED_BINARY_NOISE, /* no text, and none of the forms that are known */
	ED_TEXT_NOISE /* text of which something known may stand further on */
};

enum ed_noise ed_noise_of(const char *path);
/* Has so much been read in vain that large text is not looked through? */
bool ed_noise_is_spent(const struct ed_case *c);

#endif
