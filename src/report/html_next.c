/* SPDX-License-Identifier: Apache-2.0 */
/* What to do next, the path, and what is dated. */
#include "report/html.h"

#include "base/time.h"
#include "report/document.h"

static void do_fix(
    const struct ed_html *html, const struct ed_report_cause *cause)
{
	ed_html_put(html, "<dl>\n");
	ed_html_pair(
	    html, "Why", ed_why(html->out->arena, &html->outline, cause, true));
	ed_html_pair(html, "Owner", cause->owner);
	ed_html_pair(html, "Risk", cause->risk);
	ed_html_undo(html, cause->undo);
	ed_html_put(html, "</dl>\n");
	if (cause->fix.n == 0)
		ed_html_element(html, "p", cause->text);
	ed_html_steps(html, "ol", &cause->fix);
	ed_html_commands(html, &cause->verify);
}

static void do_checks(const struct ed_html *html)
{
	const struct ed_report *report = html->report;

	ed_html_put(html, "<p>Find out more, before anything is changed:</p>\n"
			  "<ol>\n");
	for (size_t i = 0; i < report->n_next; i++) {
		const struct ed_report_next *next = &report->next[i];
		const size_t same = ed_same_command(report, i);

		ed_html_put(html, "<li><p>");
		ed_html_text(html, ed_gap_of(report, next->check)->supply);
		ed_html_put(html, "</p><dl>");
		ed_html_pair(html, "For", next->check);
		ed_html_pair(html, "Ask", next->who);
		ed_html_put(html, "</dl>");
		ed_html_element(html, "p", next->if_present);
		ed_html_element(html, "p", next->if_absent);
		if (same && next->command.n)
			ed_putf(html->out, "<p>Run: as for %zu.</p>", same);
		else if (next->command.n)
			ed_html_command(html, next->shell, next->command);
		ed_html_put(html, "</li>\n");
	}
	ed_html_put(html, "</ol>\n");
}

static void do_supply(const struct ed_html *html)
{
	ed_html_put(html, "<p>Supply what is missing:</p>\n<ol>\n");
	for (size_t i = 0; i < html->outline.n_supplies; i++) {
		const struct ed_report_gap *gap = html->outline.supplies[i];

		ed_html_element(html, "li",
		    ed_format(html->out->arena, "%.*s (%.*s: %.*s)",
			ED_ARG(ed_str_trim(gap->supply)), ED_ARG(gap->check),
			ED_ARG(gap->reason)));
	}
	ed_html_put(html, "</ol>\n");
}

static void put_seen(const struct ed_html *html)
{
	const struct ed_report *report = html->report;

	for (size_t i = 0; i < report->n_findings; i++) {
		const struct ed_report_finding *one = &report->findings[i];

		if (ed_is_word(one->kind, "symptom") &&
		    ed_is_word(one->state, "present"))
			ed_html_element(html, "p",
			    ed_format(html->out->arena, "Seen: %.*s",
				ED_ARG(one->title.n ? one->title : one->id)));
	}
}

void ed_html_next(const struct ed_html *html)
{
	const enum ed_advice advice = html->outline.advice;

	if (advice != ED_ADVICE_FIX)
		put_seen(html);
	if (advice == ED_ADVICE_NONE)
		return;
	ed_html_head(html, "next", "Do this next");
	ed_html_put(html, "<div class=\"next\">\n");
	switch (advice) {
	case ED_ADVICE_FIX:
		do_fix(html, &html->report->causes[0]);
		break;
	case ED_ADVICE_CHOOSE:
		ed_html_element(html, "p", html->outline.choice->supply);
		break;
	case ED_ADVICE_CHECK:
		do_checks(html);
		break;
	case ED_ADVICE_SUPPLY:
		do_supply(html);
		break;
	case ED_ADVICE_BEYOND:
		ed_html_steps(html, "ol", &ed_beyond_steps);
		break;
	case ED_ADVICE_NONE:
		break;
	}
	ed_html_put(html, "</div>\n");
}

static const struct {
	const char *word;
	const char *look;
	const char *mark; /* drawn in the dot, 24 wide */
} hops[] = {
    {"ok", "good", "M7 12l4 4 6-8"},
    {"clean", "good", "M7 12h10"},
    {"FAIL", "bad", "M8 8l8 8M16 8l-8 8"},
    {"not reached", "calm", "M8 12h2M14 12h2"},
    {"not checked", "calm", "M12 7v6M12 16v1"},
};

static void put_hop(const struct ed_html *html, size_t i)
{
	const struct ed_report_hop *hop = &html->report->path[i];
	const struct ed_str word = ed_str_of(ed_hop_word(hop));
	size_t k = 0;

	while (k + 1 < ED_COUNT(hops) && !ed_is_word(word, hops[k].word))
		k++;
	ed_putf(html->out,
	    "<li class=\"%s\"><svg viewBox=\"0 0 100 24\" aria-hidden=\"true\" "
	    "focusable=\"false\">",
	    hops[k].look);
	ed_putf(html->out, "<path class=\"rail\" d=\"M%d 12H%d\"/>", i ? 0 : 50,
	    i + 1 < ED_N_HOPS ? 100 : 50);
	ed_putf(html->out,
	    "<circle class=\"dot\" cx=\"50\" cy=\"12\" r=\"11\"/>"
	    "<path class=\"mark\" transform=\"translate(38)\" d=\"%s\"/></svg>",
	    hops[k].mark);
	ed_html_text(html, hop->bites);
	ed_putf(html->out, "<br>%s</li>\n", hops[k].word);
}

void ed_html_path(const struct ed_html *html)
{
	ed_html_head(html, "path", "Path");
	ed_html_put(html, "<p>Clean: no fault in what was judged. Ok: an "
			  "attempt got past it.</p>\n<ol class=\"path\">\n");
	for (size_t i = 0; i < ED_N_HOPS; i++)
		put_hop(html, i);
	ed_html_put(html, "</ol>\n");
}
