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
/* Does it begin with a scheme, "https://"? */
bool ed_url_starts(struct ed_str text);

#endif
