/* SPDX-License-Identifier: Apache-2.0 */
#include "load/certutil_text.h"

#include "base/case.h"
#include "base/encoding.h"
#include "base/lines.h"

struct ed_certutil_lines ed_certutil_lines_of(struct ed_case *c,
    struct ed_input *in, struct ed_arena *scratch, struct ed_str bytes)
{
	struct ed_str text = ed_to_utf8(scratch, bytes);

	if (ed_str_has(text, '\0')) {
		in->incomplete = true;
		ed_damage(c, in, "%s", ED_LOST_TO_NUL);
	}
	return ed_certutil_lines_in(text);
}

struct ed_certutil_lines ed_certutil_lines_in(struct ed_str text)
{
	return (struct ed_certutil_lines){.rest = text};
}

bool ed_certutil_next(struct ed_certutil_lines *lines)
{
	if (!ed_line_take(&lines->rest, &lines->line))
		return false;
	lines->words = ed_str_trim(lines->line);
	lines->number++;
	return true;
}

struct ed_ref ed_line_ref(const struct ed_case *c, const struct ed_input *in,
    struct ed_arena *arena, const struct ed_certutil_lines *lines)
{
	struct ed_digits digits;

	return (struct ed_ref){.input = ed_input_number(c, in),
	    .kind = ED_AT_LINE,
	    .at = ed_copy(arena, ed_number(&digits, lines->number)),
	    .quote = ed_copy(arena, ed_str_sub(lines->words, 0, 300))};
}

bool ed_is_certutil(
    struct ed_str bytes, const char *verb, bool (*tells)(struct ed_str words))
{
	/* Text of Windows in UTF-16 has two bytes for each letter. */
	enum { LOOK = 64 * 1024 };
	struct ed_arena arena = {0};
	struct ed_str head = ed_to_utf8(&arena, ed_str_sub(bytes, 0, LOOK));
	struct ed_certutil_lines lines = ed_certutil_lines_in(head);
	struct ed_ending end = {0};
	bool is = false;

	while (!is && ed_certutil_next(&lines))
		is = tells(lines.words) ||
		     (ed_ends_command(lines.words, &end) &&
			 ed_str_ieq(end.verb, ed_str_of(verb)));
	ed_arena_free(&arena);
	return is;
}

void ed_certutil_breaks_off(struct ed_case *c, struct ed_input *in)
{
	in->incomplete = true;
	ed_damage(c, in,
	    "it breaks off: the line with which certutil ends is missing");
}

bool ed_labelled(struct ed_str words, const char *label, struct ed_str *value)
{
	struct ed_str name = ed_str_of(label);

	if (!ed_str_istarts(words, name) || words.n == name.n ||
	    words.p[name.n] != ':')
		return false;
	*value = ed_str_trim(ed_str_sub(words, name.n + 1, words.n));
	return true;
}

struct ed_str ed_behind_colon(struct ed_str words)
{
	size_t at = ed_str_find(words, ED_STR(":"));

	return ed_str_trim(ed_str_sub(words, at + 1, words.n));
}

static int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static size_t count_digits(struct ed_str s)
{
	size_t n = 0;

	while (n < s.n && digit_of(s.p[n]) >= 0)
		n++;
	return n;
}

bool ed_hex_number(struct ed_str digits, uint32_t *out)
{
	uint32_t value = 0;

	if (ed_str_istarts(digits, ED_STR("0x")))
		digits = ed_str_sub(digits, 2, digits.n);
	if (digits.n == 0 || digits.n > 8 || count_digits(digits) != digits.n)
		return false;
	for (size_t i = 0; i < digits.n; i++)
		value = value << 4 | (uint32_t)digit_of(digits.p[i]);
	*out = value;
	return true;
}

uint32_t ed_last_code(struct ed_str words)
{
	uint32_t code = 0, value;

	for (;;) {
		size_t at = ed_str_find(words, ED_STR("0x8"));
		struct ed_str digits = ed_str_sub(words, at + 2, words.n);
		size_t n = count_digits(digits);

		if (at == words.n)
			return code;
		if (n == 8 && ed_hex_number(ed_str_sub(digits, 0, n), &value))
			code = value;
		words = digits;
	}
}

struct ed_str ed_hex_digits(struct ed_arena *arena, struct ed_str text)
{
	char *p = ed_alloc(arena, text.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == ' ')
			continue;
		if (digit_of(text.p[i]) < 0)
			return (struct ed_str){NULL, 0};
		p[n++] = text.p[i] >= 'A' && text.p[i] <= 'F'
			     ? (char)(text.p[i] | 0x20)
			     : text.p[i];
	}
	return n % 2 ? (struct ed_str){NULL, 0} : (struct ed_str){p, n};
}

bool ed_decimal(struct ed_str digits, int64_t *out)
{
	int64_t value = 0;

	if (digits.n == 0 || digits.n > 15)
		return false;
	for (size_t i = 0; i < digits.n; i++) {
		if (digits.p[i] < '0' || digits.p[i] > '9')
			return false;
		value = value * 10 + (digits.p[i] - '0');
	}
	*out = value;
	return true;
}

bool ed_ends_command(struct ed_str words, struct ed_ending *out)
{
	struct ed_str rest;
	size_t at, end;

	if (!ed_labelled(words, "CertUtil", &rest))
		return false;
	/* The verb, with its hyphen, stands wherever the language puts it. */
	at = rest.n && rest.p[0] == '-' ? 0 : ed_str_find(rest, ED_STR(" -"));
	if (at == rest.n)
		return false;
	rest = ed_str_trim(ed_str_sub(rest, at, rest.n));
	end = ed_str_find(rest, ED_STR(" "));
	out->verb = ed_str_sub(rest, 1, end - 1);
	out->error = ed_last_code(rest);
	out->ended = true;
	out->failed =
	    out->error || ed_str_find(rest, ED_STR("FAILED")) < rest.n;
	return true;
}
