/* SPDX-License-Identifier: Apache-2.0 */
#include "base/yaml.h"

#include <easdoctor/case.h>
#include <easdoctor/limits.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct inner {
	struct ed_str name;
	unsigned size;
	unsigned name_line;
};

struct outer {
	struct ed_str title;
	unsigned count;
	enum ed_answer flag;
	int word;
	int64_t time;
	struct inner inner;
	struct ed_list texts;
	struct ed_list items;
	size_t pairs;
	unsigned line;
	unsigned column;
};

static const char *const colours[] = {"red", "green", "blue", NULL};

static const struct ed_yaml_key inner_keys[] = {
    {"name", ED_YAML_TEXT, offsetof(struct inner, name), .required = true,
	.line_offset = offsetof(struct inner, name_line)},
    {"size", ED_YAML_COUNT, offsetof(struct inner, size), .required = false},
    {0},
};

static bool read_pairs(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct outer *outer = into;
	struct ed_yaml_node key, value;

	if (!ed_yaml_is_mapping(node))
		return ed_yaml_fail(node, err, "pairs, please");
	outer->pairs = ed_yaml_count(node);
	ed_yaml_pair(node, outer->pairs - 1, &key, &value);
	outer->line = value.line;
	outer->column = value.column;
	assert_true(ed_yaml_is_text(key));
	assert_true(ed_yaml_text(arena, key).n > 0);
	return true;
}

static const struct ed_yaml_key outer_keys[] = {
    {"title", ED_YAML_TEXT, offsetof(struct outer, title), .required = false},
    {"count", ED_YAML_COUNT, offsetof(struct outer, count), .required = false},
    {"flag", ED_YAML_FLAG, offsetof(struct outer, flag), .required = false},
    {"word", ED_YAML_WORD, offsetof(struct outer, word), .words = colours},
    {"time", ED_YAML_TIME, offsetof(struct outer, time), .required = false},
    {"inner", ED_YAML_MAPPING, offsetof(struct outer, inner),
	.keys = inner_keys},
    {"texts", ED_YAML_TEXTS, offsetof(struct outer, texts), .required = false},
    {"items", ED_YAML_ITEMS, offsetof(struct outer, items), .keys = inner_keys,
	.item_size = sizeof(struct inner)},
    {"pairs", ED_YAML_CUSTOM, 0, .read = read_pairs},
    {0},
};

static bool read(struct ed_arena *arena, struct ed_str text, struct outer *out,
    struct ed_error *err)
{
	memset(out, 0, sizeof(*out));
	return ed_yaml_read(arena, "t.yaml", text, outer_keys, out, err);
}

#define FLAT(text, message)                                                    \
	{                                                                      \
		ED_STR(text), message                                          \
	}

