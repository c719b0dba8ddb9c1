/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the parts of the HTML report share. All text goes through
 * ed_html_text, in elements and in quoted attributes alike; attributes hold
 * nothing from evidence but text, so no address and no style can come from it.
 */
#ifndef ED_REPORT_HTML_H
#define ED_REPORT_HTML_H

#include "report/outline.h"
#include "report/report.h"

struct ed_html {
	struct ed_text *out;
	const struct ed_report *report;
	struct ed_outline outline;
};

extern const struct ed_str ed_html_style;

/* Markup of our own. */
void ed_html_put(const struct ed_html *html, const char *markup);
/* Plain text, for elements and between double quotes. */
void ed_html_text(const struct ed_html *html, struct ed_str text);
/* <name>text</name>; nothing when text is empty. */
void ed_html_element(
    const struct ed_html *html, const char *name, struct ed_str text);
/* A heading of its own section, which can be linked to. */
void ed_html_head(const struct ed_html *html, const char *id, const char *text);
/* <dt>name</dt><dd>text</dd>; nothing when text is empty. */
void ed_html_pair(
    const struct ed_html *html, const char *name, struct ed_str text);
/* The commands, each below its shell. */
void ed_html_commands(
    const struct ed_html *html, const struct ed_commands *commands);
void ed_html_command(
    const struct ed_html *html, struct ed_str shell, struct ed_str run);
/* <name>text</name> with the commands of a step (step.h) as code. */
void ed_html_step(
    const struct ed_html *html, const char *name, struct ed_str text);
/* The pair that undoes a fix; nothing when there is none. */
void ed_html_undo(const struct ed_html *html, struct ed_str undo);
/* A list of steps, ordered or unordered: "ol", "ul". */
void ed_html_steps(
    const struct ed_html *html, const char *name, const struct ed_texts *texts);
/*
 * A table: the class of its columns' widths, its caption and its headings,
 * which end with NULL; then rows; then its end.
 */
void ed_html_table(const struct ed_html *html, const char *look,
    const char *caption, const char *const *headings);
void ed_html_row(const struct ed_html *html, const char *const *headings,
    const struct ed_str *cells);
void ed_html_table_end(const struct ed_html *html);
/* A word with a symbol, so that colour is not all that tells. */
void ed_html_state(const struct ed_html *html, struct ed_str state);

void ed_html_next(const struct ed_html *html);
void ed_html_causes(const struct ed_html *html);
void ed_html_path(const struct ed_html *html);
void ed_html_timeline(const struct ed_html *html);
void ed_html_findings(const struct ed_html *html);
void ed_html_gaps(const struct ed_html *html);
void ed_html_certificates(const struct ed_html *html);
void ed_html_run(const struct ed_html *html);

#endif
