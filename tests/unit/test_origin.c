/* SPDX-License-Identifier: Apache-2.0 */
#include "derive/derive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *name;
	bool installed;
	bool identity;
	bool inside;   /* an inline certificate */
	bool unfilled; /* what is made for each device is absent */
	const char *value;
	enum ed_origin loaded; /* what the loader has seen */
	enum ed_origin expect;
	const char *because; /* part of the reason */
} rows[] = {
    /* clang-format off */
    { "nothing",   false, false, false, false, NULL, ED_ORIGIN_UNKNOWN, ED_ORIGIN_UNKNOWN, "nothing" },
    { "record",    true,  false, false, true,  "{EmailAddress}", ED_ORIGIN_UNKNOWN, ED_ORIGIN_DELIVERED, "identifiers" },
    { "identity",  false, true,  false, true,  "{EmailAddress}", ED_ORIGIN_UNKNOWN, ED_ORIGIN_DELIVERED, "PKCS#12" },
    { "inline",    false, false, true,  false, NULL, ED_ORIGIN_DELIVERED, ED_ORIGIN_DELIVERED, "PKCS#12" },
    { "inline that is none", false, false, true, false, NULL, ED_ORIGIN_UNKNOWN, ED_ORIGIN_UNKNOWN, "nothing" },
    { "challenge", false, false, false, false, "{EmailAddress}", ED_ORIGIN_DELIVERED, ED_ORIGIN_DELIVERED, "challenge" },
    { "console",   false, false, false, true,  "{EmailAddress}", ED_ORIGIN_UNKNOWN, ED_ORIGIN_CONSOLE, "braces" },
    { "inside",    false, false, false, true,  "{Bad}\\{EnrollmentUser}", ED_ORIGIN_UNKNOWN, ED_ORIGIN_CONSOLE, "braces" },
    { "no lookup", false, false, false, true,  "alice", ED_ORIGIN_UNKNOWN, ED_ORIGIN_UNKNOWN, "nothing" },
    { "misspelt",  false, false, false, true,  "{EmailAdress}", ED_ORIGIN_UNKNOWN, ED_ORIGIN_UNKNOWN, "nothing" },
    { "other case", false, false, false, true, "{emailaddress}", ED_ORIGIN_UNKNOWN, ED_ORIGIN_UNKNOWN, "nothing" },
    { "all filled", false, false, false, false, "{EmailAddress}", ED_ORIGIN_UNKNOWN, ED_ORIGIN_UNKNOWN, "nothing" },
    /* clang-format on */
};

static void each_row(void **state)
{
	static const struct ed_identity identity;

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_payload payload = {
		    .identity = rows[i].identity ? &identity : NULL,
		    .unfilled = rows[i].unfilled};
		const struct ed_field lookup = {
		    .value = ed_str_of(rows[i].value)};
		const struct ed_eas eas = {
		    .has_inline_certificate = rows[i].inside,
		    .lookups = &lookup,
		    .n_lookups = rows[i].value != NULL};
		struct ed_profile *profile;
		struct ed_case c;

		print_message("row: %s\n", rows[i].name);
		ed_case_init(&c);
		profile = ed_add_profile(&c);
		profile->payloads = &payload;
		profile->n_payloads = 1;
		profile->accounts = &eas;
		profile->n_accounts = 1;
		profile->installed = rows[i].installed;
		profile->origin = rows[i].loaded;
		ed_derive_origins(&c);
		assert_int_equal(profile->origin, rows[i].expect);
		assert_non_null(
		    strstr(profile->origin_reason, rows[i].because));
		ed_case_free(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
