/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

static const struct {
	const char *name;
	struct ed_log log;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "refused", { .has_w3c = true, .health_refused = { .n = 3, .last = 9 } },
	"health-probe" },
    { "refused since", { .has_w3c = true, .health_ok = { .n = 5, .last = 8 },
	.health_refused = { .n = 3, .last = 9 } }, "health-probe" },
    { "answered again", { .has_w3c = true, .health_ok = { .n = 1, .last = 9 },
	.health_refused = { .n = 3, .last = 9 } }, "" },
    { "answered", { .has_w3c = true, .health_ok = { .n = 1, .last = 9 } }, "" },
    { "too few", { .has_w3c = true, .health_refused = { .n = 2, .last = 9 } },
	"health-probe=unknown" },
    { "nobody asks", { .has_w3c = true }, "health-probe=not_asked" },
    { "HTTPERR alone", { .has_httperr = true }, "health-probe=not_asked" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_facts facts = {.log = &rows[i].log};

		print_message("row: %s\n", rows[i].name);
		ed_expect("load-balancer", &facts, &facts, rows[i].expect);
	}
}

static void without_a_log_nobody_asked(void **state)
{
	const struct ed_facts facts = {0};

	(void)state;
	ed_expect("load-balancer", &facts, &facts, "health-probe=not_asked");
}

/* A probe that was let through shows that the pool is up. */
static void a_probe_that_is_served_is_enough(void **state)
{
	static const struct {
		unsigned status;
		enum ed_http_state state;
		const char *expect;
	} answers[] = {{200, ED_HTTP_ANSWERED, ""}, {403, ED_HTTP_ANSWERED, ""},
	    {503, ED_HTTP_ANSWERED, "health-probe=not_asked"},
	    {0, ED_HTTP_TIMEOUT, "health-probe=not_asked"}};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(answers); i++) {
		const struct ed_probe probe = {.same_server = true};
		const struct ed_probe *const probes[] = {&probe};
		const struct ed_attempt attempt = {
		    .http = {.state = answers[i].state,
			.status = answers[i].status}};
		const struct ed_node node = {
		    .probe = &probe, .device_like = &attempt};
		const struct ed_node *const nodes[] = {&node};
		const struct ed_facts facts = {.probes = probes,
		    .n_probes = 1,
		    .nodes = nodes,
		    .n_nodes = 1};

		ed_expect("load-balancer", &facts, &facts, answers[i].expect);
	}
}

static void it_says_what_was_answered(void **state)
{
	const struct ed_log log = {.has_w3c = true,
	    .health_refused = {.n = 40,
		.last = 1795392000,
		.what = ED_STR("10.0.1.5")},
	    .health_status = 403,
	    .health_substatus = 7};
	const struct ed_facts facts = {.log = &log};

	(void)state;
	ed_expect_said(
	    "load-balancer", &facts, &facts, "health-probe", "client=10.0.1.5");
	ed_expect_said(
	    "load-balancer", &facts, &facts, "health-probe", "substatus=7");
	ed_expect_said(
	    "load-balancer", &facts, &facts, "health-probe", "count=40");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(without_a_log_nobody_asked),
	    cmocka_unit_test(a_probe_that_is_served_is_enough),
	    cmocka_unit_test(it_says_what_was_answered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
