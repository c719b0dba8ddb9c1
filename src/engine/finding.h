/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What running the checks gives: every declared finding, settled for every
 * subject.
 */
#ifndef ED_ENGINE_FINDING_H
#define ED_ENGINE_FINDING_H

#include "base/arena.h"
#include "engine/rule.h"
#include <easdoctor/check.h>

/* In order of how much they say; an aggregate takes the largest. */
enum ed_state { ED_NOT_ASKED, ED_ABSENT, ED_UNKNOWN, ED_PRESENT };

struct ed_settled {
	const struct ed_rule *rule;
	struct ed_str subject; /* its label; empty for the case */
	enum ed_state state;
	struct ed_str reason; /* of unknown and not asked */
	struct ed_ref where;
	const struct ed_value *values; /* ends with a nameless entry, or NULL */
	const struct ed_ref *also;     /* what shows it beside where */
	size_t n_also;
	size_t number;  /* in the order in which they were settled */
	bool from_here; /* seen only from this machine: never proof */
	bool disputed;  /* by other evidence of the same thing: never proof */
	bool by_probe;  /* seen by a probe, not by the device */
};

/* Sorted by rule id, then subject, then number. */
struct ed_findings {
	const struct ed_settled *items;
	size_t n;
	bool check_failed; /* a check left a finding open, or has no rule */
};

extern const char *const ed_state_names[]; /* "not_asked", "absent", … */

#endif
