/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include "loaded.h"

#include <easdoctor/limits.h>

#include <stdlib.h>

#define HEAD "{\"schema\":\"easdoctor.probe/1\",\"target\":{\"host\":\"h\"}"
#define ATTEMPT(members) HEAD ",\"attempts\":[{" members "}]}"
#define TLS(members) ATTEMPT("\"tls\":{" members "}")

/* Loads text as one input. */
static bool load(struct ed_case *c, const char *text, size_t n)
{
	struct ed_input *in;
	char *copy = malloc(n + 1);
	bool used;

	assert_non_null(copy);
	memcpy(copy, text, n);
	copy[n] = '\0';
	in = ed_add_input(c, ED_STR("probe.json"));
	used = ed_loader_probe.load(c, in, (struct ed_str){copy, n});
	free(copy);
	return used;
}

static const struct ed_probe *probe_of(const struct ed_case *c)
{
	return c->probes.n ? ED_ITEMS(c->probes, struct ed_probe *)[0] : NULL;
}

static const struct {
	const char *name;
	const char *text;
	bool used;
	const char *damage; /* NULL: none */
} rows[] = {
    /* clang-format off */
    { "least", HEAD "}", true, NULL },
    { "unknown members", HEAD ",\"x\":[1,{}]}", true, NULL },
    { "nulls", ATTEMPT("\"step\":null,\"tcp\":null"), true,
	"\"tcp\" is no object" },
    { "no JSON", "{\"schema\":\"easdoctor.probe/1\"", false, "not JSON" },
    { "another schema", "{\"schema\":\"easdoctor.probe/2\"}", false,
	"its schema is not" },
    { "twice the same member", "{\"schema\":\"easdoctor.probe/1\","
	"\"schema\":\"easdoctor.probe/1\"}", false, "not JSON" },
    { "no host", "{\"schema\":\"easdoctor.probe/1\"}", true,
	"names no host" },
    { "target is a list", "{\"schema\":\"easdoctor.probe/1\",\"target\":[]}",
	true, "\"target\" is no object" },
    { "attempts are none", HEAD ",\"attempts\":{}}", true,
	"\"attempts\" is no array" },
    { "an attempt is none", HEAD ",\"attempts\":[7]}", true,
	"attempts[0]: it is no object" },
    { "a time that is none", HEAD ",\"started\":\"yesterday\"}", true,
	"\"started\" is no time" },
    { "a port below 0", ATTEMPT("\"port\":-1"), true,
	"attempts[0]: \"port\" is no number that fits" },
    { "a port too large", ATTEMPT("\"port\":99999999999"), true,
	"\"port\" is no number that fits" },
    { "a port with a fraction", ATTEMPT("\"port\":4.5"), true,
	"\"port\" is no number that fits" },
    { "a word not known", ATTEMPT("\"tcp\":{\"state\":\"lost\"}"), true,
	"\"state\" has a value that is not known" },
    { "a flag that is none", ATTEMPT("\"offer\":{\"sni\":1}"), true,
	"attempts[0].offer: \"sni\" is neither true nor false" },
    { "no base64", TLS("\"server_certificates\":[\"!\"]"), true,
	"attempts[0].tls: \"server_certificates\" holds what is no base64" },
    { "no certificate", TLS("\"server_certificates\":[\"AAAA\"]"), true,
	"a server certificate: " },
    { "no text", TLS("\"server_certificates\":[1]"), true,
	"holds what is no text" },
    { "no name", TLS("\"certificate_requests\":[{\"issuers\":[\"AAAA\"]}]"),
	true, "\"issuers\" holds no name" },
    { "numbers that are none",
	TLS("\"certificate_requests\":[{\"signature_algorithms\":[\"x\"]}]"),
	true, "\"signature_algorithms\" is no number" },
    { "an answer of no attempt",
	HEAD ",\"eas\":{\"folder_sync\":{\"attempt\":0,\"status\":1}}}", true,
	"eas.folder_sync: \"attempt\" names none" },
    { "an answer of an attempt below 0",
	HEAD ",\"eas\":{\"provision\":{\"attempt\":-1}}}", true,
	"eas.provision: \"attempt\" names none" },
    { "stopped", HEAD ",\"interrupted\":true}", true,
	"the probe was interrupted" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_case c;

		print_message("row: %s\n", rows[i].name);
		ed_case_init(&c);
		assert_int_equal(
		    load(&c, rows[i].text, strlen(rows[i].text)), rows[i].used);
		assert_int_equal(c.probes.n, rows[i].used);
		if (rows[i].damage)
			assert_true(
			    has_damage(input_at(&c, 0), rows[i].damage));
		else
			assert_int_equal(input_at(&c, 0)->n_damage, 0);
		if (rows[i].used)
			assert_int_equal(input_at(&c, 0)->incomplete,
			    rows[i].damage != NULL);
		assert_true(
		    ed_str_eq(input_at(&c, 0)->vantage, ED_STR("here")));
		ed_case_free(&c);
	}
}

