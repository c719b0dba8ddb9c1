/* SPDX-License-Identifier: Apache-2.0 */
/* The rule behind the last change of a zone table (POSIX, RFC 8536 3.3). */
#ifndef ED_BASE_ZONE_RULE_H
#define ED_BASE_ZONE_RULE_H

#include <easdoctor/base.h>

/*
 * The first and the last moment at which a clock can have shown local by a
 * rule like "CET-1CEST,M3.5.0,M10.5.0/3". False when the rule is none, or no
 * clock showed that.
 */
ED_MUST_USE bool ed_zone_rule_span(
    struct ed_str rule, int64_t local, int64_t *earliest, int64_t *latest);

#endif
