/* SPDX-License-Identifier: Apache-2.0 */
#include "pki.h"
#include "record.h"

#include <openssl/sha.h>
#include <string.h>

static const char iis[] =
    "{\"name\":\"server\",\"value\":\"Microsoft-IIS/10.0\"}";
static const char exchange[] =
    "{\"name\":\"server\",\"value\":\"Microsoft-IIS/10.0\"},"
    "{\"name\":\"x-feserver\",\"value\":\"EX01\"},"
    "{\"name\":\"ms-asprotocolversions\",\"value\":\"14.0,14.1,16.0,16.1\"},"
    "{\"name\":\"ms-asprotocolcommands\",\"value\":\"Sync,FolderSync\"}";

/* What is being written. */
struct writer {
	struct ed_spec *spec;
	struct ed_text out;
	const char *certificates; /* items of an array */
	const char *issuers;      /* the same */
	unsigned n_attempts;
};

/* One connection. */
struct step {
	const char *name;
	const char *version; /* offered and, mostly, agreed */
	bool certificate, pha, h2;
};

static const char *base64(struct ed_spec *spec, struct ed_str bytes)
{
	char *text = ed_alloc(spec->arena, bytes.n / 3 * 4 + 8);

	EVP_EncodeBlock((unsigned char *)text, (const unsigned char *)bytes.p,
	    (int)bytes.n);
	return text;
}

static const char *chain_of(struct ed_spec *spec)
{
	struct ed_text text = {.arena = spec->arena};
	struct ed_str chain[3];
	unsigned n = ed_server_chain(spec, chain);

	for (unsigned i = 0; i < n; i++)
		ed_putf(
		    &text, "%s\"%s\"", i ? "," : "", base64(spec, chain[i]));
	ed_put_byte(&text, '\0');
	return text.p;
}

/* The names of authorities in a certificate request. */
static const char *issuers_of(struct ed_spec *spec)
{
	struct ed_text text = {.arena = spec->arena};

	for (unsigned i = 0; i < spec->record.n_named; i++) {
		X509 *made = ed_make_authority(spec, spec->record.named[i]);
		unsigned char *der = NULL;
		int n = i2d_X509_NAME(X509_get_subject_name(made), &der);

		if (n <= 0)
			ed_give_up("name of an authority");
		ed_putf(&text, "%s\"%s\"", i ? "," : "",
		    base64(spec, (struct ed_str){(char *)der, (size_t)n}));
		OPENSSL_free(der);
	}
	ed_put_byte(&text, '\0');
	return text.p;
}

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static bool is_13(const struct step *step)
{
	return is(step->version, "1.3");
}

/* The phase in which it asks on this connection, or NULL. */
static const char *phase_of(
    const struct ed_node_spec *node, const struct step *step)
{
	switch (node->asks) {
	case ED_ASKS_FIRST:
		return "initial";
	case ED_ASKS_PHA:
		if (is_13(step))
			return step->pha ? "post_handshake" : NULL;
		return "renegotiation";
	case ED_ASKS_LATE:
		return is_13(step) ? NULL : "renegotiation";
	case ED_ASKS_STUCK:
	case ED_ASKS_NEVER:
		break;
	}
	return NULL;
}

static bool presents(const struct writer *w, const struct step *step)
{
	return step->certificate && !w->spec->record.cannot_sign;
}

static void put_request(
    struct writer *w, const struct step *step, const char *phase)
{
	const struct ed_record_spec *record = &w->spec->record;

	ed_putf(
	    &w->out, "{\"phase\":\"%s\",\"issuers\":[%s],", phase, w->issuers);
	if (record->algorithms)
		ed_putf(&w->out, "\"signature_algorithms\":[%s],",
		    record->algorithms);
	if (record->types && !is_13(step))
		ed_putf(&w->out, "\"certificate_types\":[%s],", record->types);
	ed_putf(&w->out, "\"answered\":\"%s\"}",
	    presents(w, step) ? "certificate" : "empty");
}

static void put_tls(
    struct writer *w, const struct ed_node_spec *node, const struct step *step)
{
	const char *phase = phase_of(node, step);
	bool again = node->asks == ED_ASKS_STUCK ||
		     (phase && is(phase, "renegotiation"));
	bool refused = step->certificate && node->refusal;

	ed_putf(&w->out,
	    "\"tls\":{\"state\":\"done\",\"ms\":9,\"version\":\"%s\","
	    "\"cipher\":\"X\",\"alpn\":\"%s\",\"server_certificates\":[%s],"
	    "\"transcript\":[{\"from\":\"us\",\"message\":\"client_hello\","
	    "\"phase\":\"initial\"},{\"from\":\"server\",\"message\":"
	    "\"server_hello\",\"phase\":\"initial\"}%s%s],"
	    "\"certificate_requests\":[",
	    step->version, step->h2 ? "h2" : "http/1.1", w->certificates,
	    again ? ",{\"from\":\"server\",\"message\":\"hello_request\","
		    "\"phase\":\"renegotiation\"}"
		  : "",
	    refused ? ed_say(w->spec,
			  ",{\"from\":\"server\",\"message\":\"alert\","
			  "\"phase\":\"initial\",\"alert\":%u}",
			  node->refusal)
		    : "");
	if (phase)
		put_request(w, step, phase);
	ed_put(&w->out, ED_STR("]},"));
}

