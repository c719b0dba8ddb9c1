/* SPDX-License-Identifier: Apache-2.0 */
#include "base/redact.h"

enum {
	MAX_SCHEME = 16, /* "Negotiate" and its like; a longer one is none */
	MAX_REALM = 128, /* a host's name, or a few words */
	MIN_TOKEN = 32 /* 128 bits in hex; no word of IIS's pages is so long */
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_scheme(struct ed_str word)
{
	if (word.n == 0 || word.n > MAX_SCHEME)
		return false;
	for (size_t i = 0; i < word.n; i++)
		if (!is_letter(word.p[i]) && word.p[i] != '-')
			return false;
	return true;
}

static bool is_realm(struct ed_str text)
{
	return text.n <= MAX_REALM && ed_str_istarts(text, ED_STR("realm="));
}

/* One part between commas. */
static void put_part(struct ed_text *out, struct ed_str part)
{
	size_t space = ed_str_find(part, ED_STR(" "));
	struct ed_str word = ed_str_sub(part, 0, space);
	struct ed_str rest = ed_str_trim(ed_str_sub(part, space, part.n));

	if (is_realm(part) || (rest.n == 0 && is_scheme(word))) {
		ed_put(out, part);
		return;
	}
	if (rest.n && is_scheme(word)) {
		ed_put(out, word);
		ed_put_byte(out, ' ');
	} else {
		rest = (struct ed_str){NULL, 0};
	}
	ed_put(out, is_realm(rest) ? rest : ED_STR("***"));
}

struct ed_str ed_redact_challenge(struct ed_arena *arena, struct ed_str value)
{
	struct ed_text out = {.arena = arena};

	while (value.n) {
		size_t comma = ed_str_find(value, ED_STR(","));

		put_part(&out, ed_str_trim(ed_str_sub(value, 0, comma)));
		if (comma < value.n)
			ed_put(&out, ED_STR(", "));
		value = ed_str_sub(value, comma + 1, value.n);
	}
	return ed_text_str(&out);
}

static bool is_token_byte(char c)
{
	return is_letter(c) || is_digit(c) || ed_str_has(ED_STR("+/_=-"), c);
}

/* How much of the start is one token; 0: none. */
static size_t token_at(struct ed_str text)
{
	bool has_digit = false;
	size_t n = 0;

	for (; n < text.n && is_token_byte(text.p[n]); n++)
		has_digit |= is_digit(text.p[n]);
	return n >= MIN_TOKEN && has_digit ? n : 0;
}

static size_t run_until(struct ed_str text, struct ed_str ends)
{
	size_t n = 0;

	while (n < text.n && !ed_str_has(ends, text.p[n]))
		n++;
	return n;
}

static bool ends_with(struct ed_str text, struct ed_str end)
{
	return text.n >= end.n &&
	       ed_str_ieq(ed_str_sub(text, text.n - end.n, text.n), end);
}

/* How much of rest is a value that is not to be told. */
static size_t secret_after(struct ed_str before, struct ed_str rest)
{
	size_t n;

	if (ends_with(before, ED_STR("value=\"")))
		return run_until(rest, ED_STR("\""));
	if (ends_with(before, ED_STR("value='")))
		return run_until(rest, ED_STR("'"));
	if (ends_with(before, ED_STR("value=")))
		return rest.n && ed_str_has(ED_STR("\"'"), rest.p[0])
			   ? 0
			   : run_until(rest, ED_STR(" \t\r\n>"));
	if (!ends_with(before, ED_STR("?")))
		return 0;
	n = run_until(rest, ED_STR(" \t\r\n\"'<>"));
	return ed_str_has(ed_str_sub(rest, 0, n), '=') ? n : 0;
}

struct ed_str ed_redact_page(struct ed_arena *arena, struct ed_str page)
{
	struct ed_text out = {.arena = arena};
	bool inside = false; /* a word that began before */

	for (size_t i = 0; i < page.n;) {
		const struct ed_str rest = ed_str_sub(page, i, page.n);
		size_t n = secret_after(ed_str_sub(page, 0, i), rest);

		if (n == 0 && !inside)
			n = token_at(rest);
		if (n) {
			ed_put(&out, ED_STR("***"));
			i += n;
			inside = false;
			continue;
		}
		inside = is_token_byte(page.p[i]);
		ed_put_byte(&out, page.p[i++]);
	}
	return ed_text_str(&out);
}
