/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text report: the verdict and what to do first, so that the first screen
 * is enough for most readers; each -v adds what stands behind it.
 */
#include "report/text.h"

/* The list of causes has columns of its own and needs some room beside them. */
enum { DEFAULT_WIDTH = 80, LEAST_WIDTH = 60 };

static size_t usable_width(const struct ed_style *style)
{
	if (style->width == 0)
		return DEFAULT_WIDTH;
	return style->width < LEAST_WIDTH ? LEAST_WIDTH : style->width;
}

static bool is_quietly_healthy(const struct ed_report *report)
{
	return ed_is_word(report->verdict.state, "healthy") &&
	       report->n_causes == 0;
}

static void write_normal(const struct ed_sheet *sheet)
{
	ed_text_verdict(sheet);
	if (is_quietly_healthy(sheet->report)) {
		ed_text_coverage(sheet);
		return;
	}
	ed_text_do_next(sheet);
	ed_text_causes(sheet);
	ed_text_path(sheet);
	ed_text_coverage(sheet);
}

static void write_text(const struct ed_report *report,
    const struct ed_style *style, struct ed_text *out)
{
	struct ed_sheet sheet = {.page = {.out = out,
				     .width = usable_width(style),
				     .colour = style->colour},
	    .report = report,
	    .detail = style->detail};

	if (style->detail == ED_QUIET) {
		ed_text_verdict(&sheet);
		return;
	}
	ed_outline_make(out->arena, report, &sheet.outline);
	write_normal(&sheet);
	if (style->detail >= ED_VERBOSE) {
		ed_text_causes_full(&sheet);
		ed_text_next_checks(&sheet);
		ed_text_findings(&sheet);
		ed_text_selection(&sheet);
		ed_text_accepted(&sheet);
		ed_text_gaps(&sheet);
	}
	if (style->detail >= ED_EVERYTHING) {
		ed_text_timeline(&sheet);
		ed_text_evidence(&sheet);
		ed_text_inputs(&sheet);
		ed_text_run(&sheet);
	}
}

const struct ed_reporter ed_reporter_text = {.name = "text",
    .title = "for a terminal: the verdict, what to do, and why",
    .write = write_text};
