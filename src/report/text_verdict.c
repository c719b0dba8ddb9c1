/* SPDX-License-Identifier: Apache-2.0 */
/* The verdict line, and what to do next. */
#include "report/text.h"

/* A first screen holds no more; the rest stands in the cause in full. */
enum { MAX_STEP_LINES = 7 };

static enum ed_colour verdict_colour(struct ed_str state)
{
	if (ed_is_word(state, "healthy"))
		return ED_GREEN;
	return ed_is_word(state, "blocked") ? ED_RED : ED_YELLOW;
}

/* With -q the verdict is one line for other programs, so it is not wrapped. */
void ed_text_verdict(const struct ed_sheet *sheet)
{
	struct ed_page page = sheet->page;
	const enum ed_colour colour =
	    verdict_colour(sheet->report->verdict.state);
	const struct ed_str text = ed_show(&page, sheet->report->verdict.text);

	if (sheet->detail == ED_QUIET)
		page.width = SIZE_MAX;
	ed_page_put(&page, colour, "", text);
}

static size_t count_lines(const struct ed_text *text, size_t from)
{
	size_t lines = 0;

	for (size_t i = from; i < text->n; i++)
		lines += text->p[i] == '\n';
	return lines;
}

/* Puts the first steps, as far as they fit; returns how many. */
static size_t put_fix(const struct ed_sheet *sheet, const struct ed_texts *fix)
{
	struct ed_text *out = sheet->page.out;
	const size_t start = out->n;
	char lead[] = "  1. ";
	size_t i;

	for (i = 0; i < fix->n && i < ED_MAX_STEPS; i++) {
		const size_t before = out->n;

		lead[2] = (char)('1' + i);
		ed_page_step(&sheet->page, lead, fix->items[i]);
		if (i > 0 && count_lines(out, start) > MAX_STEP_LINES) {
			out->n = before;
			break;
		}
	}
	return i;
}

static void put_steps(
    const struct ed_sheet *sheet, const struct ed_report_cause *cause)
{
	const struct ed_page *page = &sheet->page;
	const size_t put = put_fix(sheet, &cause->fix);

	if (put < cause->fix.n)
		ed_page_putf(page, ED_PLAIN, "     ", "(then %zu more: %s)",
		    cause->fix.n - put,
		    sheet->detail >= ED_VERBOSE ? "see below" : "see -v");
	if (cause->fix.n == 0)
		ed_page_put(page, ED_PLAIN, "  ", cause->text);
	if (cause->undo.n)
		ed_page_step(page, "  Undo: ", cause->undo);
	ed_text_commands(sheet, "  ", &cause->verify, 1);
}

/* The value that led to the verdict, and where it stands. */
static void put_why(
    const struct ed_sheet *sheet, const struct ed_report_cause *cause)
{
	const struct ed_str why = ed_show(
	    &sheet->page, ed_why(sheet->page.out->arena, &sheet->outline, cause,
			      sheet->detail < ED_EVERYTHING));

	if (why.n)
		ed_page_put(&sheet->page, ED_PLAIN, "",
		    ed_format(
			sheet->page.out->arena, "Why: %.*s", ED_ARG(why)));
}

static void do_fix(
    const struct ed_sheet *sheet, const struct ed_report_cause *cause)
{
	const struct ed_str owner = ed_show(&sheet->page, cause->owner);
	const struct ed_str risk = ed_show(&sheet->page, cause->risk);

	put_why(sheet, cause);
	ed_page_blank(&sheet->page);
	ed_page_putf(&sheet->page, ED_BOLD, "",
	    "Do this next (owner: %.*s, risk: %.*s)", ED_ARG(owner),
	    ED_ARG(risk));
	put_steps(sheet, cause);
}

static void put_check(const struct ed_sheet *sheet, size_t i)
{
	const struct ed_report_next *next = &sheet->report->next[i];
	const struct ed_page *page = &sheet->page;
	const struct ed_str check = ed_show(page, next->check);
	const struct ed_str who = ed_show(page, next->who);
	const struct ed_str shell = ed_show(page, next->shell);
	const struct ed_report_gap *gap = ed_gap_of(sheet->report, next->check);
	const struct ed_str supply = ed_show(page, ed_str_trim(gap->supply));
	const struct ed_str reason = ed_show(page, gap->reason);
	const size_t same = ed_same_command(sheet->report, i);
	const struct ed_str lead =
	    ed_format(page->out->arena, "  %zu. ", i + 1);

	ed_page_putf(page, ED_PLAIN, lead.p, "%.*s (for %.*s%s%.*s; ask: %.*s)",
	    ED_ARG(supply), ED_ARG(check), reason.n ? ": " : "", ED_ARG(reason),
	    ED_ARG(who));
	if (next->if_present.n)
		ed_page_put(page, ED_PLAIN, "     ", next->if_present);
	if (next->if_absent.n)
		ed_page_put(page, ED_PLAIN, "     ", next->if_absent);
	if (next->command.n == 0)
		return;
	if (same) {
		ed_page_putf(page, ED_PLAIN, "     ", "Run: as for %zu.", same);
		return;
	}
	if (shell.n)
		ed_page_putf(
		    page, ED_PLAIN, "     ", "Run (%.*s):", ED_ARG(shell));
	ed_page_command(page, next->command);
}

