/* SPDX-License-Identifier: Apache-2.0 */
/* Where a word begins and ends, whatever stands around it. */
#include "report/privacy_parts.h"

#include "report/width.h"

char ed_lower(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte;
}

bool ed_is_word_byte(char byte)
{
	return (byte >= '0' && byte <= '9') ||
	       (ed_lower(byte) >= 'a' && ed_lower(byte) <= 'z') ||
	       (unsigned char)byte >= 0x80;
}

/* Quotation marks, dashes, signs: what stands between words beyond ASCII. */
static bool is_sign(uint32_t point)
{
	static const uint32_t signs[][2] = {{0x80, 0xa9}, {0xab, 0xb4},
	    {0xb6, 0xb9}, {0xbb, 0xbf}, {0xd7, 0xd7}, {0xf7, 0xf7},
	    {0x2000, 0x206f}, {0x20a0, 0x20cf}, {0x2190, 0x2bff},
	    {0x3000, 0x3004}, {0x3008, 0x3020}, {0xff01, 0xff0f},
	    {0xff1a, 0xff20}, {0xff3b, 0xff40}, {0xff5b, 0xff65}};

	for (size_t i = 0; i < ED_COUNT(signs); i++)
		if (point >= signs[i][0] && point <= signs[i][1])
			return true;
	return false;
}

bool ed_is_word_at(struct ed_str text, size_t at)
{
	size_t start = at;
	uint32_t point;

	if ((unsigned char)text.p[at] < 0x80)
		return ed_is_word_byte(text.p[at]);
	while (start > 0 && at - start < 3 &&
	       ((unsigned char)text.p[start] & 0xc0) == 0x80)
		start--;
	ed_utf8_first(ed_str_sub(text, start, text.n), &point);
	return point == ED_NOT_UTF8 || !is_sign(point);
}

size_t ed_word_end(struct ed_str text, size_t at)
{
	while (at < text.n && ed_is_word_at(text, at))
		at++;
	return at;
}

struct ed_str ed_veil_lower(struct ed_arena *arena, struct ed_str s)
{
	char *p = ed_alloc_array(arena, s.n + 1, 1);

	for (size_t i = 0; i < s.n; i++)
		p[i] = ed_lower(s.p[i]);
	return (struct ed_str){p, s.n};
}

int ed_compare_folded(struct ed_str a, struct ed_str b)
{
	for (size_t i = 0; i < a.n && i < b.n; i++) {
		const unsigned char x = (unsigned char)ed_lower(a.p[i]);
		const unsigned char y = (unsigned char)ed_lower(b.p[i]);

		if (x != y)
			return x < y ? -1 : 1;
	}
	return a.n == b.n ? 0 : a.n < b.n ? -1 : 1;
}

bool ed_is_vocabulary(struct ed_str word)
{
	size_t from = 0, to = ed_n_vocabulary;

	while (from < to) {
		const size_t middle = from + (to - from) / 2;
		const int order =
		    ed_compare_folded(word, ed_str_of(ed_vocabulary[middle]));

		if (order == 0)
			return true;
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return false;
}

static bool is_hex(char byte)
{
	return (byte >= '0' && byte <= '9') ||
	       (ed_lower(byte) >= 'a' && ed_lower(byte) <= 'f');
}

/* "%5C", "=5C", "\\x5C", and what colours a terminal: no part of a word. */
static bool ends_escape(struct ed_str text, size_t at)
{
	size_t i = at;

	if (at >= 3 && is_hex(text.p[at - 1]) && is_hex(text.p[at - 2]))
		return text.p[at - 3] == '%' || text.p[at - 3] == '=' ||
		       (at >= 4 && text.p[at - 3] == 'x' &&
			   text.p[at - 4] == '\\');
	if (at == 0 || text.p[at - 1] != 'm')
		return false;
	while (i > 1 && (ed_str_has(ED_STR(";0123456789"), text.p[i - 2])))
		i--;
	return i > 1 && text.p[i - 2] == '[';
}

bool ed_begins_word(struct ed_str text, size_t at)
{
	return at == 0 || !ed_is_word_at(text, at - 1) ||
	       !ed_is_word_at(text, at) || ends_escape(text, at);
}

bool ed_stands_alone(struct ed_str text, size_t at, struct ed_str raw)
{
	const size_t end = at + raw.n;

	if (!ed_begins_word(text, at))
		return false;
	return end >= text.n || !ed_is_word_at(raw, raw.n - 1) ||
	       !ed_is_word_at(text, end);
}
