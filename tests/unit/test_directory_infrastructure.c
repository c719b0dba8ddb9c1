/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include "event_facts.h"

#define CLIENT(code, n, ...)                                                   \
	{                                                                      \
		ED_EVENT_KERBEROS, ED_EVENT_OTHER, 3, 2, OTHERS, (n), 100,     \
		    (code), 0,                                                 \
		{                                                              \
			__VA_ARGS__                                            \
		}                                                              \
	}
#define NETLOGON(n)                                                            \
	{                                                                      \
		ED_EVENT_NETLOGON, ED_EVENT_OTHER, 5719, 2, NOBODY, (n), 100,  \
		    0, 0,                                                      \
		{                                                              \
			NULL                                                   \
		}                                                              \
	}
#define KDC(meaning, id)                                                       \
	{                                                                      \
		ED_EVENT_KDC, (meaning), (id), 3, NOBODY, 1, 100, 0, 0,        \
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
    { "three accounts", { CLIENT(6, 3, "ann", "bob", "cat") },
	"exchange-cannot-read-groups" },
    { "three in two groups", { CLIENT(6, 2, "ann", "bob"),
	CLIENT(6, 1, "cat") }, "exchange-cannot-read-groups" },
    { "two accounts",   { CLIENT(6, 9, "ann", "bob", "ANN") },
	"exchange-cannot-read-groups=unknown" },
    { "another code",   { CLIENT(7, 3, "ann", "bob", "cat") }, "" },
    { "no controller",  { NETLOGON(3) },
	"exchange-cannot-read-groups=not_asked no-kdc" },
    { "at a start",     { NETLOGON(2) },
	"exchange-cannot-read-groups=not_asked no-kdc=unknown" },
    { "a controller without a certificate", { KDC(ED_EVENT_NO_KDC_CERT, 29) },
	"exchange-cannot-read-groups=not_asked no-kdc" },
    { "nothing of it",  { KDC(ED_EVENT_NO_STRONG, 39) },
	"exchange-cannot-read-groups=not_asked no-kdc=not_asked" },
    /* clang-format on */
};

static void each_row(void **state)
{
	struct event_facts f;

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		print_message("row: %s\n", rows[i].name);
		ed_expect("directory-infrastructure",
		    event_facts(&f, rows[i].groups, true), &f.facts,
		    rows[i].expect);
	}
}

static void damage_is_no_health(void **state)
{
	const struct group groups[MAX_GROUPS] = {CLIENT(7, 1, "ann")};
	struct event_facts f;

	(void)state;
	event_facts(&f, groups, true);
	f.input.incomplete = true;
	ed_expect("directory-infrastructure", &f.facts, &f.facts,
	    "exchange-cannot-read-groups=unknown no-kdc=unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(damage_is_no_health)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
