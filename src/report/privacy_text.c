/* SPDX-License-Identifier: Apache-2.0 */
/* Values that are made of others, and what any text tells by its form. */
#include "report/privacy_parts.h"

#include <easdoctor/url.h>

/* Hex digits in a row that are a serial number, not a count. */
enum { LONG_HEX = 16, GUID = 36, LONG_NUMBER = 11, CODE = 10 };

void ed_veil_add_place(struct ed_veil *veil, struct ed_str raw)
{
	const size_t end = ed_str_find(raw, ED_STR("]"));
	size_t colon = raw.n;

	for (size_t i = end < raw.n ? end : 0; i < raw.n; i++)
		if (raw.p[i] == ':')
			colon = i;
	ed_veil_add(veil, ED_HOST, ed_str_sub(raw, 0, colon));
}

static struct ed_str without_quotes(struct ed_str s)
{
	if (s.n > 1 && s.p[0] == '"' && s.p[s.n - 1] == '"')
		return ed_str_sub(s, 1, s.n - 2);
	return s;
}

/* "Smith\\, Alice" is Smith, Alice. */
static struct ed_str without_escapes(struct ed_arena *arena, struct ed_str s)
{
	struct ed_text out = {.arena = arena};

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\\' || (i > 0 && s.p[i - 1] == '\\'))
			ed_put_byte(&out, s.p[i]);
	return ed_text_str(&out);
}

static void add_dn_value(struct ed_veil *veil, struct ed_str part)
{
	const size_t equals = ed_str_find(part, ED_STR("="));
	const struct ed_hidden *known;
	struct ed_str value, shown;

	if (equals >= part.n)
		return;
	value =
	    without_quotes(ed_str_trim(ed_str_sub(part, equals + 1, part.n)));
	shown = without_escapes(veil->arena, value);
	ed_veil_add(veil, ED_DN, shown);
	known = ed_veil_find_raw(veil, ed_escape(veil->arena, shown));
	if (known)
		ed_veil_put(veil, ED_DN, value, known->name);
}

/* The value of each "X=value" of a name. */
void ed_veil_add_dn(struct ed_veil *veil, struct ed_str raw)
{
	size_t from = 0;
	bool quoted = false;

	for (size_t i = 0; i < raw.n; i++) {
		if (raw.p[i] == '"')
			quoted = !quoted;
		if (quoted || !ed_str_has(ED_STR(",+;"), raw.p[i]) ||
		    (i > 0 && raw.p[i - 1] == '\\'))
			continue;
		add_dn_value(veil, ed_str_sub(raw, from, i - from));
		from = i + 1;
	}
	add_dn_value(veil, ed_str_sub(raw, from, raw.n));
}

/* Calls for each part of text between bytes of a set. */
static void each_part(struct ed_veil *veil, struct ed_str text,
    const char *between, void (*add)(struct ed_veil *, struct ed_str))
{
	size_t from = 0;

	for (size_t i = 0; i <= text.n; i++) {
		if (i < text.n && !ed_str_has(ed_str_of(between), text.p[i]))
			continue;
		add(veil, ed_str_sub(text, from, i - from));
		from = i + 1;
	}
}

void ed_veil_add_names(struct ed_veil *veil, struct ed_str raw)
{
	ed_veil_add_name(veil, raw);
	each_part(veil, raw, "/\\", ed_veil_add_name);
}

static void add_part_of_url(struct ed_veil *veil, struct ed_str part)
{
	size_t dot = part.n;

	while (dot && part.p[dot - 1] != '.')
		dot--;
	if (ed_str_has(part, '='))
		ed_veil_add(veil, ED_DN, part);
	else
		ed_veil_add_name(
		    veil, dot > 1 ? ed_str_sub(part, 0, dot - 1) : part);
}

void ed_veil_add_url(struct ed_veil *veil, struct ed_str raw)
{
	const struct ed_url url = ed_url_read(ed_str_trim(raw));

	ed_veil_add(veil, ED_UPN, url.user);
	if (!ed_str_has(url.host, '='))
		ed_veil_add(veil, ED_HOST, url.host);
	else
		ed_veil_add(veil, ED_DN, url.host);
	each_part(veil, url.path, "/,", add_part_of_url);
	each_part(veil, url.rest, "/?#&;,=", ed_veil_add_name);
}

