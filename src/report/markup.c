/* SPDX-License-Identifier: Apache-2.0 */
/* Headings, paragraphs, lists and tables, in whatever syntax. */
#include "report/document.h"

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

void ed_markup_item(const struct ed_markup *markup, struct ed_text *out,
    size_t number, struct ed_str strong, struct ed_str text)
{
	if (number && !markup->number)
		ed_putf(out, "%zu. ", number);
	else
		put(out, number ? markup->number : markup->bullet);
	put_strong(markup, out, strong, text);
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
