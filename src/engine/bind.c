/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/bind.h"

static void bind(struct ed_arena *arena, const struct ed_check *check,
    const struct ed_rules *rules, struct ed_bound_check *out)
{
	const struct ed_rule **found;
	size_t n = 0;

	while (check->findings[n].id)
		n++;
	found = ed_alloc_array(arena, n, sizeof(struct ed_rule *));
	for (size_t i = 0; i < n; i++)
		found[i] =
		    ed_rule_find(rules, ed_format(arena, "%s/%s", check->id,
					    check->findings[i].id));
	*out = (struct ed_bound_check){check, found, n};
}

void ed_bind(struct ed_arena *arena, const struct ed_registry *registry,
    const struct ed_rules *rules, unsigned each, struct ed_bound *out)
{
	struct ed_bound_check *checks =
	    ed_alloc_array(arena, registry->checks.n, sizeof(*checks));
	size_t n = 0;

	for (size_t i = 0; i < registry->checks.n; i++) {
		const struct ed_check *check =
		    ED_ITEMS(registry->checks, struct ed_registered)[i].check;

		if (each & 1u << check->each)
			bind(arena, check, rules, &checks[n++]);
	}
	*out = (struct ed_bound){checks, n};
}
