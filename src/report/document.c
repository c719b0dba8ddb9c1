/* SPDX-License-Identifier: Apache-2.0 */
#include "report/document.h"

static struct ed_arena *arena_of(const struct ed_document *doc)
{
	return doc->out->arena;
}

void ed_document_line(
    const struct ed_document *doc, const char *strong, struct ed_str text)
{
	if (text.n)
		ed_markup_paragraph(doc->markup, doc->out, ed_str_of(strong),
		    ed_str_trim(text));
}

void ed_document_step(
    const struct ed_document *doc, const char *strong, struct ed_str text)
{
	if (!text.n)
		return;
	ed_markup_step(
	    doc->markup, doc->out, 0, ed_str_of(strong), ed_str_trim(text));
	ed_markup_end(doc->out);
}

void ed_document_commands(
    const struct ed_document *doc, const struct ed_commands *commands)
{
	for (size_t i = 0; i < commands->n; i++) {
		ed_document_line(doc, "",
		    ed_format(arena_of(doc),
			"Verify (%.*s):", ED_ARG(commands->items[i].shell)));
		doc->markup->code(
		    doc->out, commands->items[i].shell, commands->items[i].run);
	}
}

struct ed_str ed_joined(struct ed_arena *arena, const struct ed_texts *texts)
{
	struct ed_text text = {.arena = arena};

	for (size_t i = 0; i < texts->n; i++) {
		if (i)
			ed_put(&text, ED_STR(", "));
		ed_put(&text, texts->items[i]);
	}
	return ed_text_str(&text);
}

static void put_steps(
    const struct ed_document *doc, const struct ed_texts *steps)
{
	for (size_t i = 0; i < steps->n; i++)
		ed_markup_step(doc->markup, doc->out, i + 1, (struct ed_str){0},
		    ed_str_trim(steps->items[i]));
	ed_markup_end(doc->out);
}

static void do_fix(
    const struct ed_document *doc, const struct ed_report_cause *cause)
{
	ed_document_line(
	    doc, "Why:", ed_why(arena_of(doc), &doc->outline, cause, true));
	ed_document_line(doc, "Owner:", cause->owner);
	ed_document_line(doc, "Risk:", cause->risk);
	if (cause->fix.n)
		put_steps(doc, &cause->fix);
	else
		ed_document_line(doc, "", cause->text);
	ed_document_step(doc, "Undo:", cause->undo);
	ed_document_commands(doc, &cause->verify);
	ed_document_line(doc, "To hand over:", cause->handoff);
}

static void put_check(const struct ed_document *doc, size_t i)
{
	const struct ed_report *report = doc->outline.report;
	const struct ed_report_next *next = &report->next[i];
	const struct ed_report_gap *gap = ed_gap_of(report, next->check);
	const size_t same = ed_same_command(report, i);

	ed_markup_item(doc->markup, doc->out, i + 1, next->check,
	    ed_format(arena_of(doc), "%.*s Ask: %.*s. %.*s %.*s",
		ED_ARG(ed_str_trim(gap->supply)), ED_ARG(next->who),
		ED_ARG(next->if_present), ED_ARG(next->if_absent)));
	ed_markup_end(doc->out);
	if (same && next->command.n)
		ed_document_line(doc, "",
		    ed_format(arena_of(doc), "Run: as for %zu.", same));
	else if (next->command.n)
		doc->markup->code(doc->out, next->shell, next->command);
}

static void do_supply(const struct ed_document *doc)
{
	for (size_t i = 0; i < doc->outline.n_supplies; i++) {
		const struct ed_report_gap *gap = doc->outline.supplies[i];

		ed_markup_item(doc->markup, doc->out, i + 1, gap->check,
		    ed_format(arena_of(doc), "%.*s %.*s",
			ED_ARG(ed_str_trim(gap->supply)), ED_ARG(gap->reason)));
	}
	ed_markup_end(doc->out);
}

/* What fails, as long as nothing explains it. */
static void put_seen(const struct ed_document *doc)
{
	const struct ed_report *report = doc->outline.report;

	for (size_t i = 0; i < report->n_findings; i++) {
		const struct ed_report_finding *one = &report->findings[i];

		if (ed_is_word(one->kind, "symptom") &&
		    ed_is_word(one->state, "present"))
			ed_document_line(
			    doc, "Seen:", one->title.n ? one->title : one->id);
	}
}

static const char *next_heading(enum ed_advice advice)
{
	switch (advice) {
	case ED_ADVICE_CHOOSE:
		return "Do this next: say which certificate is the device's";
	case ED_ADVICE_CHECK:
		return "Do this next: find out more, before anything is "
		       "changed";
	case ED_ADVICE_SUPPLY:
		return "Do this next: supply what is missing";
	case ED_ADVICE_BEYOND:
		return "Do this next: look beyond what was judged";
	case ED_ADVICE_FIX:
	case ED_ADVICE_NONE:
		break;
	}
	return "Do this next";
}

void ed_document_next(const struct ed_document *doc)
{
	const struct ed_report *report = doc->outline.report;
	const enum ed_advice advice = doc->outline.advice;

	if (advice != ED_ADVICE_FIX)
		put_seen(doc);
	if (advice == ED_ADVICE_NONE)
		return;
	ed_markup_head(
	    doc->markup, doc->out, 2, ed_str_of(next_heading(advice)));
	switch (advice) {
	case ED_ADVICE_FIX:
		do_fix(doc, &report->causes[0]);
		break;
	case ED_ADVICE_CHOOSE:
		ed_document_line(doc, "", doc->outline.choice->supply);
		break;
	case ED_ADVICE_CHECK:
		for (size_t i = 0; i < report->n_next; i++)
			put_check(doc, i);
		break;
	case ED_ADVICE_SUPPLY:
		do_supply(doc);
		break;
	case ED_ADVICE_BEYOND:
		put_steps(doc, &ed_beyond_steps);
		break;
	case ED_ADVICE_NONE:
		break;
	}
}

void ed_document_write(const struct ed_markup *markup,
    const struct ed_report *report, struct ed_text *out)
{
	struct ed_document doc = {.markup = markup, .out = out};

	ed_outline_make(out->arena, report, &doc.outline);
	ed_markup_head(markup, out, 1, ED_STR("Mobile mail diagnosis"));
	ed_markup_paragraph(
	    markup, out, report->verdict.text, (struct ed_str){0});
	ed_document_next(&doc);
	ed_document_causes(&doc);
	ed_document_path(&doc);
	ed_document_findings(&doc);
	ed_document_gaps(&doc);
	ed_document_evidence(&doc);
	ed_document_run(&doc);
}
