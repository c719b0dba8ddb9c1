/* SPDX-License-Identifier: Apache-2.0 */
/* Elements, lists and tables. */
#include "report/escape.h"
#include "report/html.h"
#include "report/step.h"

void ed_html_put(const struct ed_html *html, const char *markup)
{
	ed_put(html->out, ed_str_of(markup));
}

static const char *entity(char byte)
{
	switch (byte) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

static void put_text(const struct ed_html *html, struct ed_str text)
{
	const struct ed_str s = ed_escape_prose(html->out->arena, text);

	for (size_t i = 0; i < s.n; i++) {
		const char *name = entity(s.p[i]);

		if (name)
			ed_html_put(html, name);
		else
			ed_put_byte(html->out, s.p[i]);
	}
}

void ed_html_text(const struct ed_html *html, struct ed_str text)
{
	put_text(html, ed_str_trim(text));
}

void ed_html_step(
    const struct ed_html *html, const char *name, struct ed_str text)
{
	struct ed_step_piece span;

	text = ed_str_trim(text);
	ed_putf(html->out, "<%s>", name);
	while (ed_step_next(&text, &span)) {
		ed_html_put(html, span.command ? "<code>" : "");
		put_text(html, span.text);
		ed_html_put(html, span.command ? "</code>" : "");
	}
	ed_putf(html->out, "</%s>\n", name);
}

void ed_html_undo(const struct ed_html *html, struct ed_str undo)
{
	if (undo.n == 0)
		return;
	ed_html_put(html, "<dt>Undo</dt>");
	ed_html_step(html, "dd", undo);
}

void ed_html_element(
    const struct ed_html *html, const char *name, struct ed_str text)
{
	if (text.n == 0)
		return;
	ed_putf(html->out, "<%s>", name);
	ed_html_text(html, text);
	ed_putf(html->out, "</%s>\n", name);
}

void ed_html_head(const struct ed_html *html, const char *id, const char *text)
{
	ed_putf(html->out, "<h2 id=\"%s\">%s</h2>\n", id, text);
}

void ed_html_pair(
    const struct ed_html *html, const char *name, struct ed_str text)
{
	if (text.n == 0)
		return;
	ed_putf(html->out, "<dt>%s</dt><dd>", name);
	ed_html_text(html, text);
	ed_html_put(html, "</dd>\n");
}

void ed_html_command(
    const struct ed_html *html, struct ed_str shell, struct ed_str run)
{
	ed_html_put(html, "<div class=\"command\"><span class=\"shell\">");
	ed_html_text(html, shell);
	ed_html_put(html, "</span><pre><code>");
	ed_html_text(html, run);
	ed_html_put(html, "</code></pre></div>\n");
}

void ed_html_commands(
    const struct ed_html *html, const struct ed_commands *commands)
{
	if (commands->n)
		ed_html_put(html, "<p>Verify:</p>\n");
	for (size_t i = 0; i < commands->n; i++)
		ed_html_command(
		    html, commands->items[i].shell, commands->items[i].run);
}

void ed_html_steps(
    const struct ed_html *html, const char *name, const struct ed_texts *texts)
{
	if (texts->n == 0)
		return;
	ed_putf(html->out, "<%s>\n", name);
	for (size_t i = 0; i < texts->n; i++)
		ed_html_step(html, "li", texts->items[i]);
	ed_putf(html->out, "</%s>\n", name);
}

void ed_html_table(const struct ed_html *html, const char *look,
    const char *caption, const char *const *headings)
{
	ed_putf(html->out,
	    "<table class=\"%s\"><caption>%s</caption>\n<thead><tr>", look,
	    caption);
	for (size_t i = 0; headings[i]; i++)
		ed_putf(html->out, "<th scope=\"col\">%s</th>", headings[i]);
	ed_html_put(html, "</tr></thead>\n<tbody>\n");
}

void ed_html_row(const struct ed_html *html, const char *const *headings,
    const struct ed_str *cells)
{
	ed_html_put(html, "<tr>");
	for (size_t i = 0; headings[i]; i++) {
		ed_putf(html->out, "<td data-label=\"%s\">", headings[i]);
		ed_html_text(html, cells[i]);
		ed_html_put(html, "</td>");
	}
	ed_html_put(html, "</tr>\n");
}

void ed_html_table_end(const struct ed_html *html)
{
	ed_html_put(html, "</tbody></table>\n");
}

static const struct {
	const char *state;
	const char *symbol;
	const char *look;
	const char *word;
} states[] = {
    {"proven", "✖", "bad", "proven"},
    {"likely", "▲", "warn", "likely"},
    {"possible", "●", "calm", "possible"},
    {"unlikely", "○", "calm", "unlikely"},
    {"present", "✖", "bad", "present"},
    {"absent", "✔", "good", "absent"},
    {"unknown", "?", "warn", "unknown"},
    {"not_asked", "–", "calm", "not asked"},
    {"blocked", "✖", "bad", "blocked"},
    {"warning", "▲", "warn", "warning"},
    {"healthy", "✔", "good", "healthy"},
};

void ed_html_state(const struct ed_html *html, struct ed_str state)
{
	for (size_t i = 0; i < ED_COUNT(states); i++)
		if (ed_is_word(state, states[i].state)) {
			ed_putf(html->out,
			    "<span class=\"state %s\"><span "
			    "aria-hidden=\"true\">%s</span> %s</span>",
			    states[i].look, states[i].symbol, states[i].word);
			return;
		}
	ed_html_text(html, state);
}
