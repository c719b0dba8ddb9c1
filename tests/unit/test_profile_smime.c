/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#define UUID "52a82cc3-3096-45ef-9ebd-45ac91723b14"

static const struct {
	const char *name;
	enum ed_answer sign;
	const char *sign_uuid; /* NULL: the key is absent */
	enum ed_answer encrypt;
	const char *encrypt_uuid;
	bool there; /* the keys, whatever they say */
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "nothing said",         ED_UNSAID, NULL, ED_UNSAID, NULL, false, "" },
    { "both off",             ED_NO,     NULL, ED_NO,     NULL, false, "" },
    { "off with certificate", ED_NO,     UUID, ED_UNSAID, NULL, false, "" },
    { "sign",                 ED_YES,    UUID, ED_NO,     NULL, false, "on" },
    { "sign, no certificate", ED_YES,    NULL, ED_NO,     NULL, false, "on no-certificate" },
    { "sign, empty uuid",     ED_YES,    " ",  ED_NO,     NULL, false, "on no-certificate" },
    { "encrypt",              ED_NO,     NULL, ED_YES,    UUID, false, "on" },
    { "encrypt, none",        ED_NO,     NULL, ED_YES,    NULL, false, "on no-certificate" },
    { "the other's only",     ED_YES,    UUID, ED_YES,    NULL, false, "on no-certificate" },
    { "both, both",           ED_YES,    UUID, ED_YES,    UUID, false, "on" },
    { "unclear",              ED_UNSAID, NULL, ED_UNSAID, NULL, true, "on=unknown no-certificate=unknown dangling=unknown" },
    { "unclear, sign on",     ED_YES,    UUID, ED_UNSAID, NULL, true, "on no-certificate=unknown dangling=unknown" },
    { "unclear, sign bare",   ED_YES,    NULL, ED_UNSAID, NULL, true, "on no-certificate dangling=unknown" },
    { "clear after all",      ED_NO,     NULL, ED_NO,     NULL, true, "" },
    /* clang-format on */
};

static const struct ed_payload identity = {
    .type = ED_STR("com.apple.security.pkcs12")};

static void each_row(void **state)
{
	const struct ed_facts facts = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_ref ref = {
		    .at = ed_str_of(rows[i].there ? "/x" : "")};
		const struct ed_eas eas = {.smime_signer = &identity,
		    .smime_encrypter = &identity,
		    .smime_sign = {.value = rows[i].sign, .ref = ref},
		    .smime_sign_uuid = {.given = rows[i].sign_uuid != NULL,
			.value = ed_str_of(rows[i].sign_uuid)},
		    .smime_encrypt = {.value = rows[i].encrypt, .ref = ref},
		    .smime_encrypt_uuid = {
			.given = rows[i].encrypt_uuid != NULL,
			.value = ed_str_of(rows[i].encrypt_uuid)}};

		print_message("row: %s\n", rows[i].name);
		ed_expect("profile-smime", &facts, &eas, rows[i].expect);
	}
}

static void it_names_the_use(void **state)
{
	const struct ed_facts facts = {0};
	const struct ed_eas eas = {
	    .smime_encrypt = {.value = ED_YES,
		.ref = {.kind = ED_AT_LINE, .at = ED_STR("31")}}};

	(void)state;
	ed_expect_said(
	    "profile-smime", &facts, &eas, "no-certificate", "use=encryption");
	ed_expect_said("profile-smime", &facts, &eas, "on", "at=31");
}

/* SMIMEEnabled: iOS 10 and later ignore it, so it needs no certificate. */
static void an_outdated_key_needs_nothing(void **state)
{
	const struct ed_facts facts = {0};
	const struct ed_eas eas = {
	    .smime_sign = {.value = ED_YES, .outdated = true}};

	(void)state;
	ed_expect("profile-smime", &facts, &eas, "on");
}

static const struct {
	const char *name;
	enum ed_origin origin;
	const char *unreadable;
	size_t n_lookups;
	const char *sign_type; /* NULL: the reference resolves to nothing */
	bool outdated;
	const char *expect;
} references[] = {
    /* clang-format off */
    { "an identity", ED_ORIGIN_DELIVERED, NULL, 0, "com.apple.security.scep", false, "on" },
    { "a root",      ED_ORIGIN_DELIVERED, NULL, 0, "com.apple.security.root", false, "on dangling" },
    { "nothing",     ED_ORIGIN_DELIVERED, NULL, 0, NULL, false, "on dangling" },
    { "not heeded",  ED_ORIGIN_DELIVERED, NULL, 0, NULL, true,  "on" },
    { "unknown",     ED_ORIGIN_UNKNOWN,   NULL, 0, NULL, false, "on dangling" },
    { "lookups",     ED_ORIGIN_UNKNOWN,   NULL, 1, NULL, false, "on dangling=unknown" },
    { "console",     ED_ORIGIN_CONSOLE,   NULL, 0, NULL, false, "on dangling=unknown" },
    { "damaged",     ED_ORIGIN_DELIVERED, "damaged", 0, NULL, false, "on dangling=unknown" },
    { "root, console", ED_ORIGIN_CONSOLE, NULL, 1, "com.apple.security.root", false, "on dangling" },
    /* clang-format on */
};

static void each_reference(void **state)
{
	const struct ed_facts facts = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(references); i++) {
		const struct ed_profile profile = {
		    .origin = references[i].origin,
		    .unreadable = references[i].unreadable};
		const struct ed_payload payload = {
		    .type = ed_str_of(references[i].sign_type)};
		const struct ed_eas eas = {.profile = &profile,
		    .n_lookups = references[i].n_lookups,
		    .smime_sign = {.value = ED_YES,
			.outdated = references[i].outdated},
		    .smime_sign_uuid = {.given = true, .value = ED_STR(UUID)},
		    .smime_signer = references[i].sign_type ? &payload : NULL};

		print_message("row: %s\n", references[i].name);
		ed_expect("profile-smime", &facts, &eas, references[i].expect);
	}
}

static void it_shows_the_reference(void **state)
{
	const struct ed_facts facts = {0};
	const struct ed_eas eas = {.smime_encrypt = {.value = ED_YES},
	    .smime_encrypt_uuid = {.given = true,
		.value = ED_STR(UUID),
		.ref = {.kind = ED_AT_LINE, .at = ED_STR("7")}}};

	(void)state;
	ed_expect_said("profile-smime", &facts, &eas, "dangling", "uuid=" UUID);
	ed_expect_said(
	    "profile-smime", &facts, &eas, "dangling", "target=nothing");
	ed_expect_said("profile-smime", &facts, &eas, "dangling", "at=7");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(each_reference),
	    cmocka_unit_test(it_shows_the_reference),
	    cmocka_unit_test(an_outdated_key_needs_nothing),
	    cmocka_unit_test(it_names_the_use),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
