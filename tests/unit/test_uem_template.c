/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <stdio.h>

#define DAY 86400
#define EMAIL                                                                  \
	{                                                                      \
		ED_SAN_EMAIL, ED_STR("{EmailAddress}")                         \
	}
#define UPN                                                                    \
	{                                                                      \
		ED_SAN_UPN, ED_STR("{UserPrincipalName}")                      \
	}
#define SID                                                                    \
	{                                                                      \
		ED_SAN_URI,                                                    \
		    ED_STR("tag:microsoft.com,2022-09-14:sid:{UserSid}")       \
	}
#define BARE                                                                   \
	{                                                                      \
		ED_SAN_URI, ED_STR("{UserSid}")                                \
	}
#define SID_AS_DNS                                                             \
	{                                                                      \
		ED_SAN_DNS, ED_STR("tag:microsoft.com,2022-09-14:sid:{SID}")   \
	}
#define ODD                                                                    \
	{                                                                      \
		ED_SAN_UPN, ED_STR("{UserPrincipleName}")                      \
	}

/* What the CA's extension with the SID begins with. */
static const struct ed_sid in_uri = {.form = ED_SID_URI};
static const struct ed_sid in_extension = {.form = ED_SID_EXTENSION};

static const struct {
	const char *name;
	const struct ed_template_san sans[3];
	size_t n_sans;
	bool silent; /* nobody gave the list */
	bool no_certificate;
	const struct ed_sid *sid; /* of the certificate */
	unsigned unreadable;
	const char *expect; /* but renewal-off, which is not asked */
} names[] = {
    /* clang-format off */
    { "all", { EMAIL, UPN, SID }, 3, false, false, NULL, 0, "" },
    { "no UPN", { EMAIL, SID }, 2, false, false, NULL, 0, "no-upn " },
    { "no SID", { EMAIL, UPN }, 2, false, false, NULL, 0, "no-sid " },
    { "SID without its tag", { UPN, BARE }, 2, false, false, NULL, 0,
	"no-sid " },
    { "SID as a DNS name", { UPN, SID_AS_DNS }, 2, false, false, NULL, 0,
	"no-sid " },
    { "no SID, and the URI has it", { UPN }, 1, false, false, &in_uri, 0,
	"" },
    { "no SID, and the CA put it", { UPN }, 1, false, false, &in_extension,
	0, "" },
    { "no SID, SAN unreadable", { UPN }, 1, false, false, NULL,
	ED_PART_SAN, "no-sid=unknown " },
    { "no SID, no certificate", { UPN }, 1, false, true, NULL, 0,
	"no-sid " },
    { "empty list", { EMAIL }, 0, false, false, NULL, 0,
	"no-upn no-sid " },
    { "no list", { EMAIL }, 0, true, false, NULL, 0,
	"no-upn=not_asked no-sid=not_asked " },
    { "filled in all the same", { ODD, SID }, 2, false, false, NULL, 0,
	"" },
    { "misspelt, no certificate", { ODD, SID }, 2, false, true, NULL, 0,
	"unknown-lookup " },
    { "misspelt, unreadable", { ODD, SID }, 2, false, false, NULL,
	ED_PART_SUBJECT, "unknown-lookup=unknown " },
    /* clang-format on */
};

static void each_name(void **state)
{
	char expect[128];

	(void)state;
	for (size_t i = 0; i < ED_COUNT(names); i++) {
		const struct ed_template template = {
		    .subject = ED_STR("CN={EnrollmentUser}"),
		    .sans = names[i].sans,
		    .n_sans = names[i].n_sans,
		    .has_sans = !names[i].silent};
		struct ed_certificate cert = ed_good_certificate;
		const struct ed_facts facts = {.request_template = &template,
		    .device_certificate =
			names[i].no_certificate ? NULL : &cert};

		print_message("row: %s\n", names[i].name);
		cert.unreadable = names[i].unreadable;
		cert.sids = names[i].sid;
		cert.n_sids = names[i].sid != NULL;
		snprintf(expect, sizeof(expect), "%srenewal-off=not_asked",
		    names[i].expect);
		ed_expect("uem-template", &facts, &facts, expect);
	}
}

