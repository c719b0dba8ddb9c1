/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

static const struct {
	const char *name;
	enum ed_chain_state state;
	bool roots_given;
	bool stated; /* as those that the servers trust */
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "trusted", ED_CHAIN_TRUSTED, true, true, "" },
    { "other root", ED_CHAIN_UNTRUSTED, true, true, "untrusted" },
    { "other root, none given", ED_CHAIN_UNTRUSTED, false, false,
	"untrusted=not_asked" },
    { "issuer missing", ED_CHAIN_INCOMPLETE, true, true,
	"untrusted=unknown incomplete bad-signature=not_asked "
	"constraint=not_asked" },
    { "issuer missing, a root beside it", ED_CHAIN_INCOMPLETE, true, false,
	"untrusted=unknown incomplete=unknown bad-signature=not_asked "
	"constraint=not_asked" },
    { "issuer missing, no roots", ED_CHAIN_INCOMPLETE, false, false,
	"untrusted=not_asked incomplete=unknown bad-signature=not_asked "
	"constraint=not_asked" },
    { "bad signature", ED_CHAIN_BAD_SIGNATURE, true, true,
	"untrusted=unknown bad-signature constraint=unknown" },
    { "constraint", ED_CHAIN_CONSTRAINT, true, true,
	"untrusted=unknown constraint" },
    { "failed", ED_CHAIN_FAILED, true, true,
	"untrusted=unknown incomplete=unknown bad-signature=unknown "
	"constraint=unknown" },
    { "nothing to build with", ED_CHAIN_NOT_TRIED, false, false,
	"untrusted=not_asked incomplete=not_asked bad-signature=not_asked "
	"constraint=not_asked" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_facts facts = {
		    .roots_given = rows[i].roots_given,
		    .client_roots_given = rows[i].stated};
		struct ed_certificate cert = ed_good_certificate;

		print_message("row: %s\n", rows[i].name);
		cert.chain.state = rows[i].state;
		ed_expect("certificate-chain", &facts, &cert, rows[i].expect);
	}
}

static void names_the_gap(void **state)
{
	const struct ed_certificate issuing = {
	    .subject = {.text = ED_STR("CN=Issuing")},
	    .issuer = {.text = ED_STR("CN=Root")}};
	const struct ed_certificate *links[] = {&ed_good_certificate, &issuing};
	const struct ed_facts facts = {
	    .roots_given = true, .client_roots_given = true};
	struct ed_certificate cert = ed_good_certificate;

	(void)state;
	cert.chain = (struct ed_chain){
	    .state = ED_CHAIN_INCOMPLETE, .links = links, .n_links = 2};
	ed_expect_said("certificate-chain", &facts, &cert, "incomplete",
	    "top=CN=Issuing\ntop_issuer=CN=Root");
}

static void says_why_not(void **state)
{
	const struct ed_facts facts = {.roots_given = true};
	struct ed_certificate cert = ed_good_certificate;

	(void)state;
	cert.chain = (struct ed_chain){.state = ED_CHAIN_FAILED,
	    .detail = ED_STR("its key cannot be decoded")};
	ed_expect_said("certificate-chain", &facts, &cert, "incomplete",
	    "reason=the chain could not be judged: its key cannot be decoded");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row),
	    cmocka_unit_test(names_the_gap), cmocka_unit_test(says_why_not)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
