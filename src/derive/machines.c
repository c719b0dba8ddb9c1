/* SPDX-License-Identifier: Apache-2.0 */
/* Which exports are of one machine: machine.h says how that is told. */
#include "derive/derive.h"

#include <easdoctor/limits.h>

/* The path up to its last "/", without that. */
static struct ed_str folder_of(struct ed_str path)
{
	size_t n = path.n;

	while (n > 0 && path.p[n - 1] != '/')
		n--;
	return ed_str_sub(path, 0, n > 0 ? n - 1 : 0);
}

static struct ed_input *input_at(const struct ed_case *c, size_t i)
{
	return ED_ITEMS(c->inputs, struct ed_input *)[i];
}

static bool is_kind_elsewhere(const struct ed_case *c, size_t i)
{
	const struct ed_input *in = input_at(c, i);

	for (size_t k = 0; k < i; k++) {
		const struct ed_input *other = input_at(c, k);

		if (other->of_machine && ed_str_eq(other->kind, in->kind) &&
		    !ed_str_eq(folder_of(other->path), folder_of(in->path)))
			return true;
	}
	return false;
}

/* Does one kind of export lie in two folders? */
static bool are_several(const struct ed_case *c)
{
	for (size_t i = 0; i < c->inputs.n; i++)
		if (input_at(c, i)->of_machine && is_kind_elsewhere(c, i))
			return true;
	return false;
}

static struct ed_machine *find_machine(
    struct ed_case *c, bool several, struct ed_str folder)
{
	struct ed_machine *machine;

	for (size_t i = 0; i < c->machines.n; i++) {
		machine = ED_ITEMS(c->machines, struct ed_machine *)[i];
		if (!several || ed_str_eq(machine->folder, folder))
			return machine;
	}
	machine = ed_add_machine(c);
	if (!machine)
		return NULL;
	machine->folder = several ? folder : (struct ed_str){0};
	machine->label =
	    several && folder.n
		? ed_format(&c->arena, "server in %.*s", ED_ARG(folder))
		: ED_STR("server");
	return machine;
}

static void add_input(
    struct ed_case *c, struct ed_machine *machine, unsigned input)
{
	unsigned *inputs =
	    ed_alloc_array(&c->arena, machine->n_inputs + 1, sizeof(*inputs));

	for (size_t i = 0; i < machine->n_inputs; i++)
		inputs[i] = machine->inputs[i];
	inputs[machine->n_inputs] = input;
	machine->inputs = inputs;
	machine->n_inputs++;
}

void ed_derive_machines(struct ed_case *c)
{
	bool several = are_several(c);

	for (size_t i = 0; i < c->inputs.n; i++) {
		struct ed_input *in = input_at(c, i);
		struct ed_machine *machine;

		if (!in->of_machine || in->unreadable)
			continue;
		machine = find_machine(c, several, folder_of(in->path));
		in->machine = machine;
		if (machine)
			add_input(c, machine, (unsigned)i + 1);
		else
			ed_damage(c, in, "more machines than %d: not used",
			    ED_MAX_MACHINES);
	}
}
