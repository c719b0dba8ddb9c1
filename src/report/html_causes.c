/* SPDX-License-Identifier: Apache-2.0 */
/* Each cause, with what speaks for and against it, to be opened. */
#include "report/html.h"

#include "report/document.h"

static void put_ledger(
    const struct ed_html *html, const struct ed_report_cause *cause)
{
	static const char *const heads[] = {
	    "dB", "Finding", "State", "Why", NULL};
	const struct ed_str sum[] = {
	    ed_decibels(html->out->arena, cause->score), ED_STR("together"),
	    {0}, {0}};

	if (cause->n_ledger == 0)
		return;
	ed_html_table(html, "ledger", "What speaks for and against it", heads);
	for (size_t i = 0; i < cause->n_ledger; i++) {
		const struct ed_ledger_line *line = &cause->ledger[i];
		const struct ed_str cells[] = {
		    ed_decibels(html->out->arena, line->db), line->finding,
		    line->state, line->via};

		ed_html_row(html, heads, cells);
	}
	ed_html_row(html, heads, sum);
	ed_html_table_end(html);
}

/* From the cause to what was seen of it, each with its mechanism. */
static void put_chain(
    const struct ed_html *html, const struct ed_report_cause *cause)
{
	bool any = false;

	for (size_t i = 0; i < cause->n_ledger; i++) {
		const struct ed_ledger_line *line = &cause->ledger[i];

		if (!ed_is_word(line->state, "present") || line->via.n == 0)
			continue;
		if (!any)
			ed_html_put(html, "<p>How it leads to what was "
					  "seen:</p>\n<ul>\n");
		any = true;
		ed_html_element(html, "li",
		    ed_format(html->out->arena, "%.*s → %.*s → %.*s",
			ED_ARG(cause->title), ED_ARG(line->via),
			ED_ARG(line->finding)));
	}
	if (any)
		ed_html_put(html, "</ul>\n");
}

static void put_seen(
    const struct ed_html *html, const struct ed_report_cause *cause)
{
	size_t n = 0;
	const struct ed_entry *entries =
	    ed_index_find(&html->outline.findings, cause->id, &n);

	for (size_t i = 0; entries && i < n; i++) {
		const struct ed_report_finding *finding =
		    &html->report->findings[entries[i].value];

		if (!ed_is_word(finding->state, "present"))
			continue;
		for (size_t k = 0; k < finding->n_evidence; k++)
			ed_html_pair(html, "Seen",
			    ed_place(html->out->arena, html->report,
				&finding->evidence[k], true));
	}
}

static void put_facts(
    const struct ed_html *html, const struct ed_report_cause *cause)
{
	struct ed_arena *arena = html->out->arena;

	ed_html_put(html, "<dl>\n");
	ed_html_pair(html, "Id", cause->id);
	ed_html_pair(html, "About", cause->subject);
	ed_html_pair(html, "Lives in", cause->stage);
	ed_html_pair(html, "Stops sync at", cause->bites);
	ed_html_pair(html, "Blocks", cause->blocks);
	ed_html_pair(html, "Owner", cause->owner);
	put_seen(html, cause);
	ed_html_pair(html, "Within 3 dB", ed_joined(arena, &cause->tie_with));
	ed_html_pair(
	    html, "Consequences", ed_joined(arena, &cause->consequences));
	ed_html_put(html, "</dl>\n");
}

static void put_body(
    const struct ed_html *html, const struct ed_report_cause *cause)
{
	if (!cause->evident)
		ed_html_put(
		    html, "<p>Not seen, only inferred. If it is this:</p>\n");
	ed_html_element(html, "p", cause->text);
	put_facts(html, cause);
	put_chain(html, cause);
	put_ledger(html, cause);
	if (cause->fix.n) {
		ed_html_put(html, "<p>Fix (risk: ");
		ed_html_text(html, cause->risk);
		ed_html_put(html, "):</p>\n");
	}
	ed_html_steps(html, "ol", &cause->fix);
	ed_html_put(html, "<dl>\n");
	ed_html_undo(html, cause->undo);
	ed_html_pair(html, "To hand over", cause->handoff);
	ed_html_pair(
	    html, "Sources", ed_joined(html->out->arena, &cause->cite));
	ed_html_put(html, "</dl>\n");
	ed_html_commands(html, &cause->verify);
}

static void put_cause(const struct ed_html *html, size_t i)
{
	const struct ed_report_cause *cause = &html->report->causes[i];
	const struct ed_row *row = &html->outline.rows[i];

	ed_putf(html->out, "<details class=\"long%s\"%s><summary>",
	    row->rank ? "" : " follows", row->rank == 1 ? " open" : "");
	ed_html_put(html, "<h3>");
	if (row->rank)
		ed_putf(html->out, "%zu. ", row->rank);
	ed_html_text(html, cause->title);
	ed_html_put(html, "</h3> ");
	ed_html_state(html, cause->state);
	if (!row->rank)
		ed_putf(html->out, " (consequence of %zu)",
		    html->outline.rows[row->root].rank);
	else if (ed_stops_next(&html->outline, cause))
		ed_html_put(html, " (will stop you next)");
	ed_html_put(html, " – owner: ");
	ed_html_text(html, cause->owner);
	ed_html_put(html, "</summary>\n");
	put_body(html, cause);
	ed_html_put(html, "</details>\n");
}

void ed_html_causes(const struct ed_html *html)
{
	const struct ed_outline *outline = &html->outline;

	if (html->report->n_causes == 0)
		return;
	ed_html_head(html, "causes", "Causes");
	for (size_t i = 0; i < html->report->n_causes; i++) {
		if (outline->rows[i].root != i)
			continue;
		put_cause(html, i);
		for (size_t j = outline->rows[i].below; j;
		     j = outline->rows[j].below)
			put_cause(html, j);
	}
}
