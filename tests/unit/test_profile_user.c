/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <stdio.h>

#define MAIL "alice@corp.example"
#define ALICE "alice@corp.example"
#define NO_CERTIFICATE "differs-from-certificate=not_asked"

/* User name and address alone; no certificate is known. */
static const struct {
	const char *user; /* NULL: the key is absent */
	const char *email;
	enum ed_origin origin;
	const char *expect; /* besides NO_CERTIFICATE, which is last */
} forms[] = {
    /* clang-format off */
    { ALICE,          MAIL, ED_ORIGIN_DELIVERED, "" },
    { "CORP\\alice",  MAIL, ED_ORIGIN_DELIVERED, "" },
    { "alice",        MAIL, ED_ORIGIN_DELIVERED, "" },
    { ALICE,          NULL, ED_ORIGIN_DELIVERED, "email-missing " },
    { ALICE,          "",   ED_ORIGIN_DELIVERED, "email-missing " },
    { ALICE,          "@",  ED_ORIGIN_DELIVERED, "email-missing " },
    { NULL,           MAIL, ED_ORIGIN_DELIVERED, "user-missing " },
    { " ",            MAIL, ED_ORIGIN_DELIVERED, "user-missing " },
    { "\\",           MAIL, ED_ORIGIN_DELIVERED, "user-missing " },
    { NULL,           NULL, ED_ORIGIN_DELIVERED, "email-missing user-missing " },
    { "\\alice",      MAIL, ED_ORIGIN_DELIVERED, "domain-missing " },
    { "CORP\\" ALICE, MAIL, ED_ORIGIN_DELIVERED, "malformed " },
    { "A\\B\\alice",  MAIL, ED_ORIGIN_DELIVERED, "malformed " },
    { "\\A\\alice",   MAIL, ED_ORIGIN_DELIVERED, "domain-missing malformed " },
    { "CORP\\",       MAIL, ED_ORIGIN_DELIVERED, "malformed " },
    { "alice@corp@x", MAIL, ED_ORIGIN_DELIVERED, "malformed " },
    { "@corp.example", MAIL, ED_ORIGIN_DELIVERED, "malformed " },
    { "alice@",       MAIL, ED_ORIGIN_DELIVERED, "malformed " },
    { "alice ",       MAIL, ED_ORIGIN_DELIVERED, "malformed " },
    { "al ice",       MAIL, ED_ORIGIN_DELIVERED, "malformed " },
    { "alice\n",      MAIL, ED_ORIGIN_DELIVERED, "malformed " },
    { "alice\xC2\xA0", MAIL, ED_ORIGIN_DELIVERED, "malformed " },
    { "j\xC3\xB6rg@corp.example", MAIL, ED_ORIGIN_DELIVERED, "" },
    /* Lookups: what they will become is not known before delivery. */
    { "{EnrollmentUser}", "{EmailAddress}", ED_ORIGIN_CONSOLE, "email-missing=unknown user-missing=unknown domain-missing=unknown malformed=unknown email-malformed=unknown " },
    { "{EnrollmentUser}", MAIL, ED_ORIGIN_UNKNOWN,   "user-missing=unknown domain-missing=unknown malformed=unknown " },
    { "{EnrollmentUser}", MAIL, ED_ORIGIN_DELIVERED, "" },
    { "CORP\\{EnrollmentUser}", MAIL, ED_ORIGIN_CONSOLE, "domain-missing=unknown malformed=unknown " },
    { "\\{EnrollmentUser}", MAIL, ED_ORIGIN_CONSOLE, "user-missing=unknown domain-missing malformed=unknown " },
    { "A\\B\\{EnrollmentUser}", MAIL, ED_ORIGIN_CONSOLE, "domain-missing=unknown malformed " },
    { ALICE, "{EmailUserName}@corp.example", ED_ORIGIN_CONSOLE, "email-malformed=unknown " },
    { ALICE, "{EmailAddress}", ED_ORIGIN_DELIVERED, "" },
    { ALICE, "alice",      ED_ORIGIN_DELIVERED, "email-malformed " },
    { ALICE, "alice@",     ED_ORIGIN_DELIVERED, "email-malformed " },
    { ALICE, "@x.example", ED_ORIGIN_DELIVERED, "email-malformed " },
    { ALICE, "a@b@c",      ED_ORIGIN_DELIVERED, "email-malformed " },
    { ALICE, "\"a@b\"@c", ED_ORIGIN_DELIVERED, "" },
    { ALICE, "a @b.c",     ED_ORIGIN_DELIVERED, "email-malformed " },
    { ALICE, "a@b.c\n",    ED_ORIGIN_DELIVERED, "email-malformed " },
    { "{}",           MAIL, ED_ORIGIN_CONSOLE, "" },
    { "}{",           MAIL, ED_ORIGIN_CONSOLE, "" },
    /* clang-format on */
};

