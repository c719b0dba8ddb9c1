/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <string.h>

/* Two certificates with one key are one CA that was renewed. */
static const struct {
	const char *name;
	bool named;         /* the case names roots */
	unsigned n_roots;   /* that could be read */
	const char *root;   /* its SHA-256 */
	const char *key;    /* its key's */
	const char *brings; /* SHA-256 of what the profile has, or NULL */
	enum ed_origin origin;
	const char *unreadable;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "nobody said", false, 0, "r", "k", NULL, ED_ORIGIN_DELIVERED, NULL, "server-root-missing=not_asked" },
    { "there",       true,  1, "r", "k", "r",  ED_ORIGIN_DELIVERED, NULL, "" },
    { "renewed",     true,  1, "r", "k", "k2", ED_ORIGIN_DELIVERED, NULL, "" },
    { "another",     true,  1, "r", "x", "o",  ED_ORIGIN_DELIVERED, NULL, "server-root-missing" },
    { "none",        true,  1, "r", "k", NULL, ED_ORIGIN_UNKNOWN,   NULL, "server-root-missing" },
    { "template",    true,  1, "r", "k", NULL, ED_ORIGIN_CONSOLE,   NULL, "server-root-missing=unknown" },
    { "template has it", true, 1, "r", "k", "r", ED_ORIGIN_CONSOLE, NULL, "" },
    { "cut off",     true,  1, "r", "k", NULL, ED_ORIGIN_DELIVERED, "x",  "server-root-missing=unknown" },
    { "root not readable", true, 0, "r", "k", NULL, ED_ORIGIN_DELIVERED, NULL, "server-root-missing=unknown" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_certificate root = {
		    .sha256 = ed_str_of(rows[i].root),
		    .key.sha256 = ed_str_of(rows[i].key)};
		const struct ed_certificate brought = {
		    .sha256 = ed_str_of(rows[i].brings),
		    .key.sha256 = ED_STR("k")};
		const struct ed_certificate *roots[] = {&root};
		const struct ed_certificate *brings[] = {&brought};
		const struct ed_payload payload = {.certificates = brings,
		    .n_certificates = rows[i].brings != NULL};
		const struct ed_eas eas = {.label = ED_STR("profile x")};
		const struct ed_profile profile = {.origin = rows[i].origin,
		    .unreadable = rows[i].unreadable,
		    .payloads = &payload,
		    .n_payloads = 1,
		    .accounts = &eas,
		    .n_accounts = 1};
		const struct ed_profile *profiles[] = {&profile};
		const struct ed_facts facts = {.profiles = profiles,
		    .n_profiles = 1,
		    .server_roots = roots,
		    .n_server_roots = rows[i].n_roots,
		    .server_roots_named = rows[i].named};
		char expect[80] = "accepts-any-server=not_asked";

		print_message("row: %s\n", rows[i].name);
		if (*rows[i].expect)
			strcat(strcat(expect, " "), rows[i].expect);
		ed_expect("profile-trust", &facts, &facts, expect);
	}
}

static void no_profile_and_a_broken_one(void **state)
{
	static const struct ed_str damage = {"cut off", 7};
	const struct ed_input input = {
	    .kind = ED_STR("profile"), .damage = &damage, .n_damage = 1};
	const struct ed_input *inputs[] = {&input};
	struct ed_facts facts = {.server_roots_named = true};

	(void)state;
	ed_expect("profile-trust", &facts, &facts,
	    "accepts-any-server=not_asked server-root-missing=not_asked");
	facts.inputs = inputs;
	facts.n_inputs = 1;
	ed_expect("profile-trust", &facts, &facts,
	    "accepts-any-server=not_asked server-root-missing=unknown");
}

/* What two texts do not say, they do not share. */
static void texts_without_hashes(void **state)
{
	const struct ed_certificate root = {.serial = ED_STR("01")};
	const struct ed_certificate brought = {.serial = ED_STR("02")};
	const struct ed_certificate *roots[] = {&root};
	const struct ed_certificate *brings[] = {&brought};
	const struct ed_payload payload = {
	    .certificates = brings, .n_certificates = 1};
	const struct ed_eas eas = {.label = ED_STR("profile x")};
	const struct ed_profile profile = {.origin = ED_ORIGIN_DELIVERED,
	    .payloads = &payload,
	    .n_payloads = 1,
	    .accounts = &eas,
	    .n_accounts = 1};
	const struct ed_profile *profiles[] = {&profile};
	const struct ed_facts facts = {.profiles = profiles,
	    .n_profiles = 1,
	    .server_roots = roots,
	    .n_server_roots = 1,
	    .server_roots_named = true};

	(void)state;
	ed_expect("profile-trust", &facts, &facts,
	    "accepts-any-server=not_asked server-root-missing");
}

static void each_android(void **state)
{
	static const struct {
		enum ed_answer accepts;
		bool lost;
		const char *expect;
	} table[] = {
	    {ED_YES, false, "accepts-any-server server-root-missing=not_asked"},
	    {ED_YES, true, "accepts-any-server server-root-missing=not_asked"},
	    {ED_NO, false, "server-root-missing=not_asked"},
	    {ED_UNSAID, false, "server-root-missing=not_asked"},
	    {ED_NO, true,
		"accepts-any-server=unknown server-root-missing=not_asked"},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(table); i++) {
		const struct ed_android_mail mail = {
		    .label = ED_STR("mail settings of x"),
		    .accepts_any = {.value = table[i].accepts,
			.ref = {.kind = ED_AT_LINE,
			    .at = ED_STR("4"),
			    .quote = ED_STR("True")}}};
		const struct ed_android_mail *mails[] = {&mail};
		const struct ed_facts facts = {.android_mails = mails,
		    .n_android_mails = 1,
		    .android_lost = table[i].lost};

		print_message("row %zu\n", i);
		ed_expect("profile-trust", &facts, &facts, table[i].expect);
		if (table[i].accepts != ED_YES)
			continue;
		ed_expect_said("profile-trust", &facts, &facts,
		    "accepts-any-server", "at=4");
		ed_expect_said("profile-trust", &facts, &facts,
		    "accepts-any-server", "said=True");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(no_profile_and_a_broken_one),
	    cmocka_unit_test(texts_without_hashes),
	    cmocka_unit_test(each_android),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
