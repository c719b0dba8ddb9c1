/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <easdoctor/selection.h>
#include <stdio.h>

#define NO_HEADER                                                              \
	{                                                                      \
		{NULL, 0},                                                     \
		{                                                              \
			NULL, 0                                                \
		}                                                              \
	}
#define OK ED_HTTP_ANSWERED, 200
/* Both headers of ActiveSync. */
#define EAS                                                                    \
	{                                                                      \
		ED_STR("ms-asprotocolversions"), ED_STR("14.1")                \
	}
#define NO(status) ED_HTTP_ANSWERED, status
#define DEAD(state) state, 0
#define BUT(id) id " http2=unknown"
#define PROXY "terminated-by-proxy=unknown"

/* A node of TLS 1.2 and, when agreed13, 1.3, both with a certificate. */
static const struct {
	const char *name;
	enum ed_phase asked12, asked13, asked_pha;
	enum ed_auth_mode mode12, mode13;
	bool agreed13;
	enum ed_http_state state;
	unsigned status;
	struct ed_header header;
	bool hello_request;
	const char *expect;
} rows[] = {
#define INITIAL ED_PHASE_INITIAL, ED_PHASE_INITIAL, 0, ED_AUTH_OPTIONAL
#define NEVER 0, 0, 0, ED_AUTH_NONE
#define LATE ED_PHASE_RENEGOTIATION, 0, 0, ED_AUTH_REQUIRED_AFTER_REQUEST
#define LATE_PHA                                                               \
	ED_PHASE_RENEGOTIATION, 0, ED_PHASE_POST_HANDSHAKE,                    \
	    ED_AUTH_REQUIRED_AFTER_REQUEST
    /* clang-format off */
    { "asked at once", INITIAL, ED_AUTH_OPTIONAL, true, OK, NO_HEADER, false,
	"http2=unknown" },
    { "asked, and refused", INITIAL, ED_AUTH_OPTIONAL, true, NO(403),
	NO_HEADER, false, "http2=unknown" },
    { "never, by IIS", NEVER, ED_AUTH_NONE, true, NO(401),
	{ ED_STR("server"), ED_STR("Microsoft-IIS/10.0") }, false,
	PROXY " http2=unknown" },
    { "never, by nginx", NEVER, ED_AUTH_NONE, true, NO(401),
	{ ED_STR("server"), ED_STR("nginx") }, false,
	"terminated-by-proxy http2=unknown" },
    { "never, through one", NEVER, ED_AUTH_NONE, true, NO(401),
	{ ED_STR("via"), ED_STR("1.1 lb") }, false,
	"terminated-by-proxy http2=unknown" },
    { "never, and well", NEVER, ED_AUTH_NONE, true, OK, EAS, false,
	"http2=unknown" },
    { "never, and a page for people", NEVER, ED_AUTH_NONE, true, OK,
	{ ED_STR("server"), ED_STR("nginx") }, false,
	"terminated-by-proxy http2=unknown" },
    { "late over 1.2 alone", LATE, ED_AUTH_UNKNOWN, false, OK, NO_HEADER,
	true, "http2=unknown" },
    { "late, and 1.3 is reset", LATE, ED_AUTH_UNKNOWN, true,
	DEAD(ED_HTTP_RESET), NO_HEADER, true,
	PROXY " post-handshake-only http2=unknown" },
    { "late, and 1.3 gets 500", LATE, ED_AUTH_UNKNOWN, true, NO(500),
	NO_HEADER, true, PROXY " post-handshake-only http2=unknown" },
    { "late, and 1.3 works", LATE, ED_AUTH_UNKNOWN, true, OK, EAS, true,
	"http2=unknown" },
    { "asks who offers it", LATE_PHA, ED_AUTH_REQUIRED_AFTER_REQUEST, true,
	NO(403), NO_HEADER, true, "post-handshake-only http2=unknown" },
    { "hangs", 0, 0, 0, ED_AUTH_UNKNOWN, ED_AUTH_UNKNOWN, false,
	DEAD(ED_HTTP_TIMEOUT), NO_HEADER, true,
	PROXY " renegotiation-blocked http2=unknown" },
    { "hangs without a word", 0, 0, 0, ED_AUTH_UNKNOWN, ED_AUTH_UNKNOWN,
	false, DEAD(ED_HTTP_TIMEOUT), NO_HEADER, false,
	PROXY " renegotiation-blocked=unknown http2=unknown" },
    /* clang-format on */
};