static const struct {
	const char *name;
	struct ed_str subject; /* of the template */
	struct ed_str upn;     /* of the certificate */
	const char *expect;    /* "unknown-lookup", its value, or "" */
} lookups[] = {
    /* clang-format off */
    { "as UEM has it", ED_STR("CN={EnrollmentUser}"), ED_STR("a@b"), "" },
    { "other case", ED_STR("CN={enrollmentuser}"), ED_STR("a@b"), "" },
    { "of the case", ED_STR("CN={OurOwn}"), ED_STR("{OurOwn}"), "" },
    { "custom", ED_STR("CN={CustomAttribute3}"), ED_STR("a@b"), "" },
    { "left as it is", ED_STR("CN={Enrolment}"), ED_STR("{Enrolment}@b"),
	"Enrolment" },
    { "the second one", ED_STR("CN={DeviceUid}-{Odd}"), ED_STR("x{odd}"),
	"Odd" },
    { "with a blank", ED_STR("CN={Email Address}"),
	ED_STR("{Email Address}"), "Email Address" },
    { "known and left", ED_STR("CN={EnrollmentUser}"),
	ED_STR("{EnrollmentUser}"), "" },
    { "another one is left", ED_STR("CN={Enrolment}"), ED_STR("{Other}"), "" },
    { "no end", ED_STR("CN={Enrolment"), ED_STR("{Enrolment"), "" },
    { "empty braces", ED_STR("CN={}{"), ED_STR("{}{"), "" },
    /* clang-format on */
};

static void each_lookup(void **state)
{
	const struct ed_lookup own = {ED_STR("OurOwn"), ED_STR("x")};
	char said[64];

	(void)state;
	for (size_t i = 0; i < ED_COUNT(lookups); i++) {
		const struct ed_template template = {
		    .subject = lookups[i].subject};
		const struct ed_upn upn = {.value = lookups[i].upn};
		struct ed_certificate cert = ed_good_certificate;
		const struct ed_facts facts = {.request_template = &template,
		    .lookups = &own,
		    .n_lookups = 1,
		    .device_certificate = &cert};
		const bool fires = *lookups[i].expect;

		print_message("row: %s\n", lookups[i].name);
		cert.upns = &upn;
		ed_expect("uem-template", &facts, &facts,
		    fires ? "no-upn=not_asked no-sid=not_asked unknown-lookup "
			    "renewal-off=not_asked"
			  : "no-upn=not_asked no-sid=not_asked "
			    "renewal-off=not_asked");
		snprintf(said, sizeof(said), "lookup=%s", lookups[i].expect);
		if (fires)
			ed_expect_said("uem-template", &facts, &facts,
			    "unknown-lookup", said);
	}
}

static const struct {
	const char *name;
	bool has_renewal;
	unsigned days;
	int64_t life; /* of the certificate in seconds; -1: none */
	unsigned unreadable;
	const char *expect;
} renewals[] = {
    /* clang-format off */
    { "nobody said", false, 0, 365 * DAY, 0, "=not_asked" },
    { "off", true, 0, 365 * DAY, 0, "" },
    { "off, no certificate", true, 0, -1, 0, "" },
    { "off, unreadable", true, 0, 1, ED_PART_TIME, "" },
    { "in time", true, 30, 365 * DAY, 0, NULL },
    { "a day less than the life", true, 364, 365 * DAY, 0, NULL },
    { "the whole life", true, 365, 365 * DAY, 0, "" },
    { "days that are not whole", true, 365, 365 * DAY + 1, 0, "" },
    { "no certificate", true, 30, -1, 0, "=not_asked" },
    { "unreadable", true, 30, 1, ED_PART_TIME, "=unknown" },
    { "window of 4 billion days", true, 4294967295u, 365 * DAY, 0, "" },
    /* clang-format on */
};

static void each_renewal(void **state)
{
	char expect[128];

	(void)state;
	for (size_t i = 0; i < ED_COUNT(renewals); i++) {
		const struct ed_template template = {
		    .has_renewal = renewals[i].has_renewal,
		    .renew_days_before = renewals[i].days};
		struct ed_certificate cert = ed_good_certificate;
		const struct ed_facts facts = {.request_template = &template,
		    .device_certificate = renewals[i].life < 0 ? NULL : &cert};

		print_message("row: %s\n", renewals[i].name);
		cert.not_after = cert.not_before + renewals[i].life;
		cert.unreadable = renewals[i].unreadable;
		snprintf(expect, sizeof(expect),
		    "no-upn=not_asked no-sid=not_asked "
		    "unknown-lookup=not_asked%s%s",
		    renewals[i].expect ? " renewal-off" : "",
		    renewals[i].expect ? renewals[i].expect : "");
		ed_expect("uem-template", &facts, &facts, expect);
	}
}

static void without_template(void **state)
{
	const struct ed_facts facts = {0};

	(void)state;
	ed_expect("uem-template", &facts, &facts,
	    "no-upn=not_asked no-sid=not_asked unknown-lookup=not_asked "
	    "renewal-off=not_asked");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_name),
	    cmocka_unit_test(each_lookup), cmocka_unit_test(each_renewal),
	    cmocka_unit_test(without_template)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
