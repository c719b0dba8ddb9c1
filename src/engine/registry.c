/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/run.h"

void ed_registry_init(struct ed_arena *arena, struct ed_registry *registry)
{
	*registry = (struct ed_registry){0};
	for (size_t i = 0; ed_builtin_checks[i]; i++)
		*ED_PUSH(arena, &registry->checks, struct ed_registered) =
		    (struct ed_registered){.check = ed_builtin_checks[i],
			.origin = ED_STR("built in")};
}
