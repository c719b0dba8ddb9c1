/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/why_answer.h"
#include "report/page.h"

/* 403.99 is answered by what is known of 403. */
static bool is_less_than_asked(const struct ed_code_hit *hit)
{
	return ed_str_eq(hit->code->family, ED_STR("http")) &&
	       ed_str_has(hit->seen, '.') &&
	       !ed_str_has(hit->code->code, '.') &&
	       !ed_str_has(hit->code->code, ' ');
}

static void put_code(const struct ed_page *page, struct ed_arena *arena,
    const struct ed_code_hit *hit)
{
	const struct ed_code *code = hit->code;

	ed_page_putf(page, ED_BOLD, "", "%s %.*s%s%.*s",
	    ed_code_family_title(code->family), ED_ARG(code->code),
	    code->name.n ? ": " : "", ED_ARG(code->name));
	if (!ed_str_eq(ed_code_spellings(arena, code), code->code))
		ed_page_put(page, ED_PLAIN,
		    "  written: ", ed_code_spellings(arena, code));
	if (is_less_than_asked(hit))
		ed_page_putf(page, ED_PLAIN, "  ",
		    "asked: %.*s; that substatus stands in no table",
		    ED_ARG(hit->seen));
	ed_page_put(page, ED_PLAIN, "  ", code->meaning);
	ed_page_put(page, ED_PLAIN, "  proves: ", code->proves);
	ed_page_put(page, ED_PLAIN, "  does not prove: ", code->does_not_prove);
	ed_page_put(page, ED_PLAIN, "  known: ",
	    code->basis == ED_VERIFIED ? ED_STR("verified in a source")
				       : ED_STR("from memory, not verified"));
	if (code->finding.n)
		ed_page_put(page, ED_PLAIN, "  a case of: ", code->finding);
	ed_page_blank(page);
}

static void put_symptoms(const struct ed_page *page, const struct ed_why *why)
{
	const struct ed_rule *const *symptoms = why->symptoms.items;

	for (size_t i = 0; i < why->symptoms.n; i++) {
		ed_page_putf(page, ED_BOLD, "", "%.*s: %.*s",
		    ED_ARG(symptoms[i]->id), ED_ARG(symptoms[i]->title));
		ed_page_put(
		    page, ED_PLAIN, "  ", ed_str_trim(symptoms[i]->text));
	}
}

static void put_cause(const struct ed_page *page, struct ed_arena *arena,
    const struct ed_why_cause *cause, size_t number)
{
	const char *lead = ed_format(arena, "%2zu. ", number).p;

	if (!cause->rule) {
		ed_page_putf(page, ED_PLAIN, lead,
		    "%.*s (no rule of this release has it)", ED_ARG(cause->id));
		return;
	}
	ed_page_putf(page, ED_PLAIN, lead, "%.*s (%s; %.*s)",
	    ED_ARG(cause->rule->title), ed_owner_names[cause->rule->owner],
	    ED_ARG(cause->id));
	for (size_t i = 0; i < cause->because.n; i++)
		ed_page_putf(page, ED_PLAIN, "    ", "because %.*s",
		    ED_ARG(ED_ITEMS(cause->because, struct ed_str)[i]));
}

static void put_causes(const struct ed_page *page, struct ed_arena *arena,
    const struct ed_why *why)
{
	const struct ed_why_cause *causes = why->causes.items;

	ed_page_head(page, "What can be behind it, most likely first");
	for (size_t i = 0; i < why->causes.n; i++)
		put_cause(page, arena, &causes[i], i + 1);
	for (size_t i = 0; i < why->suspects.n; i++)
		ed_page_put(page, ED_PLAIN, "  - ",
		    ED_ITEMS(why->suspects, struct ed_str)[i]);
	if (!why->causes.n && !why->suspects.n)
		ed_page_put(page, ED_PLAIN, "  ",
		    ED_STR("Nothing that this release knows of."));
}

static void put_evidence(const struct ed_page *page, struct ed_arena *arena,
    const struct ed_why *why)
{
	const struct ed_evidence *const *items = why->evidence.items;

	if (!why->evidence.n)
		return;
	ed_page_head(page, "What to collect, and the commands; they only read");
	for (size_t i = 0; i < why->evidence.n; i++) {
		ed_page_putf(page, ED_PLAIN, "", "%.*s (%s)",
		    ED_ARG(items[i]->title), ed_owner_names[items[i]->who]);
		ed_page_put(page, ED_PLAIN, "  where: ", items[i]->where);
		for (size_t k = 0; k < items[i]->n_commands; k++)
			ed_page_command(page,
			    ed_evidence_command(arena, &items[i]->commands[k]));
	}
}

struct ed_str ed_why_text(struct ed_arena *arena, const struct ed_why *why)
{
	struct ed_text text = {.arena = arena};
	const struct ed_page page = {.out = &text, .width = 80};
	const struct ed_code_hit *hits = why->codes.hits.items;
	const struct ed_code_stranger *strangers = why->codes.strangers.items;

	for (size_t i = 0; i < why->codes.hits.n; i++)
		put_code(&page, arena, &hits[i]);
	put_symptoms(&page, why);
	for (size_t i = 0; i < why->codes.strangers.n; i++)
		ed_page_putf(&page, ED_PLAIN, "",
		    "%.*s stands in no table: %.*s", ED_ARG(strangers[i].seen),
		    ED_ARG(
			ed_code_decode(arena, (uint32_t)strangers[i].number)));
	put_causes(&page, arena, why);
	put_evidence(&page, arena, why);
	return ed_text_str(&text);
}
