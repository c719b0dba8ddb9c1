/* SPDX-License-Identifier: Apache-2.0 */
/* Character encodings, all to UTF-8; bytes and hex are in encoding.c. */
#include "base/encoding.h"

#include <string.h>

enum { REPLACEMENT = 0xfffd, LOOK = 4096 };

/* How many bytes the well-formed character at the start of s has, or 0. */
static size_t character(const unsigned char *p, size_t n)
{
	unsigned lowest = 0x80, highest = 0xbf;
	size_t length;

	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	length = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (length > n)
		return 0;
	/* Overlong forms, surrogates, and what is beyond U+10FFFF. */
	if (p[0] == 0xe0)
		lowest = 0xa0;
	if (p[0] == 0xed)
		highest = 0x9f;
	if (p[0] == 0xf0)
		lowest = 0x90;
	if (p[0] == 0xf4)
		highest = 0x8f;
	if (p[1] < lowest || p[1] > highest)
		return 0;
	for (size_t i = 2; i < length; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return length;
}

/* Bytes of ASCII at the start, eight at a time: nearly all text is. */
static size_t skip_ascii(struct ed_str s)
{
	const uint64_t high_bits = UINT64_C(0x8080808080808080);
	uint64_t eight;
	size_t i = 0;

	for (; i + sizeof(eight) <= s.n; i += sizeof(eight)) {
		memcpy(&eight, s.p + i, sizeof(eight));
		if (eight & high_bits)
			break;
	}
	return i;
}

bool ed_is_utf8(struct ed_str s)
{
	for (size_t i = skip_ascii(s), n; i < s.n; i += n) {
		n = character((const unsigned char *)s.p + i, s.n - i);
		if (n == 0)
			return false;
	}
	return true;
}

static void put_character(struct ed_text *out, uint32_t c)
{
	char bytes[4];
	size_t n = 0;

	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		c = REPLACEMENT;
	if (c < 0x80) {
		bytes[n++] = (char)c;
	} else if (c < 0x800) {
		bytes[n++] = (char)(0xc0 | c >> 6);
	} else if (c < 0x10000) {
		bytes[n++] = (char)(0xe0 | c >> 12);
		bytes[n++] = (char)(0x80 | (c >> 6 & 0x3f));
	} else {
		bytes[n++] = (char)(0xf0 | c >> 18);
		bytes[n++] = (char)(0x80 | (c >> 12 & 0x3f));
		bytes[n++] = (char)(0x80 | (c >> 6 & 0x3f));
	}
	if (c >= 0x80)
		bytes[n++] = (char)(0x80 | (c & 0x3f));
	ed_put(out, (struct ed_str){bytes, n});
}

/*
 * Text with all the room it can need, so that it never moves: what was put
 * may be secret, and would stay behind.
 */
static struct ed_text text_of(struct ed_arena *arena, size_t most)
{
	size_t room = most + 1;

	return (struct ed_text){
	    .arena = arena, .p = ed_alloc(arena, room), .room = room};
}

static uint32_t byte_at(struct ed_str s, size_t i)
{
	return (unsigned char)s.p[i];
}

/* The 16-bit unit at offset i; big is 1 for big-endian, else 0. */
static uint32_t unit_at(struct ed_str s, size_t i, unsigned big)
{
	return byte_at(s, i + !big) << 8 | byte_at(s, i + big);
}

static struct ed_str from_utf16(
    struct ed_arena *arena, struct ed_str s, unsigned big)
{
	struct ed_text out = text_of(arena, 3 * (s.n / 2 + 1));
	size_t i = 0;

	while (s.n - i >= 2) {
		uint32_t c = unit_at(s, i, big), low;

		i += 2;
		if (c >= 0xd800 && c <= 0xdbff && s.n - i >= 2) {
			low = unit_at(s, i, big);
			if (low >= 0xdc00 && low <= 0xdfff) {
				c = 0x10000 + ((c - 0xd800) << 10) +
				    (low - 0xdc00);
				i += 2;
			}
		}
		put_character(&out, c);
	}
	if (i < s.n)
		put_character(&out, REPLACEMENT);
	return ed_text_str(&out);
}

struct ed_str ed_utf16be_to_utf8(struct ed_arena *arena, struct ed_str bytes)
{
	return from_utf16(arena, bytes, 1);
}

struct ed_str ed_utf32be_to_utf8(struct ed_arena *arena, struct ed_str bytes)
{
	struct ed_text out = text_of(arena, 4 * (bytes.n / 4 + 1));
	size_t i = 0;

	for (; bytes.n - i >= 4; i += 4)
		put_character(&out,
		    unit_at(bytes, i, 1) << 16 | unit_at(bytes, i + 2, 1));
	if (i < bytes.n)
		put_character(&out, REPLACEMENT);
	return ed_text_str(&out);
}

struct ed_str ed_latin1_to_utf8(struct ed_arena *arena, struct ed_str bytes)
{
	struct ed_text out = text_of(arena, 2 * bytes.n);

	for (size_t i = 0; i < bytes.n; i++)
		put_character(&out, byte_at(bytes, i));
	return ed_text_str(&out);
}

static struct ed_str from_cp1252(struct ed_arena *arena, struct ed_str s)
{
	/* 0x80 to 0x9F; the five bytes that mean nothing become U+FFFD. */
	static const uint16_t high[] = {0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e,
	    0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152,
	    0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d,
	    0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153,
	    0xfffd, 0x017e, 0x0178};
	struct ed_text out = text_of(arena, 3 * s.n);

	for (size_t i = 0; i < s.n; i++) {
		uint32_t c = byte_at(s, i);

		put_character(
		    &out, c >= 0x80 && c <= 0x9f ? high[c - 0x80] : c);
	}
	return ed_text_str(&out);
}

/*
 * Is it UTF-16 without a byte order mark? Most characters of evidence are
 * ASCII, so every other byte is NUL, and the rest are not. Returns 'l', 'b',
 * or 0.
 */
static char utf16_without_mark(struct ed_str s)
{
	size_t units = (s.n < LOOK ? s.n : LOOK) / 2;
	size_t zeros[2] = {0, 0};

	if (!ed_str_has(ed_str_sub(s, 0, 2 * units), '\0'))
		return 0;
	for (size_t i = 0; i < 2 * units; i++)
		zeros[i % 2] += s.p[i] == '\0';
	if (zeros[1] > units / 2 && zeros[0] <= units / 10)
		return 'l';
	if (zeros[0] > units / 2 && zeros[1] <= units / 10)
		return 'b';
	return 0;
}

char ed_utf16_order(struct ed_str text)
{
	if (ed_str_starts(text, ED_STR("\xff\xfe")))
		return 'l';
	if (ed_str_starts(text, ED_STR("\xfe\xff")))
		return 'b';
	return utf16_without_mark(text);
}

struct ed_str ed_utf16_to_utf8(
    struct ed_arena *arena, struct ed_str bytes, char order)
{
	return from_utf16(arena, bytes, order == 'b');
}

struct ed_str ed_to_utf8(struct ed_arena *arena, struct ed_str text)
{
	char without_mark;

	if (ed_str_starts(text, ED_STR("\xff\xfe")))
		return from_utf16(arena, ed_str_sub(text, 2, text.n), 0);
	if (ed_str_starts(text, ED_STR("\xfe\xff")))
		return from_utf16(arena, ed_str_sub(text, 2, text.n), 1);
	if (ed_str_starts(text, ED_STR("\xef\xbb\xbf")))
		text = ed_str_sub(text, 3, text.n);
	without_mark = utf16_without_mark(text);
	if (without_mark)
		return from_utf16(arena, text, without_mark == 'b');
	return ed_is_utf8(text) ? text : from_cp1252(arena, text);
}
