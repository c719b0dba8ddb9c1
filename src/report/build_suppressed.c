/* SPDX-License-Identifier: Apache-2.0 */
/* What somebody has accepted, and what became of it. */
#include "report/build.h"

#include "engine/accept.h"

static struct ed_str state_of(
    const struct ed_builder *b, const struct ed_accepted *accepted)
{
	const struct ed_findings *findings = b->parts->findings;
	enum ed_state state = ED_NOT_ASKED;

	for (size_t i = 0; i < findings->n; i++) {
		const struct ed_settled *one = &findings->items[i];

		if (ed_str_eq(one->rule->id, accepted->finding) &&
		    (accepted->subject.n == 0 ||
			ed_str_eq(accepted->subject, one->subject)) &&
		    one->state > state)
			state = one->state;
	}
	return ed_str_of(ed_state_names[state]);
}

void ed_build_suppressed(struct ed_builder *b)
{
	const struct ed_case *c = b->parts->c;
	struct ed_report_accepted *items =
	    ed_alloc_array(b->arena, c->accepted.n, sizeof(*items));
	struct ed_digits digits;

	for (size_t i = 0; i < c->accepted.n; i++) {
		const struct ed_accepted *from =
		    &ED_ITEMS(c->accepted, struct ed_accepted)[i];

		items[i] = (struct ed_report_accepted){.finding = from->finding,
		    .subject = ed_build_show(b, from->subject),
		    .reason = ed_build_show(b, from->reason),
		    .author = ed_build_show(b, from->author),
		    .until = ed_copy(b->arena, ed_time(&digits, from->until)),
		    .expired = ed_accepted_is_over(c, from),
		    .state = state_of(b, from)};
	}
	b->out->suppressed = items;
	b->out->n_suppressed = c->accepted.n;
}
