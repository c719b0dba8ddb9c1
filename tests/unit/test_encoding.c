/* SPDX-License-Identifier: Apache-2.0 */
#include "base/encoding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define BYTES(literal)                                                         \
	{                                                                      \
		literal, sizeof(literal) - 1                                   \
	}

static struct ed_arena arena;

static void assert_same(struct ed_str got, struct ed_str want)
{
	assert_int_equal(got.n, want.n);
	if (want.n)
		assert_memory_equal(got.p, want.p, want.n);
}

/* As base64 -d, and printf | base64, say. */
static const struct {
	struct ed_str text;
	bool ok;
	struct ed_str bytes;
} base64[] = {
    {BYTES(""), true, BYTES("")},
    {BYTES("Zg=="), true, BYTES("f")},
    {BYTES("Zm8="), true, BYTES("fo")},
    {BYTES("Zm9v"), true, BYTES("foo")},
    {BYTES("Zm9vYg=="), true, BYTES("foob")},
    {BYTES(" Zm\r\n9v\tYg = =\n"), true, BYTES("foob")},
    {BYTES("AAH/+w=="), true, BYTES("\0\1\xff\xfb")},
    {BYTES("Zg="), false, BYTES("")},
    {BYTES("Zg"), false, BYTES("")},
    {BYTES("Zm9vY"), false, BYTES("")},
    {BYTES("Z==="), false, BYTES("")},
    {BYTES("===="), false, BYTES("")},
    {BYTES("Zg==Zg=="), false, BYTES("")},
    {BYTES("Zm9-"), false, BYTES("")},
    {BYTES("Zm9v\0"), false, BYTES("")},
};

static void decodes_base64(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(base64); i++) {
		struct ed_str out = {NULL, 0};

		print_message("row: %zu\n", i);
		assert_int_equal(ed_base64_decode(&arena, base64[i].text, &out),
		    base64[i].ok);
		assert_same(out, base64[i].bytes);
	}
}

/* As sha256sum and sha1sum say. */
static void hashes(void **state)
{
	(void)state;
	assert_same(ed_sha256_hex(&arena, ED_STR("abc")),
	    ED_STR("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f2"
		   "0015ad"));
	assert_same(ed_sha256_hex(&arena, (struct ed_str){NULL, 0}),
	    ED_STR("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b78"
		   "52b855"));
	assert_same(ed_sha1_hex(&arena, ED_STR("abc")),
	    ED_STR("a9993e364706816aba3e25717850c26c9cd0d89d"));
	assert_same(ed_hex(&arena, ED_STR("\x00\x7f\xff")), ED_STR("007fff"));
}

/* As Python's bytes.decode("utf-8") judges. */
static const struct {
	struct ed_str bytes;
	bool is_utf8;
} utf8[] = {
    {BYTES(""), true},
    {BYTES("plain\0text"), true},
    {BYTES("\xc3\x9cnsal \xe2\x82\xac \xf0\x9f\x93\xb1"), true},
    {BYTES("\xef\xbf\xbf\xf4\x8f\xbf\xbf"), true},
    {BYTES("\xc0\x80"), false},
    {BYTES("\xc1\xbf"), false},
    {BYTES("\xe0\x9f\xbf"), false},
    {BYTES("\xed\xa0\x80"), false},
    {BYTES("\xf0\x8f\xbf\xbf"), false},
    {BYTES("\xf4\x90\x80\x80"), false},
    {BYTES("\xf5\x80\x80\x80"), false},
    {BYTES("\x80"), false},
    {BYTES("\xc3"), false},
    {BYTES("\xe2\x82"), false},
    {BYTES("\xe2\x82x"), false},
    {BYTES("\xfc"), false},
};

static void knows_utf8(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(utf8); i++) {
		print_message("row: %zu\n", i);
		assert_int_equal(ed_is_utf8(utf8[i].bytes), utf8[i].is_utf8);
	}
}

/* As iconv says, but for what iconv refuses. */
static const struct {
	const char *name;
	struct ed_str bytes;
	struct ed_str text;
} texts[] = {
    {"empty", BYTES(""), BYTES("")},
    {"ascii", BYTES("plain"), BYTES("plain")},
    {"utf-8", BYTES("\xc3\x9c"), BYTES("\xc3\x9c")},
    {"utf-8 mark",
	BYTES("\xef\xbb\xbf"
	      "a"),
	BYTES("a")},
    {"utf-16le mark", BYTES("\xff\xfe\xdc\0a\0"), BYTES("\xc3\x9c\x61")},
    {"utf-16be mark", BYTES("\xfe\xff\0\xdc\0a"), BYTES("\xc3\x9c\x61")},
    {"utf-16le bare", BYTES("a\0b\0c\0\xac\x20"), BYTES("abc\xe2\x82\xac")},
    {"utf-16be bare", BYTES("\0a\0b\0c\x20\xac"), BYTES("abc\xe2\x82\xac")},
    {"pair", BYTES("\xff\xfe\x3d\xd8\xf1\xdc"), BYTES("\xf0\x9f\x93\xb1")},
    {"lone high",
	BYTES("\xff\xfe\x3d\xd8"
	      "a\0"),
	BYTES("\xef\xbf\xbd"
	      "a")},
    {"lone low", BYTES("\xff\xfe\xf1\xdc"), BYTES("\xef\xbf\xbd")},
    {"odd length",
	BYTES("\xff\xfe"
	      "a\0b"),
	BYTES("a\xef\xbf\xbd")},
    {"mark only", BYTES("\xff\xfe"), BYTES("")},
    {"cp1252", BYTES("\x80 \xdc \x93"),
	BYTES("\xe2\x82\xac \xc3\x9c \xe2\x80\x9c")},
    {"cp1252 hole", BYTES("\x81"), BYTES("\xef\xbf\xbd")},
};

static void converts_text(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(texts); i++) {
		print_message("row: %s\n", texts[i].name);
		assert_same(ed_to_utf8(&arena, texts[i].bytes), texts[i].text);
	}
}

static void converts_strings_of_asn1(void **state)
{
	(void)state;
	assert_same(ed_utf16be_to_utf8(&arena, ED_STR("\x20\xac")),
	    ED_STR("\xe2\x82\xac"));
	assert_same(ed_utf32be_to_utf8(&arena, ED_STR("\0\1\xf4\xf1")),
	    ED_STR("\xf0\x9f\x93\xb1"));
	assert_same(ed_utf32be_to_utf8(&arena, ED_STR("\xff\0\0\0\0")),
	    ED_STR("\xef\xbf\xbd\xef\xbf\xbd"));
	assert_same(ed_latin1_to_utf8(&arena, ED_STR("\x80\xff")),
	    ED_STR("\xc2\x80\xc3\xbf"));
}

static int free_arena(void **state)
{
	(void)state;
	ed_arena_free(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(decodes_base64),
	    cmocka_unit_test(hashes),
	    cmocka_unit_test(knows_utf8),
	    cmocka_unit_test(converts_text),
	    cmocka_unit_test(converts_strings_of_asn1),
	};

	return cmocka_run_group_tests(tests, NULL, free_arena);
}
