/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The whole probe against small servers of its own on loopback: what it says
 * to them, and what its record says of them.
 */
#include "base/arena.h"
#include "probe/probe.h"

#include <arpa/inet.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include <jansson.h>
#include <openssl/ssl.h>

/* What the server does, and what it counts for the test. */
struct server {
	pid_t process;
	unsigned port;
	int listener;
	void (*serve)(struct server *server, int fd);
	const char *answer;
	size_t answer_n; /* 0: up to its NUL */
	bool asks;
	bool is_mute; /* the probe waits for it in vain */
	struct counts {
		_Atomic unsigned connections;
		_Atomic unsigned certificates;
	} * counts; /* shared with the process */
};

static EVP_PKEY *key;
static X509 *certificate;
static unsigned char *der;
static int der_n;

static int make_certificate(void **state)
{
	X509_NAME *name;

	(void)state;
	key = EVP_EC_gen("P-256");
	certificate = X509_new();
	name = X509_get_subject_name(certificate);
	X509_NAME_add_entry_by_txt(
	    name, "CN", MBSTRING_ASC, (const unsigned char *)"test", -1, -1, 0);
	X509_set_issuer_name(certificate, name);
	X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
	X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
	X509_set_pubkey(certificate, key);
	X509_sign(certificate, key, EVP_sha256());
	der_n = i2d_X509(certificate, &der);
	return der_n > 0 ? 0 : -1;
}

static int free_certificate(void **state)
{
	(void)state;
	OPENSSL_free(der);
	X509_free(certificate);
	EVP_PKEY_free(key);
	return 0;
}

static int accept_any(X509_STORE_CTX *store, void *argument)
{
	(void)store;
	(void)argument;
	return 1;
}

static void answer_requests(struct server *server, SSL *ssl)
{
	char bytes[4096];
	int n = SSL_read(ssl, bytes, sizeof(bytes) - 1);

	if (n <= 0)
		return;
	SSL_write(ssl, server->answer, (int)strlen(server->answer));
	SSL_shutdown(ssl);
}

static void serve_tls(struct server *server, int fd)
{
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());
	SSL *ssl;

	SSL_CTX_use_certificate(context, certificate);
	SSL_CTX_use_PrivateKey(context, key);
	SSL_CTX_set_cert_verify_callback(context, accept_any, NULL);
	if (server->asks) {
		SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
		SSL_CTX_add_client_CA(context, certificate);
	}
	ssl = SSL_new(context);
	SSL_set_fd(ssl, fd);
	if (SSL_accept(ssl) == 1) {
		X509 *peer = SSL_get1_peer_certificate(ssl);

		server->counts->certificates += peer != NULL;
		X509_free(peer);
		answer_requests(server, ssl);
	}
	SSL_free(ssl);
	SSL_CTX_free(context);
}

static void serve_text(struct server *server, int fd)
{
	size_t n = server->answer_n ? server->answer_n : strlen(server->answer);

	(void)!write(fd, server->answer, n);
	usleep(50000);
}

/* One byte a second, of what could be TLS. */
static void serve_slowly(struct server *server, int fd)
{
	static const char bytes[] = "\x16\x03\x03\x40\x00\x02\x00\x3f\xfc";

	(void)server;
	for (size_t i = 0; i < sizeof(bytes); i++)
		if (write(fd, bytes + i, 1) != 1 || usleep(1000000))
			return;
}

/* A reset before the hello can be met while the connection is being made. */
static void serve_nothing(struct server *server, int fd)
{
	struct linger at_once = {1, 0};
	char hello[4096];

	(void)server;
	(void)!read(fd, hello, sizeof(hello));
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
}

static void run_server(struct server *server)
{
	alarm(30);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGCHLD, SIG_IGN);
	for (;;) {
		int fd = accept(server->listener, NULL, NULL);

		if (fd < 0)
			_exit(0);
		server->counts->connections++;
		if (fork() == 0) {
			alarm(30);
			server->serve(server, fd);
			_exit(0);
		}
		close(fd);
	}
}

