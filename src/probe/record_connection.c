/* SPDX-License-Identifier: Apache-2.0 */
/* The TLS and HTTP of one connection, as parts of the record. */
#include "base/encoding.h"
#include "base/redact.h"
#include "probe/handshake.h"
#include "probe/record.h"
#include "probe/transcript.h"

#include <openssl/evp.h>

static const char *const phase_names[] = {
    "initial", "renegotiation", "post_handshake"};

static json_t *base64(struct ed_arena *arena, struct ed_str bytes)
{
	char *text = ed_alloc(arena, (bytes.n + 2) / 3 * 4 + 1);
	int n = EVP_EncodeBlock((unsigned char *)text,
	    (const unsigned char *)bytes.p, (int)bytes.n);

	return json_stringn(text, (size_t)n);
}

static json_t *all_base64(struct ed_arena *arena, const struct ed_list *list)
{
	json_t *out = json_array();

	for (size_t i = 0; i < list->n; i++)
		json_array_append_new(
		    out, base64(arena, ED_ITEMS(*list, struct ed_str)[i]));
	return out;
}

static json_t *all_numbers(const struct ed_list *list)
{
	json_t *out = json_array();

	for (size_t i = 0; i < list->n; i++)
		json_array_append_new(
		    out, json_integer(ED_ITEMS(*list, unsigned)[i]));
	return out;
}

static json_t *write_message(const struct ed_message *message)
{
	json_t *out = json_object();

	ed_probe_write_number(out, "ms", message->ms);
	ed_probe_write_word(out, "from", message->from_us ? "us" : "server");
	ed_probe_write_word(
	    out, "message", ed_handshake_message(message->type));
	ed_probe_write_word(out, "phase", phase_names[message->phase]);
	if (message->type == ED_ALERT_MESSAGE) {
		ed_probe_write_number(out, "alert", message->alert);
		json_object_set_new(out, "fatal", json_boolean(message->fatal));
	}
	ed_probe_write_number(out, "bytes", (int64_t)message->bytes);
	return out;
}

static json_t *write_asked(struct ed_arena *arena, const struct ed_asked *asked)
{
	static const char *const replies[] = {
	    "nothing", "empty", "certificate"};
	json_t *out = json_object();

	ed_probe_write_word(out, "phase", phase_names[asked->phase]);
	json_object_set_new(out, "issuers", all_base64(arena, &asked->issuers));
	ed_probe_write_number(out, "issuers_left_out", asked->left_out);
	json_object_set_new(
	    out, "signature_algorithms", all_numbers(&asked->algorithms));
	json_object_set_new(
	    out, "certificate_types", all_numbers(&asked->types));
	ed_probe_write_word(out, "answered", replies[asked->reply]);
	return out;
}

static void put_seen(struct ed_connection *c, json_t *out)
{
	json_t *messages = json_array(), *asked = json_array();

	for (size_t i = 0; i < c->messages.n; i++)
		json_array_append_new(messages,
		    write_message(
			&ED_ITEMS(c->messages, struct ed_message)[i]));
	for (size_t i = 0; i < c->asked.n; i++)
		json_array_append_new(
		    asked, write_asked(&c->run->arena,
			       &ED_ITEMS(c->asked, struct ed_asked)[i]));
	json_object_set_new(out, "transcript", messages);
	json_object_set_new(out, "certificate_requests", asked);
}

static const char *version_name(unsigned version)
{
	static const char *const names[] = {"3.0", "1.0", "1.1", "1.2", "1.3"};

	if (version < 0x0300 || version > 0x0304)
		return version ? "other" : NULL;
	return names[version - 0x0300];
}

json_t *ed_probe_write_tls(struct ed_connection *c)
{
	const struct ed_str first = {(const char *)c->first, c->n_first};
	struct ed_arena *arena = &c->run->arena;
	json_t *out = json_object();

	ed_probe_write_word(out, "state", c->outcome.tls);
	ed_probe_write_text(arena, out, "error", c->outcome.tls_error);
	if (c->handshake_done)
		ed_probe_write_number(out, "ms", c->tls_ms);
	ed_probe_write_word(out, "version", version_name(c->version));
	ed_probe_write_word(out, "cipher", c->cipher);
	ed_probe_write_text(arena, out, "alpn", c->alpn);
	json_object_set_new(
	    out, "server_certificates", all_base64(arena, &c->certificates));
	if (ed_is_not_tls(c))
		ed_probe_write_text(
		    arena, out, "first_bytes", ed_hex(arena, first));
	put_seen(c, out);
	return out;
}

static json_t *write_headers(struct ed_connection *c)
{
	json_t *out = json_array();

	for (size_t i = 0; i < c->answer.headers.n; i++) {
		const struct ed_header *header =
		    &ED_ITEMS(c->answer.headers, struct ed_header)[i];
		json_t *item = json_object();

		ed_probe_write_text(&c->run->arena, item, "name", header->name);
		json_object_set_new(item, "value",
		    ed_probe_write_string(&c->run->arena, header->value));
		json_array_append_new(out, item);
	}
	return out;
}

static json_t *write_cookies(struct ed_connection *c)
{
	json_t *out = json_array();

	for (size_t i = 0; i < c->answer.cookies.n; i++)
		json_array_append_new(
		    out, ed_probe_write_string(&c->run->arena,
			     ED_ITEMS(c->answer.cookies, struct ed_str)[i]));
	return out;
}

/* Pages of errors tell who made them; what went well is nobody's business. */
static json_t *write_body(struct ed_connection *c)
{
	const struct ed_answer *answer = &c->answer;
	json_t *out = json_object();

	ed_probe_write_number(out, "bytes", (int64_t)answer->body_bytes);
	json_object_set_new(
	    out, "cut", json_boolean(answer->cut || c->timed_out));
	if (answer->status >= 300 &&
	    ed_str_istarts(
		ed_probe_header_of(c, "content-type"), ED_STR("text/")))
		ed_probe_write_text(&c->run->arena, out, "text",
		    ed_redact_page(
			&c->run->arena, ed_str_sub(ed_text_str(&answer->body),
					    0, ED_MAX_BODY_TEXT)));
	return out;
}

static void put_answer(struct ed_connection *c, json_t *out)
{
	ed_probe_write_word(
	    out, "version", c->answer.version == 20 ? "2" : "1.1");
	ed_probe_write_number(out, "status", c->answer.status);
	ed_probe_write_number(out, "ms", c->answer.ms);
	json_object_set_new(out, "headers", write_headers(c));
	json_object_set_new(out, "cookies", write_cookies(c));
	json_object_set_new(out, "body", write_body(c));
}

json_t *ed_probe_write_http(struct ed_connection *c)
{
	json_t *out = json_object();

	ed_probe_write_word(out, "state", c->outcome.http);
	ed_probe_write_text(
	    &c->run->arena, out, "error", c->outcome.http_error);
	if (!c->handshake_only && c->handshake_done) {
		ed_probe_write_word(out, "method", c->method);
		ed_probe_write_number(out, "request_bytes", (int64_t)c->body.n);
		ed_probe_write_number(
		    out, "sent_bytes", (int64_t)c->sent_bytes);
	}
	if (c->answer.complete)
		put_answer(c, out);
	else if (c->timed_out && c->handshake_done)
		ed_probe_write_number(out, "ms", c->answer.ms);
	if (c->stream_failed)
		ed_probe_write_number(out, "stream_error", c->stream_error);
	return out;
}