/* Of findings that need the device's certificate, which is not given here. */
static void expect(const struct ed_node *node, const char *others)
{
	const struct ed_facts facts = {0};
	char text[256];

	snprintf(text, sizeof(text), "%s%ssignature-algorithms=not_asked",
	    others, *others ? " " : "");
	ed_expect("tls-client-auth", &facts, node, text);
}

static void set_request(struct ed_attempt *attempt,
    struct ed_certificate_request *request, enum ed_phase phase)
{
	request->phase = phase;
	attempt->tls.state = ED_TLS_DONE;
	attempt->tls.requests = request;
	attempt->tls.n_requests = phase != ED_PHASE_UNSAID;
}

static void each_row(void **state)
{
	static const struct ed_message again = {
	    .from = ED_PEER_SERVER, .type = ED_MESSAGE_HELLO_REQUEST};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_certificate_request requests[3] = {0};
		struct ed_attempt with12 = {0}, with13 = {0}, pha = {0};
		struct ed_attempt *like = rows[i].agreed13 ? &with13 : &with12;
		struct ed_node node = {.tls12 = {.agreed = true,
					   .asked = rows[i].asked12,
					   .mode = rows[i].mode12,
					   .with = &with12},
		    .tls13 = {.agreed = rows[i].agreed13,
			.asked = rows[i].asked13 || rows[i].asked_pha,
			.mode = rows[i].mode13,
			.with = &with13,
			.pha = rows[i].asked_pha ? &pha : NULL},
		    .device_like = like};
		const struct ed_header headers[] = {rows[i].header,
		    {ED_STR("ms-asprotocolcommands"), ED_STR("Sync")}};

		set_request(&with12, &requests[0], rows[i].asked12);
		set_request(&with13, &requests[1], rows[i].asked13);
		set_request(&pha, &requests[2], rows[i].asked_pha);
		with12.http.state = ED_HTTP_ANSWERED;
		with12.http.status = 200;
		with12.tls.messages = &again;
		with12.tls.n_messages = rows[i].hello_request;
		like->http.state = rows[i].state;
		like->http.status = rows[i].status;
		like->http.headers = headers;
		like->http.n_headers = rows[i].header.name.n > 0;
		if (ed_str_starts(rows[i].header.name, ED_STR("ms-")))
			like->http.n_headers = 2;
		node.device_auth = rows[i].agreed13 ? &node.tls13 : &node.tls12;
		print_message("row: %s\n", rows[i].name);
		expect(&node, rows[i].expect);
	}
}

static const struct {
	const char *name;
	struct ed_str alpn;
	enum ed_http_state state;
	unsigned error;
	bool h1_answered;
	const char *expect;
} http2_rows[] = {
    /* clang-format off */
    { "works", ED_STR("h2"), ED_HTTP_ANSWERED, 0, true, "" },
    { "not chosen", ED_STR("http/1.1"), ED_HTTP_RESET, 0, true, "" },
    { "HTTP_1_1_REQUIRED", ED_STR("h2"), ED_HTTP_STREAM_RESET, 13, true,
	"http2" },
    { "closed", ED_STR("h2"), ED_HTTP_CLOSED, 0, true, "http2" },
    { "as bad as 1.1", ED_STR("h2"), ED_HTTP_CLOSED, 0, false,
	"http2=unknown" },
    /* clang-format on */
};

