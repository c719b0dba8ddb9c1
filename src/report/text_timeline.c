/* SPDX-License-Identifier: Apache-2.0 */
/* What is dated, in order. */
#include "report/text.h"

void ed_text_timeline(const struct ed_sheet *sheet)
{
	const struct ed_report *report = sheet->report;
	const struct ed_page *page = &sheet->page;

	if (report->n_timeline == 0)
		return;
	ed_page_head(page, "Timeline");
	for (size_t i = 0; i < report->n_timeline; i++) {
		const struct ed_str time =
		    ed_show(page, report->timeline[i].time);
		const struct ed_str lead =
		    ed_format(page->out->arena, "%-20.*s  ", ED_ARG(time));

		ed_page_put(page, ED_PLAIN, lead.p, report->timeline[i].text);
	}
}
