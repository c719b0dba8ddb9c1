/* SPDX-License-Identifier: Apache-2.0 */
/* Findings, what was not checked, evidence, inputs and facts of the run. */
#include "report/text.h"

#define MARGIN "           "

static void put_values(
    const struct ed_sheet *sheet, const struct ed_report_finding *finding)
{
	const struct ed_page *page = &sheet->page;

	for (size_t i = 0; i < finding->n_values; i++) {
		const struct ed_str name =
		    ed_show(page, finding->values[i].name);
		const struct ed_str value =
		    ed_show(page, finding->values[i].value);

		ed_page_putf(page, ED_PLAIN, MARGIN, "%.*s: \"%.*s\"",
		    ED_ARG(name), ED_ARG(value));
	}
}

static enum ed_colour finding_colour(const struct ed_report_finding *finding)
{
	if (ed_is_word(finding->state, "unknown"))
		return ED_YELLOW;
	return ed_is_word(finding->state, "present") ? ED_BOLD : ED_PLAIN;
}

static void put_finding(
    const struct ed_sheet *sheet, const struct ed_report_finding *finding)
{
	const struct ed_page *page = &sheet->page;
	const struct ed_str state = ed_is_word(finding->state, "not_asked")
					? ED_STR("not asked")
					: ed_show(page, finding->state);
	const struct ed_str id = ed_show(page, finding->id);
	const struct ed_str subject = ed_show(page, finding->subject);
	const struct ed_str lead =
	    ed_format(page->out->arena, "%-9.*s  ", ED_ARG(state));
	bool present = ed_is_word(finding->state, "present");

	ed_page_putf(page, finding_colour(finding), lead.p, "%.*s%s%.*s",
	    ED_ARG(id), subject.n ? ", " : "", ED_ARG(subject));
	if (finding->reason.n)
		ed_page_put(page, ED_PLAIN, MARGIN, finding->reason);
	if (!present)
		return;
	if (finding->title.n)
		ed_page_put(page, ED_PLAIN, MARGIN, finding->title);
	put_values(sheet, finding);
}

/* Absent and not asked are many and say little: only with everything. */
static bool is_shown(
    const struct ed_sheet *sheet, const struct ed_report_finding *finding)
{
	return sheet->detail >= ED_EVERYTHING ||
	       ed_is_word(finding->state, "present") ||
	       ed_is_word(finding->state, "unknown");
}

void ed_text_findings(const struct ed_sheet *sheet)
{
	const struct ed_report *report = sheet->report;
	size_t left = report->n_findings;

	ed_page_head(&sheet->page, "Findings");
	for (size_t i = 0; i < report->n_findings; i++) {
		if (!is_shown(sheet, &report->findings[i]))
			continue;
		put_finding(sheet, &report->findings[i]);
		left--;
	}
	if (left)
		ed_page_putf(&sheet->page, ED_PLAIN, "",
		    "(%zu absent or not asked: see -vv)", left);
}

void ed_text_accepted(const struct ed_sheet *sheet)
{
	const struct ed_report *report = sheet->report;
	const struct ed_page *page = &sheet->page;

	if (report->n_suppressed == 0)
		return;
	ed_page_head(page, "Accepted");
	for (size_t i = 0; i < report->n_suppressed; i++)
		ed_page_put(page,
		    report->suppressed[i].expired ? ED_YELLOW : ED_PLAIN, "",
		    ed_accepted_words(
			page->out->arena, &report->suppressed[i]));
}

/* One command serves many checks: it is told once. */
static void put_gap_command(
    const struct ed_sheet *sheet, const struct ed_report_gap *gap)
{
	const struct ed_report_gap *first = ed_gap_first(sheet->report, gap);
	const struct ed_page *page = &sheet->page;
	const struct ed_str who = ed_show(page, gap->who);

	if (!gap->command.n)
		return;
	if (first != gap) {
		const struct ed_str check = ed_show(page, first->check);

		ed_page_putf(page, ED_PLAIN, "  ",
		    "The command is that of %.*s.", ED_ARG(check));
		return;
	}
	ed_page_putf(page, ED_PLAIN, "  ", "Who can run it: %.*s", ED_ARG(who));
	ed_page_command(page, gap->command);
}

