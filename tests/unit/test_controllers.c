/* SPDX-License-Identifier: Apache-2.0 */
/* What a registry says depends on the updates that a controller has. */
#include "ed_test.h"

#include <easdoctor/directory.h>

enum { ABSENT = -1, NONE = -2, BAD = -3 }; /* no value, no export, no number */

#define DAY (24 * 3600)
#define KNOWN ED_KNOWN_FROM
#define NO_OFF INT64_C(1681171200)
#define STRICT INT64_C(1739232000)
#define IGNORED ED_DEMANDED_FROM
#define OFF ED_DEMAND_NOTHING
#define WATCHED ED_DEMAND_WATCHED
#define STRONG ED_DEMAND_STRONG
#define ANY ED_DEMAND_ANY

static const struct {
	const char *name;
	int values[2];     /* of each export */
	int64_t stated[2]; /* each one's update; 0: not stated */
	unsigned modes;
} rows[] = {
    /* clang-format off */
    { "nothing known", {NONE, NONE}, {0}, ANY },
    { "before it, full", {2, NONE}, {KNOWN - 1}, OFF },
    { "known, absent", {ABSENT, NONE}, {KNOWN}, WATCHED },
    { "known, off", {0, NONE}, {KNOWN}, OFF },
    { "off, a second before", {0, NONE}, {NO_OFF - 1}, OFF },
    { "off no more", {0, NONE}, {NO_OFF}, WATCHED },
    { "compatible", {1, NONE}, {NO_OFF}, WATCHED },
    { "full", {2, NONE}, {KNOWN}, STRONG },
    { "absent, a second before", {ABSENT, NONE}, {STRICT - 1}, WATCHED },
    { "absent, full by default", {ABSENT, NONE}, {STRICT}, STRONG },
    { "opted back", {1, NONE}, {STRICT}, WATCHED },
    { "opted out", {0, NONE}, {IGNORED - 1}, WATCHED },
    { "ignored", {1, NONE}, {IGNORED}, STRONG },
    { "ignored, off", {0, NONE}, {IGNORED}, STRONG },
    { "no export", {NONE, NONE}, {STRICT}, ANY },
    { "no export, ignored", {NONE, NONE}, {IGNORED}, STRONG },
    { "no such mode", {3, NONE}, {STRICT}, ANY },
    { "no number", {BAD, NONE}, {STRICT}, ANY },
    { "no number, ignored", {BAD, NONE}, {IGNORED}, STRONG },
    { "not stated, full", {2, NONE}, {0}, STRONG },
    { "not stated, compatible", {1, NONE}, {0}, ANY },
    { "one of two", {1, NONE}, {NO_OFF, NO_OFF}, ANY },
    { "both", {1, 1}, {NO_OFF, NO_OFF}, WATCHED },
    { "contradictory", {1, 2}, {NO_OFF, NO_OFF}, WATCHED | STRONG },
    { "of either", {ABSENT, ABSENT}, {KNOWN, STRICT}, WATCHED | STRONG },
    { "one ignores", {1, 1}, {NO_OFF, IGNORED}, WATCHED | STRONG },
    /* clang-format on */
};

static enum ed_registry_type type_of(int value)
{
	return value == BAD ? ED_REG_TEXT : ED_REG_NUMBER;
}

static void each_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_registry_key keys[2];
		struct ed_registry_value values[2];
		struct ed_winreg registry = {.keys = keys, .values = values};
		const struct ed_machine machine = {.registry = &registry};
		const struct ed_machine *machines[] = {&machine};
		struct ed_domain_controller stated[2];
		struct ed_facts facts = {.machines = machines,
		    .n_machines = 1,
		    .domain_controllers = stated};

		print_message("row: %s\n", rows[i].name);
		for (unsigned k = 0; k < 2; k++) {
			const int value = rows[i].values[k];
			const struct ed_ref ref = {.input = k + 1};

			if (rows[i].stated[k])
				stated[facts.n_domain_controllers++] =
				    (struct ed_domain_controller){
					.patched = rows[i].stated[k]};
			if (value == NONE)
				continue;
			keys[registry.n_keys++] = (struct ed_registry_key){
			    .ref = ref, .path = ED_STR("SERVICES\\KDC")};
			if (value == ABSENT)
				continue;
			values[registry.n_values++] =
			    (struct ed_registry_value){.ref = ref,
				.key = ED_STR(ED_KEY_KDC),
				.name = ED_STR(
				    "StrongCertificateBindingEnforcement"),
				.type = type_of(value),
				.number = value < 0 ? 0 : (uint64_t)value};
		}
		assert_int_equal(
		    ed_controllers_demand(&facts).modes, rows[i].modes);
	}
}

/* A member server has the key too, where all of its services are exported. */
static void of_member(void **state)
{
	const struct ed_registry_key keys[] = {
	    {.ref = {.input = 1}, .path = ED_STR(ED_KEY_KDC)},
	    {.ref = {.input = 1}, .path = ED_STR(ED_KEY_HTTP)}};
	const struct ed_winreg registry = {.keys = keys, .n_keys = 2};
	const struct ed_machine machine = {.registry = &registry};
	const struct ed_machine *machines[] = {&machine};
	const struct ed_domain_controller dc = {.patched = STRICT};
	const struct ed_facts facts = {.machines = machines,
	    .n_machines = 1,
	    .domain_controllers = &dc,
	    .n_domain_controllers = 1};

	(void)state;
	assert_int_equal(ed_controllers_demand(&facts).modes, ANY);
	assert_int_equal(ed_controllers_demand(&facts).n_exports, 0);
}

/* The same file twice tells of one controller only. */
static void of_copy(void **state)
{
	const struct ed_registry_key keys[] = {
	    {.ref = {.input = 1}, .path = ED_STR(ED_KEY_KDC)},
	    {.ref = {.input = 2}, .path = ED_STR(ED_KEY_KDC)}};
	const struct ed_winreg registry = {.keys = keys, .n_keys = 2};
	const struct ed_machine machine = {.registry = &registry};
	const struct ed_machine *machines[] = {&machine};
	const struct ed_input file = {
	    .sha256 = ED_STR("00"), .machine = &machine};
	const struct ed_input *inputs[] = {&file, &file};
	const struct ed_domain_controller dcs[] = {
	    {.patched = KNOWN}, {.patched = KNOWN}};
	const struct ed_facts facts = {.machines = machines,
	    .n_machines = 1,
	    .inputs = inputs,
	    .n_inputs = 2,
	    .domain_controllers = dcs,
	    .n_domain_controllers = 2};

	(void)state;
	assert_int_equal(ed_controllers_demand(&facts).n_exports, 1);
	assert_int_equal(ed_controllers_demand(&facts).modes, ANY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row),
	    cmocka_unit_test(of_member), cmocka_unit_test(of_copy)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