static struct ed_field field(const char *value)
{
	return (struct ed_field){
	    .given = value != NULL, .value = ed_str_of(value)};
}

static void each_form(void **state)
{
	const struct ed_facts facts = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(forms); i++) {
		const struct ed_profile profile = {.origin = forms[i].origin};
		const struct ed_eas eas = {.profile = &profile,
		    .user = field(forms[i].user),
		    .email = field(forms[i].email)};
		char expect[256];

		print_message("row: '%s' '%s'\n",
		    forms[i].user ? forms[i].user : "(absent)",
		    forms[i].email ? forms[i].email : "(absent)");
		snprintf(expect, sizeof(expect), "%s" NO_CERTIFICATE,
		    forms[i].expect);
		ed_expect("profile-user", &facts, &eas, expect);
	}
}

/* Lookups that the loader found in the payload. */
static const struct {
	size_t n;
	enum ed_origin origin;
	const char *expect;
} lookups[] = {
    /* clang-format off */
    { 0, ED_ORIGIN_DELIVERED, "" },
    { 1, ED_ORIGIN_DELIVERED, "literal-lookup " },
    { 0, ED_ORIGIN_CONSOLE,   "" },
    { 1, ED_ORIGIN_CONSOLE,   "literal-lookup=unknown " },
    { 0, ED_ORIGIN_UNKNOWN,   "" },
    { 1, ED_ORIGIN_UNKNOWN,   "literal-lookup=unknown " },
    /* clang-format on */
};

static void each_lookup(void **state)
{
	const struct ed_facts facts = {0};
	const struct ed_field found = {.given = true,
	    .value = ED_STR("{EmailNomeUtente}"),
	    .ref = {.kind = ED_AT_LINE, .at = ED_STR("22")}};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(lookups); i++) {
		const struct ed_profile profile = {.origin = lookups[i].origin};
		const struct ed_eas eas = {.profile = &profile,
		    .user = field(ALICE),
		    .email = field(MAIL),
		    .lookups = &found,
		    .n_lookups = lookups[i].n};
		char expect[256];

		print_message("row: %zu\n", i);
		snprintf(expect, sizeof(expect), "%s" NO_CERTIFICATE,
		    lookups[i].expect);
		ed_expect("profile-user", &facts, &eas, expect);
		if (lookups[i].n && lookups[i].origin == ED_ORIGIN_DELIVERED) {
			ed_expect_said("profile-user", &facts, &eas,
			    "literal-lookup", "value={EmailNomeUtente}");
			ed_expect_said("profile-user", &facts, &eas,
			    "literal-lookup", "at=22");
		}
	}
}

/* A template holds lookups that the console fills in, or the case gives. */
static void a_template_holds_known_lookups(void **state)
{
	static const struct ed_field found[] = {
	    {.given = true, .value = ED_STR("{emailaddress}{DeviceUid}")},
	    {.given = true, .value = ED_STR("CORP\\{Nick}")}};
	const struct ed_lookup nick = {ED_STR("Nick"), ED_STR("al")};
	const struct ed_profile profile = {.origin = ED_ORIGIN_CONSOLE};
	struct ed_eas eas = {.profile = &profile,
	    .user = field(ALICE),
	    .email = field(MAIL),
	    .lookups = found,
	    .n_lookups = 1};
	struct ed_facts facts = {0};

	(void)state;
	ed_expect("profile-user", &facts, &eas, NO_CERTIFICATE);
	eas.n_lookups = 2;
	ed_expect("profile-user", &facts, &eas,
	    "literal-lookup=unknown " NO_CERTIFICATE);
	facts.lookups = &nick;
	facts.n_lookups = 1;
	ed_expect("profile-user", &facts, &eas, NO_CERTIFICATE);
}

