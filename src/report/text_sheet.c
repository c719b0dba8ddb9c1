/* SPDX-License-Identifier: Apache-2.0 */
/* How the parts of a report refer to each other, found once. */
#include "report/text.h"

/* Puts what follows from cause j, and is listed behind it, under its root. */
static void place_below(struct ed_sheet *sheet, size_t j, size_t *last)
{
	const struct ed_texts *ids = &sheet->report->causes[j].consequences;
	size_t root = sheet->rows[j].root, n;

	for (size_t i = 0; i < ids->n; i++) {
		const struct ed_entry *found =
		    ed_index_find(&sheet->causes, ids->items[i], &n);

		if (!found || found->value <= j ||
		    sheet->rows[found->value].root != found->value)
			continue;
		sheet->rows[found->value].root = root;
		sheet->rows[last[root]].below = found->value;
		last[root] = found->value;
	}
}

static void fill_rows(struct ed_sheet *sheet)
{
	struct ed_arena *arena = sheet->page.out->arena;
	size_t n = sheet->report->n_causes, rank = 0;
	size_t *last = ed_alloc_array(arena, n, sizeof(*last));

	sheet->rows = ed_alloc_array(arena, n, sizeof(*sheet->rows));
	for (size_t i = 0; i < n; i++)
		sheet->rows[i].root = last[i] = i;
	for (size_t j = 0; j < n; j++)
		place_below(sheet, j, last);
	for (size_t i = 0; i < n; i++)
		if (sheet->rows[i].root == i)
			sheet->rows[i].rank = ++rank;
}

void ed_sheet_fill(struct ed_sheet *sheet)
{
	const struct ed_report *report = sheet->report;
	struct ed_arena *arena = sheet->page.out->arena;

	for (size_t i = 0; i < report->n_causes; i++) {
		ed_index_add(arena, &sheet->causes, report->causes[i].id, i);
		sheet->explained |= report->causes[i].explains_symptom;
	}
	for (size_t i = 0; i < report->n_findings; i++)
		ed_index_add(
		    arena, &sheet->findings, report->findings[i].id, i);
	ed_index_sort(&sheet->causes);
	ed_index_sort(&sheet->findings);
	fill_rows(sheet);
}

/* Takes a token from the front of *s. */
static bool take(struct ed_str *s, struct ed_str token)
{
	if (!ed_str_starts(*s, token))
		return false;
	*s = ed_str_sub(*s, token.n, s->n);
	return true;
}

/* "key[.='Host']/following-sibling::*[1]" is the value of Host. */
static bool take_key(struct ed_str *s, struct ed_text *out)
{
	const struct ed_str end = ED_STR("']/following-sibling::*[1]");
	size_t n;

	if (!take(s, ED_STR("/key[.='")))
		return false;
	n = ed_str_find(*s, end);
	if (n == s->n)
		return false;
	ed_putf(
	    out, "%s%.*s", out->n ? " > " : "", ED_ARG(ed_str_sub(*s, 0, n)));
	*s = ed_str_sub(*s, n + end.n, s->n);
	return true;
}

static bool take_item(struct ed_str *s, struct ed_text *out)
{
	size_t n;

	if (!take(s, ED_STR("/*[")))
		return false;
	n = ed_str_find(*s, ED_STR("]"));
	ed_putf(out, "[%.*s]", ED_ARG(ed_str_sub(*s, 0, n)));
	*s = ed_str_sub(*s, n < s->n ? n + 1 : n, s->n);
	return true;
}

/*
 * A place in a property list by its keys, as "PayloadContent[2] > Host": the
 * XPath is long and stands in the evidence. Empty when it has no such form.
 */
static struct ed_str name_key(struct ed_arena *arena, struct ed_str xpath)
{
	struct ed_text out = {.arena = arena};

	if (!take(&xpath, ED_STR("/plist")))
		return (struct ed_str){0};
	while (xpath.n)
		if (!take_key(&xpath, &out) && !take_item(&xpath, &out) &&
		    !take(&xpath, ED_STR("/dict")))
			return (struct ed_str){0};
	return ed_text_str(&out);
}

struct ed_str ed_text_place(
    const struct ed_sheet *sheet, const struct ed_report_evidence *evidence)
{
	const struct ed_report *report = sheet->report;
	struct ed_text text = {.arena = sheet->page.out->arena};
	struct ed_str key = {0};

	if (sheet->detail < ED_EVERYTHING &&
	    ed_text_is(evidence->where_kind, "xpath"))
		key = name_key(text.arena, evidence->at);
	if (evidence->input >= 0 && (size_t)evidence->input < report->n_inputs)
		ed_put(&text, report->inputs[evidence->input].path);
	else
		ed_put(&text, ED_STR("not from a file"));
	if (key.n) {
		ed_putf(&text, ", key %.*s", ED_ARG(key));
	} else if (evidence->where_kind.n) {
		ed_put(&text, ED_STR(", "));
		ed_put(&text, evidence->where_kind);
		ed_put_byte(&text, ' ');
		ed_put(&text, evidence->at);
	}
	if (evidence->quote.n) {
		ed_put(&text, ED_STR(": \""));
		ed_put(&text, evidence->quote);
		ed_put_byte(&text, '"');
	}
	if (evidence->count > 1)
		ed_putf(&text, " (%u times)", evidence->count);
	return ed_show(&sheet->page, ed_text_str(&text));
}

void ed_text_commands(const struct ed_sheet *sheet, const char *lead,
    const struct ed_commands *commands, size_t max)
{
	for (size_t i = 0; i < commands->n && i < max; i++) {
		const struct ed_str shell =
		    ed_show(&sheet->page, commands->items[i].shell);

		ed_page_putf(&sheet->page, ED_PLAIN, lead,
		    "Verify (%.*s):", ED_ARG(shell));
		ed_page_command(&sheet->page, commands->items[i].run);
	}
}
