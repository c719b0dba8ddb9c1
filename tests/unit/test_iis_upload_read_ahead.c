/* SPDX-License-Identifier: Apache-2.0 */
#include "iis_made.h"

#include <easdoctor/binding.h>

static const struct ed_iis_row rows[] = {
    {"10 MiB", FRONT, ED_IIS_READ_AHEAD, 10485760, ""},
    {"a byte less", FRONT, ED_IIS_READ_AHEAD, 10485759, "too-small"},
    {"unknown", FRONT, ED_IIS_READ_AHEAD, -1, "too-small=unknown"},
    {"asks for nothing", FRONT, ED_IIS_SSL_FLAGS, 8, "too-small=not_asked"},
    {"unknown whether it asks", FRONT, ED_IIS_SSL_FLAGS, -1,
	"too-small=unknown"},
};

static void each_row(void **state)
{
	(void)state;
	ed_expect_iis_rows("iis-upload-read-ahead", rows, ED_COUNT(rows));
}

static const struct {
	const char *name;
	enum ed_answer negotiate[2];
	bool incomplete;
	enum ed_auth_mode probed;
	const char *expect;
} bindings[] = {
    /* clang-format off */
    { "asks in the handshake", { ED_YES, ED_YES }, false, ED_AUTH_UNKNOWN,
	"" },
    { "asks after it", { ED_NO, ED_NO }, false, ED_AUTH_UNKNOWN,
	"too-small" },
    { "one of two", { ED_YES, ED_NO }, false, ED_AUTH_UNKNOWN, "too-small" },
    { "not said", { ED_YES, ED_UNSAID }, false, ED_AUTH_UNKNOWN,
	"too-small" },
    { "cut", { ED_YES, ED_YES }, true, ED_AUTH_UNKNOWN, "too-small" },
    { "a probe saw it asked for late", { ED_YES, ED_YES }, false,
	ED_AUTH_REQUIRED_AFTER_REQUEST, "too-small" },
    { "a probe saw it asked for first", { ED_NO, ED_NO }, false,
	ED_AUTH_OPTIONAL, "" },
    /* clang-format on */
};

static void each_binding(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(bindings); i++) {
		const struct ed_binding made[] = {
		    {.negotiate = bindings[i].negotiate[0]},
		    {.negotiate = bindings[i].negotiate[1]}};
		const struct ed_binding *items[] = {&made[0], &made[1]};
		const struct ed_bindings both = {.serving = items,
		    .n_serving = 2,
		    .incomplete = bindings[i].incomplete};
		const struct ed_probe probe = {.same_server = true};
		const struct ed_node node = {
		    .probe = &probe, .tls12 = {.mode = bindings[i].probed}};
		const struct ed_node *nodes[] = {&node};
		struct ed_iis iis = ed_good_iis();
		const struct ed_machine machine = {
		    .iis = &iis, .bindings = &both};
		const struct ed_machine *machines[] = {&machine};
		const struct ed_facts facts = {.nodes = nodes,
		    .n_nodes = 1,
		    .machines = machines,
		    .n_machines = 1};

		ed_set(&iis.front, ED_IIS_READ_AHEAD, 49152);
		print_message("row: %s\n", bindings[i].name);
		ed_expect("iis-upload-read-ahead", &facts, &machine,
		    bindings[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(each_binding)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
