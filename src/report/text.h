/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of the text report share. */
#ifndef ED_REPORT_TEXT_H
#define ED_REPORT_TEXT_H

#include "report/outline.h"
#include "report/page.h"
#include "report/report.h"

struct ed_sheet {
	struct ed_page page;
	const struct ed_report *report;
	enum ed_detail detail;
	struct ed_outline outline; /* but with ED_QUIET */
};

void ed_text_verdict(const struct ed_sheet *sheet);
void ed_text_do_next(const struct ed_sheet *sheet);
void ed_text_next_checks(const struct ed_sheet *sheet);
void ed_text_causes(const struct ed_sheet *sheet);
void ed_text_causes_full(const struct ed_sheet *sheet);
void ed_text_path(const struct ed_sheet *sheet);
void ed_text_coverage(const struct ed_sheet *sheet);
void ed_text_findings(const struct ed_sheet *sheet);
void ed_text_selection(const struct ed_sheet *sheet);
void ed_text_accepted(const struct ed_sheet *sheet);
void ed_text_gaps(const struct ed_sheet *sheet);
void ed_text_timeline(const struct ed_sheet *sheet);
void ed_text_evidence(const struct ed_sheet *sheet);
void ed_text_inputs(const struct ed_sheet *sheet);
void ed_text_run(const struct ed_sheet *sheet);

/* Where evidence stands: "device.pem, line 12: "the quote"". */
struct ed_str ed_text_place(
    const struct ed_sheet *sheet, const struct ed_report_evidence *evidence);
/* Commands that verify a cause, at most max, each below its shell. */
void ed_text_commands(const struct ed_sheet *sheet, const char *lead,
    const struct ed_commands *commands, size_t max);

#endif
