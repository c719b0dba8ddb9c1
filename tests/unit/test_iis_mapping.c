/* SPDX-License-Identifier: Apache-2.0 */
#include "iis_made.h"

static const struct ed_iis_row rows[] = {
    {"as it should be", SERVER, ED_IIS_MAPPING_ON, 1, ""},
    {"server", SERVER, ED_IIS_MAPPING_ON, 0, "server-off"},
    {"server unknown", SERVER, ED_IIS_MAPPING_ON, -1, "server-off=unknown"},
    {"directory", FRONT, ED_IIS_MAPPING_ON, 0, "vdir-off"},
    {"own", FRONT, ED_IIS_OWN_ON, 1, "own-mapper-on"},
    {"own unknown", FRONT, ED_IIS_OWN_ON, -1, "own-mapper-on=unknown"},
};

static void each_row(void **state)
{
	(void)state;
	ed_expect_iis_rows("iis-mapping", rows, ED_COUNT(rows));
}

static void modules(void **state)
{
	struct ed_iis iis = ed_good_iis();

	(void)state;
	iis.module_installed = false;
	ed_expect_iis("iis-mapping", &iis, "feature-missing");
	iis.module_known = false;
	ed_expect_iis("iis-mapping", &iis, "feature-missing=unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(modules)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
