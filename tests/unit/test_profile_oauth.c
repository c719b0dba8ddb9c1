/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

static const struct {
	const char *name;
	enum ed_answer oauth;
	bool there;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "on",      ED_YES,    true,  "on" },
    { "off",     ED_NO,     true,  "" },
    { "unsaid",  ED_UNSAID, false, "" },
    { "unclear", ED_UNSAID, true,  "on=unknown" },
    /* clang-format on */
};

static void each_row(void **state)
{
	const struct ed_facts facts = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_eas eas = {
		    .oauth = {.value = rows[i].oauth,
			.ref = {.at = ed_str_of(rows[i].there ? "/x" : "")}}};

		print_message("row: %s\n", rows[i].name);
		ed_expect("profile-oauth", &facts, &eas, rows[i].expect);
	}
}

static void it_shows_where_people_sign_in(void **state)
{
	const struct ed_facts facts = {0};
	struct ed_eas eas = {
	    .oauth = {.value = ED_YES,
		.ref = {.kind = ED_AT_LINE, .at = ED_STR("8")}}};

	(void)state;
	ed_expect_said("profile-oauth", &facts, &eas, "on", "at=8");
	ed_expect_said("profile-oauth", &facts, &eas, "on", "url=(none)");
	eas.oauth_url.value = ED_STR("https://l.example/");
	ed_expect_said(
	    "profile-oauth", &facts, &eas, "on", "url=https://l.example/");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(it_shows_where_people_sign_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
