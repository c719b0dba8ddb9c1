/* SPDX-License-Identifier: Apache-2.0 */
#include "report/inspect_probe.h"

static void set_names(
    struct ed_object to, const struct ed_certificate_request *request)
{
	struct ed_object list = ed_set_array(to, "issuers");

	for (size_t i = 0; i < request->n_issuers; i++)
		json_array_append_new(list.json,
		    ed_json_text(list.arena, request->issuers[i].text));
	if (request->issuers_left_out)
		ed_set_number(
		    to, "issuers_left_out", request->issuers_left_out);
}

static void set_numbers(
    struct ed_object to, const char *name, const unsigned *numbers, size_t n)
{
	struct ed_object list = ed_set_array(to, name);

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list.json, json_integer(numbers[i]));
}

static void set_requests(struct ed_object to, const struct ed_tls *tls)
{
	struct ed_object list = ed_set_array(to, "certificate_requests");

	for (size_t i = 0; i < tls->n_requests; i++) {
		const struct ed_certificate_request *request =
		    &tls->requests[i];
		struct ed_object out = ed_append_object(list);

		ed_set_word(out, "phase", ed_phase_name(request->phase));
		set_names(out, request);
		set_numbers(out, "signature_algorithms",
		    request->signature_algorithms,
		    request->n_signature_algorithms);
		set_numbers(out, "certificate_types",
		    request->certificate_types, request->n_certificate_types);
		if (request->numbers_left_out)
			ed_set_flag(out, "numbers_left_out", true);
		ed_set_word(
		    out, "answered", ed_answered_name(request->answered));
	}
}

static void set_messages(struct ed_object to, const struct ed_tls *tls)
{
	struct ed_object list = ed_set_array(to, "transcript");

	for (size_t i = 0; i < tls->n_messages; i++) {
		const struct ed_message *message = &tls->messages[i];
		struct ed_object out = ed_append_object(list);

		if (message->from)
			ed_set_word(out, "from",
			    message->from == ED_PEER_US ? "us" : "server");
		ed_set_word(out, "message", ed_message_name(message->type));
		ed_set_word(out, "phase", ed_phase_name(message->phase));
		if (message->type == ED_MESSAGE_ALERT) {
			ed_set_number(out, "alert", message->alert);
			ed_set_flag(out, "fatal", message->fatal);
		}
		ed_set_number(out, "ms", message->ms);
		ed_set_number(out, "bytes", message->bytes);
	}
}

static void set_tls(struct ed_object to, const struct ed_tls *tls)
{
	struct ed_object out = ed_set_object(to, "tls"), sent;

	ed_set_word(out, "state", ed_tls_name(tls->state));
	ed_set_maybe(out, "error", tls->error);
	ed_set_number(out, "ms", tls->ms);
	ed_set_word(out, "version", ed_tls_version_name(tls->version));
	ed_set_maybe(out, "cipher", tls->cipher);
	ed_set_maybe(out, "alpn", tls->alpn);
	ed_set_maybe(out, "first_bytes", tls->first_bytes);
	sent = ed_set_array(out, "certificates");
	for (size_t i = 0; i < tls->n_certificates; i++)
		json_array_append_new(sent.json,
		    ed_json_text(sent.arena, tls->certificates[i]->sha256));
	set_messages(out, tls);
	set_requests(out, tls);
}

static void set_http(struct ed_object to, const struct ed_http *http)
{
	struct ed_object out = ed_set_object(to, "http"), list;

	ed_set_word(out, "state", ed_http_name(http->state));
	ed_set_maybe(out, "error", http->error);
	ed_set_maybe(out, "method", http->method);
	ed_set_maybe(out, "version", http->version);
	ed_set_number(out, "request_bytes", http->request_bytes);
	ed_set_number(out, "sent_bytes", http->sent_bytes);
	if (http->status)
		ed_set_number(out, "status", http->status);
	if (http->stream_error)
		ed_set_number(out, "stream_error", http->stream_error);
	ed_set_number(out, "ms", http->ms);
	list = ed_set_array(out, "headers");
	for (size_t i = 0; i < http->n_headers; i++) {
		struct ed_object header = ed_append_object(list);

		ed_set_text(header, "name", http->headers[i].name);
		ed_set_text(header, "value", http->headers[i].value);
	}
	ed_set_texts(out, "cookies", http->cookies, http->n_cookies);
	ed_set_number(out, "body_bytes", http->body_bytes);
	ed_set_flag(out, "body_cut", http->body_cut);
	ed_set_maybe(out, "body", http->body);
}

static void set_offer(struct ed_object to, const struct ed_tls_offer *offer)
{
	struct ed_object out = ed_set_object(to, "offer");

	ed_set_word(out, "tls_min", ed_tls_version_name(offer->tls_min));
	ed_set_word(out, "tls_max", ed_tls_version_name(offer->tls_max));
	ed_set_flag(out, "sni", offer->sni);
	ed_set_flag(out, "post_handshake", offer->pha);
	ed_set_flag(out, "certificate", offer->certificate);
	ed_set_texts(out, "alpn", offer->alpn, offer->n_alpn);
}

