/* SPDX-License-Identifier: Apache-2.0 */
#include "probe/record.h"
#include "base/encoding.h"
#include "probe/http.h"

#include <stdlib.h>

static bool is_plain(char c)
{
	return (unsigned char)c >= ' ' || c == '\n' || c == '\r' || c == '\t';
}

json_t *ed_probe_write_string(struct ed_arena *arena, struct ed_str text)
{
	struct ed_text out = {.arena = arena};
	bool utf8 = ed_is_utf8(text);

	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (is_plain(text.p[i]) && (utf8 || c < 0x80))
			ed_put_byte(&out, text.p[i]);
		else
			ed_putf(&out, "\\x%02x", c);
	}
	return json_stringn(out.n ? out.p : "", out.n);
}

void ed_probe_write_text(
    struct ed_arena *arena, json_t *object, const char *key, struct ed_str text)
{
	if (text.n)
		json_object_set_new(
		    object, key, ed_probe_write_string(arena, text));
}

void ed_probe_write_word(json_t *object, const char *key, const char *word)
{
	if (word)
		json_object_set_new(object, key, json_string(word));
}

void ed_probe_write_number(json_t *object, const char *key, int64_t n)
{
	json_object_set_new(object, key, json_integer(n));
}

static struct ed_str place_text(
    struct ed_arena *arena, const struct ed_probe_place *place)
{
	if (!place->host.n)
		return (struct ed_str){NULL, 0};
	return ed_format(arena,
	    ed_str_has(place->host, ':') ? "[%.*s]:%u" : "%.*s:%u",
	    ED_ARG(place->host), place->port);
}

static json_t *write_target(struct ed_run *run)
{
	const struct ed_probe_request *request = run->request;
	struct ed_arena *arena = &run->arena;
	json_t *out = json_object();

	ed_probe_write_text(arena, out, "host", request->target.host);
	ed_probe_write_number(out, "port", request->target.port);
	ed_probe_write_word(out, "path", ED_EAS_PATH);
	ed_probe_write_text(
	    arena, out, "connect_to", place_text(arena, &request->connect_to));
	ed_probe_write_text(
	    arena, out, "proxy", place_text(arena, &request->proxy));
	ed_probe_write_number(out, "timeout_ms", request->timeout_ms);
	return out;
}

static json_t *write_certificate(struct ed_run *run)
{
	const struct ed_probe_request *request = run->request;
	json_t *out;

	if (!request->certificate_sha256.n)
		return NULL;
	out = json_object();
	ed_probe_write_text(
	    &run->arena, out, "sha256", request->certificate_sha256);
	json_object_set_new(out, "key", json_boolean(run->leaf != NULL));
	return out;
}

static json_t *write_dns(struct ed_run *run)
{
	json_t *out = json_object(), *list = json_array();

	ed_probe_write_word(out, "state", run->dns.state);
	ed_probe_write_text(&run->arena, out, "error", run->dns.error);
	ed_probe_write_number(out, "ms", run->dns.ms);
	for (size_t i = 0; i < run->dns.addresses.n; i++)
		json_array_append_new(
		    list, ed_probe_write_string(&run->arena,
			      ED_ITEMS(run->dns.addresses, struct ed_str)[i]));
	json_object_set_new(out, "addresses", list);
	return out;
}

static const char *version_name(unsigned version)
{
	static const char *const names[] = {"1.0", "1.1", "1.2", "1.3"};

	return version >= 0x0301 && version <= 0x0304 ? names[version - 0x0301]
						      : "other";
}

static json_t *write_offer(const struct ed_connection *c)
{
	json_t *out = json_object(), *alpn = json_array();

	ed_probe_write_word(out, "tls_min", version_name(c->tls_min));
	ed_probe_write_word(out, "tls_max", version_name(c->tls_max));
	json_object_set_new(out, "sni", json_boolean(c->sni));
	json_object_set_new(out, "pha", json_boolean(c->pha));
	if (c->h2)
		json_array_append_new(alpn, json_string("h2"));
	json_array_append_new(alpn, json_string("http/1.1"));
	json_object_set_new(out, "alpn", alpn);
	json_object_set_new(out, "certificate", json_boolean(c->certificate));
	return out;
}

