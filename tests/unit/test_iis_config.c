/* SPDX-License-Identifier: Apache-2.0 */
#include "iis_made.h"

static const struct ed_iis_row rows[] = {
    {"nothing locked", FRONT, ED_IIS_SSL_FLAGS, 72, ""},
};

static void each_row(void **state)
{
	(void)state;
	ed_expect_iis_rows("iis-config", rows, ED_COUNT(rows));
}

static void sections(void **state)
{
	const struct ed_iis_violation locked = {.section = ED_IIS_ACCESS};
	struct ed_iis iis = ed_good_iis();

	(void)state;
	iis.violations = &locked;
	iis.n_violations = 1;
	ed_expect_iis("iis-config", &iis, "locked-section");
	iis.n_violations = 0;
	iis.locks_known = false;
	ed_expect_iis("iis-config", &iis, "locked-section=unknown");
	iis.n_webs = 0;
	ed_expect_iis("iis-config", &iis, "locked-section=not_asked");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(sections)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
