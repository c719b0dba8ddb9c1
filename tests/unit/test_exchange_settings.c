/* SPDX-License-Identifier: Apache-2.0 */
#include "iis_made.h"

static const struct ed_iis_row rows[] = {
    {"set up", FRONT, ED_IIS_SSL_FLAGS, 72, ""},
    {"only the flags", FRONT, ED_IIS_SSL_FLAGS, 264, ""},
    {"unknown", FRONT, ED_IIS_SSL_FLAGS, -1, "reset=unknown"},
    {"the server's unknown", SERVER, ED_IIS_MAPPING_ON, -1, "reset=unknown"},
};

static void each_row(void **state)
{
	(void)state;
	ed_expect_iis_rows("exchange-settings", rows, ED_COUNT(rows));
}

static void stock(void **state)
{
	struct ed_iis iis = ed_good_iis();

	(void)state;
	ed_set(&iis.front, ED_IIS_SSL_FLAGS, ED_IIS_SSL | ED_IIS_SSL_128);
	ed_set(&iis.front, ED_IIS_MAPPING_ON, 0);
	ed_set(&iis.front, ED_IIS_BASIC_ON, 1);
	ed_expect_iis("exchange-settings", &iis, "reset");
	ed_set(&iis.front, ED_IIS_READ_AHEAD, 49152);
	ed_set(&iis.server, ED_IIS_MAPPING_ON, 0);
	ed_expect_iis("exchange-settings", &iis, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(stock)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
