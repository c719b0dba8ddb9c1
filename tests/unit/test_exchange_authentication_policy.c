/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange_made.h"

static const struct {
	const char *name;
	const char *recipient, *policy, *trouble, *expect;
} rows[] = {
    /* clang-format off */
    { "lets in", "AuthenticationPolicy=P",
	"Name=p|BlockLegacyAuthActiveSync=False", NULL, "" },
    { "blocks", "AuthenticationPolicy=P",
	"Name=p|BlockLegacyAuthActiveSync=True", NULL, "blocks-activesync" },
    { "another's", "AuthenticationPolicy=P",
	"Name=q|BlockLegacyAuthActiveSync=True", NULL,
	"blocks-activesync=not_asked" },
    { "neither", "AuthenticationPolicy=P",
	"Name=p|BlockLegacyAuthActiveSync=", NULL,
	"blocks-activesync=unknown" },
    { "the default", "AuthenticationPolicy=",
	"Name=p|BlockLegacyAuthActiveSync=True", NULL,
	"blocks-activesync=not_asked" },
    { "not shown", "Alias=a", NULL, NULL, "blocks-activesync=not_asked" },
    { "whose?", NULL, NULL, "whose", "blocks-activesync=unknown" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct made recipient, policy;
		const struct ed_exchange_user user = {
		    .recipient = make_object(
			&recipient, ED_EXCHANGE_RECIPIENT, rows[i].recipient),
		    .recipient_trouble = rows[i].trouble};
		const struct ed_exchange_object *const all[] = {make_object(
		    &policy, ED_EXCHANGE_SIGN_IN_POLICY, rows[i].policy)};
		const struct ed_facts facts = {.exchange = &user,
		    .exchange_objects = all,
		    .n_exchange_objects = rows[i].policy ? 1 : 0};

		print_message("row: %s\n", rows[i].name);
		ed_expect("exchange-authentication-policy", &facts, &facts,
		    rows[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
