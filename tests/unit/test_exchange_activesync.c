/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange_made.h"

#define HOST "ExternalUrl=https://Mail.ex.test:443/Microsoft-Server-ActiveSync"
#define OTHER "ExternalUrl=https://owa.ex.test/Microsoft-Server-ActiveSync"
#define WANTS "|ClientCertAuth=Required"
#define LEAVES "|ClientCertAuth=Ignore"

static const struct {
	const char *name;
	const char *one, *two;
	enum ed_answer gateway, ends;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "fits", HOST WANTS, NULL, ED_NO, ED_UNSAID, "" },
    { "other host", OTHER WANTS, NULL, ED_NO, ED_UNSAID, "external-url" },
    { "empty", "ExternalUrl=|ClientCertAuth=Ignore", NULL, ED_NO, ED_UNSAID,
	"external-url" },
    { "another site", OTHER WANTS, HOST WANTS, ED_NO, ED_UNSAID, "" },
    { "not shown", OTHER WANTS, "ClientCertAuth=Required", ED_NO, ED_UNSAID,
	"external-url=unknown" },
    { "both want it", HOST WANTS, NULL, ED_YES, ED_YES, "gateway-conflict" },
    { "Exchange alone", HOST WANTS, NULL, ED_YES, ED_NO, "" },
    { "gateway alone", HOST LEAVES, NULL, ED_YES, ED_YES, "" },
    { "who?", HOST WANTS, NULL, ED_YES, ED_UNSAID,
	"gateway-conflict=not_asked" },
    { "one of two", HOST WANTS, HOST LEAVES, ED_YES, ED_YES,
	"gateway-conflict=unknown" },
    { "wants not shown", HOST, NULL, ED_YES, ED_YES,
	"gateway-conflict=unknown" },
    { "nobody asked", HOST WANTS, NULL, ED_UNSAID, ED_UNSAID,
	"gateway-conflict=not_asked" },
    { "no output", NULL, NULL, ED_NO, ED_UNSAID,
	"external-url=not_asked gateway-conflict=not_asked" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct made one, two;
		const struct ed_exchange_object *const all[] = {
		    make_object(&one, ED_EXCHANGE_VDIR, rows[i].one),
		    make_object(&two, ED_EXCHANGE_VDIR, rows[i].two)};
		const struct ed_endpoint endpoint = {
		    .host = ED_STR("mail.ex.test"),
		    .gateway = rows[i].gateway,
		    .gateway_ends_certificate = rows[i].ends};
		const struct ed_facts facts = {.endpoint = &endpoint,
		    .exchange_objects = all,
		    .n_exchange_objects =
			(rows[i].one != NULL) + (rows[i].two != NULL)};

		print_message("row: %s\n", rows[i].name);
		ed_expect(
		    "exchange-activesync", &facts, &facts, rows[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
