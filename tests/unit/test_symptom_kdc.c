/* SPDX-License-Identifier: Apache-2.0 */
/* What a domain controller wrote, and when that is a symptom of this case. */
#include "ed_test.h"

#include "event_facts.h"

#define KDC(meaning, id, level, whom, n, last)                                 \
	{                                                                      \
		ED_EVENT_KDC, (meaning), (id), (level), (whom), (n), (last),   \
		    0, 0,                                                      \
		{                                                              \
			NULL                                                   \
		}                                                              \
	}
#define LOGON(n, last)                                                         \
	{                                                                      \
		ED_EVENT_SECURITY, ED_EVENT_LOGON_OK, 4768, 0, OURS, (n),      \
		    (last), 0, 0,                                              \
		{                                                              \
			NULL                                                   \
		}                                                              \
	}
#define N39(level, whom, n, last)                                              \
	KDC(ED_EVENT_NO_STRONG, 39, level, whom, n, last)
/* The rest of them, where the KDC wrote anything. */
#define REST                                                                   \
	" predates-account=unknown sid-mismatch=unknown ntauth=unknown "       \
	"other=unknown"
#define NONE                                                                   \
	"no-strong-mapping=not_asked predates-account=not_asked "              \
	"sid-mismatch=not_asked ntauth=not_asked other=not_asked"
#define ALL "no-strong-mapping=unknown" REST

static const struct {
	const char *name;
	bool knows;
	struct group groups[MAX_GROUPS];
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "one of ours",          true, { N39(2, OURS, 1, 100) },
	"no-strong-mapping" REST },
    { "only a warning",       true, { N39(3, OURS, 9, 100) }, ALL },
    { "a logon after it",     true, { N39(2, OURS, 9, 100), LOGON(1, 101) },
	ALL },
    { "a logon before it",    true, { N39(2, OURS, 1, 100), LOGON(1, 99) },
	"no-strong-mapping" REST },
    { "the user's, no certificate said", true, { N39(2, USER, 1, 100) },
	"no-strong-mapping" REST },
    { "of others",            true, { N39(2, OTHERS, 900, 100) }, ALL },
    { "of others, and nobody is known", false, { N39(2, OTHERS, 3, 100) },
	"no-strong-mapping" REST },
    { "of two others, and nobody is known", false, { N39(2, OTHERS, 2, 100) },
	ALL },
    { "fifty logons",         true, { LOGON(50, 100) }, "" },
    { "forty-nine logons",    true, { LOGON(49, 100) }, NONE },
    { "of another service",   true, { { ED_EVENT_SCHANNEL, ED_EVENT_OTHER, 36874,
	2, NOBODY, 9, 100, 0, 0, { NULL } } }, NONE },
    { "each of them",         true, { N39(2, OURS, 1, 1),
	KDC(ED_EVENT_PREDATES, 40, 2, OURS, 1, 1),
	KDC(ED_EVENT_SID_DIFFERS, 41, 2, OURS, 1, 1),
	KDC(ED_EVENT_NTAUTH, 45, 3, OURS, 1, 1),
	KDC(ED_EVENT_OTHER, 21, 3, OURS, 1, 1) },
	"no-strong-mapping predates-account sid-mismatch ntauth other" },
    /* clang-format on */
};

static void each_row(void **state)
{
	struct event_facts f;

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		print_message("row: %s\n", rows[i].name);
		ed_expect("kdc", event_facts(&f, rows[i].groups, rows[i].knows),
		    &f.facts, rows[i].expect);
	}
}

static void damage_is_no_absence(void **state)
{
	struct event_facts f;

	(void)state;
	event_facts(&f, (const struct group[MAX_GROUPS]){LOGON(50, 100)}, true);
	f.input.incomplete = true;
	ed_expect("kdc", &f.facts, &f.facts, ALL);
	f.facts.n_event_logs = 0;
	ed_expect("kdc", &f.facts, &f.facts, ALL);
	f.facts.n_inputs = 0;
	ed_expect("kdc", &f.facts, &f.facts, NONE);
}

static void says_what_it_saw(void **state)
{
	struct event_facts f;

	(void)state;
	event_facts(&f,
	    (const struct group[MAX_GROUPS]){
		N39(2, OTHERS, 5, 90), N39(2, OURS, 7, 100)},
	    true);
	ed_expect_said(
	    "kdc", &f.facts, &f.facts, "no-strong-mapping", "count=7");
	ed_expect_said(
	    "kdc", &f.facts, &f.facts, "no-strong-mapping", "event=39");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row),
	    cmocka_unit_test(damage_is_no_absence),
	    cmocka_unit_test(says_what_it_saw)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
