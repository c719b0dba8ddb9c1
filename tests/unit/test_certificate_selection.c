/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <easdoctor/selection.h>

#define ANN ED_STR("ann@ex.test")
#define BOB ED_STR("bob@ex.test")

enum other { NO_OTHER, FITS, FAILS, OF_BOB };

static const struct {
	const char *name;
	enum ed_answer used;
	bool refused;
	enum other other;
	bool profile, closed;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "alone and good", ED_YES, false, NO_OTHER, true, false,
	"another-is-asked-for=not_asked" },
    { "alone and refused", ED_YES, true, NO_OTHER, true, false,
	"another-is-asked-for=not_asked" },
    { "refused, another fits", ED_YES, true, FITS, true, false,
	"another-fits another-is-asked-for=not_asked" },
    { "refused, another fails", ED_YES, true, FAILS, true, false,
	"another-is-asked-for=not_asked" },
    { "refused, a colleague's fits", ED_YES, true, OF_BOB, true, false,
	"another-is-asked-for=not_asked" },
    { "good, another fits", ED_YES, false, FITS, true, false,
	"another-is-asked-for=not_asked" },
    { "no profile", ED_UNSAID, true, FITS, false, false,
	"another-fits=not_asked another-is-asked-for=not_asked" },
    { "not in evidence", ED_UNSAID, true, FITS, true, false,
	"another-fits=not_asked another-is-asked-for=not_asked" },
    { "closed", ED_UNSAID, true, FITS, true, true,
	"another-fits=unknown another-is-asked-for=unknown" },
    /* clang-format on */
};

static void each_row(void **state)
{
	static const struct ed_upn ann = {.value = ANN}, bob = {.value = BOB};
	const struct ed_eas eas = {.label = ED_STR("profile")};
	const struct ed_profile profile = {.accounts = &eas, .n_accounts = 1};
	const struct ed_profile *const profiles[] = {&profile};
	const struct ed_identity identity = {
	    .in_profile = true, .opened = ED_WRONG_PASSWORD};
	const struct ed_identity *const identities[] = {&identity};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const bool theirs = rows[i].other == OF_BOB;
		const struct ed_certificate used = {.upns = &ann, .n_upns = 1};
		const struct ed_certificate other = {
		    .upns = theirs ? &bob : &ann, .n_upns = 1};
		const struct ed_offer candidates[] = {
		    {.certificate = &used,
			.used = rows[i].used,
			.refused = rows[i].refused,
			.fits = !rows[i].refused,
			.accepted = rows[i].refused ? ED_NO : ED_YES,
			.accepted_why = "it has expired"},
		    {.certificate = &other,
			.used = rows[i].used == ED_YES ? ED_NO : ED_UNSAID,
			.fits = rows[i].other != FAILS}};
		const struct ed_facts facts = {.candidates = candidates,
		    .n_candidates = rows[i].other == NO_OTHER ? 1 : 2,
		    .profiles = profiles,
		    .n_profiles = rows[i].profile ? 1 : 0,
		    .identities = identities,
		    .n_identities = rows[i].closed ? 1 : 0};

		print_message("row: %s\n", rows[i].name);
		ed_expect(
		    "certificate-selection", &facts, &facts, rows[i].expect);
	}
}

/* By what the case says that the server asks for. */
static const struct {
	const char *name;
	enum ed_answer used; /* is it asked for? */
	bool refused;
	enum other other;
	enum ed_answer others; /* is the other one? */
	const char *expect;
} asked_rows[] = {
    /* clang-format off */
    { "asked for", ED_YES, false, FITS, ED_YES, "" },
    { "the other is asked for", ED_NO, false, FITS, ED_YES,
	"another-is-asked-for" },
    { "the other may be asked for", ED_NO, false, FITS, ED_UNSAID,
	"another-is-asked-for" },
    { "neither is", ED_NO, false, FAILS, ED_NO, "" },
    { "alone", ED_NO, false, NO_OTHER, ED_UNSAID, "" },
    { "a colleague's is", ED_NO, false, OF_BOB, ED_YES, "" },
    { "refused as well", ED_NO, true, FITS, ED_YES, "another-fits" },
    { "cannot be told", ED_UNSAID, false, FITS, ED_YES,
	"another-is-asked-for=unknown" },
    { "of neither", ED_UNSAID, false, FITS, ED_UNSAID, "" },
    /* clang-format on */
};

static void each_asked_row(void **state)
{
	static const struct ed_upn ann = {.value = ANN}, bob = {.value = BOB};
	static const struct ed_str issuer = ED_STR("CN=Other");
	const struct ed_endpoint endpoint = {
	    .acceptable_issuers = &issuer, .n_acceptable_issuers = 1};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(asked_rows); i++) {
		const enum other other = asked_rows[i].other;
		const struct ed_certificate used = {.upns = &ann, .n_upns = 1};
		const struct ed_certificate another = {
		    .upns = other == OF_BOB ? &bob : &ann, .n_upns = 1};
		const struct ed_offer candidates[] = {
		    {.certificate = &used,
			.used = ED_YES,
			.refused = asked_rows[i].refused,
			.accepted = ED_YES,
			.offered_why = "it is not named",
			.wanted = asked_rows[i].used,
			.wanted_why = "it is not named"},
		    {.certificate = &another,
			.used = ED_NO,
			.wanted = asked_rows[i].others,
			.fits = other != FAILS}};
		const struct ed_facts facts = {.endpoint = &endpoint,
		    .candidates = candidates,
		    .n_candidates = other == NO_OTHER ? 1 : 2};

		print_message("row: %s\n", asked_rows[i].name);
		ed_expect("certificate-selection", &facts, &facts,
		    asked_rows[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(each_asked_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
