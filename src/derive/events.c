/* SPDX-License-Identifier: Apache-2.0 */
/* Which event logs are of which machine. */
#include "derive/derive.h"

static bool is_of(const struct ed_case *c, const struct ed_event_log *log,
    const struct ed_machine *machine)
{
	unsigned input = log->ref.input;

	return input > 0 && input <= c->inputs.n &&
	       ED_ITEMS(c->inputs, struct ed_input *)[input - 1]->machine ==
		   machine;
}

static void add_logs(struct ed_case *c, struct ed_machine *machine)
{
	struct ed_list logs = {0};

	for (size_t i = 0; i < c->event_logs.n; i++) {
		const struct ed_event_log *log =
		    ED_ITEMS(c->event_logs, struct ed_event_log *)[i];

		if (is_of(c, log, machine))
			*ED_PUSH(&c->arena, &logs,
			    const struct ed_event_log *) = log;
	}
	machine->event_logs = logs.items;
	machine->n_event_logs = logs.n;
}

void ed_derive_events(struct ed_case *c)
{
	for (size_t i = 0; i < c->machines.n; i++)
		add_logs(c, ED_ITEMS(c->machines, struct ed_machine *)[i]);
}
