/* SPDX-License-Identifier: Apache-2.0 */
#include "iis_made.h"

static const struct ed_iis_row rows[] = {
    {"required", FRONT, ED_IIS_SSL_FLAGS, ED_IIS_SSL | ED_IIS_SSL_ASKS, ""},
    {"as the article writes", FRONT, ED_IIS_SSL_FLAGS,
	ED_IIS_SSL | ED_IIS_SSL_REQUIRE, ""},
    {"ignored", FRONT, ED_IIS_SSL_FLAGS, ED_IIS_SSL | ED_IIS_SSL_128,
	"never-asks"},
    {"nothing", FRONT, ED_IIS_SSL_FLAGS, 0, "never-asks no-ssl"},
    {"accepted", FRONT, ED_IIS_SSL_FLAGS, ED_IIS_SSL | ED_IIS_SSL_NEGOTIATE,
	"accepts-only"},
    {"no SSL", FRONT, ED_IIS_SSL_FLAGS, ED_IIS_SSL_ASKS, "no-ssl"},
    {"unknown", FRONT, ED_IIS_SSL_FLAGS, -1,
	"never-asks=unknown accepts-only=unknown no-ssl=unknown"},
    {"the site's do not count", SITE, ED_IIS_SSL_FLAGS, 0, ""},
};

static void each_row(void **state)
{
	(void)state;
	ed_expect_iis_rows("iis-ssl-flags", rows, ED_COUNT(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
