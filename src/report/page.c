/* SPDX-License-Identifier: Apache-2.0 */
#include "report/page.h"

#include "report/escape.h"
#include "report/width.h"

/* Text is not squeezed into less than this, however deep its indent. */
enum { LEAST_ROOM = 16 };

const char *ed_page_on(const struct ed_page *page, enum ed_colour colour)
{
	static const char *const codes[] = {[ED_PLAIN] = "",
	    [ED_BOLD] = "\033[1m",
	    [ED_RED] = "\033[1;31m",
	    [ED_YELLOW] = "\033[33m",
	    [ED_GREEN] = "\033[32m"};

	return page->colour ? codes[colour] : "";
}

const char *ed_page_off(const struct ed_page *page, enum ed_colour colour)
{
	return page->colour && colour != ED_PLAIN ? "\033[0m" : "";
}

struct ed_str ed_show(const struct ed_page *page, struct ed_str s)
{
	return ed_escape_line(page->out->arena, s);
}

void ed_page_blank(const struct ed_page *page)
{
	ed_put_byte(page->out, '\n');
}

/* How much of text, which holds no line feed, goes on a line of room. */
static size_t line_length(struct ed_str text, size_t room)
{
	size_t width = 0, blank = 0;
	uint32_t point;

	for (size_t at = 0; at < text.n;) {
		size_t n = ed_utf8_first(ed_str_sub(text, at, text.n), &point);

		width += ed_point_width(point);
		if (width > room && point != ' ')
			return blank ? blank : at;
		if (point == ' ')
			blank = at;
		at += n;
	}
	return text.n;
}

static void put_line(const struct ed_page *page, enum ed_colour colour,
    const char *lead, bool first, struct ed_str line)
{
	struct ed_str margin = ed_str_of(lead);

	if (first)
		ed_put(page->out, margin);
	for (size_t i = 0; !first && line.n && i < margin.n; i++)
		ed_put_byte(page->out, ' ');
	if (line.n)
		ed_putf(page->out, "%s%.*s%s", ed_page_on(page, colour),
		    ED_ARG(line), ed_page_off(page, colour));
	ed_put_byte(page->out, '\n');
}

static void put_paragraph(const struct ed_page *page, enum ed_colour colour,
    const char *lead, bool first, struct ed_str text)
{
	size_t margin = ed_str_of(lead).n;
	size_t room = page->width > margin + LEAST_ROOM ? page->width - margin
							: LEAST_ROOM;

	do {
		struct ed_str line =
		    ed_str_sub(text, 0, line_length(text, room));

		text = ed_str_trim(ed_str_sub(text, line.n, text.n));
		put_line(page, colour, lead, first, ed_str_trim(line));
		first = false;
	} while (text.n);
}

void ed_page_put(const struct ed_page *page, enum ed_colour colour,
    const char *lead, struct ed_str text)
{
	bool first = true;

	text = ed_str_trim(ed_escape_prose(page->out->arena, text));
	do {
		size_t end = ed_str_find(text, ED_STR("\n"));
		struct ed_str line = ed_str_trim(ed_str_sub(text, 0, end));

		put_paragraph(page, colour, lead, first, line);
		first = false;
		text = ed_str_sub(text, end + 1, text.n);
	} while (text.n);
}

void ed_page_putf(const struct ed_page *page, enum ed_colour colour,
    const char *lead, const char *format, ...)
{
	struct ed_str text;
	va_list args;

	va_start(args, format);
	text = ed_vformat(page->out->arena, format, args);
	va_end(args);
	ed_page_put(page, colour, lead, text);
}

void ed_page_head(const struct ed_page *page, const char *title)
{
	ed_page_blank(page);
	ed_page_put(page, ED_BOLD, "", ed_str_of(title));
}

void ed_page_command(const struct ed_page *page, struct ed_str run)
{
	run = ed_escape_prose(page->out->arena, run);
	for (size_t at = 0; at < run.n;) {
		struct ed_str rest = ed_str_sub(run, at, run.n);
		struct ed_str line =
		    ed_str_sub(rest, 0, ed_str_find(rest, ED_STR("\n")));

		ed_putf(page->out, "  %.*s\n", ED_ARG(line));
		at += line.n + 1;
	}
}
