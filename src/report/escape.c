/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text from evidence can move the cursor, reverse the reading direction or
 * hide characters. All of that is shown as what it is.
 */
#include "report/escape.h"

#include "report/report.h"
#include "report/width.h"

#include <easdoctor/limits.h>

#include <stdio.h>

/* Room for "… (18446744073709551615 bytes)". */
enum { NOTE_ROOM = 40 };

static const struct {
	uint32_t first;
	uint32_t last;
} hidden[] = {
    {0x0000, 0x001f},   /* C0 */
    {0x007f, 0x009f},   /* DEL, C1 */
    {0x00ad, 0x00ad},   /* soft hyphen */
    {0x061c, 0x061c},   /* Arabic letter mark */
    {0x115f, 0x1160},   /* Hangul fillers */
    {0x180e, 0x180e},   /* Mongolian vowel separator */
    {0x200b, 0x200f},   /* zero width, left-to-right and right-to-left mark */
    {0x2028, 0x202e},   /* line and paragraph separator, bidi */
    {0x2060, 0x206f},   /* word joiner, isolates, deprecated formats */
    {0x3164, 0x3164},   /* Hangul filler */
    {0xfe00, 0xfe0f},   /* variation selectors */
    {0xfeff, 0xfeff},   /* byte order mark */
    {0xffa0, 0xffa0},   /* halfwidth Hangul filler */
    {0xfff9, 0xfffb},   /* interlinear annotation */
    {0xe0000, 0xe0fff}, /* tags and more variation selectors */
};

static bool is_hidden(uint32_t point)
{
	if (point >= 0x20 && point < 0x7f)
		return false;
	for (size_t i = 0; i < ED_COUNT(hidden); i++)
		if (point >= hidden[i].first && point <= hidden[i].last)
			return true;
	return false;
}

/* Appends the first character of s as it is shown; returns its bytes in s. */
static size_t put_first(struct ed_text *out, struct ed_str s, bool keep_lines)
{
	char shown[16];
	uint32_t point;
	size_t n = ed_utf8_first(s, &point);

	if (point == ED_NOT_UTF8)
		snprintf(shown, sizeof(shown), "\\x%02X", (unsigned char)*s.p);
	else if (is_hidden(point) && !(keep_lines && point == '\n'))
		snprintf(shown, sizeof(shown), "\\u{%04X}", (unsigned)point);
	else {
		ed_put(out, ed_str_sub(s, 0, n));
		return n;
	}
	ed_put(out, ed_str_of(shown));
	return n;
}

/* The printable ASCII at the start of s: nearly all of nearly every text. */
static struct ed_str plain_start(struct ed_str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] >= 0x20 && s.p[n] < 0x7f)
		n++;
	return ed_str_sub(s, 0, n);
}

static struct ed_str escape_all(
    struct ed_arena *arena, struct ed_str s, bool keep_lines)
{
	struct ed_text out = {.arena = arena};

	for (size_t at = 0; at < s.n;) {
		struct ed_str plain = plain_start(ed_str_sub(s, at, s.n));

		ed_put(&out, plain);
		at += plain.n;
		if (at < s.n)
			at +=
			    put_first(&out, ed_str_sub(s, at, s.n), keep_lines);
	}
	return ed_text_str(&out);
}

struct ed_str ed_escape_line(struct ed_arena *arena, struct ed_str s)
{
	return escape_all(arena, s, false);
}

struct ed_str ed_escape_prose(struct ed_arena *arena, struct ed_str s)
{
	return escape_all(arena, s, true);
}

/* The note counts as shown, so that a second escape cuts nothing more. */
struct ed_str ed_escape(struct ed_arena *arena, struct ed_str s)
{
	struct ed_text out = {.arena = arena};
	size_t keep = 0;

	for (size_t at = 0; at < s.n && out.n <= ED_MAX_SHOWN;) {
		at += put_first(&out, ed_str_sub(s, at, s.n), false);
		if (out.n <= ED_MAX_SHOWN - NOTE_ROOM)
			keep = out.n;
	}
	if (out.n <= ED_MAX_SHOWN)
		return ed_text_str(&out);
	out.n = keep;
	ed_putf(&out, "… (%zu bytes)", s.n);
	return ed_text_str(&out);
}
