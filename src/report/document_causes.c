/* SPDX-License-Identifier: Apache-2.0 */
/* Causes in a table, then each with its ledger, and the path. */
#include "report/document.h"

static struct ed_str rank_of(const struct ed_document *doc, size_t i)
{
	const struct ed_row *row = &doc->outline.rows[i];

	if (row->rank)
		return ed_format(doc->out->arena, "%zu", row->rank);
	return ed_format(doc->out->arena, "follows from %zu",
	    doc->outline.rows[row->root].rank);
}

static struct ed_str title_of(const struct ed_document *doc, size_t i)
{
	const struct ed_report_cause *cause = &doc->outline.report->causes[i];
	struct ed_text text = {.arena = doc->out->arena};

	ed_put(&text, cause->title);
	if (doc->outline.rows[i].rank && ed_stops_next(&doc->outline, cause))
		ed_put(&text, ED_STR(" (will stop you next)"));
	if (cause->tie_with.n)
		ed_putf(&text, " (tie with %.*s)",
		    ED_ARG(ed_joined(text.arena, &cause->tie_with)));
	return ed_text_str(&text);
}

static void put_row(const struct ed_document *doc, size_t i)
{
	const struct ed_report_cause *cause = &doc->outline.report->causes[i];
	const struct ed_str cells[] = {rank_of(doc, i), cause->state,
	    title_of(doc, i), cause->bites, cause->owner, cause->id};

	ed_markup_row(doc->markup, doc->out, false, cells, ED_COUNT(cells));
}

static void put_table(const struct ed_document *doc)
{
	const struct ed_str heads[] = {ED_STR("No."), ED_STR("State"),
	    ED_STR("Cause"), ED_STR("Stops sync at"), ED_STR("Owner"),
	    ED_STR("Id")};

	ed_markup_row(doc->markup, doc->out, true, heads, ED_COUNT(heads));
	for (size_t i = 0; i < doc->outline.report->n_causes; i++) {
		if (doc->outline.rows[i].root != i)
			continue;
		put_row(doc, i);
		for (size_t j = doc->outline.rows[i].below; j;
		     j = doc->outline.rows[j].below)
			put_row(doc, j);
	}
	ed_markup_end(doc->out);
}

static void put_ledger(
    const struct ed_document *doc, const struct ed_report_cause *cause)
{
	const struct ed_str heads[] = {
	    ED_STR("dB"), ED_STR("Finding"), ED_STR("State"), ED_STR("Why")};
	const struct ed_str sum[] = {ed_decibels(doc->out->arena, cause->score),
	    ED_STR("together"), {0}, {0}};

	if (cause->n_ledger == 0)
		return;
	ed_markup_row(doc->markup, doc->out, true, heads, ED_COUNT(heads));
	for (size_t i = 0; i < cause->n_ledger; i++) {
		const struct ed_ledger_line *line = &cause->ledger[i];
		const struct ed_str cells[] = {
		    ed_decibels(doc->out->arena, line->db), line->finding,
		    line->state, line->via};

		ed_markup_row(
		    doc->markup, doc->out, false, cells, ED_COUNT(cells));
	}
	ed_markup_row(doc->markup, doc->out, false, sum, ED_COUNT(sum));
	ed_markup_end(doc->out);
}

static void put_seen(
    const struct ed_document *doc, const struct ed_report_cause *cause)
{
	size_t n = 0;
	const struct ed_entry *entries =
	    ed_index_find(&doc->outline.findings, cause->id, &n);

	for (size_t i = 0; entries && i < n; i++) {
		const struct ed_report_finding *finding =
		    &doc->outline.report->findings[entries[i].value];

		if (!ed_is_word(finding->state, "present"))
			continue;
		for (size_t k = 0; k < finding->n_evidence; k++)
			ed_document_line(doc, "Seen:",
			    ed_place(doc->out->arena, doc->outline.report,
				&finding->evidence[k], true));
	}
}

static void put_fix(
    const struct ed_document *doc, const struct ed_report_cause *cause)
{
	if (cause->fix.n)
		ed_document_line(doc, "Fix:",
		    ed_format(doc->out->arena, "owner %.*s, risk %.*s",
			ED_ARG(cause->owner), ED_ARG(cause->risk)));
	for (size_t i = 0; i < cause->fix.n; i++)
		ed_markup_step(doc->markup, doc->out, i + 1, (struct ed_str){0},
		    ed_str_trim(cause->fix.items[i]));
	ed_markup_end(doc->out);
	ed_document_step(doc, "Undo:", cause->undo);
	ed_document_commands(doc, &cause->verify);
	ed_document_line(doc, "To hand over:", cause->handoff);
}

static void put_cause(const struct ed_document *doc, size_t i)
{
	const struct ed_report_cause *cause = &doc->outline.report->causes[i];
	struct ed_arena *arena = doc->out->arena;

	ed_markup_head(doc->markup, doc->out, 3,
	    ed_format(arena, "%.*s: %.*s", ED_ARG(rank_of(doc, i)),
		ED_ARG(cause->title)));
	ed_document_line(doc, "",
	    ed_format(arena, "%.*s: %.*s; blocks %.*s at %.*s; owner: %.*s",
		ED_ARG(cause->id), ED_ARG(cause->state), ED_ARG(cause->blocks),
		ED_ARG(cause->bites), ED_ARG(cause->owner)));
	ed_document_line(doc, "About:", cause->subject);
	ed_document_line(doc,
	    cause->evident ? "" : "Not seen, only inferred. If it is this:",
	    cause->text);
	put_seen(doc, cause);
	put_ledger(doc, cause);
	ed_document_line(
	    doc, "Consequences:", ed_joined(arena, &cause->consequences));
	/* The fix of the first stands at the top. */
	if (i > 0 || doc->outline.advice != ED_ADVICE_FIX)
		put_fix(doc, cause);
	ed_document_line(doc, "Sources:", ed_joined(arena, &cause->cite));
}

void ed_document_causes(const struct ed_document *doc)
{
	if (doc->outline.report->n_causes == 0)
		return;
	ed_markup_head(doc->markup, doc->out, 2, ED_STR("Causes"));
	put_table(doc);
	for (size_t i = 0; i < doc->outline.report->n_causes; i++)
		put_cause(doc, i);
}

const char *ed_hop_word(const struct ed_report_hop *hop)
{
	if (hop->clean)
		return "clean";
	if (ed_is_word(hop->state, "pass"))
		return "ok";
	if (ed_is_word(hop->state, "fail"))
		return "FAIL";
	return ed_is_word(hop->state, "not_reached") ? "not reached"
						     : "not checked";
}

void ed_document_path(const struct ed_document *doc)
{
	const struct ed_str heads[] = {ED_STR("Hop"), ED_STR("State")};

	ed_markup_head(doc->markup, doc->out, 2, ED_STR("Path"));
	ed_document_line(doc, "",
	    ED_STR("Clean: no fault in what was judged. Ok: an attempt got "
		   "past it."));
	ed_markup_row(doc->markup, doc->out, true, heads, ED_COUNT(heads));
	for (size_t i = 0; i < ED_N_HOPS; i++) {
		const struct ed_report_hop *hop = &doc->outline.report->path[i];
		const struct ed_str cells[] = {
		    hop->bites, ed_str_of(ed_hop_word(hop))};

		ed_markup_row(
		    doc->markup, doc->out, false, cells, ED_COUNT(cells));
	}
	ed_markup_end(doc->out);
}