static void put_answer(
    struct writer *w, unsigned status, const char *headers, const char *body)
{
	ed_putf(&w->out,
	    "\"http\":{\"state\":\"answered\",\"method\":\"OPTIONS\","
	    "\"version\":\"1.1\",\"status\":%u,\"ms\":21,\"headers\":[%s],",
	    status, headers);
	ed_putf(&w->out, "\"body\":{\"bytes\":%zu,\"text\":\"%s\"}",
	    strlen(body), body);
}

static const char *headers_of(
    struct ed_spec *spec, const struct ed_node_spec *node, const char *more)
{
	const char *server = node->server ? node->server : "Microsoft-IIS/10.0";
	const char *via =
	    node->via ? ed_say(spec, ",{\"name\":\"via\",\"value\":\"%s\"}",
			    node->via)
		      : "";

	return ed_say(spec, "{\"name\":\"server\",\"value\":\"%s\"}%s%s%s",
	    server, via, *more ? "," : "", more);
}

static void put_failed(struct writer *w, const char *state)
{
	ed_putf(&w->out,
	    "\"http\":{\"state\":\"%s\",\"error\":\"%s\",\"ms\":10000", state,
	    state);
}

static void put_reply(
    struct writer *w, const struct ed_node_spec *node, enum ed_reply reply)
{
	struct ed_spec *spec = w->spec;

	switch (reply) {
	case ED_REPLY_OK:
		put_answer(w, 200, exchange, "");
		break;
	case ED_REPLY_401:
		put_answer(w, 401, headers_of(spec, node, ""), "");
		break;
	case ED_REPLY_401_BASIC:
		put_answer(w, 401,
		    headers_of(spec, node,
			"{\"name\":\"www-authenticate\",\"value\":"
			"\"Basic realm=mail\"}"),
		    "");
		break;
	case ED_REPLY_403_IIS:
		put_answer(w, 403, iis, "You do not have permission");
		break;
	case ED_REPLY_403_PROXY:
		put_answer(w, 403, headers_of(spec, node, ""), "Forbidden");
		break;
	case ED_REPLY_500_32:
		put_answer(w, 500, iis, "0x80070032");
		break;
	case ED_REPLY_LOGIN:
		put_answer(w, 302,
		    headers_of(spec, node,
			"{\"name\":\"location\",\"value\":\"/my.policy\"}"),
		    "");
		break;
	case ED_REPLY_404:
		put_answer(w, 404, iis, "The resource cannot be found");
		break;
	case ED_REPLY_500_19:
		put_answer(w, 500, iis, "HTTP Error 500.19");
		break;
	case ED_REPLY_RESET:
		put_failed(w, "reset");
		break;
	case ED_REPLY_CLOSED:
		put_failed(w, "closed");
		break;
	}
}

static void put_http(
    struct writer *w, const struct ed_node_spec *node, const struct step *step)
{
	bool asked = phase_of(node, step) != NULL;
	bool unasked_13 =
	    is_13(step) && !asked &&
	    (node->asks == ED_ASKS_LATE || node->asks == ED_ASKS_PHA);

	if (is(step->name, "legacy"))
		ed_put(&w->out, ED_STR("\"http\":{\"state\":\"not_tried\""));
	else if (step->h2 && node->stream_error)
		ed_putf(&w->out,
		    "\"http\":{\"state\":\"%s\",\"stream_error\":%u",
		    node->stream_error > 1 ? "stream_reset" : "closed",
		    node->stream_error - 1);
	else if (step->certificate && node->refusal)
		put_failed(w, "alert");
	else if (node->asks == ED_ASKS_STUCK)
		put_failed(w, "timeout");
	else if (unasked_13)
		put_reply(w, node, node->reply13);
	else if (asked && !presents(w, step))
		put_reply(w, node, ED_REPLY_403_IIS);
	else
		put_reply(w, node, node->reply);
	if (node->cookie)
		ed_putf(&w->out, ",\"cookies\":[\"%s\"]", node->cookie);
	ed_put(&w->out, ED_STR("}"));
}

static void put_failed_tls(
    struct writer *w, const struct ed_node_spec *node, const struct step *step)
{
	ed_putf(&w->out, "\"tls\":{\"state\":\"%s\",\"error\":\"%s\"",
	    node->legacy ? "alert" : node->tls,
	    node->legacy ? "alert" : node->tls);
	if (node->first_bytes)
		ed_putf(&w->out, ",\"first_bytes\":\"%s\"", node->first_bytes);
	if (node->legacy || is(node->tls, "alert"))
		ed_putf(&w->out,
		    ",\"transcript\":[{\"from\":\"server\",\"message\":"
		    "\"alert\",\"phase\":\"initial\",\"alert\":%u,"
		    "\"fatal\":true}]",
		    node->legacy ? 70 : node->alert);
	ed_put(&w->out, ED_STR("},\"http\":{\"state\":\"not_tried\"}"));
	(void)step;
}

