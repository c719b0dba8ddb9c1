/* SPDX-License-Identifier: Apache-2.0 */
/* Where evidence stands, in words. */
#include "report/outline.h"

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

struct ed_str ed_place(struct ed_arena *arena, const struct ed_report *report,
    const struct ed_report_evidence *evidence, bool brief)
{
	struct ed_text text = {.arena = arena};
	struct ed_str key = {0};

	if (brief && ed_is_word(evidence->where_kind, "xpath"))
		key = name_key(arena, evidence->at);
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
	return ed_text_str(&text);
}
