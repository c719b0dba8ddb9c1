/* SPDX-License-Identifier: Apache-2.0 */
#include "report/text.h"

static void put_line(const struct ed_sheet *sheet, const char *lead,
    struct ed_str answer, struct ed_str why)
{
	const struct ed_page *page = &sheet->page;
	const struct ed_str shown = ed_show(page, answer);
	const struct ed_str reason = ed_show(page, why);

	ed_page_putf(page, ED_PLAIN, lead, "%.*s%s%.*s", ED_ARG(shown),
	    reason.n ? ": " : "", ED_ARG(reason));
}

static void put_servers(
    const struct ed_sheet *sheet, const struct ed_report_candidate *one)
{
	const struct ed_page *page = &sheet->page;

	for (size_t i = 0; i < one->n_servers; i++) {
		const struct ed_report_offer *at = &one->servers[i];
		const struct ed_str label = ed_show(page, at->server);

		ed_page_putf(page, ED_PLAIN, "  at ", "%.*s", ED_ARG(label));
		put_line(sheet, "    offered:  ", at->offered, at->offered_why);
		put_line(
		    sheet, "    accepted: ", at->accepted, at->accepted_why);
	}
}

void ed_text_selection(const struct ed_sheet *sheet)
{
	const struct ed_report *report = sheet->report;
	const struct ed_page *page = &sheet->page;

	if (report->n_selection == 0)
		return;
	ed_page_head(page, "Which certificate the device would offer");
	for (size_t i = 0; i < report->n_selection; i++) {
		const struct ed_report_candidate *one = &report->selection[i];
		const struct ed_str label = ed_show(page, one->certificate);
		const struct ed_str name = ed_show(page, one->subject);

		ed_page_putf(page, ED_BOLD, "", "%.*s, \"%.*s\"%s",
		    ED_ARG(label), ED_ARG(name),
		    ed_is_word(one->used, "yes") ? ", which the account uses"
						 : "");
		put_line(sheet, "  offered:  ", one->offered, one->offered_why);
		put_line(
		    sheet, "  accepted: ", one->accepted, one->accepted_why);
		/* Of a lone one that was all. */
		if (one->n_servers > 1)
			put_servers(sheet, one);
	}
}
