/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange_made.h"

static const struct {
	const char *name;
	const char *cas, *recipient, *cas_trouble, *recipient_trouble;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "on", "ActiveSyncEnabled=True", "RecipientType=UserMailbox", NULL, NULL, "" },
    { "off", "ActiveSyncEnabled=FALSE", NULL, NULL, NULL, "disabled" },
    { "neither", "ActiveSyncEnabled=", NULL, NULL, NULL, "disabled=unknown" },
    { "not shown", "Alias=a", NULL, NULL, NULL, "disabled=not_asked" },
    { "whose?", NULL, NULL, "whose", NULL, "disabled=unknown none=unknown" },
    { "no mailbox", NULL, "RecipientType=MailUser", NULL, NULL,
	"disabled=not_asked none" },
    { "both", "ActiveSyncEnabled=True", "RecipientType=User", NULL, NULL,
	"none=unknown" },
    { "odd type", NULL, "RecipientType=Robot", NULL, NULL,
	"disabled=not_asked none=unknown" },
    { "type not shown", NULL, "Alias=a", NULL, NULL,
	"disabled=not_asked none=not_asked" },
    { "damaged", "ActiveSyncEnabled=True", NULL, NULL, "damaged", "" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct made cas, recipient;
		const struct ed_exchange_user user = {
		    .cas = make_object(&cas, ED_EXCHANGE_CAS, rows[i].cas),
		    .recipient = make_object(
			&recipient, ED_EXCHANGE_RECIPIENT, rows[i].recipient),
		    .cas_trouble = rows[i].cas_trouble,
		    .recipient_trouble = rows[i].recipient_trouble};
		const struct ed_facts facts = {.exchange = &user};

		print_message("row: %s\n", rows[i].name);
		ed_expect("mailbox-activesync", &facts, &facts, rows[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
