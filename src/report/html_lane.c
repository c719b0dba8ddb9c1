/* SPDX-License-Identifier: Apache-2.0 */
/* A lane of the timeline's picture. Labels never lie on each other. */
#include "report/html_timeline.h"

#include <easdoctor/limits.h>

enum {
	DIGIT = 8,   /* the widest at this size */
	GAP = 6,     /* between numbers */
	LONGEST = 28 /* bytes of one label */
};

/* Marks that share one label, because two would lie on each other. */
struct cluster {
	const struct ed_mark *marks;
	size_t n;
	struct ed_str label;
	int x; /* of the middle of the label */
};

/* Did something work then? */
static bool is_success(const struct ed_report_moment *one)
{
	const struct ed_report_finding finding = {.id = one->finding};

	return ed_is_word(one->kind, "symptom") &&
	       (one->finding.n == 0 || ed_is_success(&finding));
}

static const char *look_of(const struct ed_report_moment *one)
{
	if (is_success(one) || ed_is_word(one->kind, "run"))
		return "good";
	return ed_is_word(one->kind, "symptom") || ed_is_word(one->kind, "case")
		   ? "bad"
		   : "calm";
}

/* "3–5, 8"; of too many only the first and the last. */
static struct ed_str numbers(
    struct ed_arena *arena, const struct ed_mark *marks, size_t n)
{
	struct ed_text text = {.arena = arena};

	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1;
		     end < n && marks[end].number == marks[end - 1].number + 1;)
			end++;
		ed_putf(&text, "%s%zu", i ? ", " : "", marks[i].number);
		if (end > i + 1)
			ed_putf(&text, "–%zu", marks[end - 1].number);
	}
	if (text.n <= LONGEST)
		return ed_text_str(&text);
	return ed_format(
	    arena, "%zu … %zu", marks[0].number, marks[n - 1].number);
}

/* How wide a label is; a dash is three bytes and no wider than a digit. */
static int width_of(struct ed_str label)
{
	int n = 0;

	for (size_t i = 0; i < label.n; i++)
		n += ((unsigned char)label.p[i] & 0xC0) != 0x80;
	return n * DIGIT;
}

static void place(const struct ed_picture *p, struct cluster *one)
{
	int half;

	one->label = numbers(p->html->out->arena, one->marks, one->n);
	half = width_of(one->label) / 2;
	one->x = (one->marks[0].x + one->marks[one->n - 1].x) / 2;
	if (one->x < p->shape->left - ED_LABEL + half)
		one->x = p->shape->left - ED_LABEL + half;
	if (one->x > p->shape->width - half)
		one->x = p->shape->width - half;
}

static bool collide(const struct cluster *a, const struct cluster *b)
{
	return a->x + width_of(a->label) / 2 + GAP >
	       b->x - width_of(b->label) / 2;
}

/* A label that would lie on the one before is joined with it. */
static size_t find_clusters(const struct ed_picture *p,
    const struct ed_mark *marks, size_t n, struct cluster *clusters)
{
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		clusters[m] = (struct cluster){.marks = &marks[i], .n = 1};
		place(p, &clusters[m++]);
		while (m > 1 && collide(&clusters[m - 2], &clusters[m - 1])) {
			clusters[m - 2].n += clusters[m - 1].n;
			m--;
			place(p, &clusters[m - 1]);
		}
	}
	return m;
}

static void put_mark(const struct ed_picture *p, const struct ed_mark *mark)
{
	struct ed_text *out = p->html->out;

	ed_putf(out, "<g class=\"%s\">", look_of(mark->moment));
	if (mark->beyond)
		ed_putf(out, "<path class=\"dot\" d=\"M%d %dl%d 8v-16z\"/>",
		    mark->x + 8 * mark->beyond, p->y, -14 * mark->beyond);
	else
		ed_putf(out,
		    "<circle class=\"dot\" cx=\"%d\" cy=\"%d\" r=\"7\"/>",
		    mark->x, p->y);
	if (is_success(mark->moment))
		ed_putf(out, "<path class=\"mark\" d=\"M%d %dl2 3 5-6\"/>",
		    mark->x - 3, p->y);
	ed_html_put(p->html, "</g>\n");
}

/* How long it is known to have failed. */
static void put_failing(
    const struct ed_picture *p, const struct ed_mark *marks, size_t n)
{
	int from = p->shape->right, to = p->shape->left;

	for (size_t i = 0; i < n; i++) {
		if (!ed_is_word(marks[i].moment->kind, "symptom") ||
		    is_success(marks[i].moment))
			continue;
		if (marks[i].x < from)
			from = marks[i].x;
		if (marks[i].x > to)
			to = marks[i].x;
	}
	if (from < to)
		ed_putf(p->html->out, "<path class=\"bar\" d=\"M%d %dH%d\"/>\n",
		    from, p->y, to);
}

void ed_html_lane(const struct ed_picture *p, const char *title,
    const struct ed_mark *marks, size_t n)
{
	struct cluster clusters[ED_MAX_REPORT_MOMENTS];
	const size_t m = find_clusters(p, marks, n, clusters);
	struct ed_text *out = p->html->out;

	ed_putf(out,
	    "<text x=\"0\" y=\"%d\">%s</text>"
	    "<path class=\"rail\" d=\"M%d %dH%d\"/>\n",
	    p->y + p->shape->title, title, p->shape->left, p->y,
	    p->shape->right);
	put_failing(p, marks, n);
	for (size_t i = 0; i < n; i++)
		put_mark(p, &marks[i]);
	for (size_t i = 0; i < m; i++)
		ed_putf(out,
		    "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">"
		    "%.*s</text>\n",
		    clusters[i].x, p->y - ED_LABEL, ED_ARG(clusters[i].label));
}
