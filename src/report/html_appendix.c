/* SPDX-License-Identifier: Apache-2.0 */
/* Findings, gaps, certificates, inputs and the run. */
#include "report/html.h"

#include "report/document.h"

static void put_values(
    const struct ed_html *html, const struct ed_report_finding *one)
{
	ed_html_text(html, one->title.n ? one->title : one->reason);
	if (one->title.n && one->reason.n) {
		ed_html_put(html, ": ");
		ed_html_text(html, one->reason);
	}
	for (size_t i = 0; i < one->n_values; i++) {
		ed_html_put(html, "<br>");
		ed_html_text(html, one->values[i].name);
		ed_html_put(html, ": <code>");
		ed_html_text(html, one->values[i].value);
		ed_html_put(html, "</code>");
	}
}

static void put_finding(
    const struct ed_html *html, const struct ed_report_finding *one)
{
	ed_html_put(html, "<tr><td data-label=\"State\">");
	ed_html_state(html, one->state);
	ed_html_put(html, "</td><td data-label=\"Finding\">");
	ed_html_text(html, one->id);
	ed_html_put(html, "</td><td data-label=\"About\">");
	ed_html_text(html, one->subject);
	ed_html_put(html, "</td><td data-label=\"What\">");
	put_values(html, one);
	ed_html_put(html, "</td><td data-label=\"Where\">");
	for (size_t i = 0; i < one->n_evidence; i++) {
		if (i)
			ed_html_put(html, "<br>");
		ed_html_text(html, ed_place(html->out->arena, html->report,
				       &one->evidence[i], true));
	}
	ed_html_put(html, "</td></tr>\n");
}

static void put_full(
    const struct ed_html *html, const char *state, const char *caption)
{
	static const char *const heads[] = {
	    "State", "Finding", "About", "What", "Where", NULL};
	const struct ed_report *report = html->report;
	bool any = false;

	for (size_t i = 0; i < report->n_findings; i++) {
		if (!ed_is_word(report->findings[i].state, state))
			continue;
		if (!any)
			ed_html_table(html, "full", caption, heads);
		any = true;
		put_finding(html, &report->findings[i]);
	}
	if (any)
		ed_html_table_end(html);
}

/* What is not there says little, and is much. */
static void put_brief(
    const struct ed_html *html, const char *state, const char *title)
{
	/* Of what is not there nothing is to be said. */
	static const char *const absent[] = {"Finding", "About", NULL};
	static const char *const others[] = {"Finding", "About", "Why", NULL};
	const bool bare = ed_is_word(ed_str_of(state), "absent");
	const char *const *heads = bare ? absent : others;
	const struct ed_report *report = html->report;
	size_t n = 0;

	for (size_t i = 0; i < report->n_findings; i++)
		n += ed_is_word(report->findings[i].state, state);
	if (n == 0)
		return;
	ed_putf(html->out,
	    "<details class=\"long\"><summary>%s (%zu)</summary>\n", title, n);
	ed_html_table(html, bare ? "bare" : "brief", title, heads);
	for (size_t i = 0; i < report->n_findings; i++) {
		const struct ed_report_finding *one = &report->findings[i];
		const struct ed_str cells[] = {
		    one->id, one->subject, one->reason};

		if (ed_is_word(one->state, state))
			ed_html_row(html, heads, cells);
	}
	ed_html_table_end(html);
	ed_html_put(html, "</details>\n");
}

static void put_accepted(const struct ed_html *html)
{
	const struct ed_report *report = html->report;

	if (report->n_suppressed == 0)
		return;
	ed_html_put(html, "<p>Accepted:</p>\n<ul>\n");
	for (size_t i = 0; i < report->n_suppressed; i++)
		ed_html_element(html, "li",
		    ed_accepted_words(
			html->out->arena, &report->suppressed[i]));
	ed_html_put(html, "</ul>\n");
}

void ed_html_findings(const struct ed_html *html)
{
	ed_html_head(html, "findings", "Findings");
	put_full(html, "present", "What is there");
	put_full(html, "unknown", "What could not be judged");
	put_accepted(html);
	put_brief(html, "absent", "Looked for and not there");
	put_brief(html, "not_asked", "Not asked");
}

