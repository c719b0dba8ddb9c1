/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

static const struct {
	const char *name;
	bool password;
	const char *uuid;
	bool inside;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "no password",        false, "u",  false, "" },
    { "with a reference",   true,  "u",  false, "set" },
    { "with an inline one", true,  NULL, true,  "set" },
    { "an empty reference", true,  " ",  false, "" },
    { "no certificate",     true,  NULL, false, "" },
    /* clang-format on */
};

static void each_row(void **state)
{
	const struct ed_facts facts = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_eas eas = {.has_password = rows[i].password,
		    .password_ref = {.kind = ED_AT_LINE, .at = ED_STR("5")},
		    .identity_uuid = {.given = rows[i].uuid != NULL,
			.value = ed_str_of(rows[i].uuid)},
		    .has_inline_certificate = rows[i].inside};

		print_message("row: %s\n", rows[i].name);
		ed_expect("profile-password", &facts, &eas, rows[i].expect);
		if (rows[i].expect[0]) {
			ed_expect_said(
			    "profile-password", &facts, &eas, "set", "at=5");
			ed_expect_said("profile-password", &facts, &eas, "set",
			    rows[i].inside
				? "certificate=Certificate"
				: "certificate=PayloadCertificateUUID");
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
