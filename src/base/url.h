/* SPDX-License-Identifier: Apache-2.0 */
/* URLs that may hold a secret: what of them may be shown. */
#ifndef ED_BASE_URL_H
#define ED_BASE_URL_H

#include "base/arena.h"
#include <easdoctor/url.h>

/*
 * A copy without user, password, and the values of its query: "***" stands
 * for each. "operation=…" stays. Nothing else changes.
 */
struct ed_str ed_url_mask(struct ed_arena *arena, struct ed_str text);
/*
 * RFC 3986: every byte but its unreserved ones, and those in keep, as "%41".
 * keep NULL: really every byte.
 */
struct ed_str ed_url_percent(
    struct ed_arena *arena, struct ed_str text, const char *keep);
/* Does it begin with a scheme, "https://"? */
bool ed_url_starts(struct ed_str text);

#endif
