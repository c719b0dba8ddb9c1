/* SPDX-License-Identifier: Apache-2.0 */
#include "pki.h"
#include "record_write.h"

#include <openssl/sha.h>
#include <string.h>

static const char *chain_of(struct ed_spec *spec)
{
	struct ed_text text = {.arena = spec->arena};
	struct ed_str chain[3];
	unsigned n = ed_server_chain(spec, chain);

	for (unsigned i = 0; i < n; i++)
		ed_putf(&text, "%s\"%s\"", i ? "," : "",
		    ed_base64_of(spec, chain[i]));
	ed_put_byte(&text, '\0');
	return text.p;
}

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static bool is_13(const struct ed_record_step *step)
{
	return is(step->version, "1.3");
}

/* The phase in which it asks on this connection, or NULL. */
static const char *phase_of(
    const struct ed_node_spec *node, const struct ed_record_step *step)
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

static bool presents(
    const struct ed_writer *w, const struct ed_record_step *step)
{
	return step->certificate && !w->spec->record.cannot_sign;
}

static void put_request(struct ed_writer *w, const struct ed_node_spec *node,
    const struct ed_record_step *step, const char *phase)
{
	const struct ed_record_spec *record = &w->spec->record;

	ed_putf(&w->out, "{\"phase\":\"%s\",\"issuers\":[%s],", phase,
	    record->n_named ? ed_names_of(w->spec)
			    : ed_issuers_of(w->spec, node->issuers));
	if (record->algorithms)
		ed_putf(&w->out, "\"signature_algorithms\":[%s],",
		    record->algorithms);
	if (record->types && !is_13(step))
		ed_putf(&w->out, "\"certificate_types\":[%s],", record->types);
	ed_putf(&w->out, "\"answered\":\"%s\"}",
	    presents(w, step) ? "certificate" : "empty");
}

static void put_tls(struct ed_writer *w, const struct ed_node_spec *node,
    const struct ed_record_step *step)
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
		put_request(w, node, step, phase);
	ed_put(&w->out, ED_STR("]},"));
}

/* Who answers so does not look at the certificate first. */
static bool hangs_on_nothing(enum ed_reply reply)
{
	switch (reply) {
	case ED_REPLY_404:
	case ED_REPLY_500_19:
	case ED_REPLY_502:
	case ED_REPLY_503:
	case ED_REPLY_503_BALANCER:
	case ED_REPLY_SILENT:
	case ED_REPLY_GARBLED:
	case ED_REPLY_ENDLESS:
		return true;
	default:
		return false;
	}
}

static enum ed_reply reply_of(const struct ed_writer *w,
    const struct ed_node_spec *node, const struct ed_record_step *step)
{
	bool asked = phase_of(node, step) != NULL;

	if (node->asks == ED_ASKS_STUCK)
		return ED_REPLY_SILENT;
	if (is_13(step) && !asked &&
	    (node->asks == ED_ASKS_LATE || node->asks == ED_ASKS_PHA))
		return node->reply13;
	if (asked && !presents(w, step) && !hangs_on_nothing(node->reply))
		return node->wants_basic ? ED_REPLY_401_BASIC
					 : ED_REPLY_403_IIS;
	return node->reply;
}

static void put_exchange(struct ed_writer *w, const struct ed_node_spec *node,
    const struct ed_record_step *step)
{
	struct ed_node_spec bare = *node;

	/* 403.7, where the page shows it. */
	if (node->substatus && !step->certificate)
		bare.substatus = 7;
	if (is(step->name, "legacy") || is(step->name, "no-sni"))
		ed_put(&w->out, ED_STR("\"http\":{\"state\":\"not_tried\""));
	else if (step->h2 && node->stream_error)
		ed_putf(&w->out,
		    "\"http\":{\"state\":\"%s\",\"stream_error\":%u",
		    node->stream_error > 1 ? "stream_reset" : "closed",
		    node->stream_error - 1);
	else if (step->certificate && node->refusal)
		ed_put(
		    &w->out, ED_STR("\"http\":{\"state\":\"alert\",\"error\":"
				    "\"alert\",\"ms\":14"));
	else if (is(step->name, "upload") || is(step->name, "upload-expect"))
		ed_put_upload(w, node, step);
	else if (is(step->name, "provision") || is(step->name, "folder-sync"))
		ed_put_command(w, node, step);
	else
		ed_put_answer(w, &bare, reply_of(w, node, step), "OPTIONS");
}