static void put_gap(const struct ed_html *html, const struct ed_report_gap *gap)
{
	const struct ed_report_gap *first = ed_gap_first(html->report, gap);

	ed_html_put(html, "<tr><td data-label=\"Check\">");
	ed_html_text(html, gap->check);
	ed_html_put(html, "</td><td data-label=\"Why\">");
	ed_html_text(html, gap->reason);
	ed_html_put(html, "</td><td data-label=\"How to supply it\">");
	ed_html_text(html, gap->supply);
	if (gap->command.n && first != gap) {
		ed_html_put(html, "<br>The command is that of ");
		ed_html_text(html, first->check);
		ed_html_put(html, ".");
	} else if (gap->command.n) {
		ed_html_put(html, "<br>Who can run it: ");
		ed_html_text(html, gap->who);
		ed_html_command(html, gap->shell, gap->command);
	}
	ed_html_put(html, "</td></tr>\n");
}

void ed_html_gaps(const struct ed_html *html)
{
	static const char *const heads[] = {
	    "Check", "Why", "How to supply it", NULL};
	const struct ed_report *report = html->report;

	if (report->n_not_checked == 0)
		return;
	ed_html_head(html, "gaps", "Not checked");
	ed_html_table(html, "gaps", "What was not checked", heads);
	for (size_t i = 0; i < report->n_not_checked; i++)
		put_gap(html, &report->not_checked[i]);
	ed_html_table_end(html);
}

static void put_certificate(
    const struct ed_html *html, const struct ed_report_certificate *cert)
{
	struct ed_arena *arena = html->out->arena;

	ed_html_put(html, "<details><summary><h3>");
	ed_html_text(html, cert->label);
	ed_html_put(html, "</h3></summary>\n<dl>\n");
	ed_html_pair(html, "Subject", cert->subject);
	ed_html_pair(html, "Issuer", cert->issuer);
	ed_html_pair(html, "Valid",
	    cert->not_before.n
		? ed_format(arena, "%.*s to %.*s", ED_ARG(cert->not_before),
		      ED_ARG(cert->not_after))
		: ED_STR("cannot be read"));
	ed_html_pair(html, "Names", ed_joined(arena, &cert->names));
	ed_html_pair(html, "For", ed_joined(arena, &cert->usages));
	ed_html_pair(html, "Key", cert->key);
	ed_html_pair(html, "Serial", cert->serial);
	ed_html_pair(html, "SHA-256", cert->sha256);
	ed_html_put(html, "</dl></details>\n");
}

void ed_html_certificates(const struct ed_html *html)
{
	const struct ed_report *report = html->report;

	if (report->n_certificates == 0)
		return;
	ed_html_head(html, "certificates", "Certificates");
	for (size_t i = 0; i < report->n_certificates; i++)
		put_certificate(html, &report->certificates[i]);
}

static void put_inputs(const struct ed_html *html)
{
	static const char *const heads[] = {
	    "Input", "Read as", "Bytes", "SHA-256", "Damage", NULL};
	const struct ed_report *report = html->report;

	if (report->n_inputs == 0)
		return;
	ed_html_table(html, "inputs", "Inputs", heads);
	for (size_t i = 0; i < report->n_inputs; i++) {
		const struct ed_report_input *in = &report->inputs[i];
		const struct ed_str cells[] = {in->path, in->kind,
		    ed_format(html->out->arena, "%llu",
			(unsigned long long)in->bytes),
		    in->sha256, ed_joined(html->out->arena, &in->damage)};

		ed_html_row(html, heads, cells);
	}
	ed_html_table_end(html);
}

void ed_html_run(const struct ed_html *html)
{
	const struct ed_report *report = html->report;
	struct ed_digits digits;

	ed_html_head(html, "run", "Run");
	ed_html_put(html, "<dl>\n");
	ed_html_pair(html, "Judged",
	    ed_joined(html->out->arena, &report->verdict.scope));
	ed_html_pair(html, "As of", report->run.as_of);
	ed_html_pair(
	    html, "Exit code", ed_number(&digits, report->verdict.exit_code));
	ed_html_pair(html, "Network",
	    report->run.network ? ED_STR("used") : ED_STR("off"));
	ed_html_pair(html, "Privacy", report->run.privacy);
	ed_html_pair(html, "easdoctor", report->run.version);
	ed_html_pair(html, "Rules", report->run.rules_sha256);
	ed_html_put(html, "</dl>\n");
	put_inputs(html);
}
