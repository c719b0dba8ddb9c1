/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#define BOTH_UNKNOWN "too-old=unknown no-common=unknown"

static const struct {
	const char *name;
	bool agreed; /* on TLS 1.2 or 1.3 */
	enum ed_tls_state states[2];
	unsigned alerts[2];
	enum ed_tls_version version; /* of the second attempt */
	enum ed_step second;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "agreed", true, { ED_TLS_DONE, ED_TLS_DONE }, { 0 }, ED_TLS_1_2,
	ED_STEP_TLS12, "" },
    { "TLS 1.0", false, { ED_TLS_ALERT, ED_TLS_DONE }, { 70 }, ED_TLS_1_0,
	ED_STEP_LEGACY, "too-old" },
    { "TLS 1.1", false, { ED_TLS_ALERT, ED_TLS_DONE }, { 70 }, ED_TLS_1_1,
	ED_STEP_LEGACY, "too-old" },
    { "handshake_failure", false, { ED_TLS_ALERT, ED_TLS_ALERT }, { 40, 40 },
	ED_TLS_NONE, ED_STEP_LEGACY, "no-common" },
    { "protocol_version", false, { ED_TLS_ALERT, ED_TLS_ALERT }, { 70, 70 },
	ED_TLS_NONE, ED_STEP_LEGACY, "no-common" },
    { "once cut", false, { ED_TLS_ALERT, ED_TLS_RESET }, { 70, 0 },
	ED_TLS_NONE, ED_STEP_LEGACY, BOTH_UNKNOWN },
    { "another name", false, { ED_TLS_ALERT, ED_TLS_ALERT }, { 112, 112 },
	ED_TLS_NONE, ED_STEP_LEGACY, BOTH_UNKNOWN },
    { "without a name does not count", false,
	{ ED_TLS_ALERT, ED_TLS_RESET }, { 40, 0 }, ED_TLS_NONE,
	ED_STEP_NO_SNI, BOTH_UNKNOWN },
    { "TLS 1.3 alone was offered", false, { ED_TLS_ALERT, ED_TLS_ALERT },
	{ 70, 70 }, ED_TLS_NONE, ED_STEP_TLS13, BOTH_UNKNOWN },
    { "silent", false, { ED_TLS_TIMEOUT, ED_TLS_TIMEOUT }, { 0 }, ED_TLS_NONE,
	ED_STEP_LEGACY, BOTH_UNKNOWN },
    /* clang-format on */
};

/* As a probe offers them. */
static struct ed_tls_offer offer_of(enum ed_step step)
{
	struct ed_tls_offer offer = {.tls_max = ED_TLS_1_3};

	if (step == ED_STEP_LEGACY) {
		offer.tls_min = ED_TLS_1_0;
		offer.tls_max = ED_TLS_1_2;
	} else {
		offer.tls_min = ED_TLS_1_3;
	}
	return offer;
}

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_message messages[2] = {0};
		struct ed_attempt tried[2] = {0};
		const struct ed_attempt *const attempts[] = {
		    &tried[0], &tried[1]};
		const struct ed_node node = {.attempts = attempts,
		    .n_attempts = 2,
		    .tls12 = {.agreed = rows[i].agreed}};
		const struct ed_facts facts = {0};

		for (int k = 0; k < 2; k++) {
			messages[k] =
			    (struct ed_message){.from = ED_PEER_SERVER,
				.type = ED_MESSAGE_ALERT,
				.alert = rows[i].alerts[k]};
			tried[k].step = k ? rows[i].second : ED_STEP_TLS13;
			tried[k].offer = offer_of(tried[k].step);
			tried[k].tls.state = rows[i].states[k];
			tried[k].tls.messages = &messages[k];
			tried[k].tls.n_messages = rows[i].alerts[k] > 0;
		}
		tried[1].tls.version = rows[i].version;
		print_message("row: %s\n", rows[i].name);
		ed_expect("tls-version", &facts, &node, rows[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
