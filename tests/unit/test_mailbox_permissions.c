/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <easdoctor/directory.h>

static const struct {
	const char *name;
	enum ed_answer admin;
	const char *trouble, *expect;
} rows[] = {
    /* clang-format off */
    { "never was", ED_NO, NULL, "" },
    { "is or was", ED_YES, NULL, "inheritance-off" },
    { "not shown", ED_UNSAID, NULL, "inheritance-off=not_asked" },
    { "two accounts", ED_NO, "two", "inheritance-off=unknown" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_directory_account account = {
		    .label = ED_STR("account a"),
		    .protected_once = rows[i].admin};
		const struct ed_facts facts = {
		    .directory_account = rows[i].trouble ? NULL : &account,
		    .directory_trouble = rows[i].trouble};

		print_message("row: %s\n", rows[i].name);
		ed_expect(
		    "mailbox-permissions", &facts, &facts, rows[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
