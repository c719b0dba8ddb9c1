/* SPDX-License-Identifier: Apache-2.0 */
#include "base/nearest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const char *const words[] = {"certificate", "profile", "on", "san",
    "http/403-16", "http/403-17", "a-very-long-word-indeed", NULL};

static const struct {
	const char *word;
	const char *nearest; /* NULL: none */
} rows[] = {
    {"certificate", "certificate"},
    {"Certificate", "certificate"},
    {"certifcate", "certificate"},
    {"certfiicate", "certificate"},
    {"cetifciate", "certificate"},
    {"profil", "profile"},
    {"porfile", "profile"},
    {"profiles", "profile"},
    {"sna", "san"},
    {"om", "on"},
    {"xy", NULL},
    {"http/403-18", "http/403-16"},
    {"http-403-17", "http/403-17"},
    {"", NULL},
    {"device", NULL},
    {"a-very-lng-word-inded", "a-very-long-word-indeed"},
    {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	NULL},
};

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const char *nearest =
		    ed_nearest(ed_str_of(rows[i].word), words);

		print_message("row: %s\n", rows[i].word);
		if (rows[i].nearest) {
			assert_non_null(nearest);
			assert_string_equal(nearest, rows[i].nearest);
		} else {
			assert_null(nearest);
		}
	}
}

/* Bytes beyond a slice are not looked at, and any byte may stand in it. */
static void slices(void **state)
{
	(void)state;
	assert_string_equal(
	    ed_nearest(ed_str_sub(ED_STR("profile-x"), 0, 7), words),
	    "profile");
	assert_string_equal(ed_nearest(ED_STR("pro\0ile"), words), "profile");
	assert_null(ed_nearest(ED_STR("\xff\xfe\xfd\xfc"), words));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(slices)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