static json_t *write_tcp(struct ed_connection *c)
{
	json_t *out = json_object();

	ed_probe_write_word(out, "state", c->outcome.tcp);
	ed_probe_write_text(&c->run->arena, out, "error", c->outcome.tcp_error);
	ed_probe_write_number(out, "ms", c->tcp_ms);
	return out;
}

static json_t *write_attempt(struct ed_connection *c)
{
	json_t *out = json_object();

	ed_probe_write_word(out, "step", ed_step_names[c->step]);
	ed_probe_write_text(&c->run->arena, out, "address", c->at.host);
	ed_probe_write_number(out, "port", c->at.port);
	ed_probe_write_number(out, "started_ms", c->started_ms);
	json_object_set_new(out, "offer", write_offer(c));
	json_object_set_new(out, "tcp", write_tcp(c));
	json_object_set_new(out, "tls", ed_probe_write_tls(c));
	json_object_set_new(out, "http", ed_probe_write_http(c));
	ed_probe_write_word(out, "ended", c->outcome.ended);
	return out;
}

static json_t *write_attempts(struct ed_run *run)
{
	json_t *out = json_array();

	for (size_t i = 0; i < run->connections.n; i++) {
		struct ed_connection *c =
		    ED_ITEMS(run->connections, struct ed_connection *)[i];

		if (c->finished)
			json_array_append_new(out, write_attempt(c));
	}
	return out;
}

static void put_known(json_t *object, const char *key, int n)
{
	if (n >= 0)
		ed_probe_write_number(object, key, n);
}

static json_t *write_provision(const struct ed_eas_seen *seen)
{
	json_t *out;

	if (seen->provision_attempt < 0)
		return NULL;
	out = json_object();
	ed_probe_write_number(out, "attempt", seen->provision_attempt);
	put_known(out, "status", seen->provision_status);
	put_known(out, "policy_status", seen->policy_status);
	json_object_set_new(out, "has_policy", json_boolean(seen->has_policy));
	ed_probe_write_word(out, "wipe", seen->wipe);
	return out;
}

static json_t *write_folder_sync(const struct ed_eas_seen *seen)
{
	json_t *out;

	if (seen->folder_attempt < 0)
		return NULL;
	out = json_object();
	ed_probe_write_number(out, "attempt", seen->folder_attempt);
	put_known(out, "status", seen->folder_status);
	put_known(out, "folders", seen->folders);
	return out;
}

static json_t *write_eas(struct ed_run *run)
{
	const struct ed_eas_seen *seen = &run->eas;
	json_t *out;

	if (!seen->device_id.n)
		return NULL;
	out = json_object();
	ed_probe_write_text(&run->arena, out, "device_id", seen->device_id);
	ed_probe_write_word(out, "protocol", seen->protocol);
	json_object_set_new(out, "provision", write_provision(seen));
	json_object_set_new(out, "folder_sync", write_folder_sync(seen));
	ed_probe_write_text(&run->arena, out, "bad_wbxml", seen->bad_wbxml);
	return out;
}

/* json_object_set_new refuses NULL, which leaves a part out that is not. */
static json_t *write_all(struct ed_run *run)
{
	struct ed_digits digits;
	json_t *out = json_object();

	ed_probe_write_word(out, "schema", "easdoctor.probe/1");
	ed_probe_write_word(out, "version", ED_VERSION);
	ed_probe_write_text(&run->arena, out, "started",
	    ed_time(&digits, run->request->started));
	json_object_set_new(out, "target", write_target(run));
	json_object_set_new(out, "certificate", write_certificate(run));
	json_object_set_new(out, "dns", write_dns(run));
	json_object_set_new(out, "attempts", write_attempts(run));
	json_object_set_new(out, "eas", write_eas(run));
	if (run->interrupted)
		json_object_set_new(out, "interrupted", json_true());
	return out;
}

bool ed_probe_write_write(
    struct ed_run *run, struct ed_str *out, struct ed_error *err)
{
	struct ed_text whole = {.arena = run->request->arena};
	json_t *root = write_all(run);
	char *text = json_dumps(root, JSON_INDENT(1));

	json_decref(root);
	if (!text)
		return ed_fail(
		    err, "the record of the probe cannot be written");
	ed_put(&whole, ed_str_of(text));
	ed_put_byte(&whole, '\n');
	*out = ed_text_str(&whole);
	free(text);
	return true;
}
