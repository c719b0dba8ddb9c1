/* SPDX-License-Identifier: Apache-2.0 */
#include "iis_made.h"

static const struct ed_iis_row rows[] = {
    {"only certificates", FRONT, ED_IIS_SSL_FLAGS, 72, ""},
    {"Basic", FRONT, ED_IIS_BASIC_ON, 1, "others-on"},
    {"Windows", FRONT, ED_IIS_WINDOWS_ON, 1, "others-on"},
    {"Anonymous", FRONT, ED_IIS_ANONYMOUS_ON, 1, "others-on"},
    {"Digest", FRONT, ED_IIS_DIGEST_ON, 1, "others-on"},
    {"unknown", FRONT, ED_IIS_BASIC_ON, -1, "others-on=unknown"},
    {"the back end's Windows", BACK, ED_IIS_WINDOWS_ON, 1, ""},
};

static void each_row(void **state)
{
	(void)state;
	ed_expect_iis_rows("iis-authentication", rows, ED_COUNT(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
