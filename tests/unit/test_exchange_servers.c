/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

static const struct {
	const char *name;
	bool connected[2];
	enum ed_auth_mode modes[2];
	unsigned statuses[2]; /* 0: no answer */
	bool other_name;
	size_t n;
	const char *expect;
} rows[] = {
#define ON                                                                     \
	{                                                                      \
		true, true                                                     \
	}
    /* clang-format off */
    { "alike", ON, { ED_AUTH_OPTIONAL, ED_AUTH_OPTIONAL }, { 200, 200 },
	false, 2, "" },
    { "modes", ON, { ED_AUTH_OPTIONAL, ED_AUTH_NONE }, { 200, 200 }, false,
	2, "differ" },
    { "answers", ON, { ED_AUTH_OPTIONAL, ED_AUTH_OPTIONAL }, { 200, 401 },
	false, 2, "differ" },
    { "mode not known", ON, { ED_AUTH_OPTIONAL, ED_AUTH_UNKNOWN },
	{ 200, 200 }, false, 2, "" },
    { "no answer", ON, { ED_AUTH_OPTIONAL, ED_AUTH_OPTIONAL }, { 200, 0 },
	false, 2, "" },
    { "one is down", { true, false }, { ED_AUTH_OPTIONAL, ED_AUTH_UNKNOWN },
	{ 200, 0 }, false, 2, "differ" },
    { "both are down", { false, false }, { 0 }, { 0 }, false, 2,
	"differ=unknown" },
    { "another name", ON, { ED_AUTH_OPTIONAL, ED_AUTH_NONE }, { 200, 401 },
	true, 2, "differ=unknown" },
    { "alone", ON, { ED_AUTH_OPTIONAL }, { 200 }, false, 1,
	"differ=not_asked" },
    /* clang-format on */
};

static void each_row(void **state)
{
	const struct ed_probe mail = {
	    .host = ED_STR("mail.ex.test"), .same_server = true};
	const struct ed_probe other = {
	    .host = ED_STR("owa.ex.test"), .same_server = true};
	const struct ed_probe *const probes[] = {&mail};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_attempt tried[2] = {0};
		struct ed_node nodes[2] = {0};
		const struct ed_node *const list[] = {&nodes[0], &nodes[1]};
		const struct ed_facts facts = {.probes = probes,
		    .n_probes = 1,
		    .nodes = list,
		    .n_nodes = rows[i].n};

		for (int k = 0; k < 2; k++) {
			tried[k].http.status = rows[i].statuses[k];
			tried[k].http.state = rows[i].statuses[k]
						  ? ED_HTTP_ANSWERED
						  : ED_HTTP_TIMEOUT;
			nodes[k].probe =
			    k && rows[i].other_name ? &other : &mail;
			nodes[k].connected = rows[i].connected[k];
			nodes[k].device_like = &tried[k];
			nodes[k].tls12.mode = rows[i].modes[k];
			nodes[k].device_auth =
			    rows[i].connected[k] ? &nodes[k].tls12 : NULL;
		}
		print_message("row: %s\n", rows[i].name);
		ed_expect("exchange-servers", &facts, &facts, rows[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
