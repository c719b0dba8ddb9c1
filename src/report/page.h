/* SPDX-License-Identifier: Apache-2.0 */
/* Lines on a terminal: wrapped by display width, coloured, escaped. */
#ifndef ED_REPORT_PAGE_H
#define ED_REPORT_PAGE_H

#include "base/arena.h"

struct ed_cover;

enum ed_colour { ED_PLAIN, ED_BOLD, ED_RED, ED_YELLOW, ED_GREEN };

struct ed_page {
	struct ed_text *out;
	size_t width; /* columns */
	bool colour;
	const struct ed_cover *cover; /* of paragraphs; or NULL */
};

/* The escape sequences for a colour; empty without colours. */
const char *ed_page_on(const struct ed_page *page, enum ed_colour colour);
const char *ed_page_off(const struct ed_page *page, enum ed_colour colour);

/* One line, escaped, for use in a format. */
struct ed_str ed_show(const struct ed_page *page, struct ed_str s);

void ed_page_blank(const struct ed_page *page);
/*
 * Text behind lead, wrapped; further lines are indented as wide as lead. Line
 * feeds in text start new lines.
 */
void ed_page_put(const struct ed_page *page, enum ed_colour colour,
    const char *lead, struct ed_str text);
/* The same; slices in the arguments go through ed_show first. */
void ed_page_putf(const struct ed_page *page, enum ed_colour colour,
    const char *lead, const char *format, ...) ED_PRINTF(4, 5);
/* The same with a step (step.h): a command in it is not broken. */
void ed_page_step(
    const struct ed_page *page, const char *lead, struct ed_str text);
/* A heading, after a blank line. */
void ed_page_head(const struct ed_page *page, const char *title);
/* A command on lines of its own, two blanks in front, never wrapped. */
void ed_page_command(const struct ed_page *page, struct ed_str run);

#endif