void ed_veil_add_list(
    struct ed_veil *veil, enum ed_kind kind, struct ed_str raw)
{
	struct ed_str rest = ed_str_trim(raw);

	if (ed_str_starts(rest, ED_STR("{")))
		rest = ed_str_sub(rest, 1, rest.n);
	if (rest.n && rest.p[rest.n - 1] == '}')
		rest.n--;
	while (rest.n) {
		const size_t n = ed_str_find(rest, ED_STR(","));
		struct ed_str one = ed_str_trim(ed_str_sub(rest, 0, n));
		const size_t colon = ed_str_find(one, ED_STR(":"));

		/* "SMTP:alice@corp.example". */
		if (kind == ED_EMAIL && colon < one.n)
			one = ed_str_sub(one, colon + 1, one.n);
		ed_veil_add(veil, kind, one);
		rest = ed_str_sub(rest, n + 1, rest.n);
	}
}

/* A folder "2026-11" names nobody, and is part of every time. */
static bool has_letter(struct ed_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (ed_is_word_byte(s.p[i]) && (unsigned char)s.p[i] > '9')
			return true;
	return false;
}

/* Names of folders and files that are not the product's. */
static void add_part_of_path(struct ed_veil *veil, struct ed_str part)
{
	const struct ed_str value = ed_escape(veil->arena, ed_str_trim(part));
	size_t dot = value.n;

	while (dot && value.p[dot - 1] != '.')
		dot--;
	if (!has_letter(value) || ed_veil_is_own(veil, value) ||
	    ed_is_vocabulary(value))
		return;
	ed_veil_add(veil, ED_PATH, value);
	if (dot > 1)
		ed_veil_add_words(veil, ed_str_sub(value, 0, dot - 1));
}

