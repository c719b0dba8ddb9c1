/* SPDX-License-Identifier: Apache-2.0 */
/* Which certificate a device would offer, and whether a server would take it.
 */
#include "report/inspect_object.h"
#include "report/inspect_sheet.h"
#include "report/inspect_words.h"

#include <easdoctor/selection.h>

static void put_answers(const struct ed_inspect *sheet, enum ed_answer offered,
    const char *offered_why, enum ed_answer accepted, const char *accepted_why)
{
	ed_inspect_words(sheet, "offered", "%s: %s", ed_judgement_name(offered),
	    offered_why);
	ed_inspect_words(sheet, "accepted", "%s: %s",
	    ed_judgement_name(accepted), accepted_why);
}

void ed_inspect_selection(const struct ed_inspect *sheet)
{
	const struct ed_facts *facts = &sheet->c->facts;

	if (!ed_is_choice(facts))
		return;
	ed_page_head(&sheet->page, "Which certificate the device would offer");
	for (size_t i = 0; i < facts->n_candidates; i++) {
		const struct ed_offer *one = &facts->candidates[i];

		ed_inspect_head(sheet, one->certificate->label);
		ed_inspect_value(
		    sheet, "subject", one->certificate->subject.text);
		ed_inspect_words(
		    sheet, "used", "%s", ed_judgement_name(one->used));
		put_answers(sheet, one->offered, one->offered_why,
		    one->accepted, one->accepted_why);
		for (size_t k = 0; k < one->n_servers; k++) {
			const struct ed_server_offer *at = &one->servers[k];

			ed_inspect_value(sheet, "server", at->node->label);
			/* Of a lone one that was all. */
			if (one->n_servers > 1)
				put_answers(sheet, at->offered, at->offered_why,
				    at->accepted, at->accepted_why);
		}
	}
}

static void set_answers(struct ed_object out, enum ed_answer offered,
    const char *offered_why, enum ed_answer accepted, const char *accepted_why)
{
	ed_set_word(out, "offered", ed_judgement_name(offered));
	ed_set_word(out, "offered_why", offered_why);
	ed_set_word(out, "accepted", ed_judgement_name(accepted));
	ed_set_word(out, "accepted_why", accepted_why);
}

static void set_servers(struct ed_object to, const struct ed_offer *one)
{
	struct ed_object list;

	if (!one->n_servers)
		return;
	list = ed_set_array(to, "servers");
	for (size_t i = 0; i < one->n_servers; i++) {
		const struct ed_server_offer *at = &one->servers[i];
		struct ed_object out = ed_append_object(list);

		ed_set_text(out, "server", at->node->label);
		ed_set_word(
		    out, "listed", ed_judgement_name(at->wanted.listed));
		ed_set_word(out, "listed_why", at->wanted.listed_why);
		ed_set_word(
		    out, "can_sign", ed_judgement_name(at->wanted.can_sign));
		ed_set_word(out, "can_sign_why", at->wanted.can_sign_why);
		set_answers(out, at->offered, at->offered_why, at->accepted,
		    at->accepted_why);
	}
}

void ed_json_selection(struct ed_object to, const struct ed_facts *facts)
{
	struct ed_object list;

	if (!ed_is_choice(facts))
		return;
	list = ed_set_array(to, "selection");
	for (size_t i = 0; i < facts->n_candidates; i++) {
		const struct ed_offer *one = &facts->candidates[i];
		struct ed_object out = ed_append_object(list);

		ed_set_text(out, "certificate", one->certificate->label);
		ed_set_text(out, "subject", one->certificate->subject.text);
		ed_set_word(out, "used", ed_judgement_name(one->used));
		ed_set_word(out, "has_key", ed_judgement_name(one->has_key));
		set_answers(out, one->offered, one->offered_why, one->accepted,
		    one->accepted_why);
		set_servers(out, one);
	}
}