static void set_attempt(struct ed_object to, const struct ed_attempt *attempt)
{
	struct ed_object tcp;

	ed_set_text(to, "step", attempt->step_name);
	ed_set_text(to, "address", attempt->address);
	ed_set_number(to, "port", attempt->port);
	ed_set_number(to, "started_ms", attempt->started_ms);
	set_offer(to, &attempt->offer);
	tcp = ed_set_object(to, "tcp");
	ed_set_word(tcp, "state", ed_tcp_name(attempt->tcp.state));
	ed_set_maybe(tcp, "error", attempt->tcp.error);
	ed_set_number(tcp, "ms", attempt->tcp.ms);
	set_tls(to, &attempt->tls);
	set_http(to, &attempt->http);
	ed_set_maybe(to, "ended", attempt->ended);
}

static void set_auth(
    struct ed_object to, const char *name, const struct ed_client_auth *auth)
{
	struct ed_object out;

	if (!auth->agreed)
		return;
	out = ed_set_object(to, name);
	ed_set_flag(out, "asked", auth->asked);
	ed_set_word(out, "mode", ed_auth_name(auth->mode));
	if (auth->without)
		ed_set_number(out, "without", auth->without->number);
	if (auth->with)
		ed_set_number(out, "with", auth->with->number);
	if (auth->pha)
		ed_set_number(out, "post_handshake", auth->pha->number);
}

static void set_node(struct ed_object to, const struct ed_node *node)
{
	ed_set_text(to, "label", node->label);
	ed_set_text(to, "address", node->address);
	ed_set_number(to, "port", node->port);
	ed_set_flag(to, "connected", node->connected);
	set_auth(to, "client_auth_tls12", &node->tls12);
	set_auth(to, "client_auth_tls13", &node->tls13);
	if (node->device_like)
		ed_set_number(to, "device_like", node->device_like->number);
	if (node->asking)
		ed_set_number(to, "asking", node->asking->number);
	ed_set_word(to, "server_chain", ed_trust_name(node->chain.trust));
	ed_set_maybe(to, "server_chain_detail", node->chain.detail);
}

static void set_answer(
    struct ed_object to, const char *name, const struct ed_eas_answer *answer)
{
	struct ed_object out;

	if (!answer->attempt)
		return;
	out = ed_set_object(to, name);
	ed_set_number(out, "attempt", answer->attempt->number);
	if (answer->has_status)
		ed_set_number(out, "status", answer->status);
	if (answer->has_policy_status)
		ed_set_number(out, "policy_status", answer->policy_status);
	ed_set_flag(out, "has_policy", answer->has_policy);
	ed_set_word(out, "wipe", ed_wipe_name(answer->wipe));
	if (answer->has_folders)
		ed_set_number(out, "folders", answer->folders);
}

static void set_eas(struct ed_object to, const struct ed_probe *probe)
{
	struct ed_object out = ed_set_object(to, "eas");

	ed_set_maybe(out, "device_id", probe->device_id);
	ed_set_maybe(out, "protocol", probe->protocol);
	set_answer(out, "provision", &probe->provision);
	set_answer(out, "folder_sync", &probe->folder_sync);
	ed_set_maybe(out, "bad_wbxml", probe->bad_wbxml);
}

static void set_target(struct ed_object to, const struct ed_probe *probe)
{
	struct ed_object dns;

	ed_set_text(to, "host", probe->host);
	ed_set_number(to, "port", probe->port);
	ed_set_maybe(to, "path", probe->path);
	ed_set_maybe(to, "connect_to", probe->connect_to);
	ed_set_maybe(to, "proxy", probe->proxy);
	ed_set_number(to, "timeout_ms", probe->timeout_ms);
	if (probe->has_certificate) {
		ed_set_text(to, "certificate", probe->certificate_sha256);
		ed_set_flag(to, "key", probe->has_key);
	}
	dns = ed_set_object(to, "dns");
	ed_set_word(dns, "state", ed_dns_name(probe->dns));
	ed_set_maybe(dns, "error", probe->dns_error);
	ed_set_number(dns, "ms", probe->dns_ms);
	ed_set_texts(dns, "addresses", probe->addresses, probe->n_addresses);
}

void ed_json_probe(struct ed_object to, const struct ed_probe *probe)
{
	struct ed_object list;

	ed_set_maybe(to, "version", probe->version);
	if (probe->started)
		ed_set_time(to, "started", probe->started);
	ed_set_flag(to, "interrupted", probe->interrupted);
	set_target(to, probe);
	list = ed_set_array(to, "nodes");
	for (size_t i = 0; i < probe->n_nodes; i++)
		set_node(ed_append_object(list), probe->nodes[i]);
	list = ed_set_array(to, "attempts");
	for (size_t i = 0; i < probe->n_attempts; i++)
		set_attempt(ed_append_object(list), probe->attempts[i]);
	if (probe->has_eas)
		set_eas(to, probe);
	ed_set_flag(to, "same_server", probe->same_server);
	ed_set_flag(to, "same_certificate", probe->same_certificate);
}