static void start(struct server *server)
{
	struct sockaddr_in at = {
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof(at);

	server->counts = mmap(NULL, sizeof(*server->counts),
	    PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	server->listener = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(server->listener, (void *)&at, n), 0);
	assert_int_equal(listen(server->listener, 20), 0);
	getsockname(server->listener, (void *)&at, &n);
	server->port = ntohs(at.sin_port);
	server->process = fork();
	if (server->process == 0)
		run_server(server);
}

static void stop(struct server *server)
{
	kill(server->process, SIGKILL);
	waitpid(server->process, NULL, 0);
	close(server->listener);
	munmap(server->counts, sizeof(*server->counts));
}

static json_t *probe(const struct server *server, bool with_key)
{
	struct ed_arena arena = {0};
	const struct ed_probe_request request = {.arena = &arena,
	    .target = {ED_STR("mail.ex.test"), 443},
	    .connect_to = {ED_STR("127.0.0.1"), server->port},
	    .timeout_ms = server->is_mute ? 1000 : 10000,
	    .certificate = {(const char *)der, (size_t)der_n},
	    .certificate_sha256 = ED_STR("00ff"),
	    .key = with_key ? key : NULL};
	struct ed_str record = {NULL, 0};
	struct ed_error err = {""};
	json_t *root;

	if (!ed_probe_run(&request, &record, &err))
		fail_msg("%s", err.text);
	root = json_loadb(record.p, record.n, JSON_REJECT_DUPLICATES, NULL);
	ed_arena_free(&arena);
	assert_non_null(root);
	return root;
}

static const json_t *find(const json_t *root, const char *step)
{
	const json_t *attempts = json_object_get(root, "attempts");

	for (size_t i = 0; i < json_array_size(attempts); i++) {
		const json_t *one = json_array_get(attempts, i);

		if (strcmp(json_string_value(json_object_get(one, "step")),
			step) == 0)
			return one;
	}
	return NULL;
}

/* "tls.state" of a step; the text must be want. */
static void assert_said(const json_t *root, const char *step, const char *part,
    const char *name, const char *want)
{
	const json_t *attempt = find(root, step);
	const char *got = json_string_value(
	    json_object_get(json_object_get(attempt, part), name));

	if (!got || strcmp(got, want) != 0)
		fail_msg("%s: %s.%s is %s, not %s", step, part, name,
		    got ? got : "(none)", want);
}

static const json_t *asked(const json_t *root, const char *step)
{
	return json_object_get(
	    json_object_get(find(root, step), "tls"), "certificate_requests");
}

#define OPTIONS                                                                \
	"HTTP/1.1 200 OK\r\nServer: Microsoft-IIS/10.0\r\n"                    \
	"MS-ASProtocolVersions: 2.5,14.1,16.1\r\n"                             \
	"Set-Cookie: X=secret; path=/\r\nX-Other: secret\r\n"                  \
	"Content-Length: 0\r\n\r\n"

static void sees_how_a_server_asks(void **state)
{
	struct server server = {
	    .serve = serve_tls, .answer = OPTIONS, .asks = true};
	const json_t *request;
	char *text;
	json_t *root;

	(void)state;
	start(&server);
	root = probe(&server, true);
	assert_said(root, "tls12", "tls", "version", "1.2");
	assert_said(root, "tls12-certificate", "http", "state", "answered");
	assert_said(root, "tls13-certificate", "tls", "version", "1.3");
	assert_said(root, "no-sni", "http", "state", "not_tried");
	assert_said(root, "http2", "http", "state", "answered");
	assert_null(find(root, "tls13-pha"));
	assert_null(find(root, "legacy"));
	request = json_array_get(asked(root, "tls12"), 0);
	assert_string_equal(
	    json_string_value(json_object_get(request, "answered")), "empty");
	assert_string_equal(
	    json_string_value(json_object_get(request, "phase")), "initial");
	request = json_array_get(asked(root, "tls13-certificate"), 0);
	assert_string_equal(
	    json_string_value(json_object_get(request, "answered")),
	    "certificate");
	assert_int_equal(
	    json_array_size(json_object_get(request, "issuers")), 1);
	/* tls12-certificate, tls13-certificate and http2 presented it. */
	assert_int_equal(server.counts->certificates, 3);
	assert_in_range(server.counts->connections, 1, 8);
	text = json_dumps(root, 0);
	assert_null(strstr(text, "secret"));
	free(text);
	json_decref(root);
	stop(&server);
}

static void presents_nothing_without_a_key(void **state)
{
	struct server server = {
	    .serve = serve_tls, .answer = OPTIONS, .asks = true};
	json_t *root;

	(void)state;
	start(&server);
	root = probe(&server, false);
	assert_null(find(root, "tls12-certificate"));
	assert_null(find(root, "tls13-certificate"));
	assert_false(json_is_true(
	    json_object_get(json_object_get(root, "certificate"), "key")));
	assert_int_equal(json_array_size(asked(root, "tls13")), 1);
	assert_int_equal(server.counts->certificates, 0);
	json_decref(root);
	stop(&server);
}

/* Neither the same host nor another sees the certificate for it. */
static void follows_no_redirect(void **state)
{
	struct server elsewhere = {.serve = serve_tls, .answer = OPTIONS};
	struct server server = {.serve = serve_tls, .asks = true};
	struct ed_arena arena = {0};
	json_t *root;

	(void)state;
	start(&elsewhere);
	server.answer = ed_format(&arena,
	    "HTTP/1.1 451 Redirect\r\nX-MS-Location: "
	    "https://127.0.0.1:%u/x?q\r\n"
	    "Location: https://127.0.0.1:%u/y\r\nContent-Length: 0\r\n\r\n",
	    elsewhere.port, elsewhere.port)
			    .p;
	start(&server);
	root = probe(&server, true);
	assert_said(root, "tls12-certificate", "http", "state", "answered");
	assert_int_equal(elsewhere.counts->connections, 0);
	json_decref(root);
	stop(&server);
	stop(&elsewhere);
	ed_arena_free(&arena);
}

static const struct {
	const char *name;
	struct server server;
	const char *tcp, *tls, *http;
	const char *first; /* hex of what came instead of TLS, or NULL */
} faults[] = {
    /* clang-format off */
    { "HTTP", { .serve = serve_text, .answer = "HTTP/1.1 400 x\r\n" }, "connected", "not_tls", "not_tried", "485454502f312e312034303020780d0a" },
    { "one byte a second", { .serve = serve_slowly, .is_mute = true }, "connected", "timeout", "not_tried", NULL },
    { "reset", { .serve = serve_nothing }, "connected", "reset", "not_tried", NULL },
    { "alert", { .serve = serve_text, .answer = "\x15\x03\x03\x00\x02\x02\x28", .answer_n = 7 }, "connected", "alert", "not_tried", NULL },
    { "no HTTP", { .serve = serve_tls, .answer = "220 ready\r\n" }, "connected", "done", "garbled", NULL },
    { "half an answer", { .serve = serve_tls, .answer = "HTTP/1.1 200 OK\r\nA: b\r\n" }, "connected", "done", "closed", NULL },
    { "nothing at all", { .serve = serve_tls, .answer = "" }, "connected", "done", "closed", NULL },
    /* clang-format on */
};

static void tells_faults_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(faults); i++) {
		struct server server = faults[i].server;
		json_t *root;

		if (!server.answer)
			server.answer = "";
		start(&server);
		root = probe(&server, false);
		print_message("%s\n", faults[i].name);
		assert_said(root, "tls12", "tcp", "state", faults[i].tcp);
		assert_said(root, "tls12", "tls", "state", faults[i].tls);
		assert_said(root, "tls12", "http", "state", faults[i].http);
		if (faults[i].first)
			assert_said(root, "tls12", "tls", "first_bytes",
			    faults[i].first);
		json_decref(root);
		stop(&server);
	}
}

