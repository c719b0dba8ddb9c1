/* SPDX-License-Identifier: Apache-2.0 */
/* Binary property lists, written here byte by byte. */
#include "load/plist.h"
#include <easdoctor/limits.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"

/* One list: objects, whose places are kept, then the table and trailer. */
struct made {
	struct ed_text bytes;
	unsigned char at[255][3];
	unsigned n;
};

static void start(struct made *m, struct ed_arena *arena)
{
	memset(m, 0, sizeof(*m));
	m->bytes.arena = arena;
	ed_put(&m->bytes, ED_STR("bplist00"));
}

static unsigned add(struct made *m, struct ed_str object)
{
	size_t at = m->bytes.n;

	m->at[m->n][0] = (unsigned char)(at >> 16);
	m->at[m->n][1] = (unsigned char)(at >> 8);
	m->at[m->n][2] = (unsigned char)at;
	ed_put(&m->bytes, object);
	return m->n++;
}

static void put_number(struct ed_text *out, uint64_t n)
{
	for (int shift = 56; shift >= 0; shift -= 8)
		ed_put_byte(out, (char)(n >> shift));
}

static struct ed_str finish(struct made *m, unsigned top)
{
	uint64_t table = m->bytes.n;

	ed_put(&m->bytes, (struct ed_str){(const char *)m->at, 3 * m->n});
	ed_put(&m->bytes, ED_STR("\0\0\0\0\0\0\3\1"));
	put_number(&m->bytes, m->n);
	put_number(&m->bytes, top);
	put_number(&m->bytes, table);
	return ed_text_str(&m->bytes);
}

/* The first note, or "": nothing is wrong. */
static struct ed_str read_one(
    struct ed_arena *arena, struct ed_str bytes, struct ed_plist *doc)
{
	ed_plist_read(arena, bytes, doc);
	assert_true(doc->binary);
	if (!doc->notes.n)
		return ED_STR("");
	assert_int_equal(ED_ITEMS(doc->notes, struct ed_plist_note)[0].line, 0);
	return ED_ITEMS(doc->notes, struct ed_plist_note)[0].text;
}

static const struct {
	struct ed_str object;
	const char *type; /* NULL: nothing is read */
	struct ed_str text;
	const char *note;
} rows[] = {
    /* clang-format off */
    { ED_STR("\x08"), "false", ED_STR(""), "" },
    { ED_STR("\x09"), "true", ED_STR(""), "" },
    { ED_STR("\x10\xff"), "integer", ED_STR("255"), "" },
    { ED_STR("\x11\xff\xff"), "integer", ED_STR("65535"), "" },
    { ED_STR("\x12\xff\xff\xff\xff"), "integer", ED_STR("4294967295"), "" },
    { ED_STR("\x13\xff\xff\xff\xff\xff\xff\xff\xd6"), "integer",
	ED_STR("-42"), "" },
    { ED_STR("\x13\x80\0\0\0\0\0\0\0"), "integer",
	ED_STR("-9223372036854775808"), "" },
    { ED_STR("\x14\0\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff"),
	"integer", ED_STR("18446744073709551615"), "" },
    { ED_STR("\x14\xff\xff\xff\xff\xff\xff\xff\xff"
	"\xff\xff\xff\xff\xff\xff\xff\xff"), "integer", ED_STR("-1"), "" },
    { ED_STR("\x14\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\0"), NULL, ED_STR(""),
	"an integer of more than 64 bits" },
    { ED_STR("\x22\x3f\xc0\0\0"), "real", ED_STR("1.5"), "" },
    { ED_STR("\x23\x3f\xb9\x99\x99\x99\x99\x99\x9a"), "real", ED_STR("0.1"),
	"" },
    { ED_STR("\x21\0\0"), NULL, ED_STR(""),
	"a real number of an unknown size" },
    { ED_STR("\x33\0\0\0\0\0\0\0\0"), "date", ED_STR("2001-01-01T00:00:00Z"),
	"" },
    { ED_STR("\x33\xbf\xe0\0\0\0\0\0\0"), "date",
	ED_STR("2000-12-31T23:59:59Z"), "" },
    { ED_STR("\x33\x7f\xf8\0\0\0\0\0\0"), NULL, ED_STR(""),
	"a date that is on no calendar" },
    { ED_STR("\x43\0\xff="), "data", ED_STR("\0\xff="), "" },
    { ED_STR("\x53" "a\0b"), "string", ED_STR("a\0b"), "" },
    { ED_STR("\x5f\x10\x03" "abc"), "string", ED_STR("abc"), "" },
    { ED_STR("\x51\xe4"), "string", ED_STR("\xc3\xa4"),
	"a string is marked as ASCII and is none" },
    { ED_STR("\x63\x20\xac\xd8\x3d\xde\0"), "string",
	ED_STR("\xe2\x82\xac\xf0\x9f\x98\x80"), "" },
    { ED_STR("\x5f\x10\xff" "abc"), NULL, ED_STR(""),
	"an object is longer than the file" },
    { ED_STR("\x5f\x13\x80\0\0\0\0\0\0\0"), NULL, ED_STR(""),
	"an object is longer than the file" },
    { ED_STR("\xaf\x13\x20\0\0\0\0\0\0\0"), NULL, ED_STR(""),
	"an object is longer than the file" },
    { ED_STR("\x00"), NULL, ED_STR(""), "a null, which a profile cannot hold" },
    { ED_STR("\x80\x01"), NULL, ED_STR(""),
	"a UID, which a profile cannot hold" },
    { ED_STR("\xc0"), NULL, ED_STR(""), "a set, which a profile cannot hold" },
    { ED_STR("\xb0"), NULL, ED_STR(""),
	"an ordered set, which a profile cannot hold" },
    { ED_STR("\xf0"), NULL, ED_STR(""),
	"an object of an unknown kind, which a profile cannot hold" },
    { ED_STR("\xa1\x07"), "array", ED_STR(""),
	"names an object that is not there" },
    { ED_STR("\xa1\x00"), "array", ED_STR(""), "an object that holds itself" },
    /* clang-format on */
};

