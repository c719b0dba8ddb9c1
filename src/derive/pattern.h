/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Patterns over hostile text: PCRE2, case folded, in UTF-8 that may be broken,
 * and bounded in steps. A match that takes too many is none.
 */
#ifndef ED_DERIVE_PATTERN_H
#define ED_DERIVE_PATTERN_H

#include <easdoctor/base.h>

enum { ED_MAX_GROUPS = 4 };

struct ed_match {
	size_t begin;
	size_t end;
	struct ed_str groups[ED_MAX_GROUPS]; /* from 1; [0] is the whole */
};

bool ed_pattern_matches(const char *pattern, struct ed_str text);
/* The first match from an offset on. */
bool ed_pattern_find(
    const char *pattern, struct ed_str text, size_t from, struct ed_match *out);

#endif
