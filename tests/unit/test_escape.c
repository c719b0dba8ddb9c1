/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include "hostile.h"
#include "report/escape.h"
#include "report/report.h"
#include "report/width.h"

#include <easdoctor/limits.h>

#include <string.h>

static const struct {
	const char *name;
	struct ed_str in;
	const char *out;
} rows[] = {
    /* clang-format off */
    { "plain", {"CN=alice", 8}, "CN=alice" },
    { "empty", {"", 0}, "" },
    { "no bytes at all", {NULL, 0}, "" },
    { "umlaut", {"\xc3\xbc", 2}, "\xc3\xbc" },
    { "emoji", {"\xf0\x9f\x98\x80", 4}, "\xf0\x9f\x98\x80" },
    { "NUL", {"a\0b", 3}, "a\\u{0000}b" },
    { "line feed, tab", {"a\n\tb", 4}, "a\\u{000A}\\u{0009}b" },
    { "escape", {"\033[1m", 4}, "\\u{001B}[1m" },
    { "DEL", {"\x7f", 1}, "\\u{007F}" },
    { "C1", {"\xc2\x9b", 2}, "\\u{009B}" },
    { "no-break space is no C1", {"\xc2\xa0", 2}, "\xc2\xa0" },
    { "U+061C", {"\xd8\x9c", 2}, "\\u{061C}" },
    { "U+200B", {"\xe2\x80\x8b", 3}, "\\u{200B}" },
    { "U+200C", {"\xe2\x80\x8c", 3}, "\\u{200C}" },
    { "U+200D", {"\xe2\x80\x8d", 3}, "\\u{200D}" },
    { "U+200E", {"\xe2\x80\x8e", 3}, "\\u{200E}" },
    { "U+200F", {"\xe2\x80\x8f", 3}, "\\u{200F}" },
    { "U+2028", {"\xe2\x80\xa8", 3}, "\\u{2028}" },
    { "U+2029", {"\xe2\x80\xa9", 3}, "\\u{2029}" },
    { "U+202A", {"\xe2\x80\xaa", 3}, "\\u{202A}" },
    { "U+202E", {"\xe2\x80\xae", 3}, "\\u{202E}" },
    { "U+2066", {"\xe2\x81\xa6", 3}, "\\u{2066}" },
    { "U+2069", {"\xe2\x81\xa9", 3}, "\\u{2069}" },
    { "U+FEFF", {"\xef\xbb\xbf", 3}, "\\u{FEFF}" },
    { "U+E0001", {"\xf3\xa0\x80\x81", 4}, "\\u{E0001}" },
    { "lone continuation", {"\x80", 1}, "\\x80" },
    { "cut short", {"a\xe2\x80", 3}, "a\\xE2\\x80" },
    { "overlong slash", {"\xc0\xaf", 2}, "\\xC0\\xAF" },
    { "overlong in three", {"\xe0\x80\xaf", 3}, "\\xE0\\x80\\xAF" },
    { "surrogate", {"\xed\xa0\x80", 3}, "\\xED\\xA0\\x80" },
    { "above U+10FFFF", {"\xf4\x90\x80\x80", 4}, "\\xF4\\x90\\x80\\x80" },
    { "U+10FFFF", {"\xf4\x8f\xbf\xbf", 4}, "\xf4\x8f\xbf\xbf" },
    { "backslash stays", {"\\x00", 4}, "\\x00" },
    /* clang-format on */
};

static void each_row(void **state)
{
	struct ed_arena arena = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_str out = ed_escape(&arena, rows[i].in);

		print_message("row: %s\n", rows[i].name);
		assert_int_equal(out.n, strlen(rows[i].out));
		assert_memory_equal(out.p, rows[i].out, out.n);
	}
	ed_arena_free(&arena);
}

static void prose_keeps_lines(void **state)
{
	struct ed_arena arena = {0};
	struct ed_str out =
	    ed_escape_prose(&arena, ED_STR("a\nb\tc\xe2\x80\xae"));

	(void)state;
	assert_true(ed_str_eq(out, ED_STR("a\nb\\u{0009}c\\u{202E}")));
	ed_arena_free(&arena);
}

static void check_long(struct ed_arena *arena, struct ed_str value)
{
	struct ed_str out = ed_escape(arena, value);
	struct ed_str note = ed_format(arena, "… (%zu bytes)", value.n);

	assert_true(out.n <= ED_MAX_SHOWN);
	if (value.n > ED_MAX_SHOWN)
		assert_true(
		    ed_str_eq(ed_str_sub(out, out.n - note.n, note.n), note));
	/* Nothing is cut or escaped twice. */
	assert_true(ed_str_eq(ed_escape(arena, out), out));
	assert_true(ed_str_eq(ed_escape_line(arena, out), out));
	assert_true(ed_str_eq(ed_escape_prose(arena, out), out));
}

static void hostile_values(void **state)
{
	struct ed_arena arena = {0};

	(void)state;
	for (const struct ed_hostile *h = ed_hostile_values; h->name; h++) {
		print_message("value: %s\n", h->name);
		check_long(&arena, h->value);
		check_long(&arena, ed_hostile_long(&arena, h->value));
	}
	ed_arena_free(&arena);
}

static void limits(void **state)
{
	struct ed_arena arena = {0};
	char *p = ed_alloc(&arena, ED_MAX_SHOWN + 1);

	(void)state;
	memset(p, 'a', ED_MAX_SHOWN + 1);
	assert_int_equal(ed_escape(&arena, (struct ed_str){p, ED_MAX_SHOWN}).n,
	    ED_MAX_SHOWN);
	check_long(&arena, (struct ed_str){p, ED_MAX_SHOWN + 1});
	ed_arena_free(&arena);
}

/* By Python's unicodedata 14.0. */
static const struct {
	uint32_t point;
	unsigned width;
} widths[] = {
    /* clang-format off */
    { 'a', 1 }, { 0xfc, 1 }, { 0x300, 0 }, { 0x36f, 0 }, { 0x370, 1 },
    { 0x5b0, 0 }, { 0x5d0, 1 }, { 0x64b, 0 }, { 0x93c, 0 }, { 0x93f, 1 },
    { 0x1100, 2 }, { 0x1161, 0 }, { 0x2010, 1 }, { 0x20dd, 0 },
    { 0x231a, 2 }, { 0x3000, 2 }, { 0x3041, 2 }, { 0x3099, 0 },
    { 0x4e00, 2 }, { 0xac00, 2 }, { 0xd7a3, 2 }, { 0xff21, 2 },
    { 0xff71, 1 }, { 0x1f600, 2 }, { 0x20000, 2 }, { 0x1d400, 1 },
    { 0x10ffff, 1 },
    /* clang-format on */
};

static void columns(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(widths); i++) {
		print_message("U+%04X\n", (unsigned)widths[i].point);
		assert_int_equal(
		    ed_point_width(widths[i].point), widths[i].width);
	}
	assert_int_equal(ed_width(ED_STR("a\xcc\x81\xe6\xbc\xa2\xff")), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row),
	    cmocka_unit_test(prose_keeps_lines),
	    cmocka_unit_test(hostile_values), cmocka_unit_test(limits),
	    cmocka_unit_test(columns)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
