/* SPDX-License-Identifier: Apache-2.0 */
#include "iis_made.h"

static const struct ed_iis_row rows[] = {
    {"10 MiB", FRONT, ED_IIS_READ_AHEAD, 10485760, ""},
    {"a byte less", FRONT, ED_IIS_READ_AHEAD, 10485759, "too-small"},
    {"unknown", FRONT, ED_IIS_READ_AHEAD, -1, "too-small=unknown"},
    {"asks for nothing", FRONT, ED_IIS_SSL_FLAGS, 8, "too-small=not_asked"},
    {"unknown whether it asks", FRONT, ED_IIS_SSL_FLAGS, -1,
	"too-small=unknown"},
};

static void each_row(void **state)
{
	(void)state;
	ed_expect_iis_rows("iis-upload-read-ahead", rows, ED_COUNT(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
