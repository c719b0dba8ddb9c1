/* SPDX-License-Identifier: Apache-2.0 */
/* One connection in a probe's record. */
#include "base/redact.h"
#include "base/url.h"
#include "load/probe_read.h"

#include <easdoctor/limits.h>

static const char *const tcp_states[] = {"connected", "refused", "timeout",
    "reset", "unreachable", "proxy_refused", "failed", NULL};
static const char *const http_states[] = {"not_tried", "answered", "timeout",
    "reset", "closed", "alert", "too_long", "garbled", "stream_reset", NULL};
static const char *const versions[] = {
    "1.0", "1.1", "1.2", "1.3", "SSLv3", NULL};
/* In the order of enum ed_step. */
static const char *const steps[] = {"tls12", "tls12-certificate", "tls13",
    "tls13-certificate", "tls13-pha", "no-sni", "http2", "legacy", "upload",
    "upload-expect", "provision", "folder-sync", NULL};

enum { ED_MAX_PAGE = 4096 };

#define AT(member) offsetof(struct ed_attempt, member)

static const struct ed_record_key attempt_keys[] = {
    {"step", ED_RECORD_TEXT, AT(step_name), NULL, 0},
    {"address", ED_RECORD_TEXT, AT(address), NULL, 0},
    {"port", ED_RECORD_NUMBER, AT(port), NULL, 0},
    {"started_ms", ED_RECORD_NUMBER, AT(started_ms), NULL, 0},
    {"ended", ED_RECORD_TEXT, AT(ended), NULL, 0},
    {0},
};

static const struct ed_record_key offer_keys[] = {
    {"tls_min", ED_RECORD_WORD, AT(offer.tls_min), versions, 0},
    {"tls_max", ED_RECORD_WORD, AT(offer.tls_max), versions, 0},
    {"sni", ED_RECORD_FLAG, AT(offer.sni), NULL, 0},
    {"pha", ED_RECORD_FLAG, AT(offer.pha), NULL, 0},
    {"certificate", ED_RECORD_FLAG, AT(offer.certificate), NULL, 0},
    {0},
};

static const struct ed_record_key tcp_keys[] = {
    {"state", ED_RECORD_WORD, AT(tcp.state), tcp_states, 0},
    {"error", ED_RECORD_TEXT, AT(tcp.error), NULL, 0},
    {"ms", ED_RECORD_NUMBER, AT(tcp.ms), NULL, 0},
    {0},
};

static const struct ed_record_key http_keys[] = {
    {"state", ED_RECORD_WORD, AT(http.state), http_states, 0},
    {"error", ED_RECORD_TEXT, AT(http.error), NULL, 0},
    {"method", ED_RECORD_TEXT, AT(http.method), NULL, 0},
    {"version", ED_RECORD_TEXT, AT(http.version), NULL, 0},
    {"request_bytes", ED_RECORD_NUMBER, AT(http.request_bytes), NULL, 0},
    {"sent_bytes", ED_RECORD_NUMBER, AT(http.sent_bytes), NULL, 0},
    {"status", ED_RECORD_NUMBER, AT(http.status), NULL, 0},
    {"ms", ED_RECORD_NUMBER, AT(http.ms), NULL, 0},
    {"stream_error", ED_RECORD_NUMBER, AT(http.stream_error), NULL, 0},
    {0},
};

static const struct ed_record_key body_keys[] = {
    {"bytes", ED_RECORD_NUMBER, AT(http.body_bytes), NULL, 0},
    {"cut", ED_RECORD_FLAG, AT(http.body_cut), NULL, 0},
    {"text", ED_RECORD_TEXT, AT(http.body), NULL, 0},
    {0},
};

static const struct ed_record_key header_keys[] = {
    {"name", ED_RECORD_TEXT, offsetof(struct ed_header, name), NULL, 0},
    {"value", ED_RECORD_TEXT, offsetof(struct ed_header, value), NULL, 0},
    {0},
};

