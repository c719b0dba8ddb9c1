/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <easdoctor/registry.h>

#include <stdio.h>

static const struct {
	const char *name;
	const char *key;
	bool has_value, incomplete;
	enum ed_registry_type type;
	uint64_t number;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "on",  ED_KEY_KDC, true, false, ED_REG_NUMBER, 1, "" },
    { "off", ED_KEY_KDC, true, false, ED_REG_NUMBER, 0,
	"subject-alt-name-off" },
    { "default", ED_KEY_KDC, false, false, ED_REG_NUMBER, 0, "" },
    { "a text", ED_KEY_KDC, true, false, ED_REG_TEXT, 0,
	"subject-alt-name-off=unknown" },
    { "cut", ED_KEY_KDC, false, true, ED_REG_NUMBER, 0,
	"subject-alt-name-off=unknown" },
    { "no controller", ED_KEY_SCHANNEL, true, false, ED_REG_NUMBER, 0,
	"subject-alt-name-off=not_asked" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_registry_key key = {
		    .ref = {.input = 1}, .path = ed_str_of(rows[i].key)};
		const struct ed_registry_value value = {.ref = {.input = 1},
		    .key = key.path,
		    .name = ED_STR("usesubjectaltname"),
		    .type = rows[i].type,
		    .number = rows[i].number};
		const struct ed_winreg registry = {.keys = &key,
		    .n_keys = 1,
		    .values = &value,
		    .n_values = rows[i].has_value,
		    .incomplete = rows[i].incomplete};
		const struct ed_machine machine = {.registry = &registry};
		const struct ed_machine *machines[] = {&machine};
		char expect[256];
		const struct ed_facts facts = {
		    .machines = machines, .n_machines = 1};

		print_message("row: %s\n", rows[i].name);
		/* No account is in evidence. */
		snprintf(expect, sizeof(expect),
		    "not-found=not_asked disabled=not_asked locked=not_asked "
		    "expired=not_asked duplicate-mapping=not_asked%s%s",
		    *rows[i].expect ? " " : "", rows[i].expect);
		ed_expect("directory-account", &facts, &facts, expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
