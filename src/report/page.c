/* SPDX-License-Identifier: Apache-2.0 */
#include "report/page.h"

#include "report/escape.h"
#include "report/privacy.h"
#include "report/step.h"
#include "report/width.h"

/* Text is not squeezed into less than this, however deep its indent. */
enum { LEAST_ROOM = 16 };

/* How a paragraph looks. */
struct look {
	enum ed_colour colour;
	const char *lead;
	bool step; /* backticks stand around commands */
};

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

/* Does a command, which is not broken, begin at offset at of text? */
static bool opens(struct ed_str text, size_t at)
{
	const struct ed_str rest = ed_str_sub(text, at + 1, text.n);

	return !ed_str_starts(rest, ED_STR("`")) &&
	       ed_str_find(rest, ED_STR("`")) < rest.n;
}

/*
 * How much of text, which holds no line feed, goes on a line of room. A
 * command stays whole even where it is longer: cut, it cannot be copied.
 */
static size_t line_length(struct ed_str text, size_t room, bool step)
{
	size_t width = 0, blank = 0;
	bool in_command = false;
	uint32_t point;

	for (size_t at = 0; at < text.n;) {
		size_t n = ed_utf8_first(ed_str_sub(text, at, text.n), &point);

		if (step && point == '`' && (in_command || opens(text, at))) {
			in_command = !in_command;
			at += n;
			continue;
		}
		/* Two with nothing between them are prose. */
		if (step && point == '`' && at + 1 < text.n &&
		    text.p[at + 1] == '`') {
			width += 2;
			at += 2;
			continue;
		}
		width += ed_point_width(point);
		if (point == ' ' && !in_command) {
			if (width > room)
				return at;
			blank = at;
		} else if (width > room && (blank || !in_command)) {
			return blank ? blank : at;
		}
		at += n;
	}
	return text.n;
}

static void put_pieces(
    const struct ed_page *page, struct ed_str line, bool step)
{
	struct ed_step_piece span;

	if (!step)
		ed_put(page->out, line);
	while (step && ed_step_next(&line, &span))
		ed_put(page->out, span.text);
}

static void put_line(const struct ed_page *page, const struct look *look,
    bool first, struct ed_str line)
{
	struct ed_str margin = ed_str_of(look->lead);

	if (first)
		ed_put(page->out, margin);
	for (size_t i = 0; !first && line.n && i < margin.n; i++)
		ed_put_byte(page->out, ' ');
	if (line.n) {
		ed_put(page->out, ed_str_of(ed_page_on(page, look->colour)));
		put_pieces(page, line, look->step);
		ed_put(page->out, ed_str_of(ed_page_off(page, look->colour)));
	}
	ed_put_byte(page->out, '\n');
}

static void put_paragraph(const struct ed_page *page, const struct look *look,
    bool first, struct ed_str text)
{
	size_t margin = ed_str_of(look->lead).n;
	size_t room = page->width > margin + LEAST_ROOM ? page->width - margin
							: LEAST_ROOM;

	do {
		struct ed_str line =
		    ed_str_sub(text, 0, line_length(text, room, look->step));

		text = ed_str_trim(ed_str_sub(text, line.n, text.n));
		put_line(page, look, first, ed_str_trim(line));
		first = false;
	} while (text.n);
}

static void put_text(
    const struct ed_page *page, const struct look *look, struct ed_str text)
{
	bool first = true;

	text = ed_str_trim(ed_escape_prose(page->out->arena, text));
	text = ed_cover_text(page->cover, text);
	do {
		size_t end = ed_str_find(text, ED_STR("\n"));
		struct ed_str line = ed_str_trim(ed_str_sub(text, 0, end));

		put_paragraph(page, look, first, line);
		first = false;
		text = ed_str_sub(text, end + 1, text.n);
	} while (text.n);
}

void ed_page_put(const struct ed_page *page, enum ed_colour colour,
    const char *lead, struct ed_str text)
{
	put_text(page, &(struct look){colour, lead, false}, text);
}

void ed_page_step(
    const struct ed_page *page, const char *lead, struct ed_str text)
{
	put_text(page, &(struct look){ED_PLAIN, lead, true}, text);
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
