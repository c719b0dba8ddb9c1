/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#define ALL_UNKNOWN "refused=unknown timeout=unknown reset=unknown "

static const struct {
	const char *name;
	enum ed_tcp_state tcp[2];
	enum ed_tls_state tls[2];
	bool server_spoke; /* in the first attempt */
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "open", { ED_TCP_CONNECTED, ED_TCP_CONNECTED },
	{ ED_TLS_DONE, ED_TLS_DONE }, true, "" },
    { "refused", { ED_TCP_REFUSED, ED_TCP_REFUSED }, { 0 }, false,
	"refused not-tls=unknown" },
    { "dropped", { ED_TCP_TIMEOUT, ED_TCP_TIMEOUT }, { 0 }, false,
	"timeout not-tls=unknown" },
    { "reset", { ED_TCP_RESET, ED_TCP_RESET }, { 0 }, false,
	"reset not-tls=unknown" },
    { "refused once", { ED_TCP_REFUSED, ED_TCP_CONNECTED },
	{ ED_TLS_NOT_TRIED, ED_TLS_DONE }, false, "" },
    { "no way", { ED_TCP_UNREACHABLE, ED_TCP_UNREACHABLE }, { 0 }, false,
	ALL_UNKNOWN "not-tls=unknown" },
    { "the proxy says no", { ED_TCP_PROXY_REFUSED, ED_TCP_PROXY_REFUSED },
	{ 0 }, false, ALL_UNKNOWN "not-tls=unknown" },
    { "closed after hello", { ED_TCP_CONNECTED, ED_TCP_CONNECTED },
	{ ED_TLS_CLOSED, ED_TLS_RESET }, false, "reset not-tls=unknown" },
    { "closed after words", { ED_TCP_CONNECTED, ED_TCP_CONNECTED },
	{ ED_TLS_CLOSED, ED_TLS_RESET }, true, "not-tls=unknown" },
    { "silent", { ED_TCP_CONNECTED, ED_TCP_CONNECTED },
	{ ED_TLS_TIMEOUT, ED_TLS_TIMEOUT }, false,
	"timeout not-tls=unknown" },
    { "silent once", { ED_TCP_CONNECTED, ED_TCP_CONNECTED },
	{ ED_TLS_TIMEOUT, ED_TLS_ALERT }, false, "not-tls=unknown" },
    { "plain HTTP", { ED_TCP_CONNECTED, ED_TCP_CONNECTED },
	{ ED_TLS_NOT_TLS, ED_TLS_NOT_TLS }, false, "not-tls" },
    { "TLS at times", { ED_TCP_CONNECTED, ED_TCP_CONNECTED },
	{ ED_TLS_NOT_TLS, ED_TLS_DONE }, false, "" },
    /* clang-format on */
};

static void each_row(void **state)
{
	static const struct ed_message hello = {
	    .from = ED_PEER_SERVER, .type = ED_MESSAGE_SERVER_HELLO};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_attempt tried[2] = {0};
		const struct ed_attempt *const attempts[] = {
		    &tried[0], &tried[1]};
		struct ed_node node = {.attempts = attempts, .n_attempts = 2};
		const struct ed_facts facts = {0};

		for (int k = 0; k < 2; k++) {
			tried[k].tcp.state = rows[i].tcp[k];
			tried[k].tls.state = rows[i].tls[k];
			node.connected |= rows[i].tcp[k] == ED_TCP_CONNECTED;
			node.spoke_tls |= rows[i].tls[k] == ED_TLS_DONE;
		}
		tried[0].tls.messages = &hello;
		tried[0].tls.n_messages = rows[i].server_spoke;
		print_message("row: %s\n", rows[i].name);
		ed_expect("endpoint-port", &facts, &node, rows[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