void ed_veil_add_path(struct ed_veil *veil, struct ed_str raw)
{
	ed_veil_add(veil, ED_PATH, raw);
	if (ed_veil_hides(veil, ED_PATH))
		each_part(veil, raw, "/\\", add_part_of_path);
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool is_hex(char byte)
{
	return is_digit(byte) || (byte >= 'a' && byte <= 'f') ||
	       (byte >= 'A' && byte <= 'F');
}

static bool is_in(struct ed_str text, size_t at, const char *also)
{
	return ed_is_word_at(text, at) ||
	       ed_str_has(ed_str_of(also), text.p[at]);
}

static bool all(struct ed_str s, bool (*is)(char byte))
{
	for (size_t i = 0; i < s.n; i++)
		if (!is(s.p[i]))
			return false;
	return true;
}

/* "0x800B0109", "22T06" of a time, or a count. */
static bool is_code(struct ed_str word)
{
	if (all(word, is_digit))
		return word.n < LONG_NUMBER;
	if (word.n <= CODE && ed_str_istarts(word, ED_STR("0x")))
		return all(ed_str_sub(word, 2, word.n), is_hex);
	return word.n == 5 && word.p[2] == 'T' &&
	       all(ed_str_sub(word, 0, 2), is_digit) &&
	       all(ed_str_sub(word, 3, 2), is_digit);
}

void ed_veil_add_words(struct ed_veil *veil, struct ed_str text)
{
	if (!ed_veil_hides(veil, ED_TEXT))
		return;
	for (size_t i = 0; i < text.n;) {
		const size_t end = ed_word_end(text, i);
		const struct ed_str word = ed_str_sub(text, i, end - i);

		i = end > i ? end : i + 1;
		if (word.n < ED_LEAST_HIDDEN || is_code(word) ||
		    ed_is_vocabulary(word) || ed_veil_find_raw(veil, word))
			continue;
		ed_veil_put_word(veil, word);
	}
}

/* The address around the @ at offset at. */
static void take_address(struct ed_veil *veil, struct ed_str text, size_t at)
{
	size_t from = at, to = at + 1;

	while (from > 0 && is_in(text, from - 1, "._%+-'"))
		from--;
	while (to < text.n && is_in(text, to, ".-"))
		to++;
	while (to > at && ed_str_has(ED_STR(".-"), text.p[to - 1]))
		to--;
	while (from < at && ed_str_has(ED_STR("._%+-'"), text.p[from]))
		from++;
	if (from < at && to > at + 1)
		ed_veil_add(veil, ED_UPN, ed_str_sub(text, from, to - from));
}

static size_t take_sid(struct ed_veil *veil, struct ed_str text, size_t at)
{
	size_t to = at + 2;

	while (to < text.n && (text.p[to] == '-' || is_digit(text.p[to])))
		to++;
	while (to > at + 2 && text.p[to - 1] == '-')
		to--;
	ed_veil_add(veil, ED_SID, ed_str_sub(text, at, to - at));
	return to;
}

static bool is_guid(struct ed_str s)
{
	for (size_t i = 0; i < GUID; i++) {
		const bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		if (i >= s.n || (dash ? s.p[i] != '-' : !is_hex(s.p[i])))
			return false;
	}
	return s.n == GUID || !is_in(s, GUID, "-");
}

/* "6a 00 1b", "6A:00:1B": a number by bytes, as certutil and openssl do it. */
static size_t take_pairs(struct ed_veil *veil, struct ed_str text, size_t at)
{
	size_t to = at;

	while (
	    to + 1 < text.n && is_hex(text.p[to]) && is_hex(text.p[to + 1])) {
		to += 2;
		if (to + 2 >= text.n || !ed_str_has(ED_STR(" :"), text.p[to]) ||
		    !is_hex(text.p[to + 1]) || !is_hex(text.p[to + 2]))
			break;
		to++;
	}
	if (to < at + LONG_HEX || (to < text.n && is_in(text, to, "")))
		return at;
	ed_veil_add(veil, ED_THUMBPRINT, ed_str_sub(text, at, to - at));
	return to;
}

/* A GUID or a number; else only over what cannot be one. */
static size_t take_hex(struct ed_veil *veil, struct ed_str text, size_t at)
{
	size_t to = at;

	if (is_guid(ed_str_sub(text, at, text.n))) {
		ed_veil_add(veil, ED_DEVICE, ed_str_sub(text, at, GUID));
		return at + GUID;
	}
	to = take_pairs(veil, text, at);
	if (to > at)
		return to;
	while (to < text.n && is_hex(text.p[to]))
		to++;
	if (to - at >= LONG_HEX)
		ed_veil_add(veil, ED_THUMBPRINT, ed_str_sub(text, at, to - at));
	return to;
}

/* An address of four numbers; those of OIDs begin like no address. */
static size_t take_ip(struct ed_veil *veil, struct ed_str text, size_t at)
{
	const struct ed_str rest = ed_str_sub(text, at, text.n);
	size_t to = at, dots = 0;
	unsigned number = 0, largest = 0;

	while (to < text.n &&
	       (is_digit(text.p[to]) || (text.p[to] == '.' && to + 1 < text.n &&
					    is_digit(text.p[to + 1])))) {
		const bool dot = text.p[to] == '.';

		dots += dot;
		number = dot ? 0 : number * 10 + (unsigned)(text.p[to] - '0');
		number = number > 999 ? 999 : number;
		largest = number > largest ? number : largest;
		to++;
	}
	if (dots != 3 || largest > 255 ||
	    ed_str_starts(rest, ED_STR("2.5.29.")) ||
	    ed_str_starts(rest, ED_STR("1.3.6.")))
		return at;
	ed_veil_add(veil, ED_IP, ed_str_sub(text, at, to - at));
	return to;
}

static size_t take_number(struct ed_veil *veil, struct ed_str text, size_t at)
{
	const size_t to = ed_veil_take_oid(veil, text, at);

	return to > at ? to : take_ip(veil, text, at);
}

void ed_veil_sweep(struct ed_veil *veil, struct ed_str text)
{
	for (size_t i = 0; i < text.n;) {
		const struct ed_str rest = ed_str_sub(text, i, text.n);
		const bool starts = i == 0 || !is_in(text, i - 1, ".");
		size_t to = i;

		if (text.p[i] == '@')
			take_address(veil, text, i);
		else if (starts && (ed_str_istarts(rest, ED_STR("S-1-5-")) ||
				       ed_str_istarts(rest, ED_STR("S-1-12-"))))
			to = take_sid(veil, text, i);
		else if (starts && is_digit(text.p[i]))
			to = take_number(veil, text, i);
		if (to == i && starts &&
		    (is_hex(text.p[i]) || ed_str_starts(rest, ED_STR("::"))))
			to = ed_veil_take_ip6(veil, text, i);
		if (to == i && starts && is_hex(text.p[i]))
			to = take_hex(veil, text, i);
		i = to > i ? to : i + 1;
	}
}