static void each_http2_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(http2_rows); i++) {
		const struct ed_attempt h2 = {.step = ED_STEP_HTTP2,
		    .tls = {.state = ED_TLS_DONE, .alpn = http2_rows[i].alpn},
		    .http = {.state = http2_rows[i].state,
			.stream_error = http2_rows[i].error}};
		const struct ed_attempt h1 = {.tls = {.state = ED_TLS_DONE},
		    .http = {.state = http2_rows[i].h1_answered
					  ? ED_HTTP_ANSWERED
					  : ED_HTTP_CLOSED,
			.status = 200}};
		const struct ed_attempt *const attempts[] = {&h1, &h2};
		struct ed_node node = {.attempts = attempts,
		    .n_attempts = 2,
		    .tls12 = {.agreed = true,
			.asked = true,
			.mode = ED_AUTH_OPTIONAL,
			.with = &h1},
		    .device_like = &h1};

		node.device_auth = &node.tls12;
		print_message("row: %s\n", http2_rows[i].name);
		expect(&node, http2_rows[i].expect);
	}
}

/* Then only the library is to blame, as far as can be told. */
static void we_refuse_to_begin_anew(void **state)
{
	const struct ed_message messages[] = {
	    {.from = ED_PEER_SERVER, .type = ED_MESSAGE_HELLO_REQUEST},
	    {.from = ED_PEER_US, .type = ED_MESSAGE_ALERT, .alert = 100}};
	const struct ed_attempt with = {.tls = {.state = ED_TLS_DONE,
					    .messages = messages,
					    .n_messages = ED_COUNT(messages)},
	    .http = {.state = ED_HTTP_CLOSED}};
	struct ed_node node = {
	    .tls12 = {.agreed = true, .with = &with}, .device_like = &with};

	(void)state;
	node.device_auth = &node.tls12;
	expect(&node,
	    "terminated-by-proxy=unknown renegotiation-blocked=unknown "
	    "http2=unknown");
}

/* Of a server that has TLS 1.3: what it did when TLS 1.2 was offered. */
static void without_tls12_nothing_begins_anew(void **state)
{
	static const struct {
		enum ed_tls_state tls;
		const char *expect;
	} ends[] = {
	    {ED_TLS_ALERT, "http2=unknown"},
	    {ED_TLS_CLOSED, "http2=unknown"},
	    {ED_TLS_RESET, "http2=unknown"},
	    {ED_TLS_TIMEOUT, "renegotiation-blocked=unknown http2=unknown"},
	    {ED_TLS_FAILED, "renegotiation-blocked=unknown http2=unknown"},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(ends); i++) {
		const struct ed_certificate_request request = {
		    .phase = ED_PHASE_INITIAL};
		const struct ed_attempt old = {.tls = {.state = ends[i].tls}};
		const struct ed_attempt like = {.tls = {.state = ED_TLS_DONE,
						    .requests = &request,
						    .n_requests = 1},
		    .http = {.state = ED_HTTP_ANSWERED, .status = 200}};
		struct ed_node node = {.tls12 = {.without = &old},
		    .tls13 = {.agreed = true,
			.asked = true,
			.mode = ED_AUTH_OPTIONAL,
			.with = &like},
		    .device_like = &like};

		node.device_auth = &node.tls13;
		print_message("row: %zu\n", i);
		expect(&node, ends[i].expect);
	}
}

