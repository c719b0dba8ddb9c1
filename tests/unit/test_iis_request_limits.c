/* SPDX-License-Identifier: Apache-2.0 */
#include "iis_made.h"

static const struct ed_iis_row rows[] = {
    {"as shipped", FRONT, ED_IIS_MAX_REQUEST, 10240, ""},
    {"request", FRONT, ED_IIS_MAX_REQUEST, 10239, "too-small"},
    {"content", FRONT, ED_IIS_MAX_CONTENT, 10485759, "too-small"},
    {"unknown", FRONT, ED_IIS_MAX_CONTENT, -1, "too-small=unknown"},
};

static void each_row(void **state)
{
	(void)state;
	ed_expect_iis_rows("iis-request-limits", rows, ED_COUNT(rows));
}

static void web_config(void **state)
{
	struct ed_iis iis = ed_good_iis();

	(void)state;
	iis.has_web = false;
	ed_expect_iis("iis-request-limits", &iis, "too-small=not_asked");
	iis.web_undecided = true;
	ed_expect_iis("iis-request-limits", &iis, "too-small=unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(web_config)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
