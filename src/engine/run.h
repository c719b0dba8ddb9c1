/* SPDX-License-Identifier: Apache-2.0 */
/* Runs every check over every subject; settles what cannot be judged. */
#ifndef ED_ENGINE_RUN_H
#define ED_ENGINE_RUN_H

#include "base/case.h"
#include "engine/finding.h"

/* A check and where it came from. */
struct ed_registered {
	const struct ed_check *check;
	struct ed_str origin; /* "built in", or the plugin's path */
};

struct ed_registry {
	struct ed_list checks; /* struct ed_registered, sorted by id */
};

/* Built-in checks, from the generated table; ends with NULL. */
extern const struct ed_check *const ed_builtin_checks[];

void ed_registry_init(struct ed_arena *arena, struct ed_registry *registry);

/*
 * Runs. The findings live in arena. A declared finding without a rule, or one
 * left open, is unknown and sets check_failed.
 */
void ed_run(struct ed_case *c, const struct ed_registry *registry,
    const struct ed_rules *rules, struct ed_arena *arena,
    struct ed_findings *out);

#endif
