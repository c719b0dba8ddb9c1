/* SPDX-License-Identifier: Apache-2.0 */
#include "report/build.h"
#include "report/inspect_words.h"

#include <easdoctor/selection.h>

static void fill_servers(struct ed_builder *b, const struct ed_offer *from,
    struct ed_report_candidate *to)
{
	struct ed_report_offer *items =
	    ed_alloc_array(b->arena, from->n_servers, sizeof(*items));

	for (size_t i = 0; i < from->n_servers; i++) {
		const struct ed_server_offer *one = &from->servers[i];

		items[i] = (struct ed_report_offer){
		    .server = ed_escape(b->arena, one->node->label),
		    .offered = ed_str_of(ed_judgement_name(one->offered)),
		    .offered_why = ed_str_of(one->offered_why),
		    .accepted = ed_str_of(ed_judgement_name(one->accepted)),
		    .accepted_why = ed_str_of(one->accepted_why),
		};
	}
	to->servers = items;
	to->n_servers = from->n_servers;
}

void ed_build_selection(struct ed_builder *b)
{
	const struct ed_facts *facts = &b->parts->c->facts;
	struct ed_report_candidate *items;

	if (!ed_is_choice(facts))
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
		fill_servers(b, from, &items[i]);
	}
	b->out->selection = items;
	b->out->n_selection = facts->n_candidates;
}
