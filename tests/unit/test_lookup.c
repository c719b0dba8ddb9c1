/* SPDX-License-Identifier: Apache-2.0 */
#include <easdoctor/lookup.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define GUID "{8d0e5bd1-7c47-41e2-a1a5-3d8d3b1c9f00}"
#define TEN "abcdefghij"
#define SIXTY TEN TEN TEN TEN TEN TEN

static const struct {
	struct ed_str text;
	const char *found;
} rows[] = {
    /* clang-format off */
    { ED_STR("{EmailAddress}"),         "{EmailAddress}" },
    { ED_STR("CORP\\{EnrollmentUser}"), "{EnrollmentUser}" },
    { ED_STR("{A}{B}"),                 "{A}" },
    { ED_STR("{ UserPrincipalName }"),  "{ UserPrincipalName }" },
    { ED_STR("{CustomAttribute1}"),     "{CustomAttribute1}" },
    { ED_STR("{\xd0\x98}"),             "{\xd0\x98}" },
    { ED_STR("{a{b}"),                  "{b}" },
    { ED_STR("{}{b}"),                  "{b}" },
    { ED_STR(GUID "{X}"),               "{X}" },
    { ED_STR("{" SIXTY "abcd}"),        "{" SIXTY "abcd}" },
    { ED_STR("{" SIXTY "abcde}"),       "" },
    { ED_STR(GUID),                     "" },
    { ED_STR("{}"),                     "" },
    { ED_STR("{ }"),                    "" },
    { ED_STR("[0-9]{2}"),               "" },
    { ED_STR("}a{b"),                   "" },
    { ED_STR("{a"),                     "" },
    { ED_STR("{"),                      "" },
    { ED_STR(""),                       "" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_str found = ed_lookup_find(rows[i].text);

		print_message("row: %s\n", rows[i].text.p);
		assert_true(ed_str_eq(found, ed_str_of(rows[i].found)));
		assert_int_equal(ed_lookup_in(rows[i].text), found.n > 0);
	}
}

static void it_walks_over_all(void **state)
{
	struct ed_str rest = ED_STR("x{A}" GUID "{}y{b}z");

	(void)state;
	assert_true(ed_str_eq(ed_lookup_next(&rest), ED_STR("A")));
	assert_true(ed_str_eq(ed_lookup_next(&rest), ED_STR("b")));
	assert_true(ed_str_eq(rest, ED_STR("z")));
	assert_int_equal(ed_lookup_next(&rest).n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(it_walks_over_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
