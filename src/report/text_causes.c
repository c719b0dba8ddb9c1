/* SPDX-License-Identifier: Apache-2.0 */
/* The list of causes, one line each, and the path they stand on. */
#include "report/text.h"

/* Rows at the normal level; a first screen holds no more. */
enum { MAX_ROWS = 6 };

static enum ed_colour state_colour(struct ed_str state)
{
	if (ed_is_word(state, "proven"))
		return ED_RED;
	return ed_is_word(state, "likely") ? ED_YELLOW : ED_PLAIN;
}

/* "1", or the id when it is not in the list. */
static void put_reference(
    const struct ed_sheet *sheet, struct ed_text *text, struct ed_str id)
{
	size_t n;
	const struct ed_entry *found =
	    ed_index_find(&sheet->outline.causes, id, &n);

	if (found && sheet->outline.rows[found->value].rank)
		ed_putf(text, "%zu", sheet->outline.rows[found->value].rank);
	else
		ed_put(text, ed_show(&sheet->page, id));
}

static void put_ties(const struct ed_sheet *sheet, struct ed_text *text,
    const struct ed_report_cause *cause)
{
	for (size_t i = 0; i < cause->tie_with.n; i++) {
		ed_put(text, i ? ED_STR(", ") : ED_STR(" [tie with "));
		put_reference(sheet, text, cause->tie_with.items[i]);
	}
	if (cause->tie_with.n)
		ed_put_byte(text, ']');
}

static struct ed_str row_words(const struct ed_sheet *sheet, size_t i)
{
	const struct ed_report_cause *cause = &sheet->report->causes[i];
	struct ed_text text = {.arena = sheet->page.out->arena};

	ed_put(&text, ed_show(&sheet->page, cause->title));
	if (sheet->outline.rows[i].rank == 0)
		ed_putf(&text, " [consequence of %zu]",
		    sheet->outline.rows[sheet->outline.rows[i].root].rank);
	else if (ed_stops_next(&sheet->outline, cause))
		ed_put(&text, ED_STR(" [will stop you next]"));
	put_ties(sheet, &text, cause);
	return ed_text_str(&text);
}

static void put_row(const struct ed_sheet *sheet, size_t i)
{
	const struct ed_page *page = &sheet->page;
	const struct ed_report_cause *cause = &sheet->report->causes[i];
	const struct ed_str state = ed_show(page, cause->state);
	const struct ed_str bites = ed_show(page, cause->bites);
	const struct ed_str owner = ed_show(page, cause->owner);
	const struct ed_str words = row_words(sheet, i);
	struct ed_digits digits = {"-"};
	struct ed_text lead = {.arena = page->out->arena};

	if (sheet->outline.rows[i].rank)
		ed_number(&digits, (int64_t)sheet->outline.rows[i].rank);
	ed_putf(&lead, "  %-2s %-8.*s %-9.*s %-9.*s ", digits.text,
	    ED_ARG(state), ED_ARG(bites), ED_ARG(owner));
	ed_page_put(page, state_colour(cause->state), lead.p, words);
}

/* The check that tells the first cause from those it ties with. */
static void put_tie_breaker(const struct ed_sheet *sheet)
{
	const struct ed_report *report = sheet->report;
	const struct ed_report_next *next = report->next;
	struct ed_str check, who;

	if (report->causes[0].tie_with.n == 0)
		return;
	if (report->n_next == 0) {
		ed_page_put(&sheet->page, ED_PLAIN, "  ",
		    ED_STR("No check is known that would break the tie."));
		return;
	}
	check = ed_show(&sheet->page, next->check);
	who = ed_show(&sheet->page, next->who);
	ed_page_putf(&sheet->page, ED_PLAIN, "  ",
	    "To break the tie: %.*s, with the help of: %.*s", ED_ARG(check),
	    ED_ARG(who));
	if (next->command.n && sheet->detail == ED_NORMAL)
		ed_page_command(&sheet->page, next->command);
}

void ed_text_causes(const struct ed_sheet *sheet)
{
	const struct ed_report *report = sheet->report;
	size_t max = sheet->detail >= ED_VERBOSE ? SIZE_MAX : MAX_ROWS;
	size_t put = 0;

	if (report->n_causes == 0)
		return;
	ed_page_head(&sheet->page, "Causes: state, where it stops sync, owner");
	for (size_t i = 0; i < report->n_causes && put < max; i++) {
		if (sheet->outline.rows[i].root != i)
			continue;
		put_row(sheet, i);
		put++;
		for (size_t j = sheet->outline.rows[i].below; j && put < max;
		     j = sheet->outline.rows[j].below) {
			put_row(sheet, j);
			put++;
		}
	}
	if (put < report->n_causes)
		ed_page_putf(&sheet->page, ED_PLAIN, "  ",
		    "(and %zu more: see -v)", report->n_causes - put);
	put_tie_breaker(sheet);
}
