/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#define ALONE "duplicate-elsewhere=not_asked"

static struct ed_eas account(const char *host, const char *user)
{
	return (struct ed_eas){
	    .host = {.given = host != NULL, .value = ed_str_of(host)},
	    .user = {.given = user != NULL, .value = ed_str_of(user)}};
}

/* Of one profile with two accounts. */
static const struct {
	const char *hosts[2];
	const char *users[2];
	const char *expect;
} doubles[] = {
    /* clang-format off */
    { {"m.example", "m.example"},   {"alice", "alice"},   "duplicate " ALONE },
    { {"m.example", " M.Example."}, {"alice", "ALICE "},  "duplicate " ALONE },
    { {"m.example", "m.example"},   {"alice", "bob"},     ALONE },
    { {"m.example", "n.example"},   {"alice", "alice"},   ALONE },
    { {"m.example", "m.example"},   {NULL, NULL},         ALONE },
    { {"", ""},                     {"alice", "alice"},   ALONE },
    { {"m.example", "m.example"},   {"C\\alice", "alice"}, ALONE },
    /* clang-format on */
};

static void each_double(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(doubles); i++) {
		const struct ed_eas accounts[] = {
		    account(doubles[i].hosts[0], doubles[i].users[0]),
		    account(doubles[i].hosts[1], doubles[i].users[1])};
		const struct ed_profile profile = {
		    .accounts = accounts, .n_accounts = 2};
		const struct ed_profile *all[] = {&profile};
		const struct ed_facts facts = {
		    .profiles = all, .n_profiles = 1};

		print_message("row: %zu\n", i);
		ed_expect("profile-eas", &facts, &profile, doubles[i].expect);
	}
}

/* One profile with an account, and another one. */
static const struct {
	const char *name;
	const char *uuid; /* of the other; the first has "a" */
	const char *identifier;
	const char *user;
	const char *expect;
} others[] = {
    /* clang-format off */
    { "another profile", "b", "y", "alice", "duplicate-elsewhere" },
    { "another user",    "b", "y", "bob",   "" },
    { "a copy",          "A", "y", "alice", "" },
    { "a version",       "b", "X", "alice", "" },
    { "nameless",        "",  "",  "alice", "duplicate-elsewhere" },
    /* clang-format on */
};

static void each_other(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(others); i++) {
		const struct ed_eas mine = account("m.example", "alice");
		const struct ed_eas its = account("m.example", others[i].user);
		const struct ed_profile profile = {.uuid = ED_STR("a"),
		    .identifier = ED_STR("x"),
		    .accounts = &mine,
		    .n_accounts = 1};
		const struct ed_profile other = {
		    .uuid = ed_str_of(others[i].uuid),
		    .identifier = ed_str_of(others[i].identifier),
		    .label = ED_STR("profile y"),
		    .accounts = &its,
		    .n_accounts = 1};
		const struct ed_profile *all[] = {&other, &profile};
		const struct ed_facts facts = {
		    .profiles = all, .n_profiles = 2};

		print_message("row: %s\n", others[i].name);
		ed_expect("profile-eas", &facts, &profile, others[i].expect);
		if (others[i].expect[0])
			ed_expect_said("profile-eas", &facts, &profile,
			    "duplicate-elsewhere", "other=profile y");
	}
}

static void missing_only_where_all_was_seen(void **state)
{
	static const struct ed_payload payloads[] = {
	    {.type = ED_STR("com.apple.wifi.managed")},
	    {.type = ED_STR("com.apple.ews.account")}};
	struct ed_profile profile = {.payloads = payloads, .n_payloads = 2};
	struct ed_profile other = {.label = ED_STR("profile other")};
	const struct ed_profile *all[] = {&profile, &other};
	const struct ed_input binary = {
	    .kind = ED_STR("profile"), .unreadable = true};
	const struct ed_input *inputs[] = {&binary};
	const struct ed_eas eas = account("m.example", "alice");
	struct ed_facts facts = {.profiles = all, .n_profiles = 1};

	(void)state;
	ed_expect("profile-eas", &facts, &profile, "missing " ALONE);
	ed_expect_said("profile-eas", &facts, &profile, "missing",
	    "found=com.apple.ews.account");
	profile.n_payloads = 1;
	ed_expect_said("profile-eas", &facts, &profile, "missing",
	    "found=com.apple.wifi.managed");
	profile.n_payloads = 0;
	ed_expect_said("profile-eas", &facts, &profile, "missing",
	    "found=no payload at all");
	facts.inputs = inputs;
	facts.n_inputs = 1;
	ed_expect("profile-eas", &facts, &profile, "missing=unknown " ALONE);
	facts.n_inputs = 0;
	facts.n_profiles = 2;
	other.unreadable = "encrypted";
	ed_expect("profile-eas", &facts, &profile, "missing=unknown");
	other.accounts = &eas;
	other.n_accounts = 1;
	ed_expect("profile-eas", &facts, &profile, "");
}

enum { ON = ED_YES, OFF = ED_NO, UNSAID = ED_UNSAID, UNCLEAR = 99 };

static const struct {
	int services[ED_N_SERVICES];
	const char *expect;
} services[] = {
    /* clang-format off */
    { {UNSAID, UNSAID, UNSAID, UNSAID, UNSAID}, ALONE },
    { {OFF, OFF, OFF, OFF, OFF},        ALONE " services-off" },
    { {OFF, OFF, OFF, OFF, UNSAID},     ALONE " mail-off" },
    { {OFF, OFF, OFF, OFF, ON},         ALONE " mail-off" },
    { {OFF, OFF, OFF, OFF, UNCLEAR},    ALONE " services-off=unknown mail-off=unknown" },
    { {UNCLEAR, OFF, OFF, OFF, OFF},    ALONE " services-off=unknown mail-off=unknown" },
    { {UNCLEAR, ON, OFF, OFF, OFF},     ALONE " mail-off=unknown" },
    { {ON, OFF, OFF, OFF, OFF},         ALONE },
    { {ON, UNCLEAR, OFF, OFF, OFF},     ALONE },
    { {OFF, UNCLEAR, ON, OFF, OFF},     ALONE " mail-off" },
    /* clang-format on */
};

static struct ed_switch service(int said)
{
	return (struct ed_switch){
	    .value = said == UNCLEAR ? ED_UNSAID : (enum ed_answer)said,
	    .ref = {.at = ed_str_of(said == UNSAID ? "" : "/x")}};
}

static void each_service(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(services); i++) {
		struct ed_eas eas = account("m.example", "alice");
		const struct ed_profile profile = {
		    .accounts = &eas, .n_accounts = 1};
		const struct ed_profile *all[] = {&profile};
		const struct ed_facts facts = {
		    .profiles = all, .n_profiles = 1};

		for (size_t k = 0; k < ED_N_SERVICES; k++)
			eas.services[k] = service(services[i].services[k]);
		print_message("row: %zu\n", i);
		ed_expect("profile-eas", &facts, &profile, services[i].expect);
	}
}

static void damage_hides_accounts(void **state)
{
	const struct ed_profile profile = {.unreadable = "damaged"};
	const struct ed_profile *all[] = {&profile};
	const struct ed_facts facts = {.profiles = all, .n_profiles = 1};

	(void)state;
	ed_expect("profile-eas", &facts, &profile,
	    "missing=unknown duplicate=unknown " ALONE
	    " services-off=unknown mail-off=unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_double),
	    cmocka_unit_test(each_other),
	    cmocka_unit_test(missing_only_where_all_was_seen),
	    cmocka_unit_test(each_service),
	    cmocka_unit_test(damage_hides_accounts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