/* Proof only where TLS 1.2 needs it and TLS 1.3 gives no answer at all. */
static void what_proves_that_it_asks_too_late(void **state)
{
	static const struct {
		enum ed_auth_mode mode12;
		enum ed_http_state without, with;
		const char *said;
	} tries[] = {
	    {ED_AUTH_REQUIRED_AFTER_REQUEST, ED_HTTP_RESET, ED_HTTP_RESET,
		"answer=yes"},
	    {ED_AUTH_REQUIRED_AFTER_REQUEST, ED_HTTP_ANSWERED, ED_HTTP_RESET,
		"answer=no"},
	    {ED_AUTH_OPTIONAL_AFTER_REQUEST, ED_HTTP_RESET, ED_HTTP_RESET,
		"answer=no"},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(tries); i++) {
		const struct ed_attempt bare = {.ref = {.kind = ED_AT_ANSWER},
		    .tls = {.state = ED_TLS_DONE},
		    .http = {.state = tries[i].without, .status = 401}};
		const struct ed_attempt like = {.ref = {.kind = ED_AT_ANSWER},
		    .tls = {.state = ED_TLS_DONE},
		    .http = {.state = tries[i].with}};
		struct ed_node node = {.tls12 = {.agreed = true,
					   .asked = true,
					   .mode = tries[i].mode12},
		    .tls13 = {.agreed = true, .without = &bare, .with = &like},
		    .device_like = &like};
		const struct ed_facts facts = {0};

		node.device_auth = &node.tls13;
		print_message("row: %zu\n", i);
		ed_expect_said("tls-client-auth", &facts, &node,
		    "post-handshake-only", tries[i].said);
	}
}

/* What the request says of the device's key, which derive settles. */
static const struct {
	const char *name;
	bool asked;
	enum ed_auth_mode mode;
	bool judged;
	enum ed_answer can_sign;
	const char *expect;
} key_rows[] = {
    /* clang-format off */
    { "can sign", true, ED_AUTH_OPTIONAL, true, ED_YES, "" },
    { "cannot sign", true, ED_AUTH_OPTIONAL, true, ED_NO,
	"signature-algorithms" },
    { "cannot be told", true, ED_AUTH_OPTIONAL, true, ED_UNSAID,
	"signature-algorithms=unknown" },
    { "of no server that was judged", true, ED_AUTH_OPTIONAL, false, ED_YES,
	"signature-algorithms=unknown" },
    { "never asked", false, ED_AUTH_NONE, true, ED_YES,
	"terminated-by-proxy=unknown" },
    { "not seen to ask", false, ED_AUTH_UNKNOWN, true, ED_NO,
	"terminated-by-proxy=unknown signature-algorithms=unknown" },
    /* clang-format on */
};

static void each_key_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(key_rows); i++) {
		const struct ed_certificate device = {.sha256 = ED_STR("aa")};
		const struct ed_certificate_request request = {
		    .phase = ED_PHASE_INITIAL};
		const struct ed_attempt like = {.step = ED_STEP_HTTP2,
		    .tls = {.state = ED_TLS_DONE,
			.requests = &request,
			.n_requests = key_rows[i].asked},
		    .http = {.state = ED_HTTP_ANSWERED, .status = 403}};
		const struct ed_attempt *const attempts[] = {&like};
		struct ed_node node = {.attempts = attempts,
		    .n_attempts = 1,
		    .tls12 = {.agreed = true,
			.asked = key_rows[i].asked,
			.mode = key_rows[i].mode,
			.with = &like},
		    .device_like = &like,
		    .request = key_rows[i].asked ? &request : NULL,
		    .asking = key_rows[i].asked ? &like : NULL};
		const struct ed_server_offer server = {.node = &node,
		    .wanted = {.can_sign = key_rows[i].can_sign,
			.can_sign_why = "it cannot"}};
		const struct ed_offer offer = {.certificate = &device,
		    .servers = &server,
		    .n_servers = key_rows[i].judged};
		const struct ed_facts facts = {.device_certificate = &device,
		    .candidates = &offer,
		    .n_candidates = 1};

		node.device_auth = &node.tls12;
		print_message("row: %s\n", key_rows[i].name);
		ed_expect("tls-client-auth", &facts, &node, key_rows[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(we_refuse_to_begin_anew),
	    cmocka_unit_test(each_row), cmocka_unit_test(each_http2_row),
	    cmocka_unit_test(each_key_row),
	    cmocka_unit_test(without_tls12_nothing_begins_anew),
	    cmocka_unit_test(what_proves_that_it_asks_too_late)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
