/* SPDX-License-Identifier: Apache-2.0 */
#include "iis_made.h"

static const struct ed_iis_row rows[] = {
    {"both off", FRONT, ED_IIS_TOKEN_CHECKING, 0, ""},
    {"front only", FRONT, ED_IIS_TOKEN_CHECKING, 1, "mismatch"},
    {"back only", BACK, ED_IIS_TOKEN_CHECKING, 2, "mismatch"},
    {"unknown", BACK, ED_IIS_TOKEN_CHECKING, -1, "mismatch=unknown"},
};

static void each_row(void **state)
{
	(void)state;
	ed_expect_iis_rows("iis-extended-protection", rows, ED_COUNT(rows));
}

static void as_exchange_wants(void **state)
{
	struct ed_iis iis = ed_good_iis();

	(void)state;
	ed_set(&iis.front, ED_IIS_TOKEN_CHECKING, ED_IIS_TOKEN_ALLOW);
	ed_set(&iis.back, ED_IIS_TOKEN_CHECKING, ED_IIS_TOKEN_REQUIRE);
	ed_expect_iis("iis-extended-protection", &iis, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(as_exchange_wants)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
