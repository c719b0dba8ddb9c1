/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is dated, as a line of numbered marks and as a list. The line shows
 * half a year around the moment of judging, or as far as symptoms reach: a
 * root that ends in ten years would press the rest together.
 */
#include "report/html.h"

#include "base/time.h"

enum { WIDTH = 800, MARGIN = 20, AXIS = 44, DAY = 86400, WINDOW = 90 * DAY };

struct span {
	int64_t from;
	int64_t to;
};

static bool time_of(const struct ed_report_moment *moment, int64_t *out)
{
	return ed_time_parse(moment->time, out);
}

static struct span window_of(const struct ed_report *report)
{
	struct span span = {INT64_MAX, INT64_MIN};
	int64_t time;

	for (size_t i = 0; i < report->n_timeline; i++) {
		const struct ed_report_moment *one = &report->timeline[i];

		if (!time_of(one, &time) ||
		    !(ed_is_word(one->kind, "run") ||
			ed_is_word(one->kind, "case") ||
			ed_is_word(one->kind, "symptom")))
			continue;
		if (time < span.from)
			span.from = time;
		if (time > span.to)
			span.to = time;
	}
	if (span.from > span.to)
		return (struct span){0, 0};
	return (struct span){span.from - WINDOW, span.to + WINDOW};
}

static const char *look_of(struct ed_str kind)
{
	if (ed_is_word(kind, "symptom") || ed_is_word(kind, "case"))
		return "bad";
	return ed_is_word(kind, "run") ? "good" : "calm";
}

/* Where a moment stands on the axis. */
static int place_of(const struct span *span, int64_t time)
{
	const double part =
	    (double)(time - span->from) / (double)(span->to - span->from);

	return MARGIN + (int)(part * (WIDTH - 2 * MARGIN));
}

/* Marks that would lie on each other take turns above and below. */
static void put_mark(const struct ed_html *html, const struct span *span,
    size_t i, int *last, bool *below)
{
	const struct ed_report_moment *one = &html->report->timeline[i];
	int64_t time;
	int x;

	if (!time_of(one, &time) || time < span->from || time > span->to)
		return;
	x = place_of(span, time);
	*below = x - *last < 24 && !*below;
	*last = x;
	ed_putf(html->out,
	    "<g class=\"%s\"><circle class=\"dot\" cx=\"%d\" cy=\"%d\" "
	    "r=\"7\"/></g><text x=\"%d\" y=\"%d\" "
	    "text-anchor=\"middle\">%zu</text>\n",
	    look_of(one->kind), x, AXIS, x, *below ? AXIS + 26 : AXIS - 14,
	    i + 1);
}

static void put_picture(const struct ed_html *html)
{
	const struct span span = window_of(html->report);
	struct ed_digits from, to;
	bool below = true;
	int last = -WIDTH;

	if (span.from == span.to)
		return;
	ed_putf(html->out,
	    "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
	    "aria-label=\"Picture of the timeline\">"
	    "<svg viewBox=\"0 0 %d 100\" role=\"img\" "
	    "aria-label=\"The numbers of the list below on a line from %.*s "
	    "to %.*s\">\n<path class=\"rail\" d=\"M%d %dH%d\"/>\n",
	    WIDTH, 10, ed_time(&from, span.from).p, 10, ed_time(&to, span.to).p,
	    MARGIN, AXIS, WIDTH - MARGIN);
	for (size_t i = 0; i < html->report->n_timeline; i++)
		put_mark(html, &span, i, &last, &below);
	ed_putf(html->out,
	    "<text x=\"%d\" y=\"96\">%.*s</text>"
	    "<text x=\"%d\" y=\"96\" text-anchor=\"end\">%.*s</text>\n"
	    "</svg></div>\n",
	    MARGIN, 10, from.text, WIDTH - MARGIN, 10, to.text);
}

void ed_html_timeline(const struct ed_html *html)
{
	const struct ed_report *report = html->report;

	if (report->n_timeline == 0)
		return;
	ed_html_head(html, "timeline", "Timeline");
	put_picture(html);
	ed_html_put(html, "<ol>\n");
	for (size_t i = 0; i < report->n_timeline; i++)
		ed_html_element(html, "li",
		    ed_format(html->out->arena, "%.*s: %.*s",
			ED_ARG(report->timeline[i].time),
			ED_ARG(report->timeline[i].text)));
	ed_html_put(html, "</ol>\n");
}