/* What is refused, with the whole message. Lines and columns count from 1. */
static const struct {
	struct ed_str text;
	const char *message;
} refused[] = {
    FLAT("", "t.yaml:1:1: nothing is in it"),
    FLAT("# only this\n", "t.yaml:1:1: nothing is in it"),
    FLAT("just text\n", "t.yaml:1:1: keys and values are expected"),
    FLAT("- a\n- b\n", "t.yaml:1:1: keys and values are expected"),
    FLAT("titel: a\n", "t.yaml:1:1: unknown key 'titel'; did you mean "
		       "'title'?"),
    FLAT("title: a\nfrobnicate: b\n", "t.yaml:2:1: unknown key "
				      "'frobnicate'"),
    FLAT("inner:\n  name: a\n  sice: 3\n",
	"t.yaml:3:3: unknown key 'sice'; did you mean 'size'?"),
    FLAT(
	"title: a\ncount: 1\ntitle: b\n", "t.yaml:3:1: the key is given twice"),
    FLAT("pairs: {a: 1, b: 2, a: 3}\n", "t.yaml:1:21: the key is given twice"),
    FLAT("title: a\n\"title\": b\n", "t.yaml:2:1: the key is given twice"),
    FLAT("[a]: b\n", "t.yaml:1:1: a key is one word"),
    FLAT("title: &x a\n", "t.yaml:1:8: anchors are not part of this format"),
    FLAT("texts: [a, &x b]\n",
	"t.yaml:1:12: anchors are not part of this format"),
    FLAT("texts: &x [a]\n", "t.yaml:1:8: anchors are not part of this format"),
    FLAT("inner: &x {name: a}\n",
	"t.yaml:1:8: anchors are not part of this format"),
    FLAT("title: *x\n", "t.yaml:1:8: aliases are not part of this format"),
    FLAT("<<: *x\n", "t.yaml:1:5: aliases are not part of this format"),
    FLAT("title: !!str a\n", "t.yaml:1:8: tags are not part of this format"),
    FLAT("title: ! a\n", "t.yaml:1:8: tags are not part of this format"),
    FLAT("# \xc3\xbc\xe2\x82\xac\ntexts: [\xc3\xa4, ! a]\n",
	"t.yaml:2:12: tags are not part of this format"),
    FLAT("texts: !list [a]\n", "t.yaml:1:8: tags are not part of this format"),
    FLAT(
	"inner: ! {name: a}\n", "t.yaml:1:8: tags are not part of this format"),
    FLAT("%TAG ! tag:x,2000:\n---\ntitle: a\n",
	"t.yaml:1:1: tags are not part of this format"),
    FLAT("title: a\n---\ntitle: b\n",
	"t.yaml:2:1: a second document; one file holds one"),
    FLAT("--- {}\n--- {}\n",
	"t.yaml:2:1: a second document; one file holds one"),
    FLAT("title: \"a\\0b\"\n",
	"t.yaml:1:8: the text holds the invisible character U+0000"),
    FLAT("title: \"a\\eb\"\n",
	"t.yaml:1:8: the text holds the invisible character U+001B"),
    FLAT("title: a\xe2\x80\xae b\n",
	"t.yaml:1:8: the text holds the invisible character U+202E"),
    FLAT("title: a\xe2\x80\x8b\n",
	"t.yaml:1:8: the text holds the invisible character U+200B"),
    FLAT("title: \"\\x9b\"\n",
	"t.yaml:1:8: the text holds the invisible character U+009B"),
    FLAT("t\\\x01: a\n", "t.yaml:1:3: a control character"),
    FLAT("title: a\n\0", "t.yaml:2:1: a control character"),
    FLAT("title: \xff\n", "t.yaml:1:8: not UTF-8; save the file as UTF-8"),
    FLAT("a: \xc3\xa4\ntitle: \xe4\n",
	"t.yaml:2:8: not UTF-8; save the file as UTF-8"),
    FLAT("\xff\xfet\0i\0", "t.yaml:1:1: UTF-16; save the file as UTF-8"),
    FLAT("title: [a\n", "t.yaml:2:1: not YAML: did not find expected ',' or "
			"']'"),
    FLAT("title: 'a\n", "t.yaml:2:1: not YAML: found unexpected end of "
			"stream"),
    FLAT("title:\n", "t.yaml:1:7: title has no value; give one or leave the "
		     "key out"),
    FLAT("title: ~\n", "t.yaml:1:8: title has no value; give one or leave "
		       "the key out"),
    FLAT("title: Null\n", "t.yaml:1:8: title has no value; give one or "
			  "leave the key out"),
    FLAT("title: \"\"\n", "t.yaml:1:8: title has no value; give one or "
			  "leave the key out"),
    FLAT("texts: [a, '']\n", "t.yaml:1:12: texts has no value; give one or "
			     "leave the key out"),
    FLAT("title: [a]\n", "t.yaml:1:8: title must be a text"),
    FLAT("title: {a: b}\n", "t.yaml:1:8: title must be a text"),
    FLAT("count: -1\n", "t.yaml:1:8: count must be a whole number"),
    FLAT("count: 1.5\n", "t.yaml:1:8: count must be a whole number"),
    FLAT("count: 010\n", "t.yaml:1:8: count must be a whole number"),
    FLAT("count: 4294967296\n", "t.yaml:1:8: count must be a whole number"),
    FLAT("count: 99999999999999999999\n",
	"t.yaml:1:8: count must be a whole number"),
    FLAT("flag: maybe\n", "t.yaml:1:7: flag must be true or false"),
    FLAT("word: gren\n", "t.yaml:1:7: unknown word 'gren'; did you mean "
			 "'green'?"),
    FLAT("word: Red\n", "t.yaml:1:7: unknown word 'Red'; did you mean "
			"'red'?"),
    FLAT("word: violet\n",
	"t.yaml:1:7: unknown word 'violet'; there is red, green or blue"),
    FLAT("time: yesterday\n",
	"t.yaml:1:7: time must be a date or a time with its zone, such as "
	"2026-11-18 or 2026-11-18T08:00:00Z"),
    FLAT("time: 2026-02-30\n",
	"t.yaml:1:7: time must be a date or a time with its zone, such as "
	"2026-11-18 or 2026-11-18T08:00:00Z"),
    FLAT("inner: a\n", "t.yaml:1:8: inner must have keys and values"),
    FLAT("inner:\n  size: 3\n", "t.yaml:2:3: the key 'name' is missing"),
    FLAT("inner: {}\n", "t.yaml:1:8: the key 'name' is missing"),
    FLAT("texts: {a: b}\n", "t.yaml:1:8: texts must be a list of texts"),
    FLAT("texts: [[a]]\n", "t.yaml:1:9: texts must be a text"),
    FLAT("items: a\n", "t.yaml:1:8: items must be a list"),
    FLAT("items: [a]\n", "t.yaml:1:9: each of items must have keys and "
			 "values"),
    FLAT("items:\n  - name: a\n  - size: 1\n",
	"t.yaml:3:5: the key 'name' is missing"),
    FLAT("pairs: [a]\n", "t.yaml:1:8: pairs, please"),
};

static void each_refused(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(refused); i++) {
		struct ed_arena arena = {0};
		struct ed_error err = {""};
		struct outer outer;

		print_message("row: %s\n", refused[i].message);
		assert_false(read(&arena, refused[i].text, &outer, &err));
		assert_string_equal(err.text, refused[i].message);
		ed_arena_free(&arena);
	}
}

