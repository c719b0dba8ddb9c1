/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include "event_facts.h"

#define REFUSED(whom, n)                                                       \
	{                                                                      \
		ED_EVENT_ACTIVESYNC, ED_EVENT_OTHER, 1053, 2, (whom), (n),     \
		    100, 0, 0,                                                 \
		{                                                              \
			NULL                                                   \
		}                                                              \
	}

static const struct {
	const char *name;
	bool knows;
	struct group groups[MAX_GROUPS];
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "the user's",      true,  { REFUSED(USER, 1) },     "1053" },
    { "of others",       true,  { REFUSED(OTHERS, 900) }, "1053=unknown" },
    { "nobody is known", false, { REFUSED(OTHERS, 3) },   "1053" },
    { "nobody is known, twice", false, { REFUSED(OTHERS, 2) },
	"1053=unknown" },
    { "of another service", true, { { ED_EVENT_SCHANNEL, ED_EVENT_OTHER, 36874,
	2, NOBODY, 9, 100, 0, 0, { NULL } } }, "1053=not_asked" },
    /* clang-format on */
};

static void each_row(void **state)
{
	struct event_facts f;

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		print_message("row: %s\n", rows[i].name);
		ed_expect("symptom event",
		    event_facts(&f, rows[i].groups, rows[i].knows), &f.facts,
		    rows[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
