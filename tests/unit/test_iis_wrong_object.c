/* SPDX-License-Identifier: Apache-2.0 */
#include "iis_made.h"

static const struct ed_iis_row rows[] = {
    {"front only", FRONT, ED_IIS_SSL_FLAGS, 72, ""},
    {"back end requires", BACK, ED_IIS_SSL_FLAGS, 72, "back-end"},
    {"back end maps", BACK, ED_IIS_MAPPING_ON, 1, "back-end"},
    {"back end unknown", BACK, ED_IIS_SSL_FLAGS, -1, "back-end=unknown"},
    {"site", SITE, ED_IIS_SSL_FLAGS, 72, "site-root"},
    {"site accepts", SITE, ED_IIS_SSL_FLAGS, 40, ""},
    {"site unknown", SITE, ED_IIS_SSL_FLAGS, -1, "site-root=unknown"},
    {"front unknown", FRONT, ED_IIS_SSL_FLAGS, -1, "second-vdir=unknown"},
};

static void each_row(void **state)
{
	(void)state;
	ed_expect_iis_rows("iis-wrong-object", rows, ED_COUNT(rows));
}

static void another_directory(void **state)
{
	struct ed_iis iis = ed_good_iis();
	struct ed_iis_object other = iis.front;

	(void)state;
	iis.others = &other;
	iis.n_others = 1;
	ed_expect_iis("iis-wrong-object", &iis, "");
	ed_set(&iis.front, ED_IIS_MAPPING_ON, 0);
	ed_expect_iis("iis-wrong-object", &iis, "second-vdir");
	ed_set(&other, ED_IIS_SSL_FLAGS, ED_IIS_SSL);
	ed_expect_iis("iis-wrong-object", &iis, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(another_directory)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
