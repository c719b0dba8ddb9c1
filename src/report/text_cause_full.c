/* SPDX-License-Identifier: Apache-2.0 */
/* One cause with everything that speaks for and against it. */
#include "report/text.h"

#define MARGIN "   "

static void put_line(
    const struct ed_sheet *sheet, const char *what, struct ed_str text)
{
	const struct ed_str lead =
	    ed_format(sheet->page.out->arena, MARGIN "%s: ", what);

	if (text.n)
		ed_page_put(&sheet->page, ED_PLAIN, lead.p, text);
}

static void put_ids(
    const struct ed_sheet *sheet, const char *what, const struct ed_texts *ids)
{
	struct ed_text text = {.arena = sheet->page.out->arena};

	for (size_t i = 0; i < ids->n; i++) {
		if (i)
			ed_put(&text, ED_STR(", "));
		ed_put(&text, ids->items[i]);
	}
	put_line(sheet, what, ed_text_str(&text));
}

static void put_ledger_line(
    const struct ed_sheet *sheet, const struct ed_ledger_line *line)
{
	const struct ed_page *page = &sheet->page;
	const struct ed_str db = ed_decibels(page->out->arena, line->db);
	const struct ed_str lead =
	    ed_format(page->out->arena, MARGIN "  %6.*s  ", ED_ARG(db));
	const struct ed_str finding = ed_show(page, line->finding);
	const struct ed_str state = ed_show(page, line->state);
	const struct ed_str via = ed_show(page, line->via);

	ed_page_putf(page, ED_PLAIN, lead.p, "%.*s%s%.*s%s%.*s",
	    ED_ARG(finding), state.n ? " is " : "", ED_ARG(state),
	    via.n ? ": " : "", ED_ARG(via));
}

/* for_it: the lines that speak for the cause, else those against it. */
static void put_ledger_side(const struct ed_sheet *sheet,
    const struct ed_report_cause *cause, bool for_it)
{
	bool any = false;

	for (size_t i = 0; i < cause->n_ledger; i++) {
		if ((cause->ledger[i].db >= 0) != for_it)
			continue;
		if (!any)
			ed_page_put(&sheet->page, ED_PLAIN, MARGIN,
			    for_it ? ED_STR("For it (dB):")
				   : ED_STR("Against it (dB):"));
		put_ledger_line(sheet, &cause->ledger[i]);
		any = true;
	}
}

static void put_ledger(
    const struct ed_sheet *sheet, const struct ed_report_cause *cause)
{
	const struct ed_str sum =
	    ed_decibels(sheet->page.out->arena, cause->score);

	if (cause->n_ledger == 0)
		return;
	put_ledger_side(sheet, cause, true);
	put_ledger_side(sheet, cause, false);
	ed_page_putf(&sheet->page, ED_PLAIN, MARGIN "  ", "%6.*s  together",
	    ED_ARG(sum));
}

static void put_seen(
    const struct ed_sheet *sheet, const struct ed_report_cause *cause)
{
	size_t n = 0;
	const struct ed_entry *entries =
	    ed_index_find(&sheet->outline.findings, cause->id, &n);

	for (size_t i = 0; i < n; i++) {
		const struct ed_report_finding *finding =
		    &sheet->report->findings[entries[i].value];

		if (!ed_is_word(finding->state, "present"))
			continue;
		for (size_t j = 0; j < finding->n_evidence; j++)
			put_line(sheet, "Seen",
			    ed_text_place(sheet, &finding->evidence[j]));
	}
}

/* Its place too, where that is another than the symptom's own. */
static struct ed_str beside(const struct ed_sheet *sheet,
    const struct ed_report_finding *finding, size_t j)
{
	const struct ed_report_evidence *own = &finding->evidence[0];
	const struct ed_report_evidence *one = &finding->evidence[j];

	if (one->input < 0 ||
	    (one->input == own->input && ed_str_eq(one->at, own->at)))
		return ed_show(&sheet->page, one->quote);
	return ed_text_place(sheet, one);
}

