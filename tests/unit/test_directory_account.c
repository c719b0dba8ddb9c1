/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <stdio.h>

#include <easdoctor/directory.h>

#define NOW 1795392000
#define ALICE ED_STR("alice@ex.test")

struct row {
	const char *name;
	struct ed_str upn, sid, other_upn, other_sid;
	enum ed_answer disabled, locked;
	int64_t earliest, latest; /* of the end; 0: never */
	const char *expect;
};

static void each_row(void **state)
{
	const struct row rows[] = {
	    /* clang-format off */
    { "fine", ALICE, ED_STR("S-1"), ED_STR("b@ex.test"), ED_STR("S-2"),
	ED_NO, ED_NO, 0, 0, "" },
    { "disabled", ALICE, ED_STR("S-1"), ED_STR("b@ex.test"), ED_STR("S-2"),
	ED_YES, ED_NO, 0, 0, "disabled" },
    { "locked", ALICE, ED_STR("S-1"), ED_STR("b@ex.test"), ED_STR("S-2"),
	ED_NO, ED_YES, 0, 0, "locked" },
    { "not shown", ALICE, ED_STR("S-1"), ED_STR("b@ex.test"), ED_STR("S-2"),
	ED_UNSAID, ED_UNSAID, 0, 0, "disabled=not_asked locked=not_asked" },
    { "expired this second", ALICE, ED_STR("S-1"), ED_STR("b@ex.test"),
	ED_STR("S-2"), ED_NO, ED_NO, NOW, NOW, "expired" },
    { "expires in one", ALICE, ED_STR("S-1"), ED_STR("b@ex.test"),
	ED_STR("S-2"), ED_NO, ED_NO, NOW + 1, NOW + 1, "" },
    { "today, somewhere", ALICE, ED_STR("S-1"), ED_STR("b@ex.test"),
	ED_STR("S-2"), ED_NO, ED_NO, NOW - 9, NOW + 9, "expired=unknown" },
    { "another UPN", ED_STR("a@ex.local"), ED_STR("S-1"), ED_STR("b@ex.test"),
	ED_STR("S-2"), ED_NO, ED_NO, 0, 0, "not-found" },
    { "no UPN", ED_STR(""), ED_STR("S-1"), ED_STR("b@ex.test"), ED_STR("S-2"),
	ED_NO, ED_NO, 0, 0, "not-found=unknown" },
    { "twice", ALICE, ED_STR("S-1"), ED_STR("Alice@ex.test"), ED_STR("S-2"),
	ED_NO, ED_NO, 0, 0, "duplicate-mapping" },
    { "one in two exports", ALICE, ED_STR("S-1"), ALICE, ED_STR("s-1"),
	ED_NO, ED_NO, 0, 0, "" },
    { "no SID to tell", ALICE, ED_STR(""), ALICE, ED_STR("S-2"),
	ED_NO, ED_NO, 0, 0, "" },
	    /* clang-format on */
	};

	char expect[256];

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_upn upn = {.value = ALICE};
		struct ed_certificate cert = ed_good_certificate;
		const struct ed_account user = {.upn = ALICE};
		const struct ed_directory_account one = {.upn = rows[i].upn,
		    .sid = rows[i].sid,
		    .label = ED_STR("account a"),
		    .disabled = rows[i].disabled,
		    .locked = rows[i].locked,
		    .never_expires = rows[i].earliest == 0,
		    .expires = {rows[i].earliest != 0, rows[i].earliest,
			rows[i].latest}};
		const struct ed_directory_account two = {
		    .upn = rows[i].other_upn, .sid = rows[i].other_sid};
		const struct ed_directory_account *const all[] = {&one, &two};
		struct ed_facts facts = {.as_of = NOW,
		    .account = &user,
		    .device_certificate = &cert,
		    .directory_account = &one,
		    .accounts = all,
		    .n_accounts = 2};

		cert.upns = &upn;
		cert.n_upns = 1;
		print_message("row: %s\n", rows[i].name);
		/* No registry is in evidence. */
		snprintf(expect, sizeof(expect),
		    "%s%ssubject-alt-name-off=not_asked", rows[i].expect,
		    *rows[i].expect ? " " : "");
		ed_expect("directory-account", &facts, &facts, expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
