/* SPDX-License-Identifier: Apache-2.0 */
/* Headings, paragraphs, lists and tables, in whatever syntax. */
#include "report/document.h"
#include "report/step.h"

static void put(struct ed_text *out, const char *syntax)
{
	ed_put(out, ed_str_of(syntax));
}

static void put_strong(const struct ed_markup *markup, struct ed_text *out,
    struct ed_str strong, struct ed_str text)
{
	if (strong.n) {
		put(out, markup->strong);
		markup->text(out, strong);
		put(out, markup->strong);
	}
	if (strong.n && text.n)
		ed_put_byte(out, ' ');
	markup->text(out, text);
}

void ed_markup_head(const struct ed_markup *markup, struct ed_text *out,
    unsigned level, struct ed_str text)
{
	put(out, markup->heads[level - 1]);
	markup->text(out, text);
	put(out, "\n\n");
}

void ed_markup_paragraph(const struct ed_markup *markup, struct ed_text *out,
    struct ed_str strong, struct ed_str text)
{
	put_strong(markup, out, strong, text);
	put(out, "\n\n");
}

static void put_number(
    const struct ed_markup *markup, struct ed_text *out, size_t number)
{
	if (number && !markup->number)
		ed_putf(out, "%zu. ", number);
	else
		put(out, number ? markup->number : markup->bullet);
}

void ed_markup_item(const struct ed_markup *markup, struct ed_text *out,
    size_t number, struct ed_str strong, struct ed_str text)
{
	put_number(markup, out, number);
	put_strong(markup, out, strong, text);
	ed_put_byte(out, '\n');
}

/* Blanks at the ends of a piece part it from its neighbours. */
static void put_piece(
    const struct ed_markup *markup, struct ed_text *out, struct ed_str piece)
{
	if (piece.p[0] == ' ')
		ed_put_byte(out, ' ');
	markup->text(out, ed_str_trim(piece));
	if (piece.n > 1 && piece.p[piece.n - 1] == ' ')
		ed_put_byte(out, ' ');
}

void ed_markup_step(const struct ed_markup *markup, struct ed_text *out,
    size_t number, struct ed_str strong, struct ed_str text)
{
	struct ed_step_piece span;

	if (number)
		put_number(markup, out, number);
	put_strong(markup, out, strong, (struct ed_str){0});
	if (strong.n)
		ed_put_byte(out, ' ');
	while (ed_step_next(&text, &span)) {
		if (span.command)
			markup->span(out, span.text);
		else
			put_piece(markup, out, span.text);
	}
	ed_put_byte(out, '\n');
}

void ed_markup_end(struct ed_text *out)
{
	if (out->n < 2 || out->p[out->n - 2] != '\n')
		ed_put_byte(out, '\n');
}

void ed_markup_row(const struct ed_markup *markup, struct ed_text *out,
    bool headings, const struct ed_str *cells, size_t n)
{
	const char *bar = headings ? markup->head_bar : markup->bar;

	put(out, bar);
	for (size_t i = 0; i < n; i++) {
		ed_put_byte(out, ' ');
		markup->text(out, cells[i]);
		ed_put_byte(out, ' ');
		put(out, bar);
	}
	ed_put_byte(out, '\n');
	if (!headings || !markup->under_heads)
		return;
	put(out, bar);
	for (size_t i = 0; i < n; i++) {
		put(out, markup->under_heads);
		put(out, bar);
	}
	ed_put_byte(out, '\n');
}
