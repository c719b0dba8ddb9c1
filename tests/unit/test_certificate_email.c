/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#define ANN ED_STR("ann@ex.test")
#define BOB ED_STR("bob@ex.test")
#define NOBODY ED_STR("")
#define MAIL(text)                                                             \
	{                                                                      \
		ED_SAN_EMAIL, text,                                            \
		{                                                              \
			0                                                      \
		}                                                              \
	}
#define HOST(text)                                                             \
	{                                                                      \
		ED_SAN_DNS, text,                                              \
		{                                                              \
			0                                                      \
		}                                                              \
	}

static const struct {
	const char *name;
	struct ed_str account;
	struct ed_san sans[2];
	size_t n_sans;
	unsigned unreadable;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "same",          ANN, { MAIL(ANN) }, 1, 0, "" },
    { "other case",    ANN, { MAIL(ED_STR("ANN@ex.TEST")) }, 1, 0, "" },
    { "other",         ANN, { MAIL(BOB) }, 1, 0, "mismatch" },
    { "second of two", ANN, { MAIL(BOB), MAIL(ANN) }, 2, 0, "" },
    { "only a host",   ANN, { HOST(ED_STR("pc.ex.test")) }, 1, 0, "missing" },
    { "a host with that name", ANN, { HOST(ANN) }, 1, 0, "missing" },
    { "empty",         ANN, { MAIL(NOBODY) }, 1, 0, "missing" },
    { "none",          ANN, { MAIL(NOBODY) }, 0, 0, "missing" },
    { "nobody asked",  NOBODY, { MAIL(BOB) }, 1, 0, "mismatch=not_asked" },
    { "damaged",       ANN, { MAIL(BOB) }, 1, ED_PART_SAN,
	"missing=unknown mismatch=unknown" },
    { "damaged, nobody asked", NOBODY, { MAIL(BOB) }, 1, ED_PART_SAN,
	"missing=unknown mismatch=not_asked" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_account account = {.email = rows[i].account};
		const struct ed_facts facts = {.account = &account};
		struct ed_certificate cert = ed_good_certificate;

		print_message("row: %s\n", rows[i].name);
		cert.sans = rows[i].sans;
		cert.n_sans = rows[i].n_sans;
		cert.unreadable = rows[i].unreadable;
		ed_expect("certificate-email", &facts, &cert, rows[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