static void each_object(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_arena arena = {0};
		struct ed_plist doc;
		struct ed_str note;
		struct made m;

		print_message("row: %zu\n", i);
		start(&m, &arena);
		add(&m, rows[i].object);
		note = read_one(&arena, finish(&m, 0), &doc);
		assert_true(ed_str_eq(note, ed_str_of(rows[i].note)));
		assert_int_equal(doc.damaged, note.n > 0);
		assert_int_equal(doc.root != NULL, rows[i].type != NULL);
		if (doc.root) {
			assert_string_equal(
			    ed_plist_type_name(doc.root->type), rows[i].type);
			assert_true(ed_str_eq(doc.root->text, rows[i].text));
			assert_int_equal(doc.root->line, 0);
		}
		ed_arena_free(&arena);
	}
}

static void gives_places_of_its_xml(void **state)
{
	const struct ed_plist_node *node;
	struct ed_arena arena = {0};
	struct ed_plist doc;
	struct ed_str bytes;
	struct made m;

	(void)state;
	start(&m, &arena);
	add(&m, ED_STR("\xd2\x01\x02\x03\x04"));
	add(&m, ED_STR("\x51"
		       "A"));
	add(&m, ED_STR("\x51"
		       "B"));
	add(&m, ED_STR("\x09"));
	add(&m, ED_STR("\xa2\x03\x05"));
	add(&m, ED_STR("\x42"
		       "==")); /* no base64, but bytes */
	assert_int_equal(read_one(&arena, finish(&m, 0), &doc).n, 0);
	node = ed_plist_get(doc.root, ED_STR("B"));
	assert_non_null(node);
	node = node->children->next;
	assert_true(ed_str_eq(ed_plist_xpath(&arena, &doc, node),
	    ED_STR("/plist/dict/key[.='B']/following-sibling::*[1]/*[2]")));
	assert_true(ed_plist_data(&arena, node, &bytes));
	assert_true(ed_str_eq(bytes, ED_STR("==")));
	ed_arena_free(&arena);
}

static void refuses_keys_that_are_none(void **state)
{
	struct ed_arena arena = {0};
	struct ed_plist doc;
	struct made m;

	(void)state;
	start(&m, &arena);
	add(&m, ED_STR("\xd2\x01\x02\x02\x01"));
	add(&m, ED_STR("\x10\x05"));
	add(&m, ED_STR("\x51"
		       "A"));
	assert_true(ed_str_eq(read_one(&arena, finish(&m, 0), &doc),
	    ED_STR("a key that is no string")));
	assert_int_equal(doc.root->n_children, 1);
	assert_true(doc.root->damaged);
	ed_arena_free(&arena);
}

