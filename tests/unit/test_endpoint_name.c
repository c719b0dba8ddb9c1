/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

static const struct {
	const char *name;
	enum ed_dns_state states[2];
	size_t n;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "an address",     { ED_DNS_OK },                      1, "" },
    { "none",           { ED_DNS_FAILED },        1, "unresolvable" },
    { "no answer",      { ED_DNS_TIMEOUT }, 1, "unresolvable=unknown" },
    { "not said",       { ED_DNS_UNSAID },  1, "unresolvable=unknown" },
    { "not asked",      { ED_DNS_SKIPPED }, 1, "unresolvable=not_asked" },
    { "one of two",     { ED_DNS_OK, ED_DNS_FAILED },  2, "unresolvable" },
    { "one in doubt",   { ED_DNS_OK, ED_DNS_TIMEOUT }, 2,
	"unresolvable=unknown" },
    { "one by address", { ED_DNS_SKIPPED, ED_DNS_OK }, 2, "" },
    { "no probe",       { ED_DNS_OK },      0, "unresolvable=not_asked" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_probe one = {
		    .dns = rows[i].states[0], .same_server = true};
		const struct ed_probe two = {
		    .dns = rows[i].states[1], .same_server = true};
		const struct ed_probe *const probes[] = {&one, &two};
		const struct ed_facts facts = {
		    .probes = probes, .n_probes = rows[i].n};

		print_message("row: %s\n", rows[i].name);
		ed_expect("endpoint-name", &facts, &facts, rows[i].expect);
	}
}

static void says_why(void **state)
{
	const struct ed_probe probe = {.dns = ED_DNS_FAILED,
	    .same_server = true,
	    .host = ED_STR("mail.ex.test"),
	    .dns_error = ED_STR("Name or service not known")};
	const struct ed_probe *const probes[] = {&probe};
	const struct ed_facts facts = {.probes = probes, .n_probes = 1};

	(void)state;
	ed_expect_said("endpoint-name", &facts, &facts, "unresolvable",
	    "host=mail.ex.test");
	ed_expect_said("endpoint-name", &facts, &facts, "unresolvable",
	    "error=Name or service not known");
	ed_expect_said(
	    "endpoint-name", &facts, &facts, "unresolvable", "at=dns");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(says_why)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
