/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include "event_facts.h"

#define TLS(id, n, code)                                                       \
	{                                                                      \
		ED_EVENT_SCHANNEL, ED_EVENT_OTHER, (id), 2, NOBODY, (n), 100,  \
		    (code), 0,                                                 \
		{                                                              \
			NULL                                                   \
		}                                                              \
	}
#define BUT_ALERTS                                                             \
	"36870=unknown 36871=unknown 36874=unknown 36877=unknown "             \
	"36878=unknown 36879=unknown 36885=unknown "
#define NONE                                                                   \
	"36870=not_asked 36871=not_asked 36874=not_asked 36877=not_asked "     \
	"36878=not_asked 36879=not_asked 36885=not_asked 36887=not_asked "     \
	"36888=not_asked"

static const struct {
	const char *name;
	struct group groups[MAX_GROUPS];
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "three",  { TLS(36874, 3, 0) },
	"36870=unknown 36871=unknown 36874 36877=unknown 36878=unknown "
	"36879=unknown 36885=unknown 36887=unknown 36888=unknown" },
    { "two",    { TLS(36874, 2, 0) },
	BUT_ALERTS "36887=unknown 36888=unknown" },
    { "refusals, by two alerts", { TLS(36887, 2, 46), TLS(36887, 1, 48) },
	BUT_ALERTS "36887 36888=unknown" },
    { "alerts of another sort",  { TLS(36887, 9, 40), TLS(36887, 2, 48) },
	BUT_ALERTS "36887=unknown 36888=unknown" },
    { "alerts of ours",          { TLS(36888, 3, 40) },
	BUT_ALERTS "36887=unknown 36888" },
    { "of another service", { { ED_EVENT_KDC, ED_EVENT_OTHER, 25, 2, NOBODY, 9,
	1, 0, 0, { NULL } } }, NONE },
    /* clang-format on */
};

static void each_row(void **state)
{
	struct event_facts f;

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		print_message("row: %s\n", rows[i].name);
		ed_expect("symptom schannel",
		    event_facts(&f, rows[i].groups, true), &f.facts,
		    rows[i].expect);
	}
}

static void names_the_alert(void **state)
{
	struct event_facts f;

	(void)state;
	event_facts(&f,
	    (const struct group[MAX_GROUPS]){
		TLS(36887, 3, 48), TLS(36877, 3, 0x800b0109)},
	    true);
	ed_expect_said("symptom schannel", &f.facts, &f.facts, "36887",
	    "alert=unknown_ca");
	ed_expect_said(
	    "symptom schannel", &f.facts, &f.facts, "36877", "code=0x800B0109");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(names_the_alert)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
