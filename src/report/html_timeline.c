/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is dated, as a picture and as a list. The picture has a lane for each
 * kind, so that symptoms stand above the dates of certificates, CRLs and
 * settings, and shows what lies within a quarter of the failure: a root that
 * ends in ten years would press the rest together. What lies beyond is an
 * arrow at the edge. Numbers are those of the list. It is drawn twice, for
 * wide and for narrow windows, and the style shows one.
 */
#include "report/html_timeline.h"

#include "base/time.h"

#include <easdoctor/limits.h>

enum {
	AXIS = 28, /* height of the dates */
	A_DAY = 86400,
	BEYOND = 90 * A_DAY
};

static const struct ed_geometry wide = {"wide", 800, 112, 780, 44, 5, 4};
static const struct ed_geometry narrow = {
    "narrow", 330, 14, 316, 58, -ED_LABEL - 16, 2};

static const struct {
	const char *kinds[3];
	const char *title;
} lanes[] = {
    {{"case", "run"}, "Case"},
    {{"symptom"}, "Symptoms"},
    {{"certificate"}, "Certificates"},
    {{"crl"}, "CRLs"},
    {{"account"}, "Account"},
    {{"config"}, "Settings"},
};

static size_t count_of(const struct ed_html *html)
{
	const size_t n = html->report->n_timeline;

	return n < ED_MAX_REPORT_MOMENTS ? n : ED_MAX_REPORT_MOMENTS;
}

static bool is_focus(const struct ed_report_moment *one)
{
	return ed_is_word(one->kind, "run") || ed_is_word(one->kind, "case") ||
	       ed_is_word(one->kind, "symptom");
}

static void widen(struct ed_between *span, int64_t time)
{
	if (time < span->from)
		span->from = time;
	if (time > span->to)
		span->to = time;
}

/* From the first to the last that lies near what fails, and a bit. */
static bool find_window(const struct ed_html *html, struct ed_between *out)
{
	struct ed_between focus = {INT64_MAX, INT64_MIN};
	int64_t time, room;

	for (size_t i = 0; i < count_of(html); i++)
		if (is_focus(&html->report->timeline[i]) &&
		    ed_time_parse(html->report->timeline[i].time, &time))
			widen(&focus, time);
	if (focus.from > focus.to)
		return false;
	*out = focus;
	for (size_t i = 0; i < count_of(html); i++)
		if (ed_time_parse(html->report->timeline[i].time, &time) &&
		    time >= focus.from - BEYOND && time <= focus.to + BEYOND)
			widen(out, time);
	room = (out->to - out->from) / 16;
	if (room < A_DAY / 4)
		room = A_DAY / 4;
	out->from -= room;
	out->to += room;
	return true;
}

static struct ed_mark mark_of(
    const struct ed_picture *p, size_t i, int64_t time)
{
	const struct ed_geometry *g = p->shape;
	struct ed_mark mark = {
	    .number = i + 1, .moment = &p->html->report->timeline[i]};

	if (time < p->span.from) {
		mark.beyond = -1;
		mark.x = g->left;
	} else if (time > p->span.to) {
		mark.beyond = 1;
		mark.x = g->right;
	} else {
		mark.x = g->left + (int)((double)(time - p->span.from) /
					 (double)(p->span.to - p->span.from) *
					 (g->right - g->left));
	}
	return mark;
}

static bool is_in_lane(const struct ed_report_moment *one, size_t lane)
{
	for (size_t i = 0; lanes[lane].kinds[i]; i++)
		if (ed_is_word(one->kind, lanes[lane].kinds[i]))
			return true;
	return false;
}

static size_t find_marks(
    const struct ed_picture *p, size_t lane, struct ed_mark *marks)
{
	const struct ed_report *report = p->html->report;
	size_t n = 0;
	int64_t time;

	for (size_t i = 0; i < count_of(p->html); i++)
		if (is_in_lane(&report->timeline[i], lane) &&
		    ed_time_parse(report->timeline[i].time, &time))
			marks[n++] = mark_of(p, i, time);
	return n;
}

/* The case's own moments go through all lanes. */
static void put_guides(
    const struct ed_picture *p, const struct ed_mark *marks, size_t n)
{
	for (size_t i = 0; i < n; i++)
		ed_putf(p->html->out,
		    "<path class=\"guide\" d=\"M%d %dV%d\"/>\n", marks[i].x,
		    p->shape->lane - ED_LABEL, p->height - AXIS + 2);
}

static void put_axis(const struct ed_picture *p)
{
	static const char *const anchors[] = {"start", "middle", "end"};
	const int ticks = p->shape->ticks;
	const int64_t step = (p->span.to - p->span.from) / ticks;
	struct ed_digits digits;

	for (int i = 0; i <= ticks; i++) {
		const int x = p->shape->left +
			      i * (p->shape->right - p->shape->left) / ticks;
		const struct ed_str time =
		    ed_time(&digits, p->span.from + i * step);

		ed_putf(p->html->out,
		    "<path class=\"rail\" d=\"M%d %dv6\"/>"
		    "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">"
		    "%.*s</text>\n",
		    x, p->height - AXIS + 2, x, p->height - 6,
		    anchors[(i > 0) + (i == ticks)],
		    ED_ARG(step < A_DAY ? ed_str_sub(time, 5, 11)
					: ed_str_sub(time, 0, 10)));
	}
}

static void put_picture(const struct ed_html *html,
    const struct ed_geometry *shape, const struct ed_between *span)
{
	struct ed_mark marks[ED_COUNT(lanes)][ED_MAX_REPORT_MOMENTS];
	struct ed_picture p = {.html = html, .shape = shape, .span = *span};
	size_t n[ED_COUNT(lanes)];
	struct ed_digits from, to;

	p.height = AXIS;
	for (size_t i = 0; i < ED_COUNT(lanes); i++) {
		n[i] = find_marks(&p, i, marks[i]);
		p.height += n[i] ? shape->lane : 0;
	}
	ed_putf(html->out,
	    "<svg class=\"%s\" viewBox=\"0 0 %d %d\" role=\"img\" "
	    "aria-label=\"The numbers of the list below, in a lane for each "
	    "kind, from %.*s to %.*s\">\n",
	    shape->name, shape->width, p.height, 10,
	    ed_time(&from, span->from).p, 10, ed_time(&to, span->to).p);
	put_guides(&p, marks[0], n[0]);
	p.y = shape->lane - ED_LABEL;
	for (size_t i = 0; i < ED_COUNT(lanes); i++) {
		if (n[i] == 0)
			continue;
		ed_html_lane(&p, lanes[i].title, marks[i], n[i]);
		p.y += shape->lane;
	}
	put_axis(&p);
	ed_html_put(html, "</svg>\n");
}

void ed_html_timeline(const struct ed_html *html)
{
	const struct ed_report *report = html->report;
	struct ed_between span;

	if (report->n_timeline == 0)
		return;
	ed_html_head(html, "timeline", "Timeline");
	if (find_window(html, &span)) {
		put_picture(html, &wide, &span);
		put_picture(html, &narrow, &span);
	}
	ed_html_put(html, "<ol class=\"moments\">\n");
	for (size_t i = 0; i < report->n_timeline; i++) {
		ed_html_put(html, "<li><span class=\"when\">");
		ed_html_text(html, report->timeline[i].time);
		ed_html_put(html, "</span> ");
		ed_html_text(html, report->timeline[i].text);
		ed_html_put(html, "</li>\n");
	}
	ed_html_put(html, "</ol>\n");
}