static const char whole[] =
    "{ \"schema\": \"easdoctor.probe/1\", \"version\": \"0.1.0\",\n"
    "  \"started\": \"2026-11-22T10:00:00Z\",\n"
    "  \"target\": { \"host\": \"mail.ex.test\", \"port\": 443,\n"
    "    \"connect_to\": \"127.0.0.1:9412\", \"timeout_ms\": 10000 },\n"
    "  \"certificate\": { \"sha256\": \"ab\", \"key\": true },\n"
    "  \"dns\": { \"state\": \"skipped\", \"addresses\": [\"127.0.0.1\"] },\n"
    "  \"attempts\": [ { \"step\": \"tls13-certificate\",\n"
    "    \"address\": \"127.0.0.1\", \"port\": 9412,\n"
    "    \"offer\": { \"tls_min\": \"1.3\", \"tls_max\": \"1.3\",\n"
    "      \"sni\": true, \"alpn\": [\"http/1.1\"], \"certificate\": true },\n"
    "    \"tcp\": { \"state\": \"connected\", \"ms\": 1 },\n"
    "    \"tls\": { \"state\": \"done\", \"version\": \"1.3\",\n"
    "      \"transcript\": [ { \"from\": \"server\", \"message\": \"alert\",\n"
    "        \"phase\": \"post_handshake\", \"alert\": 45, \"fatal\": true },\n"
    "        { \"from\": \"us\", \"message\": \"other\" } ],\n"
    "      \"certificate_requests\": [ { \"phase\": \"initial\",\n"
    "        \"issuers\": [\"MA0xCzAJBgNVBAMMAkNB\"],\n"
    "        \"issuers_left_out\": 2, \"signature_algorithms\": [2052],\n"
    "        \"answered\": \"certificate\" } ] },\n"
    "    \"http\": { \"state\": \"alert\", \"status\": 0,\n"
    "      \"headers\": [ { \"name\": \"via\", \"value\": \"1.1 x\" } ],\n"
    "      \"cookies\": [\"a\"], \"body\": { \"bytes\": 9, \"text\": \"t\" } } "
    "},\n"
    "    { \"step\": \"later\", \"address\": \"::1\", \"port\": 443 } ],\n"
    "  \"eas\": { \"folder_sync\": { \"attempt\": 1, \"status\": 126 } } }";

static void reads_all(void **state)
{
	const struct ed_probe *probe;
	const struct ed_attempt *one;
	struct ed_case c;

	(void)state;
	ed_case_init(&c);
	assert_true(load(&c, whole, strlen(whole)));
	assert_int_equal(input_at(&c, 0)->n_damage, 0);
	probe = probe_of(&c);
	assert_true(ed_str_eq(probe->host, ED_STR("mail.ex.test")));
	assert_int_equal(probe->started, 1795341600);
	assert_true(probe->has_certificate && probe->has_key);
	assert_int_equal(probe->dns, ED_DNS_SKIPPED);
	assert_int_equal(probe->n_nodes, 2);
	assert_true(ed_str_eq(
	    probe->nodes[0]->label, ED_STR("mail.ex.test at 127.0.0.1:9412")));
	assert_true(ed_str_eq(
	    probe->nodes[1]->label, ED_STR("mail.ex.test at [::1]:443")));
	one = probe->attempts[0];
	assert_int_equal(one->step, ED_STEP_TLS13_CERTIFICATE);
	assert_int_equal(one->tls.state, ED_TLS_DONE);
	assert_int_equal(one->tls.version, ED_TLS_1_3);
	assert_int_equal(one->tls.messages[0].alert, 45);
	assert_int_equal(one->tls.messages[0].phase, ED_PHASE_POST_HANDSHAKE);
	assert_int_equal(one->tls.messages[1].type, ED_MESSAGE_OTHER);
	assert_int_equal(one->tls.requests[0].n_issuers, 1);
	assert_true(
	    ed_str_eq(one->tls.requests[0].issuers[0].text, ED_STR("CN=CA")));
	assert_int_equal(one->tls.requests[0].issuers_left_out, 2);
	assert_int_equal(one->http.state, ED_HTTP_ALERT);
	assert_int_equal(one->http.n_headers, 1);
	assert_int_equal(probe->attempts[1]->step, ED_STEP_OTHER);
	assert_ptr_equal(probe->folder_sync.attempt, probe->attempts[1]);
	assert_int_equal(probe->folder_sync.status, 126);
	assert_null(probe->provision.attempt);
	ed_case_free(&c);
}

