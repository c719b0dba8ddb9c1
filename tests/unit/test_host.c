/* SPDX-License-Identifier: Apache-2.0 */
/* Which host a name in a certificate stands for. */
#include <easdoctor/host.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
	const char *name, *host;
	bool named;
} rows[] = {
    /* clang-format off */
    { "mail.corp.example", "mail.corp.example", true },
    { "Mail.Corp.Example", "mAIL.corp.example", true },
    { "mail.corp.example", "mail.corp.example.", true },
    { "*.corp.example", "mail.corp.example", true },
    { "*.corp.example", "mail.corp.example.", true },
    { "*.corp.example", "a.mail.corp.example", false },
    { "*.corp.example", "corp.example", false },
    { "*.corp.example", ".corp.example", false },
    { "m*.corp.example", "mail.corp.example", false },
    { "*", "mail", false },
    { "mail.corp.example", "mail.corp.exampl", false },
    { "mail.corp.example", "", false },
    { "", "", false }, { "", ".", false },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_san san = {
		    .type = ED_SAN_DNS, .value = ed_str_of(rows[i].name)};
		const struct ed_certificate cert = {.sans = &san, .n_sans = 1};

		print_message("row: %s %s\n", rows[i].name, rows[i].host);
		assert_int_equal(
		    ed_host_is_named(&cert, ed_str_of(rows[i].host)),
		    rows[i].named);
	}
}

/* An address of mail is no host, and the second name counts as the first. */
static void other_names(void **state)
{
	const struct ed_san sans[] = {
	    {.type = ED_SAN_EMAIL, .value = ED_STR("mail.corp.example")},
	    {.type = ED_SAN_DNS, .value = ED_STR("eas.corp.example")}};
	const struct ed_certificate cert = {.sans = sans, .n_sans = 2};

	(void)state;
	assert_false(ed_host_is_named(&cert, ED_STR("mail.corp.example")));
	assert_true(ed_host_is_named(&cert, ED_STR("eas.corp.example")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(other_names)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
