/* SPDX-License-Identifier: Apache-2.0 */
/* What a server's answer may hold that is nobody's business. */
#ifndef ED_REDACT_H
#define ED_REDACT_H

#include "base/arena.h"

/* WWW-Authenticate: schemes and realms stay, what else stands there may be a
 * token and becomes ***. Done twice it changes nothing more. */
struct ed_str ed_redact_challenge(struct ed_arena *arena, struct ed_str value);

/* A page of an error: values of fields, queries of addresses and what looks
 * like a token become ***. */
struct ed_str ed_redact_page(struct ed_arena *arena, struct ed_str page);

#endif
