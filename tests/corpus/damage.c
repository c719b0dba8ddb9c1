/* SPDX-License-Identifier: Apache-2.0 */
#include "damage.h"

#include <string.h>
#include <zlib.h>
#include <zstd.h>

const char *const text_form_names[N_TEXT_FORMS] = {"UTF-8 with BOM",
    "UTF-16LE with BOM", "UTF-16BE with BOM", "UTF-16LE without BOM",
    "UTF-16LE with BOM, CRLF", "UTF-8 with BOM, CRLF"};

uint64_t roll(struct dice *dice, uint64_t below)
{
	uint64_t z = dice->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return (z ^ z >> 31) % below;
}

struct ed_str cut_at(struct ed_arena *arena, struct ed_str bytes, size_t at)
{
	return ed_copy(arena, ed_str_sub(bytes, 0, at));
}

static char *writable(struct ed_arena *arena, struct ed_str bytes)
{
	return (char *)ed_copy(arena, bytes).p;
}

struct ed_str flip_bits(
    struct ed_arena *arena, struct ed_str bytes, struct dice *dice)
{
	char *p = writable(arena, bytes);

	for (uint64_t n = 1 + roll(dice, 4); n; n--)
		p[roll(dice, bytes.n)] ^= (char)(1u << roll(dice, 8));
	return (struct ed_str){p, bytes.n};
}

struct ed_str zero_block(
    struct ed_arena *arena, struct ed_str bytes, struct dice *dice)
{
	char *p = writable(arena, bytes);
	size_t at = roll(dice, bytes.n);
	size_t n = 16 + roll(dice, 497);

	memset(p + at, 0, n < bytes.n - at ? n : bytes.n - at);
	return (struct ed_str){p, bytes.n};
}

struct ed_str noise_of(
    struct ed_arena *arena, struct ed_str bytes, struct dice *dice)
{
	char *p = writable(arena, bytes);

	for (size_t i = 0; i < bytes.n; i++)
		p[i] = (char)roll(dice, 256);
	return (struct ed_str){p, bytes.n};
}

struct ed_str gzip(struct ed_arena *arena, struct ed_str bytes)
{
	z_stream z = {.next_in = (Bytef *)bytes.p, .avail_in = (uInt)bytes.n};
	size_t room = bytes.n + bytes.n / 100 + 256;
	char *p = ed_alloc(arena, room);

	if (deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return (struct ed_str){0};
	z.next_out = (Bytef *)p;
	z.avail_out = (uInt)room;
	(void)deflate(&z, Z_FINISH);
	room = z.total_out;
	deflateEnd(&z);
	return (struct ed_str){p, room};
}

struct ed_str zstd(struct ed_arena *arena, struct ed_str bytes)
{
	size_t room = ZSTD_compressBound(bytes.n);
	char *p = ed_alloc(arena, room);
	size_t n = ZSTD_compress(p, room, bytes.p, bytes.n, 3);

	return (struct ed_str){p, ZSTD_isError(n) ? 0 : n};
}

static struct ed_str to_crlf(struct ed_arena *arena, struct ed_str text)
{
	struct ed_text out = {.arena = arena};

	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\n' && (i == 0 || text.p[i - 1] != '\r'))
			ed_put_byte(&out, '\r');
		ed_put_byte(&out, text.p[i]);
	}
	return ed_text_str(&out);
}

/* UTF-8 of at most three bytes, which is all that bundles hold. */
static struct ed_str to_utf16(
    struct ed_arena *arena, struct ed_str text, bool bom, bool big)
{
	struct ed_text out = {.arena = arena};

	if (bom)
		ed_put(&out, big ? ED_STR("\xfe\xff") : ED_STR("\xff\xfe"));
	for (size_t i = 0; i < text.n;) {
		unsigned c = (unsigned char)text.p[i++];
		unsigned more = c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;

		c &= more ? 0x3fu >> more : 0x7fu;
		for (; more && i < text.n; more--)
			c = c << 6 | ((unsigned char)text.p[i++] & 0x3f);
		ed_put_byte(&out, (char)(big ? c >> 8 : c & 0xff));
		ed_put_byte(&out, (char)(big ? c & 0xff : c >> 8));
	}
	return ed_text_str(&out);
}

struct ed_str text_in_form(
    struct ed_arena *arena, struct ed_str text, enum text_form form)
{
	if (form == FORM_UTF16_CRLF || form == FORM_CRLF_UTF8_BOM)
		text = to_crlf(arena, text);
	if (form == FORM_UTF8_BOM || form == FORM_CRLF_UTF8_BOM)
		return ed_format(arena, "\xef\xbb\xbf%.*s", ED_ARG(text));
	return to_utf16(
	    arena, text, form != FORM_UTF16, form == FORM_UTF16BE_BOM);
}
