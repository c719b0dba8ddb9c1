/* SPDX-License-Identifier: Apache-2.0 */
#include "iis_made.h"

static const struct ed_iis_row rows[] = {
    {"nothing filtered", FRONT, ED_IIS_SSL_FLAGS, 72, ""},
};

static void each_row(void **state)
{
	(void)state;
	ed_expect_iis_rows("iis-filtering", rows, ED_COUNT(rows));
}

static void filters(void **state)
{
	struct ed_iis iis = ed_good_iis();

	(void)state;
	iis.front.filter.what = "verb";
	ed_expect_iis("iis-filtering", &iis, "verb-or-path");
	iis.front.filter.what = NULL;
	iis.has_web = false;
	ed_expect_iis("iis-filtering", &iis, "verb-or-path=not_asked");
	iis.cut = true;
	ed_expect_iis("iis-filtering", &iis, "verb-or-path=unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(filters)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
