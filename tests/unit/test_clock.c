/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include "event_facts.h"

#define SKEW(source, id, offset)                                               \
	{                                                                      \
		(source), ED_EVENT_SKEW, (id), 2, NOBODY, 1, 100, 0, (offset), \
		{                                                              \
			NULL                                                   \
		}                                                              \
	}

static const struct {
	const char *name;
	struct group groups[MAX_GROUPS];
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "told by Kerberos",     { SKEW(ED_EVENT_KERBEROS, 3, 0) }, "skew" },
    { "set by six minutes",   { SKEW(ED_EVENT_CLOCK, 1, 360) }, "skew" },
    { "set back by six",      { SKEW(ED_EVENT_CLOCK, 1, -360) }, "skew" },
    { "set by five minutes",  { SKEW(ED_EVENT_CLOCK, 1, 300) }, "" },
    { "a client of the controller", { SKEW(ED_EVENT_SECURITY, 4771, 0) },
	"skew=not_asked" },
    { "Kerberos of another sort", { { ED_EVENT_KERBEROS, ED_EVENT_OTHER, 4, 2,
	NOBODY, 1, 1, 0, 0, { NULL } } }, "" },
    { "nothing of it",        { { ED_EVENT_KDC, ED_EVENT_OTHER, 25, 2, NOBODY,
	1, 1, 0, 0, { NULL } } }, "skew=not_asked" },
    /* clang-format on */
};

static void each_row(void **state)
{
	struct event_facts f;

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		print_message("row: %s\n", rows[i].name);
		ed_expect("clock", event_facts(&f, rows[i].groups, true),
		    &f.facts, rows[i].expect);
	}
}

static void damage_is_no_health(void **state)
{
	const struct group groups[MAX_GROUPS] = {{ED_EVENT_KERBEROS,
	    ED_EVENT_OTHER, 4, 2, NOBODY, 1, 1, 0, 0, {NULL}}};
	struct event_facts f;

	(void)state;
	event_facts(&f, groups, true);
	f.input.incomplete = true;
	ed_expect("clock", &f.facts, &f.facts, "skew=unknown");
	f.facts.n_event_logs = 0;
	ed_expect("clock", &f.facts, &f.facts, "skew=not_asked");
}

static void says_the_largest(void **state)
{
	const struct group groups[MAX_GROUPS] = {SKEW(ED_EVENT_KERBEROS, 3, 0),
	    SKEW(ED_EVENT_CLOCK, 1, -900), SKEW(ED_EVENT_CLOCK, 1, 400)};
	struct event_facts f;

	(void)state;
	event_facts(&f, groups, true);
	ed_expect_said("clock", &f.facts, &f.facts, "skew", "seconds=900");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row),
	    cmocka_unit_test(damage_is_no_health),
	    cmocka_unit_test(says_the_largest)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