/* What those that fail so share, and what else speaks for a symptom. */
static void put_beside(
    const struct ed_sheet *sheet, const struct ed_report_cause *cause)
{
	for (size_t i = 0; i < cause->n_ledger; i++) {
		const struct ed_report_finding *finding;
		size_t n = 0;
		const struct ed_entry *entries = ed_index_find(
		    &sheet->outline.findings, cause->ledger[i].finding, &n);

		if (!ed_is_word(cause->ledger[i].state, "present") || n == 0)
			continue;
		finding = &sheet->report->findings[entries[0].value];
		for (size_t j = 1; j < finding->n_evidence; j++)
			put_line(sheet, "Beside it", beside(sheet, finding, j));
	}
}

static void put_fix(
    const struct ed_sheet *sheet, const struct ed_report_cause *cause)
{
	const struct ed_page *page = &sheet->page;

	if (cause->fix.n)
		ed_page_put(page, ED_PLAIN, MARGIN, ED_STR("Fix:"));
	for (size_t i = 0; i < cause->fix.n; i++) {
		const struct ed_str lead =
		    ed_format(page->out->arena, MARGIN "%3zu. ", i + 1);

		ed_page_step(page, lead.p, cause->fix.items[i]);
	}
	put_line(sheet, "Risk", cause->risk);
	if (cause->undo.n)
		ed_page_step(page, MARGIN "Undo: ", cause->undo);
	ed_text_commands(sheet, MARGIN, &cause->verify, SIZE_MAX);
}

static void put_head(const struct ed_sheet *sheet, size_t i)
{
	const struct ed_page *page = &sheet->page;
	const struct ed_report_cause *cause = &sheet->report->causes[i];
	const struct ed_row *row = &sheet->outline.rows[i];
	const struct ed_str title = ed_show(page, cause->title);
	const struct ed_str id = ed_show(page, cause->id);
	const struct ed_str state = ed_show(page, cause->state);
	const struct ed_str blocks = ed_show(page, cause->blocks);
	const struct ed_str bites = ed_show(page, cause->bites);
	const struct ed_str owner = ed_show(page, cause->owner);
	const struct ed_str lead =
	    row->rank ? ed_format(page->out->arena, "%zu. ", row->rank)
		      : ED_STR("-  ");

	ed_page_blank(page);
	ed_page_putf(page, ED_BOLD, lead.p, "%.*s", ED_ARG(title));
	ed_page_putf(page, ED_PLAIN, MARGIN,
	    "%.*s: %.*s; blocks %.*s at %.*s; owner: %.*s", ED_ARG(id),
	    ED_ARG(state), ED_ARG(blocks), ED_ARG(bites), ED_ARG(owner));
}

static void put_cause(const struct ed_sheet *sheet, size_t i)
{
	const struct ed_report_cause *cause = &sheet->report->causes[i];

	put_head(sheet, i);
	put_line(sheet, "About", cause->subject);
	if (!cause->evident)
		ed_page_put(&sheet->page, ED_PLAIN, MARGIN,
		    ED_STR("Not seen, only inferred. If it is this:"));
	ed_page_put(&sheet->page, ED_PLAIN, MARGIN, cause->text);
	put_seen(sheet, cause);
	put_ledger(sheet, cause);
	put_beside(sheet, cause);
	put_ids(sheet, "Within 3 dB", &cause->tie_with);
	put_ids(sheet, "Consequences", &cause->consequences);
	put_fix(sheet, cause);
	put_line(sheet, "To hand over", cause->handoff);
	for (size_t j = 0; j < cause->cite.n; j++)
		put_line(sheet, "Source", cause->cite.items[j]);
}

void ed_text_causes_full(const struct ed_sheet *sheet)
{
	if (sheet->report->n_causes == 0)
		return;
	ed_page_head(&sheet->page, "Causes in full");
	for (size_t i = 0; i < sheet->report->n_causes; i++)
		put_cause(sheet, i);
}