static const char secrets[] =
    "{ \"schema\": \"easdoctor.probe/1\",\n"
    "  \"target\": { \"host\": \"u:hush@mail.ex.test\" },\n"
    "  \"attempts\": [ { \"step\": \"tls12\", \"http\": { \"headers\": [\n"
    "    { \"name\": \"Authorization\", \"value\": \"Basic hush\" },\n"
    "    { \"name\": \"cookie\", \"value\": \"a=hush\" },\n"
    "    { \"name\": \"set-cookie\", \"value\": \"a=hush\" },\n"
    "    { \"name\": \"location\", \"value\": \"https://u:hush@h/?t=hush\" },\n"
    "    { \"name\": \"via\", \"value\": \"1.1 x\" } ],\n"
    "    \"cookies\": [\"a=hush\", \"b\"] } } ] }";

/* Of a record that another program wrote, too. */
static void hides_secrets(void **state)
{
	const struct ed_http *http;
	struct ed_case c;

	(void)state;
	ed_case_init(&c);
	assert_true(load(&c, secrets, strlen(secrets)));
	assert_true(ed_str_eq(probe_of(&c)->host, ED_STR("***@mail.ex.test")));
	http = &probe_of(&c)->attempts[0]->http;
	assert_int_equal(http->n_headers, 5);
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(
		    ed_str_find(http->headers[i].value, ED_STR("hush")),
		    http->headers[i].value.n);
	assert_true(ed_str_eq(http->headers[4].value, ED_STR("1.1 x")));
	assert_int_equal(http->n_cookies, 2);
	assert_true(ed_str_eq(http->cookies[0], ED_STR("a")));
	assert_true(ed_str_eq(http->cookies[1], ED_STR("b")));
	ed_case_free(&c);
}

/* Cut anywhere, it is damage and never a crash. */
static void each_cut(void **state)
{
	(void)state;

	for (size_t n = 0; n < strlen(whole); n++) {
		struct ed_case c;

		ed_case_init(&c);
		assert_false(load(&c, whole, n));
		ed_case_free(&c);
	}
}

/* More of a list than a probe ever writes. */
static void long_lists(void **state)
{
	struct ed_arena arena = {0};
	struct ed_text text = {.arena = &arena};
	struct ed_case c;

	(void)state;
	ed_put(&text, ED_STR(HEAD ",\"attempts\":[{}"));
	for (int i = 0; i < ED_MAX_ATTEMPTS + 10; i++)
		ed_putf(&text, ",{\"address\":\"192.0.2.%d\"}", i);
	ed_put(&text, ED_STR("]}"));
	ed_case_init(&c);
	assert_true(load(&c, text.p, text.n));
	assert_int_equal(probe_of(&c)->n_attempts, ED_MAX_ATTEMPTS);
	assert_true(has_damage(input_at(&c, 0), "only 256 were read"));
	ed_case_free(&c);
	ed_arena_free(&arena);
}

static void recognises(void **state)
{
	static const char *const others[] = {"{}", "[\"easdoctor.probe/1\"]",
	    "user: { upn: a@b }", "{\"schema\":\"easdoctor.report/1\"}"};

	(void)state;
	assert_true(ed_loader_probe.recognise(ed_str_of(whole)));
	assert_true(ed_loader_probe.recognise(
	    ED_STR("\xef\xbb\xbf {\"schema\": \"easdoctor.probe/9\"}")));
	for (size_t i = 0; i < ED_COUNT(others); i++)
		assert_false(ed_loader_probe.recognise(ed_str_of(others[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row),
	    cmocka_unit_test(reads_all), cmocka_unit_test(hides_secrets),
	    cmocka_unit_test(each_cut), cmocka_unit_test(long_lists),
	    cmocka_unit_test(recognises)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