void ed_text_gaps(const struct ed_sheet *sheet)
{
	const struct ed_report *report = sheet->report;
	const struct ed_page *page = &sheet->page;

	if (report->n_not_checked == 0)
		return;
	ed_page_head(page, "Not checked, and how to supply it");
	for (size_t i = 0; i < report->n_not_checked; i++) {
		const struct ed_report_gap *gap = &report->not_checked[i];
		const struct ed_str check = ed_show(page, gap->check);
		const struct ed_str reason = ed_show(page, gap->reason);

		ed_page_putf(page, ED_PLAIN, "", "%.*s%s%.*s", ED_ARG(check),
		    reason.n ? ": " : "", ED_ARG(reason));
		if (gap->supply.n)
			ed_page_put(page, ED_PLAIN, "  ", gap->supply);
		put_gap_command(sheet, gap);
	}
}

static void put_evidence(
    const struct ed_sheet *sheet, const struct ed_report_finding *finding)
{
	const struct ed_str id = ed_show(&sheet->page, finding->id);
	const struct ed_str state = ed_show(&sheet->page, finding->state);

	for (size_t i = 0; i < finding->n_evidence; i++) {
		if (i == 0)
			ed_page_putf(&sheet->page, ED_PLAIN, "", "%.*s (%.*s)",
			    ED_ARG(id), ED_ARG(state));
		ed_page_put(&sheet->page, ED_PLAIN, "  ",
		    ed_text_place(sheet, &finding->evidence[i]));
	}
}

void ed_text_evidence(const struct ed_sheet *sheet)
{
	const struct ed_report *report = sheet->report;

	ed_page_head(&sheet->page, "Evidence");
	for (size_t i = 0; i < report->n_findings; i++)
		put_evidence(sheet, &report->findings[i]);
}

static void put_input(
    const struct ed_sheet *sheet, const struct ed_report_input *in)
{
	const struct ed_page *page = &sheet->page;
	const struct ed_str path = ed_show(page, in->path);
	const struct ed_str kind = ed_show(page, in->kind);
	const struct ed_str vantage = ed_show(page, in->vantage);
	const struct ed_str sha256 = ed_show(page, in->sha256);

	ed_page_putf(page, ED_PLAIN, "", "%.*s", ED_ARG(path));
	ed_page_putf(page, ED_PLAIN, "  ", "%.*s, %llu bytes, %.*s",
	    ED_ARG(kind), (unsigned long long)in->bytes, ED_ARG(vantage));
	if (sha256.n)
		ed_page_putf(
		    page, ED_PLAIN, "  ", "sha256 %.*s", ED_ARG(sha256));
	for (size_t i = 0; i < in->damage.n; i++)
		ed_page_put(page, ED_YELLOW, "  damage: ", in->damage.items[i]);
}

void ed_text_inputs(const struct ed_sheet *sheet)
{
	ed_page_head(&sheet->page, "Inputs");
	for (size_t i = 0; i < sheet->report->n_inputs; i++)
		put_input(sheet, &sheet->report->inputs[i]);
}

void ed_text_run(const struct ed_sheet *sheet)
{
	const struct ed_report *report = sheet->report;
	const struct ed_page *page = &sheet->page;
	const struct ed_str version = ed_show(page, report->run.version);
	const struct ed_str rules = ed_show(page, report->run.rules_sha256);
	const struct ed_str as_of = ed_show(page, report->run.as_of);
	const struct ed_str privacy = ed_show(page, report->run.privacy);

	ed_page_head(page, "Run");
	ed_page_putf(page, ED_PLAIN, "", "easdoctor %.*s", ED_ARG(version));
	ed_page_putf(page, ED_PLAIN, "", "rules %.*s", ED_ARG(rules));
	ed_page_putf(page, ED_PLAIN, "",
	    "as of %.*s, network: %s, privacy: %.*s, exit code %d",
	    ED_ARG(as_of), report->run.network ? "used" : "off",
	    ED_ARG(privacy), report->verdict.exit_code);
}
