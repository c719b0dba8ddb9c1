/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include "event_facts.h"

#include <stdio.h>
#include <string.h>

#define CAPI(code, whom, n)                                                    \
	{                                                                      \
		ED_EVENT_CAPI2, ED_EVENT_OTHER, 11, 2, (whom), (n), 100,       \
		    (code), 0,                                                 \
		{                                                              \
			NULL                                                   \
		}                                                              \
	}

static const struct {
	const char *name;
	struct group groups[MAX_GROUPS];
	const char *present; /* all others are unknown */
} rows[] = {
    /* clang-format off */
    { "untrusted root",  { CAPI(0x800b0109, OURS, 1) }, "untrusted-root" },
    { "by name alone",   { CAPI(0x800b0109, USER, 1) }, "untrusted-root" },
    { "partial chain",   { CAPI(0x800b010a, OURS, 1) }, "partial-chain" },
    { "untrusted CA",    { CAPI(0x800b0112, OURS, 1) }, "untrusted-ca" },
    { "expired",         { CAPI(0x800b0101, OURS, 1) }, "expired" },
    { "wrong usage",     { CAPI(0x800b0110, OURS, 1) }, "wrong-usage" },
    { "revoked",         { CAPI(0x80092010, OURS, 1) }, "revoked" },
    { "no check",        { CAPI(0x80092012, OURS, 1) }, "no-revocation-check" },
    { "offline",         { CAPI(0x80092013, OURS, 1) }, "revocation-offline" },
    { "failure",         { CAPI(0x800b010e, OURS, 1) }, "revocation-failure" },
    { "signature",       { CAPI(0x80096004, OURS, 1) }, "bad-signature" },
    { "another result",  { CAPI(0x800b010b, OURS, 1) }, "other" },
    { "of others",       { CAPI(0x800b0109, OTHERS, 99) }, NULL },
    { "another result of others", { CAPI(0x800b010b, OTHERS, 99) }, NULL },
    { "no certificate, three times", { CAPI(0x80092013, NOBODY, 3) },
	"revocation-offline" },
    { "no certificate, twice", { CAPI(0x80092013, NOBODY, 2) }, NULL },
    /* clang-format on */
};

static const char *const ids[] = {"untrusted-root", "partial-chain",
    "untrusted-ca", "expired", "wrong-usage", "revoked", "no-revocation-check",
    "revocation-offline", "revocation-failure", "bad-signature", "other"};

static void each_row(void **state)
{
	struct event_facts f;

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		char expect[512] = "";
		size_t n = 0;

		print_message("row: %s\n", rows[i].name);
		for (size_t k = 0; k < ED_COUNT(ids); k++) {
			bool seen = rows[i].present &&
				    strcmp(rows[i].present, ids[k]) == 0;

			n += (size_t)snprintf(expect + n, sizeof(expect) - n,
			    "%s%s%s", n ? " " : "", ids[k],
			    seen ? "" : "=unknown");
		}
		ed_expect("capi2", event_facts(&f, rows[i].groups, true),
		    &f.facts, expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
