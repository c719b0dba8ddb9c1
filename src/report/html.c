/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One HTML file: no script, nothing loaded, no style but the one whose hash
 * the policy names. The same report gives the same bytes.
 */
#include "report/html.h"

#include "base/encoding.h"

static const struct {
	const char *id;
	const char *title;
} sections[] = {
    {"next", "Do this next"},
    {"path", "Path"},
    {"causes", "Causes"},
    {"timeline", "Timeline"},
    {"findings", "Findings"},
    {"gaps", "Not checked"},
    {"certificates", "Certificates"},
    {"run", "Run"},
};

static bool has_section(const struct ed_html *html, const char *id)
{
	const struct ed_str s = ed_str_of(id);

	if (ed_is_word(s, "next"))
		return html->outline.advice != ED_ADVICE_NONE;
	if (ed_is_word(s, "causes"))
		return html->report->n_causes > 0;
	if (ed_is_word(s, "timeline"))
		return html->report->n_timeline > 0;
	if (ed_is_word(s, "gaps"))
		return html->report->n_not_checked > 0;
	if (ed_is_word(s, "certificates"))
		return html->report->n_certificates > 0;
	return true;
}

static void put_top(const struct ed_html *html)
{
	ed_html_put(html,
	    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\""
	    "default-src 'none'; style-src 'sha256-");
	ed_put(html->out, ed_sha256_base64(html->out->arena, ed_html_style));
	ed_html_put(html,
	    "'; base-uri 'none'; form-action 'none'\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, "
	    "initial-scale=1\">\n"
	    "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
	ed_html_text(
	    html, ed_format(html->out->arena, "Mobile mail diagnosis: %.*s",
		      ED_ARG(html->report->verdict.state)));
	ed_html_put(html, "</title>\n<style>");
	ed_put(html->out, ed_html_style);
	ed_html_put(html, "</style>\n</head>\n<body>\n");
}

static void put_verdict(const struct ed_html *html)
{
	const struct ed_report *report = html->report;
	const struct ed_str state = report->verdict.state;

	ed_html_put(html,
	    "<a class=\"skip\" href=\"#main\">Skip to the report</a>\n"
	    "<header>\n<h1>Mobile mail diagnosis</h1>\n"
	    "<div class=\"verdict ");
	ed_html_text(html, state);
	ed_html_put(html, "\">\n");
	ed_html_state(html, state);
	ed_html_element(html, "p", report->verdict.text);
	ed_html_put(html, "</div>\n<p>");
	ed_putf(html->out,
	    "%u findings settled, %u unknown, %u not asked; as of ",
	    report->coverage.settled, report->coverage.unknown,
	    report->coverage.not_asked);
	ed_html_text(html, report->run.as_of);
	ed_html_put(html, ".</p>\n</header>\n");
}

static void put_navigation(const struct ed_html *html)
{
	ed_html_put(html, "<nav aria-label=\"Sections\"><ul>\n");
	for (size_t i = 0; i < ED_COUNT(sections); i++)
		if (has_section(html, sections[i].id))
			ed_putf(html->out, "<li><a href=\"#%s\">%s</a></li>\n",
			    sections[i].id, sections[i].title);
	ed_html_put(html, "</ul></nav>\n");
}

static void write_html(const struct ed_report *report,
    const struct ed_style *style, struct ed_text *out)
{
	struct ed_html html = {.out = out, .report = report};

	(void)style;
	ed_outline_make(out->arena, report, &html.outline);
	put_top(&html);
	put_verdict(&html);
	put_navigation(&html);
	ed_html_put(&html, "<main id=\"main\">\n");
	ed_html_next(&html);
	ed_html_path(&html);
	ed_html_causes(&html);
	ed_html_timeline(&html);
	ed_html_findings(&html);
	ed_html_gaps(&html);
	ed_html_certificates(&html);
	ed_html_run(&html);
	ed_html_put(&html, "</main>\n</body>\n</html>\n");
}

const struct ed_reporter ed_reporter_html = {.name = "html",
    .title = "one self-contained page, to be read or printed",
    .write = write_html};
