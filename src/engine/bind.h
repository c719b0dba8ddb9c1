/* SPDX-License-Identifier: Apache-2.0 */
/* Checks with the rules of their findings, looked up once for many runs. */
#ifndef ED_ENGINE_BIND_H
#define ED_ENGINE_BIND_H

#include "engine/run.h"

struct ed_bound_check {
	const struct ed_check *check;
	/* One per declared finding, in order; NULL where it has no rule. */
	const struct ed_rule *const *rules;
	size_t n;
};

struct ed_bound {
	const struct ed_bound_check *checks;
	size_t n;
};

/*
 * The checks of registry that run for one of each (bits 1 << enum ed_each).
 * Lives in arena, and as long as registry and rules do.
 */
void ed_bind(struct ed_arena *arena, const struct ed_registry *registry,
    const struct ed_rules *rules, unsigned each, struct ed_bound *out);

/* ed_run with what is bound. */
void ed_run_bound(struct ed_case *c, const struct ed_bound *bound,
    struct ed_arena *arena, struct ed_findings *out);

#endif