/* A record that another program wrote may hold what no probe of ours keeps. */
static void hide_secrets(struct ed_arena *arena, struct ed_header *header)
{
	static const char *const secret[] = {
	    "authorization", "proxy-authorization", "cookie", "set-cookie"};
	static const char *const urls[] = {"location", "x-ms-location"};

	for (size_t i = 0; i < ED_COUNT(secret); i++)
		if (ed_str_ieq(header->name, ed_str_of(secret[i])))
			header->value = ED_STR("***");
	for (size_t i = 0; i < ED_COUNT(urls); i++)
		if (ed_str_ieq(header->name, ed_str_of(urls[i])))
			header->value = ed_url_mask(arena, header->value);
	if (ed_str_ieq(header->name, ED_STR("www-authenticate")))
		header->value = ed_redact_challenge(arena, header->value);
}

static void read_headers(struct ed_record *r, json_t *json, struct ed_http *out)
{
	json_t *array = ed_record_array(r, json, "headers");
	size_t n = ed_record_bound(r, array, "headers", ED_MAX_RECORD_LIST);
	struct ed_header *headers =
	    ed_alloc_array(&r->c->arena, n, sizeof(*headers));

	for (size_t i = 0; i < n; i++) {
		size_t end = ed_record_enter(r, "headers", i);

		ed_record_read(
		    r, json_array_get(array, i), header_keys, &headers[i]);
		hide_secrets(&r->c->arena, &headers[i]);
		ed_record_leave(r, end);
	}
	out->headers = headers;
	out->n_headers = n;
}

/* Their names alone: what stands behind "=" opens a session. */
static void read_cookies(struct ed_record *r, json_t *json, struct ed_http *out)
{
	const struct ed_texts_read read = ed_record_texts(r, json, "cookies");
	struct ed_str *names =
	    ed_alloc_array(&r->c->arena, read.n, sizeof(*names));

	for (size_t i = 0; i < read.n; i++)
		names[i] = ed_str_sub(
		    read.items[i], 0, ed_str_find(read.items[i], ED_STR("=")));
	out->cookies = names;
	out->n_cookies = read.n;
}

static void read_http(struct ed_record *r, json_t *json, struct ed_attempt *out)
{
	size_t end = ed_record_enter(r, "http", ED_RECORD_ALONE);

	ed_record_read(r, json, http_keys, out);
	read_headers(r, json, &out->http);
	read_cookies(r, json, &out->http);
	ed_record_read(r, ed_record_object(r, json, "body"), body_keys, out);
	/* A probe keeps 1 KiB; of what others wrote no more is looked at. */
	out->http.body = ed_redact_page(
	    &r->c->arena, ed_str_sub(out->http.body, 0, ED_MAX_PAGE));
	ed_record_leave(r, end);
}

static void read_offer(
    struct ed_record *r, json_t *json, struct ed_attempt *out)
{
	size_t end = ed_record_enter(r, "offer", ED_RECORD_ALONE);
	struct ed_texts_read alpn = ed_record_texts(r, json, "alpn");

	ed_record_read(r, json, offer_keys, out);
	out->offer.alpn = alpn.items;
	out->offer.n_alpn = alpn.n;
	ed_record_leave(r, end);
}

static enum ed_step step_of(struct ed_str name)
{
	for (int i = 0; steps[i]; i++)
		if (ed_str_eq(name, ed_str_of(steps[i])))
			return (enum ed_step)(i + 1);
	return ED_STEP_OTHER;
}

void ed_record_attempt(struct ed_record *r, json_t *json, struct ed_sent *sent,
    struct ed_attempt *out)
{
	if (!json_is_object(json)) {
		ed_record_damage(r, "it is no object");
		return;
	}
	ed_record_read(r, json, attempt_keys, out);
	out->step = step_of(out->step_name);
	out->ref = (struct ed_ref){.input = ed_input_number(r->c, r->in),
	    .kind = ED_AT_ANSWER,
	    .at = ed_format(&r->c->arena, "attempt %u, %.*s", out->number,
		ED_ARG(out->step_name))};
	read_offer(r, ed_record_object(r, json, "offer"), out);
	ed_record_read(r, ed_record_object(r, json, "tcp"), tcp_keys, out);
	ed_record_tls(
	    r, ed_record_object(r, json, "tls"), sent, out->ref, &out->tls);
	read_http(r, ed_record_object(r, json, "http"), out);
}
