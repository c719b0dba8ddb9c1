/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

enum { NONE, FIRST, SECOND };

static const struct {
	const char *name;
	int shown[2]; /* the certificate that each shows */
	enum ed_step steps[2];
	bool other_name;
	size_t n;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "one", { FIRST, FIRST }, { ED_STEP_TLS12, ED_STEP_TLS12 }, false, 2, "" },
    { "two", { FIRST, SECOND }, { ED_STEP_TLS13, ED_STEP_TLS13 }, false, 2,
	"differ" },
    { "of two names", { FIRST, SECOND }, { ED_STEP_TLS12, ED_STEP_TLS12 },
	true, 2, "differ=unknown" },
    { "to other questions", { FIRST, SECOND },
	{ ED_STEP_TLS12, ED_STEP_TLS13 }, false, 2,
	"differ=unknown" },
    { "without the name", { FIRST, SECOND },
	{ ED_STEP_NO_SNI, ED_STEP_NO_SNI }, false, 2,
	"differ=unknown" },
    { "one shows none", { FIRST, NONE }, { ED_STEP_TLS12, ED_STEP_TLS12 },
	false, 2, "differ=unknown" },
    { "alone", { FIRST, NONE }, { ED_STEP_TLS12, ED_STEP_TLS12 }, false, 1,
	"differ=not_asked" },
    /* clang-format on */
};

static void each_row(void **state)
{
	const struct ed_probe mail = {
	    .host = ED_STR("mail.ex.test"), .same_server = true};
	const struct ed_probe owa = {
	    .host = ED_STR("owa.ex.test"), .same_server = true};
	const struct ed_probe *const probes[] = {&mail};
	struct ed_certificate certificates[3] = {
	    ed_good_certificate, ed_good_certificate, ed_good_certificate};

	(void)state;
	certificates[FIRST].der = ED_STR("first");
	certificates[SECOND].der = ED_STR("second");
	certificates[FIRST].sha256 = ED_STR("1111");
	certificates[SECOND].sha256 = ED_STR("2222");
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_attempt tried[2] = {0};
		const struct ed_attempt *one[2];
		const struct ed_certificate *shown[2];
		struct ed_node nodes[2] = {0};
		const struct ed_node *const list[] = {&nodes[0], &nodes[1]};
		const struct ed_facts facts = {.probes = probes,
		    .n_probes = 1,
		    .nodes = list,
		    .n_nodes = rows[i].n};

		for (int k = 0; k < 2; k++) {
			shown[k] = &certificates[rows[i].shown[k]];
			one[k] = &tried[k];
			tried[k].step = rows[i].steps[k];
			tried[k].tls.certificates = &shown[k];
			tried[k].tls.n_certificates = rows[i].shown[k] != NONE;
			nodes[k].attempts = &one[k];
			nodes[k].n_attempts = 1;
			nodes[k].probe = k && rows[i].other_name ? &owa : &mail;
		}
		print_message("row: %s\n", rows[i].name);
		ed_expect(
		    "exchange-certificates", &facts, &facts, rows[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