static void put_http(struct ed_writer *w, const struct ed_node_spec *node,
    const struct ed_record_step *step)
{
	put_exchange(w, node, step);
	if (node->cookie)
		ed_putf(&w->out, ",\"cookies\":[\"%s\"]", node->cookie);
	ed_put(&w->out, ED_STR("}"));
}

static void put_failed_tls(struct ed_writer *w, const struct ed_node_spec *node,
    const struct ed_record_step *step)
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

static void put_step(struct ed_writer *w, const struct ed_node_spec *node,
    const struct ed_record_step *step)
{
	bool legacy = is(step->name, "legacy");
	struct ed_record_step agreed = *step;

	ed_putf(&w->out,
	    "%s\n{\"step\":\"%s\",\"address\":\"%s\",\"port\":443,"
	    "\"offer\":{\"tls_min\":\"%s\",\"tls_max\":\"%s\",\"sni\":%s,"
	    "\"pha\":%s,\"certificate\":%s},\"tcp\":{\"state\":\"%s\"},",
	    w->n_attempts++ ? "," : "", step->name, node->address,
	    legacy ? "1.0" : step->version, step->version,
	    is(step->name, "no-sni") ? "false" : "true",
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
	} else if (is(step->name, "no-sni") && node->sni == ED_SNI_REFUSED) {
		struct ed_node_spec strict = *node;

		strict.tls = "alert";
		strict.alert = 112; /* RFC 6066: unrecognized_name */
		put_failed_tls(w, &strict, step);
	} else {
		put_tls(w, node, &agreed);
		put_http(w, node, &agreed);
	}
	ed_put(&w->out, ED_STR("}"));
}

/* Is the step made on such a node? */
static bool is_made(struct ed_spec *spec, const struct ed_node_spec *node,
    const struct ed_record_step *step)
{
	bool fails = node->tls || node->legacy || !is(node->tcp, "connected");
	bool first = node == &spec->record.nodes[0];

	if (step->certificate && spec->record.keyless)
		return false;
	if (is(step->name, "legacy"))
		return fails;
	if (is(step->name, "no-sni"))
		return !fails && node->sni != ED_SNI_UNTRIED;
	if (is(step->name, "upload") || is(step->name, "upload-expect"))
		return !fails && node->upload != ED_UPLOAD_UNTRIED;
	if (is(step->name, "provision"))
		return !fails && first && spec->record.commands.provision;
	if (is(step->name, "folder-sync"))
		return !fails && first && spec->record.commands.folder_sync;
	if (step->h2)
		return !fails;
	if (is_13(step) && node->no_tls13)
		return false;
	return !step->pha || (!fails && (node->asks != ED_ASKS_FIRST ||
					    node->reply != ED_REPLY_OK));
}

static void put_node(struct ed_writer *w, const struct ed_node_spec *node)
{
	static const struct ed_record_step steps[] = {
	    {"tls12", "1.2", false, false, false},
	    {"tls12-certificate", "1.2", true, false, false},
	    {"tls13", "1.3", false, false, false},
	    {"tls13-certificate", "1.3", true, false, false},
	    {"no-sni", "1.3", false, false, false},
	    {"tls13-pha", "1.3", true, true, false},
	    {"http2", "1.3", true, false, true},
	    {"legacy", "1.2", false, false, false},
	    {"upload", "1.3", true, false, false},
	    {"upload-expect", "1.3", true, false, false},
	    {"provision", "1.3", true, false, false},
	    {"folder-sync", "1.3", true, false, false},
	};

	for (size_t i = 0; i < ED_COUNT(steps); i++) {
		struct ed_record_step step = steps[i];

		if (!is_made(w->spec, node, &step))
			continue;
		/* Over TLS 1.2 when there is nothing newer. */
		if (node->no_tls13)
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
	struct ed_writer w = {.spec = spec,
	    .out = {.arena = spec->arena},
	    .certificates = chain_of(spec)};

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
	ed_put_byte(&w.out, ']');
	ed_put_eas(&w);
	ed_put(&w.out, ED_STR("}\n"));
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