void ed_text_next_checks(const struct ed_sheet *sheet)
{
	if (sheet->report->n_next == 0)
		return;
	ed_page_head(&sheet->page, "What would tell most");
	for (size_t i = 0; i < sheet->report->n_next; i++)
		put_check(sheet, i);
}

static void do_checks(const struct ed_sheet *sheet)
{
	const struct ed_report *report = sheet->report;

	if (report->n_causes && report->causes[0].evident)
		put_why(sheet, &report->causes[0]);
	ed_page_head(&sheet->page,
	    "Do this next: find out more, before anything is changed");
	for (size_t i = 0; i < sheet->report->n_next && i < ED_MAX_STEPS; i++)
		put_check(sheet, i);
}

static void put_gap(
    const struct ed_sheet *sheet, const struct ed_report_gap *gap, size_t i)
{
	const struct ed_page *page = &sheet->page;
	const struct ed_str check = ed_show(page, gap->check);
	const struct ed_str reason = ed_show(page, gap->reason);
	const struct ed_str supply = ed_show(page, gap->supply);
	const struct ed_str lead = ed_format(page->out->arena, "  %zu. ", i);

	ed_page_putf(page, ED_PLAIN, lead.p, "%.*s (%.*s%s%.*s)",
	    ED_ARG(supply), ED_ARG(check), reason.n ? ": " : "",
	    ED_ARG(reason));
}

static void do_supply(const struct ed_sheet *sheet)
{
	ed_page_head(&sheet->page, "Do this next: supply what is missing");
	for (size_t i = 0; i < sheet->outline.n_supplies; i++)
		put_gap(sheet, sheet->outline.supplies[i], i + 1);
}

static void do_choose(
    const struct ed_sheet *sheet, const struct ed_report_gap *gap)
{
	const struct ed_page *page = &sheet->page;

	ed_page_head(
	    page, "Do this next: say which certificate is the device's");
	ed_page_put(page, ED_PLAIN, "  ", gap->supply);
}

/* It fails, and neither a fault nor a gap was found in what was judged. */
static void do_look_beyond(const struct ed_sheet *sheet)
{
	const struct ed_page *page = &sheet->page;

	ed_page_head(page, "Do this next: look beyond what was judged");
	for (size_t i = 0; i < ed_beyond_steps.n; i++) {
		const struct ed_str lead =
		    ed_format(page->out->arena, "  %zu. ", i + 1);

		ed_page_put(page, ED_PLAIN, lead.p, ed_beyond_steps.items[i]);
	}
}

/* What fails, as long as nothing explains it. */
static void put_seen(const struct ed_sheet *sheet)
{
	const struct ed_report *report = sheet->report;
	size_t put = 0;

	for (size_t i = 0; i < report->n_findings && put < ED_MAX_STEPS; i++) {
		const struct ed_report_finding *one = &report->findings[i];
		const struct ed_str title = ed_show(&sheet->page, one->title);
		struct ed_str place = {0};

		if (!ed_is_word(one->kind, "symptom") || title.n == 0 ||
		    !ed_is_word(one->state, "present"))
			continue;
		if (one->n_evidence)
			place = ed_text_place(sheet, &one->evidence[0]);
		ed_page_putf(&sheet->page, ED_PLAIN, "", "Seen: %.*s%s%.*s%s",
		    ED_ARG(title), place.n ? " (" : "", ED_ARG(place),
		    place.n ? ")" : "");
		put++;
	}
}

void ed_text_do_next(const struct ed_sheet *sheet)
{
	const struct ed_outline *outline = &sheet->outline;

	if (outline->advice != ED_ADVICE_FIX)
		put_seen(sheet);
	switch (outline->advice) {
	case ED_ADVICE_FIX:
		do_fix(sheet, &sheet->report->causes[0]);
		break;
	case ED_ADVICE_CHOOSE:
		do_choose(sheet, outline->choice);
		break;
	case ED_ADVICE_CHECK:
		do_checks(sheet);
		break;
	case ED_ADVICE_SUPPLY:
		do_supply(sheet);
		break;
	case ED_ADVICE_BEYOND:
		do_look_beyond(sheet);
		break;
	case ED_ADVICE_NONE:
		break;
	}
}
