/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A pasted line of a log, said in words.
 *
 * Columns go by the #Fields line that stands before it. Without one, the last
 * four of an IIS line are status, substatus, Windows error and time taken, as
 * IIS writes them unless it was told otherwise; of an HTTPERR line the reason
 * is known by its name.
 */
#include "engine/code.h"

#include "engine/code_name.h"

#include <easdoctor/limits.h>

enum { MAX_FIELDS = 64, USUAL_LEAST = 14, USUAL_MOST = 15, AGENTLESS = 13 };

struct fields {
	struct ed_str items[MAX_FIELDS];
	size_t n;
};

struct log_line {
	struct fields names;
	struct fields values;
};

static void split(struct ed_str line, struct fields *out)
{
	out->n = 0;
	while (line.n && out->n < MAX_FIELDS) {
		size_t end = ed_str_find(line, ED_STR(" "));

		if (end)
			out->items[out->n++] = ed_str_sub(line, 0, end);
		line = ed_str_sub(line, end + 1, line.n);
	}
}

static bool is_shaped(struct ed_str s, const char *shape)
{
	struct ed_str form = ed_str_of(shape);

	if (s.n != form.n)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (form.p[i] == '0' ? s.p[i] < '0' || s.p[i] > '9'
				     : s.p[i] != form.p[i])
			return false;
	return true;
}

static bool is_log_line(const struct fields *values)
{
	return values->n >= 6 && is_shaped(values->items[0], "0000-00-00") &&
	       is_shaped(values->items[1], "00:00:00");
}

/* The last line of a log in text, with the #Fields that hold for it. */
static bool find_line(struct ed_str text, struct log_line *out)
{
	static const struct ed_str head = {"#Fields:", 8};
	bool found = false;

	out->names.n = 0;
	while (text.n) {
		size_t end = ed_str_find(text, ED_STR("\n"));
		struct ed_str line = ed_str_trim(ed_str_sub(text, 0, end));
		struct fields values;

		text = ed_str_sub(text, end + 1, text.n);
		if (ed_str_istarts(line, head)) {
			split(ed_str_sub(line, head.n, line.n), &out->names);
			continue;
		}
		split(line, &values);
		if (!is_log_line(&values))
			continue;
		out->values = values;
		found = true;
	}
	return found;
}

static bool is_number(struct ed_str s)
{
	int64_t n;

	return ed_code_number(s, &n);
}

static struct ed_str value_of(const struct log_line *line, const char *name)
{
	for (size_t i = 0; i < line->names.n && i < line->values.n; i++)
		if (ed_str_ieq(line->names.items[i], ed_str_of(name)) &&
		    !ed_str_eq(line->values.items[i], ED_STR("-")))
			return line->values.items[i];
	return ED_STR("");
}

static void put_status(struct ed_text *out, const struct log_line *line)
{
	const struct ed_str status = value_of(line, "sc-status");
	const struct ed_str sub = value_of(line, "sc-substatus");
	const struct ed_str win32 = value_of(line, "sc-win32-status");

	if (!is_number(status))
		return;
	ed_putf(out, "HTTP %.*s", ED_ARG(status));
	if (is_number(sub))
		ed_putf(out, " %.*s", ED_ARG(sub));
	if (is_number(sub) && is_number(win32))
		ed_putf(out, " %.*s", ED_ARG(win32));
}

/* Nothing names the columns: an IIS log has 14 or 15, the last are numbers. */
static void put_usual_status(struct ed_text *out, const struct fields *values)
{
	const struct ed_str *last;

	if (values->n < USUAL_LEAST || values->n > USUAL_MOST)
		return;
	last = &values->items[values->n - 4];
	for (size_t i = 0; i < 4; i++)
		if (!is_number(last[i]))
			return;
	ed_putf(out, "HTTP %.*s %.*s %.*s", ED_ARG(last[0]), ED_ARG(last[1]),
	    ED_ARG(last[2]));
}

/* A reason names the line as one of HTTPERR; its status is two before. */
static void put_reason(struct ed_text *out, const struct ed_rules *rules,
    const struct fields *values)
{
	for (size_t i = 2; i < values->n; i++) {
		struct ed_str word = values->items[i];

		for (size_t k = 0; k < rules->n_codes; k++) {
			const struct ed_code *code = &rules->codes[k];

			if (!ed_str_eq(code->family, ED_STR("httperr")) ||
			    !ed_str_ieq(code->code, word))
				continue;
			ed_putf(out, "%sHTTPERR %.*s", out->n ? ", " : "",
			    ED_ARG(word));
			if (is_shaped(values->items[i - 2], "000") &&
			    i > AGENTLESS - 5)
				ed_putf(out, ", HTTP %.*s by http.sys",
				    ED_ARG(values->items[i - 2]));
			return;
		}
	}
}

/* The back end's log tells the status of ActiveSync inside its query. */
static void put_eas(struct ed_text *out, struct ed_str value)
{
	static const struct ed_str keys[] = {{"_SC1:", 5}, {"_Error:", 7}};

	for (size_t i = 0; i < ED_COUNT(keys); i++) {
		size_t at = ed_str_find(value, keys[i]), end;
		struct ed_str rest;

		if (at == value.n)
			continue;
		rest = ed_str_sub(value, at + keys[i].n, value.n);
		end = ed_str_find(rest, ED_STR("_"));
		rest = ed_str_sub(rest, 0, end);
		rest = ed_str_sub(rest, 0, ed_str_find(rest, ED_STR("&")));
		ed_putf(
		    out, "%sEAS status %.*s", out->n ? ", " : "", ED_ARG(rest));
	}
}

/* 403.16.2148204809 and 401/2/5, as IIS logs them: with blanks. */
static struct ed_str with_blanks(struct ed_arena *arena, struct ed_str text)
{
	struct ed_text out = {.arena = arena};
	size_t n = 0, marks = 0;

	for (size_t i = 0; i < text.n; i++) {
		bool mark = text.p[i] == '.' || text.p[i] == '/';

		if (!mark && (text.p[i] < '0' || text.p[i] > '9'))
			return text;
		marks += mark;
		n = mark ? 0 : n + 1;
		if (n > 10)
			return text;
		ed_put_byte(&out, mark ? ' ' : text.p[i]);
	}
	return marks == 2 ? ed_text_str(&out) : text;
}

struct ed_str ed_code_plain(
    struct ed_arena *arena, const struct ed_rules *rules, struct ed_str text)
{
	struct ed_text out = {.arena = arena};
	struct log_line line;

	text = ed_str_trim(ed_str_sub(text, 0, ED_MAX_CODE_TEXT));
	if (!find_line(text, &line))
		return with_blanks(arena, text);
	if (line.names.n)
		put_status(&out, &line);
	else
		put_usual_status(&out, &line.values);
	put_reason(&out, rules, &line.values);
	for (size_t i = 0; i < line.values.n; i++)
		put_eas(&out, line.values.items[i]);
	return out.n ? ed_text_str(&out) : text;
}
