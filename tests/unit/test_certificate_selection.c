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
    { "alone and good", ED_YES, false, NO_OTHER, true, false, "" },
    { "alone and refused", ED_YES, true, NO_OTHER, true, false, "" },
    { "refused, another fits", ED_YES, true, FITS, true, false,
	"another-fits" },
    { "refused, another fails", ED_YES, true, FAILS, true, false, "" },
    { "refused, a colleague's fits", ED_YES, true, OF_BOB, true, false, "" },
    { "good, another fits", ED_YES, false, FITS, true, false, "" },
    { "no profile", ED_UNSAID, true, FITS, false, false,
	"another-fits=not_asked" },
    { "not in evidence", ED_UNSAID, true, FITS, true, false,
	"another-fits=not_asked" },
    { "closed", ED_UNSAID, true, FITS, true, true, "another-fits=unknown" },
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

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
