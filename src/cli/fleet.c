/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/fleet.h"

#include "derive/derive.h"
#include "load/loader.h"

void ed_fleet_open(struct ed_fleet *fleet, struct ed_case *base,
    const struct ed_registry *registry, const struct ed_rules *rules)
{
	*fleet = (struct ed_fleet){.base = base};
	ed_derive(base);
	if (base->certificates.n)
		fleet->issuers = ed_issuers_open(base);
	ed_bind(
	    &base->arena, registry, rules, 1u << ED_CERTIFICATE, &fleet->bound);
}

void ed_fleet_close(struct ed_fleet *fleet)
{
	ed_issuers_close(fleet->issuers);
	ed_arena_free(&fleet->row.arena);
}

/* The base's case again, with nothing of the row before. */
static void start_row(struct ed_fleet *fleet)
{
	struct ed_arena arena = fleet->row.arena;

	ed_arena_reset(&arena);
	fleet->row = *fleet->base;
	fleet->row.arena = arena;
	/* Whoever adds to a full list makes a new one in the row's arena. */
	fleet->row.certificates.room = fleet->row.certificates.n;
}

bool ed_fleet_judge(struct ed_fleet *fleet, struct ed_str der,
    const struct ed_certificate **cert, struct ed_findings *out,
    struct ed_error *err)
{
	struct ed_certificate *read;

	start_row(fleet);
	read =
	    ed_load_certificate_der(&fleet->row, (struct ed_ref){0}, der, err);
	if (!read)
		return false;
	ed_set_device(&fleet->row, read);
	if (fleet->issuers)
		ed_issuers_judge(fleet->issuers, &fleet->row);
	ed_run_bound(&fleet->row, &fleet->bound, &fleet->row.arena, out);
	*cert = read;
	return true;
}