/* The certificate names these; NULL: it does not. */
static const struct {
	const char *user;
	const char *email;
	const char *upn;
	const char *second_upn;
	const char *certificate_email;
	enum ed_origin origin;
	const char *expect;
} people[] = {
    /* clang-format off */
    { ALICE,         MAIL, ALICE, NULL, MAIL, ED_ORIGIN_DELIVERED, "" },
    { "Alice@CORP.example", "ALICE@corp.example", ALICE, NULL, MAIL, ED_ORIGIN_DELIVERED, "" },
    { "alice",       MAIL, ALICE, NULL, MAIL, ED_ORIGIN_DELIVERED, "" },
    { "CORP\\ALICE", MAIL, ALICE, NULL, MAIL, ED_ORIGIN_DELIVERED, "" },
    { "bob",         MAIL, ALICE, NULL, MAIL, ED_ORIGIN_DELIVERED, "differs-from-certificate" },
    { "CORP\\bob",   MAIL, ALICE, NULL, MAIL, ED_ORIGIN_DELIVERED, "differs-from-certificate" },
    { "bob@corp.example", MAIL, ALICE, NULL, MAIL, ED_ORIGIN_DELIVERED, "differs-from-certificate" },
    { "alice@mail.example", MAIL, ALICE, NULL, MAIL, ED_ORIGIN_DELIVERED, "differs-from-certificate" },
    { ALICE, "bob", ALICE, NULL, MAIL, ED_ORIGIN_DELIVERED, "email-malformed" },
    { "bob@a@b", MAIL, ALICE, NULL, MAIL, ED_ORIGIN_DELIVERED, "malformed" },
    { "bob ", MAIL, ALICE, NULL, MAIL, ED_ORIGIN_DELIVERED, "malformed differs-from-certificate" },
    { ALICE, "bob@corp.example", ALICE, NULL, MAIL, ED_ORIGIN_DELIVERED, "differs-from-certificate" },
    { ALICE,         MAIL, "bob@corp.example", ALICE, MAIL, ED_ORIGIN_DELIVERED, "" },
    { ALICE,         MAIL, NULL, NULL, MAIL, ED_ORIGIN_DELIVERED, "" },
    { "bob",         MAIL, NULL, NULL, NULL, ED_ORIGIN_DELIVERED, "" },
    { ALICE,  "x@y.example", ALICE, NULL, NULL, ED_ORIGIN_DELIVERED, "" },
    { "alice",       MAIL, "alice", NULL, MAIL, ED_ORIGIN_DELIVERED, "" },
    { "\\alice",     MAIL, ALICE, NULL, MAIL, ED_ORIGIN_DELIVERED, "domain-missing" },
    { NULL,          MAIL, ALICE, NULL, MAIL, ED_ORIGIN_DELIVERED, "user-missing" },
    { "{EnrollmentUser}", MAIL, ALICE, NULL, MAIL, ED_ORIGIN_DELIVERED, "differs-from-certificate" },
    { "CORP\\{EnrollmentUser}", MAIL, ALICE, NULL, MAIL, ED_ORIGIN_CONSOLE, "domain-missing=unknown malformed=unknown differs-from-certificate=unknown" },
    { ALICE, "x{EmailUserName}", ALICE, NULL, MAIL, ED_ORIGIN_UNKNOWN, "email-malformed=unknown differs-from-certificate=unknown" },
    { "bob", "x{EmailUserName}", ALICE, NULL, MAIL, ED_ORIGIN_UNKNOWN, "email-malformed=unknown differs-from-certificate" },
    /* clang-format on */
};

static void each_person(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(people); i++) {
		const struct ed_upn upns[] = {
		    {.value = ed_str_of(people[i].upn)},
		    {.value = ed_str_of(people[i].second_upn)}};
		const struct ed_san sans[] = {
		    {.type = ED_SAN_DNS, .value = ED_STR("x.example")},
		    {.type = ED_SAN_EMAIL,
			.value = ed_str_of(people[i].certificate_email)}};
		const struct ed_certificate cert = {.upns = upns,
		    .n_upns = (people[i].upn != NULL) +
			      (people[i].second_upn != NULL),
		    .sans = sans,
		    .n_sans = people[i].certificate_email ? 2 : 1};
		const struct ed_facts facts = {.device_certificate = &cert};
		const struct ed_profile profile = {.origin = people[i].origin};
		const struct ed_eas eas = {.profile = &profile,
		    .user = field(people[i].user),
		    .email = field(people[i].email)};

		print_message("row: %zu\n", i);
		ed_expect("profile-user", &facts, &eas, people[i].expect);
	}
}

static void unreadable_names_compare_with_nothing(void **state)
{
	const struct ed_certificate cert = {.unreadable = ED_PART_SAN};
	const struct ed_facts facts = {.device_certificate = &cert};
	const struct ed_eas eas = {.user = field(ALICE), .email = field(MAIL)};

	(void)state;
	ed_expect(
	    "profile-user", &facts, &eas, "differs-from-certificate=unknown");
}

static void a_difference_shows_both_sides(void **state)
{
	const struct ed_upn upn = {.value = ED_STR(ALICE)};
	const struct ed_certificate cert = {.upns = &upn, .n_upns = 1};
	const struct ed_facts facts = {.device_certificate = &cert};
	const struct ed_eas eas = {
	    .user = field("bob"), .email = field("bob@corp.example")};

	(void)state;
	ed_expect_said("profile-user", &facts, &eas, "differs-from-certificate",
	    "user=bob");
	ed_expect_said("profile-user", &facts, &eas, "differs-from-certificate",
	    "upn=" ALICE);
	ed_expect_said("profile-user", &facts, &eas, "differs-from-certificate",
	    "certificate_email=(none)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_form),
	    cmocka_unit_test(each_lookup),
	    cmocka_unit_test(a_template_holds_known_lookups),
	    cmocka_unit_test(each_person),
	    cmocka_unit_test(unreadable_names_compare_with_nothing),
	    cmocka_unit_test(a_difference_shows_both_sides),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