static void put_step(
    struct writer *w, const struct ed_node_spec *node, const struct step *step)
{
	bool legacy = is(step->name, "legacy");
	struct step agreed = *step;

	ed_putf(&w->out,
	    "%s\n{\"step\":\"%s\",\"address\":\"%s\",\"port\":443,"
	    "\"offer\":{\"tls_min\":\"%s\",\"tls_max\":\"%s\",\"sni\":true,"
	    "\"pha\":%s,\"certificate\":%s},\"tcp\":{\"state\":\"%s\"},",
	    w->n_attempts++ ? "," : "", step->name, node->address,
	    legacy ? "1.0" : step->version, step->version,
	    step->pha ? "true" : "false", step->certificate ? "true" : "false",
	    node->tcp);
	if (!is(node->tcp, "connected")) {
		ed_put(&w->out, ED_STR("\"tls\":{\"state\":\"not_tried\"}}"));
		return;
	}
	if (legacy && node->legacy)
		agreed.version = node->legacy;
	if (node->tls || (node->legacy && !legacy)) {
		put_failed_tls(w, node, step);
	} else {
		put_tls(w, node, &agreed);
		put_http(w, node, &agreed);
	}
	ed_put(&w->out, ED_STR("}"));
}

static void put_node(struct writer *w, const struct ed_node_spec *node)
{
	static const struct step steps[] = {
	    {"tls12", "1.2", false, false, false},
	    {"tls12-certificate", "1.2", true, false, false},
	    {"tls13", "1.3", false, false, false},
	    {"tls13-certificate", "1.3", true, false, false},
	    {"tls13-pha", "1.3", true, true, false},
	    {"http2", "1.3", true, false, true},
	    {"legacy", "1.2", false, false, false},
	};
	bool fails = node->tls || node->legacy || !is(node->tcp, "connected");
	bool pha = !fails && !node->no_tls13 &&
		   (node->asks != ED_ASKS_FIRST || node->reply != ED_REPLY_OK);

	for (size_t i = 0; i < ED_COUNT(steps); i++) {
		struct step step = steps[i];

		if ((step.certificate && w->spec->record.keyless) ||
		    (is_13(&step) && node->no_tls13 && !step.h2) ||
		    (step.pha && !pha) || (step.h2 && fails) ||
		    (is(step.name, "legacy") && !fails))
			continue;
		/* Over TLS 1.2 when there is nothing newer. */
		if (step.h2 && node->no_tls13)
			step.version = "1.2";
		/* HTTP/2 forbids to ask late: some fall back. */
		if (step.h2 && !node->stream_error)
			step.h2 = false;
		put_step(w, node, &step);
	}
}

static const char *certificate_of(struct ed_spec *spec)
{
	static const char digits[] = "0123456789abcdef";
	struct ed_str der = ed_der_of(spec, ed_make_leaf(spec));
	unsigned char hash[SHA256_DIGEST_LENGTH];
	char *text = ed_alloc(spec->arena, 2 * sizeof(hash) + 1);

	SHA256((const unsigned char *)der.p, der.n, hash);
	for (size_t i = 0; i < sizeof(hash); i++) {
		text[2 * i] = digits[hash[i] >> 4];
		text[2 * i + 1] = digits[hash[i] & 15];
	}
	return text;
}

struct ed_str ed_record_json(struct ed_spec *spec)
{
	const struct ed_record_spec *record = &spec->record;
	struct writer w = {.spec = spec,
	    .out = {.arena = spec->arena},
	    .certificates = chain_of(spec),
	    .issuers = issuers_of(spec)};

	ed_putf(&w.out,
	    "{\"schema\":\"easdoctor.probe/1\",\"version\":\"0.1.0\","
	    "\"started\":\"2026-11-22T09:30:00Z\",\"target\":{\"host\":\"%s\","
	    "\"port\":443,\"path\":\"/Microsoft-Server-ActiveSync\","
	    "\"timeout_ms\":10000},\"certificate\":{\"sha256\":\"%s\","
	    "\"key\":%s},\"dns\":{\"state\":\"%s\"%s},\"attempts\":[",
	    spec->expected.host, certificate_of(spec),
	    record->keyless ? "false" : "true", record->dns,
	    is(record->dns, "ok") ? "" : ",\"error\":\"no such host\"");
	for (unsigned i = 0; i < record->n_nodes; i++)
		put_node(&w, &record->nodes[i]);
	ed_put(&w.out, ED_STR("]}\n"));
	return ed_text_str(&w.out);
}

void ed_record_init(struct ed_spec *spec)
{
	spec->record = (struct ed_record_spec){.present = true,
	    .promised = true,
	    .roots = true,
	    .dns = "ok",
	    .not_before = -90 * (int64_t)ED_DAY,
	    .not_after = 270 * (int64_t)ED_DAY,
	    .key = ED_KEY_SPARE,
	    .n_nodes = 1,
	    .nodes = {{.address = "192.0.2.11", .tcp = "connected"},
		{.address = "192.0.2.12", .tcp = "connected"}}};
}
