/* SPDX-License-Identifier: Apache-2.0 */
#include "base/der.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define BYTES(literal)                                                         \
	{                                                                      \
		literal, sizeof(literal) - 1                                   \
	}

/* Lengths as openssl asn1parse shows them (hl=, l=). */
static const struct {
	const char *name;
	struct ed_str bytes;
	bool ok;
	unsigned char tag;
	size_t body;
	size_t rest;
} rows[] = {
    /* clang-format off */
    { "short", BYTES("\x02\x01\x05"), true, 0x02, 1, 0 },
    { "empty body", BYTES("\x30\x00\x30"), true, 0x30, 0, 1 },
    { "long form", BYTES("\x04\x81\x03\x61\x62\x63\x64"), true, 0x04, 3, 1 },
    { "two octets", BYTES("\x04\x82\x00\x01\x61"), true, 0x04, 1, 0 },
    { "four octets", BYTES("\x04\x84\x00\x00\x00\x01\x61"), true, 0x04, 1, 0 },
    { "five octets", BYTES("\x04\x85\x00\x00\x00\x00\x01\x61"), false, 0, 0, 0 },
    { "nothing", BYTES(""), false, 0, 0, 0 },
    { "tag only", BYTES("\x30"), false, 0, 0, 0 },
    { "cut length", BYTES("\x30\x82\x01"), false, 0, 0, 0 },
    { "cut body", BYTES("\x04\x03\x61\x62"), false, 0, 0, 0 },
    { "huge", BYTES("\x04\x84\xff\xff\xff\xff\x61"), false, 0, 0, 0 },
    { "indefinite", BYTES("\x30\x80\x05\x00\x00\x00"), false, 0, 0, 0 },
    { "high tag", BYTES("\x1f\x01\x61"), false, 0, 0, 0 },
    { "reserved", BYTES("\x04\xff\x61"), false, 0, 0, 0 },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_der cursor = ed_der_in(rows[i].bytes);
		struct ed_element element;

		print_message("row: %s\n", rows[i].name);
		assert_int_equal(ed_der_next(&cursor, &element), rows[i].ok);
		if (!rows[i].ok) {
			assert_int_equal(cursor.rest.n, rows[i].bytes.n);
			continue;
		}
		assert_int_equal(element.tag, rows[i].tag);
		assert_int_equal(element.body.n, rows[i].body);
		assert_int_equal(cursor.rest.n, rows[i].rest);
		assert_int_equal(
		    element.whole.n, rows[i].bytes.n - rows[i].rest);
	}
}

static void takes_only_what_is_asked_for(void **state)
{
	struct ed_der cursor = ed_der_in(ED_STR("\x02\x01\x05\x04\x01\x61"));
	struct ed_str body = ED_STR("untouched");

	(void)state;
	assert_false(ed_der_take(&cursor, ED_DER_OCTET_STRING, &body));
	assert_int_equal(cursor.rest.n, 6);
	assert_int_equal(body.n, 9);
	assert_true(ed_der_take(&cursor, ED_DER_INTEGER, &body));
	assert_true(ed_der_take(&cursor, ED_DER_OCTET_STRING, &body));
	assert_true(ed_str_eq(body, ED_STR("a")));
	assert_true(ed_der_empty(&cursor));
	assert_false(ed_der_take(&cursor, ED_DER_INTEGER, &body));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(takes_only_what_is_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
