/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The report as a document of headings, paragraphs, lists and tables: told
 * once, and written by each markup in its own syntax. What is handed over is
 * plain text, safe to be seen; escaping for the syntax is the markup's.
 */
#ifndef ED_REPORT_DOCUMENT_H
#define ED_REPORT_DOCUMENT_H

#include "report/outline.h"
#include "report/report.h"

/* The syntax of one markup. */
struct ed_markup {
	/* Text as it can stand in a line, with nothing of it being syntax. */
	void (*text)(struct ed_text *out, struct ed_str text);
	/* A command within a line. */
	void (*span)(struct ed_text *out, struct ed_str run);
	const char *strong;   /* on both sides of strong text */
	const char *heads[3]; /* before headings of level 1 to 3 */
	const char *bullet;
	const char *number; /* NULL: the number itself and a stop */
	const char *bar;    /* between cells */
	const char *head_bar;
	const char
	    *under_heads; /* a cell of the line under headings, or NULL */
	void (*code)(
	    struct ed_text *out, struct ed_str shell, struct ed_str run);
};

/* Each writes one thing in the syntax; strong stands before text. */
void ed_markup_head(const struct ed_markup *markup, struct ed_text *out,
    unsigned level, struct ed_str text);
void ed_markup_paragraph(const struct ed_markup *markup, struct ed_text *out,
    struct ed_str strong, struct ed_str text);
/* number 0: a bullet. */
void ed_markup_item(const struct ed_markup *markup, struct ed_text *out,
    size_t number, struct ed_str strong, struct ed_str text);
/* A step (step.h), as an item when number is not 0. */
void ed_markup_step(const struct ed_markup *markup, struct ed_text *out,
    size_t number, struct ed_str strong, struct ed_str text);
/* After the items of a list, and the rows of a table. */
void ed_markup_end(struct ed_text *out);
/* The first row of a table holds its headings. */
void ed_markup_row(const struct ed_markup *markup, struct ed_text *out,
    bool headings, const struct ed_str *cells, size_t n);

struct ed_document {
	const struct ed_markup *markup;
	struct ed_text *out;
	struct ed_outline outline;
};

void ed_document_write(const struct ed_markup *markup,
    const struct ed_report *report, struct ed_text *out);

/* Its parts, in order. */
void ed_document_next(const struct ed_document *doc);
void ed_document_causes(const struct ed_document *doc);
void ed_document_path(const struct ed_document *doc);
void ed_document_findings(const struct ed_document *doc);
void ed_document_gaps(const struct ed_document *doc);
void ed_document_evidence(const struct ed_document *doc);
void ed_document_run(const struct ed_document *doc);

/* For all of them. strong or text empty: nothing is put. */
void ed_document_line(
    const struct ed_document *doc, const char *strong, struct ed_str text);
void ed_document_step(
    const struct ed_document *doc, const char *strong, struct ed_str text);
void ed_document_commands(
    const struct ed_document *doc, const struct ed_commands *commands);
/* Joined by ", ". */
struct ed_str ed_joined(struct ed_arena *arena, const struct ed_texts *texts);
/* "ok", "FAIL", "not reached", "not checked", "clean". */
const char *ed_hop_word(const struct ed_report_hop *hop);

#endif
