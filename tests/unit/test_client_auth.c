/* SPDX-License-Identifier: Apache-2.0 */
/* When a server asks for a certificate, from what its attempts saw. */
#include "ed_test.h"

#include "derive/derive.h"

#include <string.h>

/* How one attempt went. */
struct went {
	bool made;
	enum ed_phase asked;
	enum ed_tls_state tls;
	enum ed_http_state http;
	unsigned status;
	const char *server;
	const char *body;
};

#define NOT_MADE                                                               \
	{                                                                      \
		false, 0, 0, 0, 0, NULL, NULL                                  \
	}
#define ANSWER(asked, status)                                                  \
	{                                                                      \
		true, asked, ED_TLS_DONE, ED_HTTP_ANSWERED, status, NULL, NULL \
	}
#define SAYS(asked, status, server, body)                                      \
	{                                                                      \
		true, asked, ED_TLS_DONE, ED_HTTP_ANSWERED, status, server,    \
		    body                                                       \
	}
#define CUT(asked, tls, http)                                                  \
	{                                                                      \
		true, asked, tls, http, 0, NULL, NULL                          \
	}

#define FIRST ED_PHASE_INITIAL
#define RENEGO ED_PHASE_RENEGOTIATION
#define POST ED_PHASE_POST_HANDSHAKE
#define NEVER ED_PHASE_UNSAID

static const struct {
	const char *name;
	enum ed_tls_version version;
	struct went without, with, pha;
	enum ed_auth_mode mode;
} rows[] = {
    /* clang-format off */
    { "never, 1.2", ED_TLS_1_2, ANSWER(NEVER, 401), ANSWER(NEVER, 401),
	NOT_MADE, ED_AUTH_NONE },
    { "never, 1.3, offered to be asked late", ED_TLS_1_3, ANSWER(NEVER, 401),
	ANSWER(NEVER, 401), ANSWER(NEVER, 401), ED_AUTH_NONE },
    { "never, 1.3, not offered", ED_TLS_1_3, ANSWER(NEVER, 401),
	ANSWER(NEVER, 401), NOT_MADE, ED_AUTH_UNKNOWN },
    { "optional, 1.2", ED_TLS_1_2, ANSWER(FIRST, 401), ANSWER(FIRST, 200),
	NOT_MADE, ED_AUTH_OPTIONAL },
    { "optional, 1.3", ED_TLS_1_3, ANSWER(FIRST, 401), ANSWER(FIRST, 200),
	NOT_MADE, ED_AUTH_OPTIONAL },
    { "optional, without a key", ED_TLS_1_3, ANSWER(FIRST, 200), NOT_MADE,
	NOT_MADE, ED_AUTH_OPTIONAL },
    { "required, alert in the handshake", ED_TLS_1_2,
	CUT(FIRST, ED_TLS_ALERT, ED_HTTP_NOT_TRIED), ANSWER(FIRST, 200),
	NOT_MADE, ED_AUTH_REQUIRED_HANDSHAKE },
    { "required, alert behind it", ED_TLS_1_3,
	CUT(FIRST, ED_TLS_DONE, ED_HTTP_ALERT), ANSWER(FIRST, 200), NOT_MADE,
	ED_AUTH_REQUIRED_HANDSHAKE },
    { "required, just closed", ED_TLS_1_3,
	CUT(FIRST, ED_TLS_DONE, ED_HTTP_CLOSED), ANSWER(FIRST, 200), NOT_MADE,
	ED_AUTH_REQUIRED_HANDSHAKE },
    { "asked, then no answer", ED_TLS_1_3,
	CUT(FIRST, ED_TLS_DONE, ED_HTTP_TIMEOUT), ANSWER(FIRST, 200),
	NOT_MADE, ED_AUTH_UNKNOWN },
    { "403.7", ED_TLS_1_2, SAYS(FIRST, 403, "Microsoft-IIS/10.0", ""),
	ANSWER(FIRST, 200), NOT_MADE, ED_AUTH_HTTP_LEVEL },
    { "403 of Exchange", ED_TLS_1_2, SAYS(FIRST, 403, "exchange", ""),
	ANSWER(FIRST, 200), NOT_MADE, ED_AUTH_OPTIONAL },
    { "400 of nginx", ED_TLS_1_3, SAYS(FIRST, 400, "nginx",
	"No required SSL certificate was sent"), ANSWER(FIRST, 200), NOT_MADE,
	ED_AUTH_HTTP_LEVEL },
    { "400 for another reason", ED_TLS_1_3, SAYS(FIRST, 400, "nginx", ""),
	ANSWER(FIRST, 200), NOT_MADE, ED_AUTH_OPTIONAL },
    { "renegotiation, required", ED_TLS_1_2,
	CUT(RENEGO, ED_TLS_DONE, ED_HTTP_ALERT), ANSWER(RENEGO, 200),
	NOT_MADE, ED_AUTH_REQUIRED_AFTER_REQUEST },
    { "renegotiation, 403.7", ED_TLS_1_2, ANSWER(RENEGO, 403),
	ANSWER(RENEGO, 200), NOT_MADE, ED_AUTH_REQUIRED_AFTER_REQUEST },
    { "renegotiation, optional", ED_TLS_1_2, ANSWER(RENEGO, 401),
	ANSWER(RENEGO, 200), NOT_MADE, ED_AUTH_OPTIONAL_AFTER_REQUEST },
    { "post-handshake, required", ED_TLS_1_3, ANSWER(NEVER, 403),
	ANSWER(NEVER, 403), ANSWER(POST, 200),
	ED_AUTH_REQUIRED_AFTER_REQUEST },
    { "post-handshake, reset without", ED_TLS_1_3,
	CUT(NEVER, ED_TLS_DONE, ED_HTTP_RESET),
	CUT(NEVER, ED_TLS_DONE, ED_HTTP_RESET), ANSWER(POST, 200),
	ED_AUTH_REQUIRED_AFTER_REQUEST },
    { "post-handshake, 500 without", ED_TLS_1_3, ANSWER(NEVER, 500),
	ANSWER(NEVER, 500), ANSWER(POST, 200),
	ED_AUTH_REQUIRED_AFTER_REQUEST },
    { "post-handshake, optional", ED_TLS_1_3, ANSWER(NEVER, 401),
	ANSWER(NEVER, 401), ANSWER(POST, 200),
	ED_AUTH_OPTIONAL_AFTER_REQUEST },
    { "cut before a word", ED_TLS_1_2,
	CUT(NEVER, ED_TLS_DONE, ED_HTTP_RESET),
	CUT(NEVER, ED_TLS_DONE, ED_HTTP_RESET), NOT_MADE, ED_AUTH_UNKNOWN },
    { "only with a certificate", ED_TLS_1_2, NOT_MADE, ANSWER(FIRST, 200),
	NOT_MADE, ED_AUTH_UNKNOWN },
    /* clang-format on */
};

