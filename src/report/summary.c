/* SPDX-License-Identifier: Apache-2.0 */
/*
 * At most 1,500 characters for a chat or a ticket's comment: what is wrong,
 * where it was seen, what to do and who. Plain text, so that nothing of it can
 * be syntax anywhere.
 */
#include "report/escape.h"
#include "report/outline.h"
#include "report/report.h"
#include "report/width.h"

enum { MAX_CHARACTERS = 1500, MAX_OTHERS = 2 };

struct summary {
	struct ed_text *out;
	size_t left; /* characters */
};

static size_t count_characters(struct ed_str s)
{
	uint32_t point;
	size_t n = 0;

	for (size_t at = 0; at < s.n; n++)
		at += ed_utf8_first(ed_str_sub(s, at, s.n), &point);
	return n;
}

static struct ed_str first_characters(struct ed_str s, size_t n)
{
	uint32_t point;
	size_t at = 0;

	while (n-- > 0 && at < s.n)
		at += ed_utf8_first(ed_str_sub(s, at, s.n), &point);
	return ed_str_sub(s, 0, at);
}

/* A line if it fits as a whole, or at least max characters of it. */
static void put_line(struct summary *sum, size_t max, struct ed_str text)
{
	const struct ed_str shown =
	    ed_escape_line(sum->out->arena, ed_str_trim(text));
	const size_t n = count_characters(shown);
	const size_t take = n < max ? n : max;

	if (n == 0 || take + 2 > sum->left)
		return;
	ed_put(sum->out, first_characters(shown, take));
	if (take < n)
		ed_put(sum->out, ED_STR("…"));
	ed_put_byte(sum->out, '\n');
	sum->left -= take + 2;
}

static void put_why(struct summary *sum, const struct ed_outline *outline,
    const struct ed_report_cause *cause)
{
	struct ed_arena *arena = sum->out->arena;
	const struct ed_str why = ed_why(arena, outline, cause, true);

	if (why.n)
		put_line(sum, 320, ed_format(arena, "Why: %.*s", ED_ARG(why)));
}

static void put_fix(struct summary *sum, const struct ed_report_cause *cause)
{
	struct ed_arena *arena = sum->out->arena;

	put_line(sum, 80,
	    ed_format(arena, "Do this next (owner: %.*s, risk: %.*s):",
		ED_ARG(cause->owner), ED_ARG(cause->risk)));
	for (size_t i = 0; i < cause->fix.n && i < ED_MAX_STEPS; i++)
		put_line(sum, 220,
		    ed_format(arena, "%zu. %.*s", i + 1,
			ED_ARG(ed_str_trim(cause->fix.items[i]))));
}

static void put_gaps(struct summary *sum, const struct ed_outline *outline)
{
	struct ed_arena *arena = sum->out->arena;
	const struct ed_report *report = outline->report;

	put_line(sum, 80, ED_STR("Do this next: find out more:"));
	for (size_t i = 0; i < report->n_next; i++)
		put_line(sum, 300,
		    ed_format(arena, "%zu. %.*s (ask: %.*s)", i + 1,
			ED_ARG(ed_str_trim(
			    ed_gap_of(report, report->next[i].check)->supply)),
			ED_ARG(report->next[i].who)));
	for (size_t i = 0; report->n_next == 0 && i < outline->n_supplies; i++)
		put_line(sum, 300,
		    ed_format(arena, "%zu. %.*s", i + 1,
			ED_ARG(ed_str_trim(outline->supplies[i]->supply))));
}

static void put_others(struct summary *sum, const struct ed_outline *outline)
{
	const struct ed_report *report = outline->report;
	size_t put = 0;

	for (size_t i = 1; i < report->n_causes && put < MAX_OTHERS; i++) {
		const struct ed_report_cause *cause = &report->causes[i];

		if (outline->rows[i].rank == 0)
			continue;
		put_line(sum, 140,
		    ed_format(sum->out->arena, "Also %.*s: %.*s (%.*s)",
			ED_ARG(cause->state), ED_ARG(cause->title),
			ED_ARG(cause->owner)));
		put++;
	}
}

static void write_summary(const struct ed_report *report,
    const struct ed_style *style, struct ed_text *out)
{
	struct summary sum = {.out = out, .left = MAX_CHARACTERS};
	struct ed_outline outline;

	(void)style;
	ed_outline_make(out->arena, report, &outline);
	put_line(&sum, 400, report->verdict.text);
	if (outline.advice == ED_ADVICE_FIX) {
		put_why(&sum, &outline, &report->causes[0]);
		put_fix(&sum, &report->causes[0]);
	} else if (outline.advice == ED_ADVICE_CHOOSE) {
		put_line(&sum, 300, outline.choice->supply);
	} else if (outline.advice != ED_ADVICE_NONE) {
		put_gaps(&sum, &outline);
	}
	put_others(&sum, &outline);
	put_line(&sum, 120,
	    ed_format(out->arena,
		"%u findings settled, %u unknown, as of %.*s, easdoctor %.*s.",
		report->coverage.settled, report->coverage.unknown,
		ED_ARG(report->run.as_of), ED_ARG(report->run.version)));
}

const struct ed_reporter ed_reporter_summary = {.name = "summary",
    .title = "at most 1,500 characters of plain text",
    .write = write_summary};
