/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Jira's wiki markup (Data Center; Cloud converts it). A backslash keeps a
 * byte from being syntax; macros and links need braces and brackets, so no
 * value can make one.
 */
#include "report/escape.h"
#include "report/markups.h"

/* What starts a block, at the start of a line: "h1. ", "bq. ", "----". */
static bool begins_block(struct ed_str s)
{
	if (s.n > 2 && s.p[0] == 'h' && s.p[1] >= '1' && s.p[1] <= '6')
		return s.p[2] == '.';
	return ed_str_starts(s, ED_STR("bq."));
}

static void put_inline(struct ed_text *out, struct ed_str text)
{
	const struct ed_str s = ed_escape_prose(out->arena, ed_str_trim(text));
	size_t from = 0;

	if (begins_block(s)) {
		ed_put_byte(out, s.p[0]);
		ed_put_byte(out, s.p[1]);
		ed_put(out, ED_STR("&#46;"));
		from = 3;
	}
	for (size_t i = from; i < s.n; i++) {
		if (s.p[i] == '\n') {
			ed_put_byte(out, ' ');
			continue;
		}
		if (s.p[i] == '&') {
			ed_put(out, ED_STR("&amp;"));
			continue;
		}
		if (ed_str_has(ED_STR("\\{}[]*_-+^~?!|#("), s.p[i]) &&
		    !(s.p[i] == '-' && i > 0 && s.p[i - 1] != ' ' &&
			s.p[i - 1] != '-'))
			ed_put_byte(out, '\\');
		ed_put_byte(out, s.p[i]);
	}
}

/* What holds the macro's own end cannot stand in it. */
static void put_code(
    struct ed_text *out, struct ed_str shell, struct ed_str run)
{
	const struct ed_str shown =
	    ed_escape_prose(out->arena, ed_str_trim(run));

	(void)shell;
	if (ed_str_find(shown, ED_STR("{noformat")) < shown.n) {
		ed_markup_paragraph(&ed_jira, out, (struct ed_str){0}, shown);
		return;
	}
	ed_put(out, ED_STR("{noformat}\n"));
	ed_put(out, shown);
	ed_put(out, ED_STR("\n{noformat}\n\n"));
}

/* Monospaced; what it holds is escaped as any text. */
static void put_span(struct ed_text *out, struct ed_str run)
{
	ed_put(out, ED_STR("{{"));
	put_inline(out, run);
	ed_put(out, ED_STR("}}"));
}

const struct ed_markup ed_jira = {.text = put_inline,
    .span = put_span,
    .strong = "*",
    .heads = {"h1. ", "h2. ", "h3. "},
    .bullet = "* ",
    .number = "# ",
    .bar = "|",
    .head_bar = "||",
    .code = put_code};

static void write_jira(const struct ed_report *report,
    const struct ed_style *style, struct ed_text *out)
{
	(void)style;
	ed_document_write(&ed_jira, report, out);
}

const struct ed_reporter ed_reporter_jira = {
    .name = "jira", .title = "wiki markup for Jira", .write = write_jira};