/* What one attempt is made of. */
struct made {
	struct ed_attempt attempt;
	struct ed_certificate_request request;
	struct ed_header header;
};

static const struct ed_attempt *make(struct made *to, const struct went *went,
    enum ed_step step, enum ed_tls_version version)
{
	bool exchange = went->server && strcmp(went->server, "exchange") == 0;

	to->request.phase = went->asked;
	to->header.name = ed_str_of(exchange ? "x-feserver" : "server");
	to->header.value = ed_str_of(went->server ? went->server : "");
	to->attempt = (struct ed_attempt){.step = step,
	    .tcp = {.state = ED_TCP_CONNECTED},
	    .tls = {.state = went->tls,
		.version = version,
		.requests = &to->request,
		.n_requests = went->asked != NEVER},
	    .http = {.state = went->http,
		.status = went->status,
		.headers = &to->header,
		.n_headers = went->server != NULL,
		.body = ed_str_of(went->body ? went->body : "")}};
	return &to->attempt;
}

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		bool is13 = rows[i].version == ED_TLS_1_3;
		struct made made[3];
		const struct ed_attempt *attempts[3];
		struct ed_probe probe = {0};
		struct ed_case c;
		struct ed_node *node;
		size_t n = 0;

		ed_case_init(&c);
		node = ed_add_node(&c);
		if (rows[i].without.made)
			attempts[n++] = make(&made[0], &rows[i].without,
			    is13 ? ED_STEP_TLS13 : ED_STEP_TLS12,
			    rows[i].version);
		if (rows[i].with.made)
			attempts[n++] = make(&made[1], &rows[i].with,
			    is13 ? ED_STEP_TLS13_CERTIFICATE
				 : ED_STEP_TLS12_CERTIFICATE,
			    rows[i].version);
		if (rows[i].pha.made)
			attempts[n++] = make(&made[2], &rows[i].pha,
			    ED_STEP_TLS13_PHA, rows[i].version);
		node->probe = &probe;
		node->attempts = attempts;
		node->n_attempts = n;
		print_message("row: %s\n", rows[i].name);
		ed_derive_client_auth(&c);
		assert_int_equal(
		    is13 ? node->tls13.mode : node->tls12.mode, rows[i].mode);
		assert_true(node->connected);
		assert_ptr_equal(
		    node->device_auth, is13 ? &node->tls13 : &node->tls12);
		ed_case_free(&c);
	}
}

/* Offered 1.2 alone, it answered 1.0: that is no agreement. */
static void an_older_answer_is_none(void **state)
{
	static const struct ed_message hello = {
	    .from = ED_PEER_SERVER, .type = ED_MESSAGE_SERVER_HELLO};
	static const enum ed_tls_version said[] = {
	    ED_TLS_1_0, ED_TLS_1_1, ED_TLS_NONE};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(said); i++) {
		const struct ed_attempt attempt = {.step = ED_STEP_TLS12,
		    .offer = {.tls_min = ED_TLS_1_2, .tls_max = ED_TLS_1_2},
		    .tcp = {.state = ED_TCP_CONNECTED},
		    .tls = {.state = ED_TLS_FAILED,
			.version = said[i],
			.messages = &hello,
			.n_messages = 1}};
		const struct ed_attempt *attempts[] = {&attempt};
		struct ed_probe probe = {0};
		struct ed_case c;
		struct ed_node *node;

		ed_case_init(&c);
		node = ed_add_node(&c);
		node->probe = &probe;
		node->attempts = attempts;
		node->n_attempts = 1;
		ed_derive_client_auth(&c);
		assert_int_equal(node->tls12.agreed, said[i] == ED_TLS_NONE);
		ed_case_free(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row),
	    cmocka_unit_test(an_older_answer_is_none)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
