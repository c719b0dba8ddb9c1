/* SPDX-License-Identifier: Apache-2.0 */
#include "report/quote.h"

/* What starts, in some shell, quoting that is not followed here. */
static const struct {
	const char *shell;
	const char *text;
} unfollowed[] = {
    {"sh", "`"},
    {"sh", "<<"},
    {"sh", "$'"},
    {"powershell", "@'"},
    {"powershell", "@\""},
    {"powershell", "<#"},
    {"powershell", "--%"},
    /* U+2018 to U+201F: PowerShell takes these for quotes, too. */
    {"powershell", "\xe2\x80\x98"},
    {"powershell", "\xe2\x80\x99"},
    {"powershell", "\xe2\x80\x9a"},
    {"powershell", "\xe2\x80\x9b"},
    {"powershell", "\xe2\x80\x9c"},
    {"powershell", "\xe2\x80\x9d"},
    {"powershell", "\xe2\x80\x9e"},
    {"powershell", "\xe2\x80\x9f"},
};

static bool is_shell(struct ed_str shell, const char *name)
{
	return ed_str_eq(shell, ed_str_of(name));
}

static bool has(struct ed_str s, const char *text)
{
	return ed_str_find(s, ed_str_of(text)) < s.n;
}

struct ed_quoting ed_quoting_of(struct ed_str shell, struct ed_str run)
{
	struct ed_quoting q = {.shell = shell, .run = run};

	q.closed = !is_shell(shell, "sh") && !is_shell(shell, "cmd") &&
		   !is_shell(shell, "powershell");
	for (size_t i = 0; i < ED_COUNT(unfollowed); i++)
		if (is_shell(shell, unfollowed[i].shell) &&
		    has(run, unfollowed[i].text))
			q.closed = true;
	return q;
}

/* The byte that takes the meaning from the next one. */
static bool escapes(const struct ed_quoting *q, char byte)
{
	if (q->in == ED_SINGLE)
		return false;
	if (is_shell(q->shell, "sh"))
		return byte == '\\';
	if (is_shell(q->shell, "powershell"))
		return byte == '`';
	return byte == '^' && q->in == ED_BARE;
}

static bool starts_comment(const struct ed_quoting *q, size_t at)
{
	if (is_shell(q->shell, "cmd") || q->run.p[at] != '#')
		return false;
	return at == 0 || ed_str_has(ED_STR(" \t\n;&|()"), q->run.p[at - 1]);
}

static void step_bare(struct ed_quoting *q, size_t at)
{
	char byte = q->run.p[at];

	if (starts_comment(q, at))
		q->comment = true;
	else if (byte == '"')
		q->in = ED_DOUBLE;
	else if (byte == '\'' && !is_shell(q->shell, "cmd"))
		q->in = ED_SINGLE;
	q->inner = false;
}

void ed_quoting_step(struct ed_quoting *q, size_t at)
{
	char byte = q->run.p[at];

	if (byte == '\n' && (q->comment || is_shell(q->shell, "cmd"))) {
		q->comment = false;
		q->in = is_shell(q->shell, "cmd") ? ED_BARE : q->in;
		q->escaped = false;
	} else if (q->comment) {
		return;
	} else if (q->escaped) {
		q->escaped = false;
	} else if (escapes(q, byte)) {
		q->escaped = true;
	} else if (q->in == ED_BARE) {
		step_bare(q, at);
	} else if (q->in == ED_SINGLE) {
		q->in = byte == '\'' ? ED_BARE : ED_SINGLE;
	} else if (byte == '"') {
		q->in = ED_BARE;
	} else if (byte == '\'') {
		q->inner = !q->inner;
	}
}

static void quote_sh(
    enum ed_quotes in, struct ed_str value, struct ed_text *out)
{
	/* Inside double quotes too much stays alive: leave them meanwhile. */
	if (in == ED_DOUBLE)
		ed_put_byte(out, '"');
	if (in != ED_SINGLE)
		ed_put_byte(out, '\'');
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == '\'')
			ed_put(out, ED_STR("'\\''"));
		else
			ed_put_byte(out, value.p[i]);
	}
	if (in != ED_SINGLE)
		ed_put_byte(out, '\'');
	if (in == ED_DOUBLE)
		ed_put_byte(out, '"');
}

/* No quoting stops %NAME%, and none holds a double quote everywhere. */
static bool quote_cmd(
    const struct ed_quoting *q, struct ed_str value, struct ed_text *out)
{
	bool whole = q->in == ED_BARE;

	if (ed_str_has(value, '"') || ed_str_has(value, '%') ||
	    ed_str_has(value, '!'))
		return false;
	if (whole)
		ed_put_byte(out, '"');
	ed_put(out, value);
	/* Programs read \" at the end as a quote that does not end. */
	for (size_t i = value.n; i > 0 && value.p[i - 1] == '\\'; i--)
		ed_put_byte(out, '\\');
	if (whole)
		ed_put_byte(out, '"');
	return true;
}

/* The bytes at i that PowerShell takes for a quote of that kind. */
static size_t smart_quote(struct ed_str value, size_t i, bool dual)
{
	struct ed_str three = ed_str_sub(value, i, 3);
	unsigned char last = three.n == 3 ? (unsigned char)three.p[2] : 0;

	if (value.p[i] == (dual ? '"' : '\''))
		return 1;
	if (!ed_str_starts(three, ED_STR("\xe2\x80")))
		return 0;
	if (dual)
		return last >= 0x9c && last <= 0x9f ? 3 : 0;
	return last >= 0x98 && last <= 0x9b ? 3 : 0;
}

static void put_powershell(
    enum ed_quotes in, struct ed_str value, struct ed_text *out)
{
	for (size_t i = 0; i < value.n;) {
		size_t n = smart_quote(value, i, in == ED_DOUBLE);
		struct ed_str part = ed_str_sub(value, i, n ? n : 1);

		if (in == ED_DOUBLE && (n || ed_str_has(ED_STR("`$"), *part.p)))
			ed_put_byte(out, '`');
		else if (n)
			ed_put(out, part);
		ed_put(out, part);
		i += part.n;
	}
}

/*
 * Before 7.3 a double quote in an argument reaches a program unescaped and
 * splits the argument there, however well it was quoted here.
 */
static bool quote_powershell(
    enum ed_quotes in, struct ed_str value, struct ed_text *out)
{
	if (ed_str_has(value, '"'))
		return false;
	if (in == ED_BARE)
		ed_put_byte(out, '\'');
	put_powershell(in, value, out);
	if (in == ED_BARE)
		ed_put_byte(out, '\'');
	return true;
}

/* A quote in the value would end the inner language's own quoting. */
static bool fits_inner(const struct ed_quoting *q, struct ed_str value)
{
	if (q->in != ED_DOUBLE)
		return true;
	if (!is_shell(q->shell, "cmd") &&
	    (has(q->run, "$(") || has(q->run, "${")))
		return false;
	for (size_t i = 0; q->inner && i < value.n; i++)
		if (smart_quote(value, i, false))
			return false;
	return true;
}

bool ed_quote(struct ed_quoting *q, struct ed_str value, struct ed_text *out)
{
	if (q->closed || q->escaped || !fits_inner(q, value))
		return false;
	if (is_shell(q->shell, "cmd"))
		return quote_cmd(q, value, out);
	if (is_shell(q->shell, "powershell"))
		return quote_powershell(q->in, value, out);
	quote_sh(q->in, value, out);
	return true;
}