/* Each level holds the one below sixteen times. */
static void bounds_what_shared_objects_mean(void **state)
{
	struct ed_arena arena = {0};
	struct ed_plist doc;
	struct made m;

	(void)state;
	start(&m, &arena);
	add(&m, ED_STR("\x09"));
	for (int level = 0; level < 9; level++) {
		char array[19] = {'\xaf', '\x10', 16};

		memset(array + 3, level, 16);
		add(&m, (struct ed_str){array, sizeof(array)});
	}
	assert_true(ed_str_starts(read_one(&arena, finish(&m, 9), &doc),
	    ED_STR("more than 200000 elements")));
	ed_arena_free(&arena);
}

static void bounds_shared_text(void **state)
{
	struct ed_arena arena = {0}, text = {0};
	struct ed_text array = {.arena = &text};
	char *long_text = ed_alloc(&text, 500000);
	struct ed_plist doc;
	struct made m;

	(void)state;
	start(&m, &arena);
	ed_put(&array, ED_STR("\x4f\x12\x00\x07\xa1\x20"));
	ed_put(&array, (struct ed_str){long_text, 500000});
	add(&m, ed_text_str(&array));
	array.n = 0;
	ed_put(&array, ED_STR("\xaf\x10\xff"));
	ed_put(&array, (struct ed_str){long_text, 255});
	add(&m, ed_text_str(&array));
	assert_true(ed_str_starts(read_one(&arena, finish(&m, 1), &doc),
	    ED_STR("more than 33554432 bytes once shared")));
	ed_arena_free(&text);
	ed_arena_free(&arena);
}

static void bounds_depth(void **state)
{
	struct ed_arena arena = {0};
	struct ed_plist doc;
	struct made m;

	(void)state;
	start(&m, &arena);
	add(&m, ED_STR("\xa0"));
	for (char level = 0; level < 100; level++)
		add(&m, (struct ed_str){(char[]){'\xa1', level}, 2});
	assert_true(ed_str_starts(read_one(&arena, finish(&m, 100), &doc),
	    ED_STR("nested deeper than 32 levels")));
	ed_arena_free(&arena);
}

/* Every byte of the trailer lies, and every place the file can end at. */
static void believes_no_trailer(void **state)
{
	struct ed_arena arena = {0};
	struct ed_plist doc;
	struct ed_str whole;
	char *copy;
	struct made m;

	(void)state;
	start(&m, &arena);
	add(&m, ED_STR("\xd1\x01\x02"));
	add(&m, ED_STR("\x51"
		       "A"));
	add(&m, ED_STR("\x09"));
	whole = finish(&m, 0);
	for (size_t i = whole.n - 32; i < whole.n; i++)
		for (int bit = 0; bit < 8; bit++) {
			copy = (char *)ed_copy(&arena, whole).p;
			copy[i] = (char)(copy[i] ^ 1 << bit);
			ed_plist_read(
			    &arena, (struct ed_str){copy, whole.n}, &doc);
			assert_true(doc.damaged || doc.root);
		}
	for (size_t n = 6; n < whole.n; n++) {
		/* Of its own size, so that a byte too far is seen. */
		copy = test_malloc(n);
		memcpy(copy, whole.p, n);
		ed_plist_read(&arena, (struct ed_str){copy, n}, &doc);
		assert_true(doc.damaged);
		assert_null(doc.root);
		test_free(copy);
	}
	ed_arena_free(&arena);
}

static void names_other_versions(void **state)
{
	struct ed_arena arena = {0};
	struct ed_plist doc;

	(void)state;
	assert_true(ed_str_eq(read_one(&arena, ED_STR("bplist16abc"), &doc),
	    ED_STR("a binary property list of an unknown version")));
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_object),
	    cmocka_unit_test(gives_places_of_its_xml),
	    cmocka_unit_test(refuses_keys_that_are_none),
	    cmocka_unit_test(bounds_what_shared_objects_mean),
	    cmocka_unit_test(bounds_shared_text),
	    cmocka_unit_test(bounds_depth),
	    cmocka_unit_test(believes_no_trailer),
	    cmocka_unit_test(names_other_versions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
