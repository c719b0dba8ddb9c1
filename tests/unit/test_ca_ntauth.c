/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <easdoctor/store.h>

/* A store whose one certificate is of this name and key. */
static const struct {
	const char *name;
	enum ed_store_kind kind;
	const char *subject, *ski;
	bool incomplete;
	const char *expect;
} rows[] = {
#define ALONE "stale-cache=not_asked"
#define UNTOLD "missing=unknown old-generation=unknown " ALONE
    /* clang-format off */
    { "same key", ED_STORE_DIRECTORY, "CN=CA,DC=x", "aa", false, ALONE },
    { "another key", ED_STORE_DIRECTORY, "CN=CA,DC=x", "bb", false,
	"old-generation " ALONE },
    { "another CA", ED_STORE_DIRECTORY, "CN=Z,DC=x", "aa", false,
	"missing " ALONE },
    { "cut", ED_STORE_DIRECTORY, "CN=Z,DC=x", "aa", true, UNTOLD },
    { "a name alone", ED_STORE_NTAUTH, "CN=CA, DC=x", "", false,
	"old-generation=unknown " ALONE },
    { "another name", ED_STORE_NTAUTH, "CN=Z, DC=x", "", false,
	"missing " ALONE },
    { "a quoted name", ED_STORE_NTAUTH, "CN=\"Z, A\"", "", false, UNTOLD },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_certificate cert = ed_good_certificate;
		const struct ed_stored item = {
		    .subject = ed_str_of(rows[i].subject),
		    .ski = ed_str_of(rows[i].ski)};
		const struct ed_store store = {.kind = rows[i].kind,
		    .items = &item,
		    .n = 1,
		    .incomplete = rows[i].incomplete};
		const struct ed_store *stores[] = {&store};
		const struct ed_facts facts = {.stores = stores, .n_stores = 1};

		print_message("row: %s\n", rows[i].name);
		cert.issuer.text = ED_STR("CN=CA,DC=x");
		cert.aki = ED_STR("aa");
		cert.chain = (struct ed_chain){0};
		ed_expect("ca-ntauth", &facts, &cert, rows[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
