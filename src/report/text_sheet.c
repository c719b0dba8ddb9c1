/* SPDX-License-Identifier: Apache-2.0 */
/* What several parts of the text report put. */
#include "report/text.h"

struct ed_str ed_text_place(
    const struct ed_sheet *sheet, const struct ed_report_evidence *evidence)
{
	return ed_show(
	    &sheet->page, ed_place(sheet->page.out->arena, sheet->report,
			      evidence, sheet->detail < ED_EVERYTHING));
}

void ed_text_commands(const struct ed_sheet *sheet, const char *lead,
    const struct ed_commands *commands, size_t max)
{
	for (size_t i = 0; i < commands->n && i < max; i++) {
		const struct ed_str shell =
		    ed_show(&sheet->page, commands->items[i].shell);

		ed_page_putf(&sheet->page, ED_PLAIN, lead,
		    "Verify (%.*s):", ED_ARG(shell));
		ed_page_command(&sheet->page, commands->items[i].run);
	}
}
