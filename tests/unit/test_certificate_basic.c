/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

static void each_state(void **state)
{
	const struct ed_facts facts = {0};
	struct ed_certificate cert = ed_good_certificate;

	(void)state;
	ed_expect("certificate-basic", &facts, &cert, "");
	cert.is_ca = true;
	ed_expect("certificate-basic", &facts, &cert, "ca-true");
	ed_expect_said(
	    "certificate-basic", &facts, &cert, "ca-true", "at=2.5.29.19");
	cert.unreadable = ED_PART_BASIC;
	ed_expect("certificate-basic", &facts, &cert, "ca-true=unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_state)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