static void tells_a_closed_port(void **state)
{
	struct server server = {.serve = serve_nothing};
	json_t *root;

	(void)state;
	start(&server);
	kill(server.process, SIGKILL);
	waitpid(server.process, NULL, 0);
	close(server.listener);
	root = probe(&server, true);
	assert_said(root, "tls12-certificate", "tcp", "state", "refused");
	assert_said(root, "tls12-certificate", "tls", "state", "not_tried");
	assert_null(find(root, "no-sni"));
	json_decref(root);
	munmap(server.counts, sizeof(*server.counts));
}

static void refuses_bad_requests(void **state)
{
	static const struct ed_probe_place places[] = {{{"", 0}, 443},
	    {{"a b", 3}, 443}, {{"a/b", 3}, 443}, {{"u@h", 3}, 443},
	    {{"h", 1}, 0}, {{"h", 1}, 65536}, {{"h\0x", 3}, 443},
	    {{"[::1]", 5}, 443}};
	struct ed_error err;
	struct ed_str record;

	(void)state;
	for (size_t i = 0; i < ED_COUNT(places); i++) {
		struct ed_arena arena = {0};
		const struct ed_probe_request request = {
		    .arena = &arena, .target = places[i], .timeout_ms = 100};

		assert_false(ed_probe_run(&request, &record, &err));
		ed_arena_free(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sees_how_a_server_asks),
	    cmocka_unit_test(presents_nothing_without_a_key),
	    cmocka_unit_test(follows_no_redirect),
	    cmocka_unit_test(tells_faults_apart),
	    cmocka_unit_test(tells_a_closed_port),
	    cmocka_unit_test(refuses_bad_requests),
	};

	return cmocka_run_group_tests(
	    tests, make_certificate, free_certificate);
}
