/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#define AS_OF 1000000
#define ALONE "duplicate-elsewhere=not_asked"
#define LOST                                                                   \
	"malformed=unknown ill-formed=unknown unusual-form=unknown "           \
	"unknown-key=unknown duplicate-id=unknown "

static const struct {
	const char *name;
	int kind; /* of the only trouble; -1: none */
	enum ed_origin origin;
	bool installed;
	bool bare;
	bool encrypted;
	const char *unreadable;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "none",     -1, ED_ORIGIN_UNKNOWN, false, false, false, NULL, ALONE },
    { "type",     ED_TROUBLE_TYPE,    ED_ORIGIN_UNKNOWN, false, false, false, NULL, "malformed " ALONE },
    { "value",    ED_TROUBLE_VALUE,   ED_ORIGIN_CONSOLE, false, false, false, NULL, "malformed " ALONE },
    { "missing",  ED_TROUBLE_MISSING, ED_ORIGIN_UNKNOWN, false, false, false, NULL, "malformed " ALONE },
    { "taken",    ED_TROUBLE_MISSING, ED_ORIGIN_DELIVERED, true, false, false, NULL, ALONE },
    { "unusual",  ED_TROUBLE_UNUSUAL, ED_ORIGIN_UNKNOWN, false, false, false, NULL, "unusual-form " ALONE },
    { "unusual, taken", ED_TROUBLE_UNUSUAL, ED_ORIGIN_UNKNOWN, true, false, false, NULL, ALONE },
    { "key",      ED_TROUBLE_UNKNOWN_KEY, ED_ORIGIN_UNKNOWN, false, false, false, NULL, "unknown-key " ALONE },
    { "key, taken", ED_TROUBLE_UNKNOWN_KEY, ED_ORIGIN_UNKNOWN, true, false, false, NULL, "unknown-key " ALONE },
    { "no content, delivered", ED_TROUBLE_NO_CONTENT, ED_ORIGIN_DELIVERED, false, false, false, NULL, "malformed " ALONE },
    { "no content, console", ED_TROUBLE_NO_CONTENT, ED_ORIGIN_CONSOLE, false, false, false, NULL, ALONE },
    { "no content, unknown", ED_TROUBLE_NO_CONTENT, ED_ORIGIN_UNKNOWN, false, false, false, NULL, "malformed=unknown " ALONE },
    { "bare",     -1, ED_ORIGIN_UNKNOWN, false, true, false, NULL, "malformed=unknown " ALONE " expired=unknown" },
    { "damaged",  -1, ED_ORIGIN_UNKNOWN, false, false, false, "damaged", LOST ALONE " expired=unknown" },
    { "damaged, type", ED_TROUBLE_TYPE, ED_ORIGIN_UNKNOWN, false, false, false, "damaged", "malformed ill-formed=unknown unusual-form=unknown unknown-key=unknown duplicate-id=unknown " ALONE " expired=unknown" },
    { "ill-formed", ED_TROUBLE_ILL_FORMED, ED_ORIGIN_UNKNOWN, false, false, false, "damaged", "malformed=unknown ill-formed unusual-form=unknown unknown-key=unknown duplicate-id=unknown " ALONE " expired=unknown" },
    { "encrypted", -1, ED_ORIGIN_UNKNOWN, false, false, true, "encrypted", "malformed=unknown unusual-form=unknown unknown-key=unknown duplicate-id=unknown " ALONE " encrypted" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_trouble trouble = {
		    .kind = rows[i].kind < 0
				? ED_TROUBLE_TYPE
				: (enum ed_trouble_kind)rows[i].kind};
		const struct ed_profile profile = {.origin = rows[i].origin,
		    .installed = rows[i].installed,
		    .bare = rows[i].bare,
		    .encrypted = rows[i].encrypted,
		    .unreadable = rows[i].unreadable,
		    .troubles = &trouble,
		    .n_troubles = rows[i].kind >= 0};
		const struct ed_profile *one = &profile;
		const struct ed_facts facts = {
		    .as_of = AS_OF, .profiles = &one, .n_profiles = 1};

		print_message("row: %s\n", rows[i].name);
		ed_expect(
		    "profile-structure", &facts, &profile, rows[i].expect);
	}
}

/* Of what is encrypted with its heading, nothing was looked at. */
static void hidden_is_not_healthy(void **state)
{
	const struct ed_profile profile = {
	    .encrypted = true, .hidden = true, .unreadable = "encrypted"};
	const struct ed_facts facts = {.as_of = AS_OF, .n_profiles = 1};

	(void)state;
	ed_expect("profile-structure", &facts, &profile,
	    LOST ALONE " expired=unknown encrypted");
}

