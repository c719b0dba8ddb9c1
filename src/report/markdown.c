/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Markdown for GitHub, GitLab and ServiceNow: no raw HTML, no nested tables,
 * three levels of headings. Backslashes keep what comes from evidence from
 * being syntax, a mention or a reference; nothing is escaped without need,
 * because in some systems people read the source.
 */
#include "report/escape.h"
#include "report/markups.h"

static bool is_word_byte(char byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
	       (byte >= 'A' && byte <= 'Z');
}

/* Does a reference ("#1", "@all", "!7", "&amp;") start at offset at? */
static bool starts_reference(struct ed_str s, size_t at)
{
	return at + 1 < s.n &&
	       (is_word_byte(s.p[at + 1]) || s.p[at + 1] == '#') &&
	       (s.p[at] == '&' || at == 0 || !is_word_byte(s.p[at - 1]));
}

/* What would begin a block at the start of a line. */
static bool begins_block(struct ed_str s, size_t at)
{
	size_t digits = at;

	if (ed_str_has(ED_STR("#+-=/>"), s.p[at]))
		return at == 0;
	while (digits > 0 && s.p[digits - 1] >= '0' && s.p[digits - 1] <= '9')
		digits--;
	return digits == 0 && at > 0;
}

static bool needs_escape(struct ed_str s, size_t at)
{
	const struct ed_str rest = ed_str_sub(s, at, s.n);

	switch (s.p[at]) {
	case '\\':
	case '`':
	case '*':
	case '_':
	case '[':
	case ']':
	case '<':
	case '|':
	case '~':
	case '$':
		return true;
	case '#':
		return at == 0 || starts_reference(s, at);
	case '@':
	case '!':
	case '%':
	case '&':
		return starts_reference(s, at) ||
		       ed_str_starts(rest, ED_STR("!["));
	case ':': /* neither a link nor :emoji: */
		return ed_str_starts(rest, ED_STR("://")) ||
		       (at > 0 && starts_reference(s, at)) || at == 0;
	case '.':
		return begins_block(s, at) ||
		       (at >= 3 && ed_str_istarts(ed_str_sub(s, at - 3, 3),
				       ED_STR("www")));
	case ')':
	case '+':
	case '-':
	case '=':
	case '/':
	case '>':
		return begins_block(s, at);
	default:
		return false;
	}
}

/* One line: whatever would break it is a blank. */
static void put_inline(struct ed_text *out, struct ed_str text)
{
	const struct ed_str s = ed_escape_prose(out->arena, ed_str_trim(text));

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n') {
			ed_put_byte(out, ' ');
			continue;
		}
		if (needs_escape(s, i))
			ed_put_byte(out, '\\');
		ed_put_byte(out, s.p[i]);
	}
}

/* A fence must be longer than any in what it holds. */
static size_t fence_of(struct ed_str run)
{
	size_t longest = 2, here = 0;

	for (size_t i = 0; i < run.n; i++) {
		here = run.p[i] == '`' ? here + 1 : 0;
		if (here > longest)
			longest = here;
	}
	return longest + 1;
}

static void put_code(
    struct ed_text *out, struct ed_str shell, struct ed_str run)
{
	const struct ed_str shown =
	    ed_escape_prose(out->arena, ed_str_trim(run));
	const size_t fence = fence_of(shown);

	for (size_t i = 0; i < fence; i++)
		ed_put_byte(out, '`');
	put_inline(out, shell);
	ed_put_byte(out, '\n');
	ed_put(out, shown);
	ed_put_byte(out, '\n');
	for (size_t i = 0; i < fence; i++)
		ed_put_byte(out, '`');
	ed_put(out, ED_STR("\n\n"));
}

/* Nothing is syntax between backticks; run holds none. */
static void put_span(struct ed_text *out, struct ed_str run)
{
	const struct ed_str shown = ed_escape_prose(out->arena, run);

	ed_put_byte(out, '`');
	for (size_t i = 0; i < shown.n; i++)
		ed_put_byte(out, shown.p[i] == '\n' ? ' ' : shown.p[i]);
	ed_put_byte(out, '`');
}

const struct ed_markup ed_markdown = {.text = put_inline,
    .span = put_span,
    .strong = "**",
    .heads = {"# ", "## ", "### "},
    .bullet = "- ",
    .bar = "|",
    .head_bar = "|",
    .under_heads = " --- ",
    .code = put_code};

static void write_markdown(const struct ed_report *report,
    const struct ed_style *style, struct ed_text *out)
{
	(void)style;
	ed_document_write(&ed_markdown, report, out);
}

const struct ed_reporter ed_reporter_markdown = {.name = "markdown",
    .title = "for GitHub, GitLab and ServiceNow",
    .write = write_markdown};
