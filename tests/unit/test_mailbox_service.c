/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#define REASON(text, n, until)                                                 \
	.reasons =                                                             \
	    (const struct ed_log_reason[]){{.name = {text, sizeof(text) - 1},  \
		.rows = (n),                                                   \
		.eas_rows = (n),                                               \
		.first = 100,                                                  \
		.last = (until)}},                                             \
	.n_reasons = 1
#define BOTH .has_w3c = true, .has_httperr = true
#define BUSY .attempts = 60, .succeeded = 60
#define UNAVAILABLE                                                            \
	.outcomes =                                                            \
	    (const struct ed_log_outcome[]){{.status = 503, .requests = 1}},   \
	.n_outcomes = 1

static const struct {
	const char *name;
	struct ed_log log;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "stopped", { BOTH, BUSY, REASON("AppOffline", 3, 900), .last_ok = 90 },
	"offline" },
    { "stopped, HTTPERR alone", { .has_httperr = true,
	REASON("QueueFull", 3, 900) }, "throttled=not_asked offline" },
    { "back again", { BOTH, BUSY, REASON("AppOffline", 3, 900),
	.last_ok = 961 }, "offline=unknown" },
    { "a straggler", { BOTH, BUSY, REASON("AppOffline", 3, 900),
	.last_ok = 960 }, "offline" },
    { "too few", { BOTH, BUSY, REASON("AppOffline", 2, 900), .last_ok = 90 },
	"offline=unknown" },
    { "idle connections", { BOTH, BUSY, REASON("Timer_ConnectionIdle", 9, 9) },
	"" },
    { "nothing came", { BOTH }, "throttled=unknown offline=unknown" },
    { "damaged", { BOTH, BUSY, .lost = true },
	"throttled=unknown offline=unknown" },
    { "no HTTPERR", { .has_w3c = true, BUSY }, "offline=not_asked" },
    { "throttled", { BOTH, BUSY, .throttled = { .n = 3, .last = 9 },
	.last_success = 8 }, "throttled" },
    { "was throttled", { BOTH, BUSY, .throttled = { .n = 3, .last = 9 },
	.last_success = 9 }, "throttled=unknown" },
    { "throttled twice", { BOTH, BUSY, .throttled = { .n = 2, .last = 9 } },
	"throttled=unknown" },
    { "503 for no known reason", { BOTH, BUSY, UNAVAILABLE },
	"throttled=unknown" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_facts facts = {.log = &rows[i].log};

		print_message("row: %s\n", rows[i].name);
		ed_expect("mailbox-service", &facts, &facts, rows[i].expect);
	}
}

static void it_says_the_reason(void **state)
{
	const struct ed_log log = {
	    .has_httperr = true, REASON("Disabled", 7, 900)};
	const struct ed_facts facts = {.log = &log};

	(void)state;
	ed_expect_said(
	    "mailbox-service", &facts, &facts, "offline", "reason=Disabled");
	ed_expect_said("mailbox-service", &facts, &facts, "offline", "count=7");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(it_says_the_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
