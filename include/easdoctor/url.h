/* SPDX-License-Identifier: Apache-2.0 */
/*
 * URLs as people write them, taken apart. Nothing is judged or decoded, and
 * nothing allocated: the parts point into the text.
 */
#ifndef EASDOCTOR_URL_H
#define EASDOCTOR_URL_H

#include <easdoctor/base.h>

struct ed_url {
	struct ed_str scheme; /* "https", without "://"; or empty */
	struct ed_str user;   /* what stands before an @, or empty */
	struct ed_str host;
	struct ed_str port; /* without its colon, or empty */
	struct ed_str path; /* from its first slash on, or empty */
	struct ed_str rest; /* query and fragment, from ? or # on, or empty */
};

ED_API struct ed_url ed_url_read(struct ed_str text);

#endif
