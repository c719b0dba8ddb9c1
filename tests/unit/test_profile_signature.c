/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

static const struct {
	const char *name;
	enum ed_signature_state state;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "none",       ED_SIGNATURE_NONE,      "invalid=not_asked" },
    { "trusted",    ED_SIGNATURE_TRUSTED,   "" },
    { "valid",      ED_SIGNATURE_VALID,     "" },
    { "invalid",    ED_SIGNATURE_INVALID,   "invalid" },
    { "no signer",  ED_SIGNATURE_NO_SIGNER, "invalid=unknown" },
    { "not judged", ED_SIGNATURE_UNJUDGED,  "invalid=unknown" },
    /* clang-format on */
};

static void each_row(void **state)
{
	const struct ed_facts facts = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_profile profile = {
		    .signature = {.state = rows[i].state}};

		print_message("row: %s\n", rows[i].name);
		ed_expect(
		    "profile-signature", &facts, &profile, rows[i].expect);
	}
}

static void it_says_what_is_wrong_and_who_signed(void **state)
{
	const struct ed_facts facts = {0};
	const struct ed_profile profile = {
	    .ref = {.kind = ED_AT_XPATH, .at = ED_STR("/plist/dict")},
	    .signature = {.state = ED_SIGNATURE_INVALID,
		.detail = ED_STR("altered"),
		.signer = ED_STR("CN=UEM")}};

	(void)state;
	ed_expect_said("profile-signature", &facts, &profile, "invalid",
	    "detail=altered\nsigner=CN=UEM");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(it_says_what_is_wrong_and_who_signed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
