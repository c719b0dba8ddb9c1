/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

static const struct {
	const char *name;
	enum ed_answer ssl;
	bool there; /* the key, whatever it says */
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "on",      ED_YES,    true,  "" },
    { "off",     ED_NO,     true,  "off" },
    { "absent",  ED_UNSAID, false, "absent" },
    { "unclear", ED_UNSAID, true,  "off=unknown absent=unknown" },
    /* clang-format on */
};

static void each_row(void **state)
{
	const struct ed_facts facts = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_eas eas = {
		    .ssl = {.value = rows[i].ssl,
			.ref = {.at = ed_str_of(rows[i].there ? "/x" : "")}}};

		print_message("row: %s\n", rows[i].name);
		ed_expect("profile-ssl", &facts, &eas, rows[i].expect);
	}
}

static void it_points_at_the_switch_or_the_account(void **state)
{
	const struct ed_facts facts = {0};
	struct ed_eas eas = {.ref = {.kind = ED_AT_LINE, .at = ED_STR("9")},
	    .ssl = {.value = ED_NO,
		.ref = {.kind = ED_AT_LINE, .at = ED_STR("12")}}};

	(void)state;
	ed_expect_said("profile-ssl", &facts, &eas, "off", "at=12");
	eas.ssl = (struct ed_switch){.value = ED_UNSAID};
	ed_expect_said("profile-ssl", &facts, &eas, "absent", "at=9");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(it_points_at_the_switch_or_the_account),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