static const struct {
	const char *name;
	struct ed_moment removal;
	struct ed_moment expiration;
	bool lasting;
	const char *expect;
} dates[] = {
    /* clang-format off */
    { "none",          {0}, {0}, false, ALONE },
    { "a second ago",  {true, true, AS_OF - 1, {0}}, {0}, false, ALONE " expired" },
    { "now",           {true, true, AS_OF, {0}}, {0}, false, ALONE " expired" },
    { "in a second",   {true, true, AS_OF + 1, {0}}, {0}, false, ALONE },
    { "expiration",    {0}, {true, true, AS_OF - 1, {0}}, false, ALONE " expired" },
    { "no date",       {true, false, 0, {0}}, {0}, false, ALONE " expired=unknown" },
    { "one of two",    {true, false, 0, {0}}, {true, true, 5, {0}}, false, ALONE " expired" },
    { "a duration",    {0}, {0}, true, ALONE " expired=unknown" },
    { "over anyway",   {true, true, 5, {0}}, {0}, true, ALONE " expired" },
    /* clang-format on */
};

static void each_date(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(dates); i++) {
		const struct ed_profile profile = {.removal = dates[i].removal,
		    .expiration = dates[i].expiration,
		    .lasting = {.given = dates[i].lasting}};
		const struct ed_facts facts = {.as_of = AS_OF, .n_profiles = 1};

		print_message("row: %s\n", dates[i].name);
		ed_expect(
		    "profile-structure", &facts, &profile, dates[i].expect);
	}
}

static void it_shows_what_it_met(void **state)
{
	const struct ed_trouble trouble = {.kind = ED_TROUBLE_TYPE,
	    .ref = {.kind = ED_AT_LINE, .at = ED_STR("7")},
	    .key = ED_STR("SSL"),
	    .found = ED_STR("<string>"),
	    .expected = ED_STR("<true/> or <false/>")};
	const struct ed_profile profile = {
	    .troubles = &trouble, .n_troubles = 1};
	const struct ed_facts facts = {.n_profiles = 1};

	(void)state;
	ed_expect_said("profile-structure", &facts, &profile, "malformed",
	    "part=the profile itself");
	ed_expect_said(
	    "profile-structure", &facts, &profile, "malformed", "key=SSL");
	ed_expect_said("profile-structure", &facts, &profile, "malformed",
	    "found=<string>");
	ed_expect_said(
	    "profile-structure", &facts, &profile, "malformed", "at=7");
}

static void it_names_both_of_two(void **state)
{
	struct ed_payload payloads[2] = {{.type = ED_STR("root")},
	    {.type = ED_STR("eas"),
		.uuid = ED_STR("u"),
		.identifier = ED_STR("i"),
		.ref = {.kind = ED_AT_LINE, .at = ED_STR("9")}}};
	const struct ed_profile other = {.label = ED_STR("profile b")};
	struct ed_profile profile = {.payloads = payloads, .n_payloads = 2};
	const struct ed_facts facts = {.n_profiles = 2};

	(void)state;
	payloads[1].same_identifier = &payloads[0];
	ed_expect("profile-structure", &facts, &profile, "duplicate-id");
	ed_expect_said("profile-structure", &facts, &profile, "duplicate-id",
	    "key=PayloadIdentifier");
	ed_expect_said(
	    "profile-structure", &facts, &profile, "duplicate-id", "id=i");
	payloads[1].same_uuid = &payloads[0];
	ed_expect_said("profile-structure", &facts, &profile, "duplicate-id",
	    "key=PayloadUUID");
	ed_expect_said("profile-structure", &facts, &profile, "duplicate-id",
	    "first_type=root");
	payloads[1].same_uuid = payloads[1].same_identifier = NULL;
	payloads[1].elsewhere = &payloads[0];
	payloads[1].elsewhere_profile = &other;
	ed_expect("profile-structure", &facts, &profile, "duplicate-elsewhere");
	ed_expect_said("profile-structure", &facts, &profile,
	    "duplicate-elsewhere", "other=profile b");
	payloads[1].elsewhere = NULL;
	profile.unreadable = "damaged";
	ed_expect("profile-structure", &facts, &profile,
	    LOST "duplicate-elsewhere=unknown expired=unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(hidden_is_not_healthy),
	    cmocka_unit_test(each_date),
	    cmocka_unit_test(it_shows_what_it_met),
	    cmocka_unit_test(it_names_both_of_two),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
