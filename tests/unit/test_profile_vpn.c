/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#define ONE "7d3c2b1a-0001-4c4d-8e8f-000000000001"
#define TWO "7d3c2b1a-0002-4c4d-8e8f-000000000002"
#define APP "com.apple.vpn.managed.applayer"

static const struct {
	const char *name;
	const char *uuid; /* of the account; NULL: the key is absent */
	const char *type, *defined; /* of a payload; NULL: there is none */
	enum ed_origin origin;
	const char *unreadable;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "no VPN",      NULL, NULL, NULL, ED_ORIGIN_DELIVERED, NULL, "" },
    { "empty",       "",   NULL, NULL, ED_ORIGIN_DELIVERED, NULL, "" },
    { "defined",     ONE,  APP,  ONE,  ED_ORIGIN_DELIVERED, NULL, "" },
    { "capitals",    ONE,  APP,  "7D3C2B1A-0001-4C4D-8E8F-000000000001", ED_ORIGIN_DELIVERED, NULL, "" },
    { "blank",       " " ONE, APP, ONE, ED_ORIGIN_DELIVERED, NULL, "" },
    { "nothing",     ONE,  NULL, NULL, ED_ORIGIN_DELIVERED, NULL, "dangling" },
    { "another",     ONE,  APP,  TWO,  ED_ORIGIN_DELIVERED, NULL, "dangling" },
    { "other type",  ONE,  "com.apple.vpn.managed", ONE, ED_ORIGIN_UNKNOWN, NULL, "dangling" },
    { "itself",      ONE,  "com.apple.eas.account", ONE, ED_ORIGIN_UNKNOWN, NULL, "dangling" },
    { "template",    ONE,  NULL, NULL, ED_ORIGIN_CONSOLE, NULL, "dangling=unknown" },
    { "cut off",     ONE,  NULL, NULL, ED_ORIGIN_DELIVERED, "x", "dangling=unknown" },
    { "cut off, defined", ONE, APP, ONE, ED_ORIGIN_DELIVERED, "x", "" },
    { "cut off, no VPN", NULL, NULL, NULL, ED_ORIGIN_DELIVERED, "x", "" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_payload payload = {
		    .type = ed_str_of(rows[i].type),
		    .vpn_uuid = {
			.given = true, .value = ed_str_of(rows[i].defined)}};
		const struct ed_profile profile = {.origin = rows[i].origin,
		    .unreadable = rows[i].unreadable,
		    .payloads = &payload,
		    .n_payloads = rows[i].type != NULL};
		const struct ed_profile *all[] = {&profile};
		const struct ed_facts facts = {
		    .profiles = all, .n_profiles = 1};
		const struct ed_eas eas = {.profile = &profile,
		    .vpn_uuid = {.given = rows[i].uuid != NULL,
			.value = ed_str_of(rows[i].uuid)}};

		print_message("row: %s\n", rows[i].name);
		ed_expect("profile-vpn", &facts, &eas, rows[i].expect);
	}
}

static void it_names_a_payload_of_another_kind(void **state)
{
	const struct ed_payload payload = {
	    .type = ED_STR("com.apple.vpn.managed"),
	    .vpn_uuid = {.given = true, .value = ED_STR(ONE)}};
	const struct ed_profile profile = {
	    .payloads = &payload, .n_payloads = 1};
	const struct ed_facts facts = {0};
	const struct ed_eas eas = {.profile = &profile,
	    .vpn_uuid = {.given = true, .value = ED_STR(ONE)}};

	(void)state;
	ed_expect_said("profile-vpn", &facts, &eas, "dangling", "uuid=" ONE);
	ed_expect_said("profile-vpn", &facts, &eas, "dangling",
	    "type=com.apple.vpn.managed");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(it_names_a_payload_of_another_kind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