static void reads_everything(void **state)
{
	static const char text[] = "\xef\xbb\xbf# a case\r\n"
				   "title: \"\xc3\xa4 b\"\r\n"
				   "count: 4294967295\r\n"
				   "flag: on\r\n"
				   "word: blue\r\n"
				   "time: 2026-11-18T08:00:00Z\r\n"
				   "inner: {name: 18.1, size: 0}\r\n"
				   "texts: [a, 'b: c', \"d\\te\"]\r\n"
				   "items:\r\n"
				   "- name: |\r\n"
				   "    x\r\n"
				   "    y\r\n"
				   "- {name: z, size: 7}\r\n"
				   "pairs:\r\n"
				   "  one: {}\r\n"
				   "  two:   []\r\n";
	struct ed_arena arena = {0};
	struct ed_error err = {""};
	struct outer outer;
	const struct inner *items;

	(void)state;
	if (!read(&arena, ed_str_of(text), &outer, &err))
		fail_msg("%s", err.text);
	items = outer.items.items;
	assert_true(ed_str_eq(outer.title, ED_STR("\xc3\xa4 b")));
	assert_int_equal(outer.count, 4294967295u);
	assert_int_equal(outer.flag, ED_YES);
	assert_int_equal(outer.word, 2);
	assert_int_equal(outer.time, 1794988800);
	assert_true(ed_str_eq(outer.inner.name, ED_STR("18.1")));
	assert_int_equal(outer.inner.name_line, 7);
	assert_int_equal(outer.texts.n, 3);
	assert_true(
	    ed_str_eq(ED_ITEMS(outer.texts, struct ed_str)[2], ED_STR("d\te")));
	assert_int_equal(outer.items.n, 2);
	assert_true(ed_str_eq(items[0].name, ED_STR("x\ny\n")));
	assert_int_equal(items[1].size, 7);
	assert_int_equal(items[1].name_line, 13);
	assert_int_equal(outer.pairs, 2);
	assert_int_equal(outer.line, 16);
	assert_int_equal(outer.column, 10);
	ed_arena_free(&arena);
}

static void a_lone_text_is_a_list(void **state)
{
	struct ed_arena arena = {0};
	struct ed_error err = {""};
	struct outer outer;

	(void)state;
	assert_true(
	    read(&arena, ED_STR("texts: a\nitems: []\n"), &outer, &err));
	assert_int_equal(outer.texts.n, 1);
	assert_int_equal(outer.items.n, 0);
	ed_arena_free(&arena);
}

/* A text of n bytes: first, then the same bytes again and again. */
static struct ed_str repeat(
    struct ed_arena *arena, const char *first, const char *again, size_t n)
{
	struct ed_text text = {.arena = arena};

	ed_put(&text, ed_str_of(first));
	for (size_t i = 0; i < n; i++)
		ed_put(&text, ed_str_of(again));
	return ed_text_str(&text);
}

static void limits_hold(void **state)
{
	struct ed_arena arena = {0};
	struct ed_error err = {""};
	struct outer outer;

	(void)state;
	assert_false(
	    read(&arena, repeat(&arena, "pairs: ", "[", 200000), &outer, &err));
	assert_string_equal(err.text, "t.yaml:1:39: too many levels");
	assert_false(read(
	    &arena, repeat(&arena, "pairs: ", "- ", 100000), &outer, &err));
	assert_false(read(
	    &arena, repeat(&arena, "texts: [", "a,", 60000), &outer, &err));
	assert_string_equal(
	    err.text, "t.yaml:1:100003: too many values in one file");
	assert_false(read(
	    &arena, repeat(&arena, "title: ", "a", ED_MAX_YAML), &outer, &err));
	assert_string_equal(err.text, "t.yaml:1:1: 262151 bytes are more than "
				      "one file may have (262144)");
	ed_arena_free(&arena);
}

/* A name cannot push the message out, nor break its line. */
static void names_are_tamed(void **state)
{
	struct ed_arena arena = {0};
	struct ed_error err = {""};
	struct outer outer = {0};
	struct ed_str name = repeat(&arena, "", "d/", 3000);

	(void)state;
	assert_false(ed_yaml_read(
	    &arena, name.p, ED_STR("word: x"), outer_keys, &outer, &err));
	assert_non_null(strstr(err.text, "d/:1:7: unknown word 'x'"));
	assert_false(ed_yaml_read(&arena, "a\nb\033.yaml", ED_STR("word: x"),
	    outer_keys, &outer, &err));
	assert_string_equal(err.text,
	    "a?b?.yaml:1:7: unknown word 'x'; there is red, green or blue");
	assert_false(
	    ed_yaml_read(&arena, "t", repeat(&arena, "word: ", "\xc3\xa4", 500),
		outer_keys, &outer, &err));
	assert_int_equal(strlen(err.text),
	    strlen("t:1:7: unknown word ''; there is red, green or blue") + 64);
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_refused),
	    cmocka_unit_test(reads_everything),
	    cmocka_unit_test(a_lone_text_is_a_list),
	    cmocka_unit_test(limits_hold), cmocka_unit_test(names_are_tamed)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
