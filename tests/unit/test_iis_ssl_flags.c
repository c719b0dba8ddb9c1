/* SPDX-License-Identifier: Apache-2.0 */
#include "iis_made.h"

#include <easdoctor/binding.h>

static const struct ed_iis_row rows[] = {
    {"required", FRONT, ED_IIS_SSL_FLAGS, ED_IIS_SSL | ED_IIS_SSL_ASKS, ""},
    {"as the article writes", FRONT, ED_IIS_SSL_FLAGS,
	ED_IIS_SSL | ED_IIS_SSL_REQUIRE, ""},
    {"ignored", FRONT, ED_IIS_SSL_FLAGS, ED_IIS_SSL | ED_IIS_SSL_128,
	"never-asks"},
    {"nothing", FRONT, ED_IIS_SSL_FLAGS, 0, "never-asks no-ssl"},
    {"accepted", FRONT, ED_IIS_SSL_FLAGS, ED_IIS_SSL | ED_IIS_SSL_NEGOTIATE,
	"accepts-only"},
    {"no SSL", FRONT, ED_IIS_SSL_FLAGS, ED_IIS_SSL_ASKS, "no-ssl"},
    {"unknown", FRONT, ED_IIS_SSL_FLAGS, -1,
	"never-asks=unknown accepts-only=unknown no-ssl=unknown"},
    {"the site's do not count", SITE, ED_IIS_SSL_FLAGS, 0, ""},
};

static void each_row(void **state)
{
	(void)state;
	ed_expect_iis_rows("iis-ssl-flags", rows, ED_COUNT(rows));
}

/* A binding that negotiates asks in every handshake. */
static void a_binding_may_ask_by_itself(void **state)
{
	static const struct {
		enum ed_answer first, second;
		size_t n;
		const char *expect;
	} bindings[] = {{ED_YES, ED_UNSAID, 1, ""},
	    {ED_NO, ED_UNSAID, 1, "never-asks"},
	    {ED_UNSAID, ED_UNSAID, 1, "never-asks=unknown"},
	    {ED_YES, ED_NO, 2, "never-asks=unknown"},
	    {ED_NO, ED_NO, 2, "never-asks"},
	    {ED_NO, ED_NO, 0, "never-asks=unknown"}};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(bindings); i++) {
		const struct ed_binding made[] = {
		    {.negotiate = bindings[i].first},
		    {.negotiate = bindings[i].second}};
		const struct ed_binding *const serving[] = {&made[0], &made[1]};
		const struct ed_bindings all = {
		    .serving = serving, .n_serving = bindings[i].n};
		struct ed_iis iis = ed_good_iis();
		const struct ed_machine machine = {
		    .iis = &iis, .bindings = &all};
		const struct ed_machine *const machines[] = {&machine};
		const struct ed_facts facts = {
		    .machines = machines, .n_machines = 1};

		ed_set(&iis.front, ED_IIS_SSL_FLAGS, ED_IIS_SSL);
		ed_expect(
		    "iis-ssl-flags", &facts, &machine, bindings[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row),
	    cmocka_unit_test(a_binding_may_ask_by_itself)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
