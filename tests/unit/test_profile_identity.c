/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#define UUID "52a82cc3-3096-45ef-9ebd-45ac91723b14"
static const struct {
	const char *name;
	const char *uuid; /* NULL: the key is absent */
	const char *type; /* of the payload it names; NULL: names none */
	bool inline_certificate;
	enum ed_origin origin;
	const char *unreadable;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "PKCS#12",  UUID, "com.apple.security.pkcs12", false, ED_ORIGIN_DELIVERED, NULL, "" },
    { "SCEP",     UUID, "com.apple.security.scep",   false, ED_ORIGIN_DELIVERED, NULL, "" },
    { "ACME",     UUID, "com.apple.security.acme",   false, ED_ORIGIN_DELIVERED, NULL, "" },
    { "inline",   NULL, NULL, true,  ED_ORIGIN_DELIVERED, NULL, "" },
    { "nothing",  NULL, NULL, false, ED_ORIGIN_DELIVERED, NULL, "none" },
    { "empty",    "",   NULL, false, ED_ORIGIN_DELIVERED, NULL, "none" },
    { "blank",    "  ", NULL, false, ED_ORIGIN_DELIVERED, NULL, "none" },
    { "dangling", UUID, NULL, false, ED_ORIGIN_DELIVERED, NULL, "dangling" },
    { "dangling, origin unknown", UUID, NULL, false, ED_ORIGIN_UNKNOWN, NULL, "dangling" },
    { "dangling in the template", UUID, NULL, false, ED_ORIGIN_CONSOLE, NULL, "dangling=unknown not-an-identity=unknown" },
    { "nothing in the template", NULL, NULL, false, ED_ORIGIN_CONSOLE, NULL, "none" },
    { "root",     UUID, "com.apple.security.root",  false, ED_ORIGIN_DELIVERED, NULL, "not-an-identity" },
    { "PEM",      UUID, "com.apple.security.pem",   false, ED_ORIGIN_CONSOLE, NULL, "not-an-identity" },
    { "macOS only", UUID, "com.apple.ADCertificate.managed", false, ED_ORIGIN_DELIVERED, NULL, "not-an-identity" },
    { "no type",  UUID, "", false, ED_ORIGIN_DELIVERED, NULL, "not-an-identity" },
    { "both",     UUID, "com.apple.security.pkcs12", true, ED_ORIGIN_DELIVERED, NULL, "inline-and-reference" },
    { "both, dangling", UUID, NULL, true, ED_ORIGIN_DELIVERED, NULL, "dangling inline-and-reference" },
    { "cut off, nothing",  NULL, NULL, false, ED_ORIGIN_DELIVERED, "x", "none" },
    { "cut off, dangling", UUID, NULL, false, ED_ORIGIN_DELIVERED, "x", "dangling=unknown not-an-identity=unknown" },
    { "cut off, root",     UUID, "com.apple.security.root", false, ED_ORIGIN_DELIVERED, "x", "not-an-identity" },
    { "cut off, both",     UUID, "com.apple.security.scep", true, ED_ORIGIN_DELIVERED, "x", "inline-and-reference" },
    /* clang-format on */
};

static void each_row(void **state)
{
	const struct ed_facts facts = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_payload payload = {
		    .type = ed_str_of(rows[i].type)};
		const struct ed_profile profile = {
		    .origin = rows[i].origin, .unreadable = rows[i].unreadable};
		const struct ed_eas eas = {.profile = &profile,
		    .identity_uuid = {.given = rows[i].uuid != NULL,
			.value = ed_str_of(rows[i].uuid)},
		    .identity = rows[i].type ? &payload : NULL,
		    .has_inline_certificate = rows[i].inline_certificate};

		print_message("row: %s\n", rows[i].name);
		ed_expect("profile-identity", &facts, &eas, rows[i].expect);
	}
}

static void it_shows_what_is_referred_to(void **state)
{
	const struct ed_facts facts = {0};
	const struct ed_payload root = {
	    .type = ED_STR("com.apple.security.root")};
	struct ed_eas eas = {
	    .identity_uuid = {.given = true,
		.value = ED_STR(UUID),
		.ref = {.kind = ED_AT_LINE, .at = ED_STR("40")}}};

	(void)state;
	ed_expect_said(
	    "profile-identity", &facts, &eas, "dangling", "uuid=" UUID);
	ed_expect_said("profile-identity", &facts, &eas, "dangling", "at=40");
	eas.identity = &root;
	ed_expect_said("profile-identity", &facts, &eas, "not-an-identity",
	    "type=com.apple.security.root");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(it_shows_what_is_referred_to),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
