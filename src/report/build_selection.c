/* SPDX-License-Identifier: Apache-2.0 */
#include "report/build.h"
#include "report/inspect_words.h"

#include <easdoctor/selection.h>

void ed_build_selection(struct ed_builder *b)
{
	const struct ed_facts *facts = &b->parts->c->facts;
	struct ed_report_candidate *items;

	/* Of one there is nothing to choose. */
	if (facts->n_candidates < 2)
		return;
	items = ed_alloc_array(b->arena, facts->n_candidates, sizeof(*items));
	for (size_t i = 0; i < facts->n_candidates; i++) {
		const struct ed_offer *from = &facts->candidates[i];

		items[i] = (struct ed_report_candidate){
		    .certificate = ed_build_show(b, from->certificate->label),
		    .subject =
			ed_build_show(b, from->certificate->subject.text),
		    .used = ed_str_of(ed_judgement_name(from->used)),
		    .offered = ed_str_of(ed_judgement_name(from->offered)),
		    .offered_why = ed_str_of(from->offered_why),
		    .accepted = ed_str_of(ed_judgement_name(from->accepted)),
		    .accepted_why = ed_str_of(from->accepted_why),
		};
	}
	b->out->selection = items;
	b->out->n_selection = facts->n_candidates;
}
