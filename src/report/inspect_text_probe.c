/* SPDX-License-Identifier: Apache-2.0 */
/* What a probe saw: the endpoint, each address, each connection. */
#include "report/inspect_probe.h"

static const char *or_unsaid(const char *word)
{
	return word ? word : "not said";
}

static void put_target(
    const struct ed_inspect *sheet, const struct ed_probe *probe)
{
	struct ed_digits time;

	ed_inspect_head(
	    sheet, ed_format(sheet->page.out->arena, "probe of %.*s:%u",
		       ED_ARG(probe->host), probe->port));
	if (probe->started)
		ed_inspect_value(
		    sheet, "started", ed_time(&time, probe->started));
	if (probe->interrupted)
		ed_inspect_words(
		    sheet, "interrupted", "some attempts are not there");
	ed_inspect_maybe(sheet, "by version", probe->version);
	ed_inspect_maybe(sheet, "path", probe->path);
	ed_inspect_maybe(sheet, "connect to", probe->connect_to);
	ed_inspect_maybe(sheet, "proxy", probe->proxy);
	if (probe->has_certificate)
		ed_inspect_words(sheet, "certificate", "%.*s%s",
		    ED_ARG(ed_inspect_safe(sheet, probe->certificate_sha256)),
		    probe->has_key ? "" : ", not presented: no key");
	ed_inspect_words(
	    sheet, "DNS", "%s", or_unsaid(ed_dns_name(probe->dns)));
	ed_inspect_maybe(sheet, "", probe->dns_error);
	for (size_t i = 0; i < probe->n_addresses; i++)
		ed_inspect_value(sheet, "address", probe->addresses[i]);
	if (!probe->same_server)
		ed_inspect_words(
		    sheet, "server", "not the one that devices connect to");
	if (probe->has_certificate && !probe->same_certificate)
		ed_inspect_words(
		    sheet, "", "not with the device's certificate");
}

static void put_auth(const struct ed_inspect *sheet, const char *name,
    const struct ed_client_auth *auth)
{
	if (auth->agreed)
		ed_inspect_words(sheet, name, "client certificate: %s",
		    ed_auth_name(auth->mode));
	else
		ed_inspect_words(sheet, name, "not agreed on");
}

static void put_node(const struct ed_inspect *sheet, const struct ed_node *node)
{
	ed_inspect_head(sheet, node->label);
	ed_inspect_words(
	    sheet, "reached", "%s", node->connected ? "yes" : "no");
	put_auth(sheet, "TLS 1.2", &node->tls12);
	put_auth(sheet, "TLS 1.3", &node->tls13);
	ed_inspect_words(
	    sheet, "chain", "%s", ed_trust_name(node->chain.trust));
	ed_inspect_maybe(sheet, "", node->chain.detail);
}

static void put_numbers(const struct ed_inspect *sheet, const char *title,
    const char *(*name)(unsigned), const unsigned *numbers, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *word = name(numbers[i]);

		if (word)
			ed_inspect_words(sheet, i ? "" : title, "%s", word);
		else
			ed_inspect_words(
			    sheet, i ? "" : title, "0x%04x", numbers[i]);
	}
}

static void put_algorithms(const struct ed_inspect *sheet,
    const struct ed_certificate_request *request)
{
	put_numbers(sheet, "algorithms", ed_tls_signature_name,
	    request->signature_algorithms,
	    sheet->everything ? request->n_signature_algorithms : 0);
	put_numbers(sheet, "types", ed_certificate_type_name,
	    request->certificate_types,
	    sheet->everything ? request->n_certificate_types : 0);
	if (request->numbers_left_out)
		ed_inspect_words(sheet, "algorithms", "not all could be read");
}

static void put_requests(
    const struct ed_inspect *sheet, const struct ed_tls *tls)
{
	for (size_t i = 0; i < tls->n_requests; i++) {
		const struct ed_certificate_request *request =
		    &tls->requests[i];
		size_t n = request->n_issuers;
		size_t shown = sheet->everything || n < ED_INSPECT_FEW
				   ? n
				   : ED_INSPECT_FEW;

		ed_inspect_words(sheet, "asks", "%s, answered with %s",
		    or_unsaid(ed_phase_name(request->phase)),
		    or_unsaid(ed_answered_name(request->answered)));
		ed_inspect_words(sheet, "issuers", "%zu%s", n,
		    request->issuers_left_out ? ", and more" : "");
		for (size_t k = 0; k < shown; k++)
			ed_inspect_value(sheet, "", request->issuers[k].text);
		put_algorithms(sheet, request);
	}
}

static void put_alerts(const struct ed_inspect *sheet, const struct ed_tls *tls)
{
	for (size_t i = 0; i < tls->n_messages; i++) {
		const struct ed_message *message = &tls->messages[i];

		if (message->type == ED_MESSAGE_ALERT)
			ed_inspect_words(sheet, "alert", "%u from %s",
			    message->alert,
			    message->from == ED_PEER_US ? "us" : "the server");
		else if (message->type == ED_MESSAGE_HELLO_REQUEST)
			ed_inspect_words(sheet, "", "the server begins anew");
	}
}

static void put_tls(const struct ed_inspect *sheet, const struct ed_tls *tls)
{
	const char *version = ed_tls_version_name(tls->version);

	ed_inspect_words(sheet, "TLS", "%s%s%s%s%.*s",
	    or_unsaid(ed_tls_name(tls->state)), version ? ", " : "",
	    version ? version : "", tls->cipher.n ? ", " : "",
	    ED_ARG(tls->cipher.n ? ed_inspect_safe(sheet, tls->cipher)
				 : ED_STR("")));
	ed_inspect_maybe(sheet, "", tls->error);
	ed_inspect_maybe(sheet, "ALPN", tls->alpn);
	ed_inspect_maybe(sheet, "first bytes", tls->first_bytes);
	for (size_t i = 0; i < tls->n_certificates; i++)
		ed_inspect_value(
		    sheet, "sent", tls->certificates[i]->subject.text);
	put_requests(sheet, tls);
	put_alerts(sheet, tls);
}

static void put_http(const struct ed_inspect *sheet, const struct ed_http *http)
{
	ed_inspect_words(
	    sheet, "HTTP", "%s", or_unsaid(ed_http_name(http->state)));
	ed_inspect_maybe(sheet, "", http->error);
	if (http->status)
		ed_inspect_words(sheet, "status", "%u to %.*s", http->status,
		    ED_ARG(ed_inspect_safe(sheet, http->method)));
	for (size_t i = 0; i < http->n_headers; i++)
		ed_inspect_words(sheet, "header", "%.*s: %.*s",
		    ED_ARG(ed_inspect_safe(sheet, http->headers[i].name)),
		    ED_ARG(ed_inspect_safe(sheet, http->headers[i].value)));
	for (size_t i = 0; i < http->n_cookies; i++)
		ed_inspect_value(sheet, "cookie", http->cookies[i]);
	ed_inspect_maybe(sheet, "body", http->body);
}

static void put_attempt(
    const struct ed_inspect *sheet, const struct ed_attempt *attempt)
{
	ed_inspect_head(
	    sheet, ed_format(sheet->page.out->arena, "attempt %u: %.*s",
		       attempt->number, ED_ARG(attempt->step_name)));
	ed_inspect_maybe(sheet, "address", attempt->address);
	ed_inspect_words(
	    sheet, "TCP", "%s", or_unsaid(ed_tcp_name(attempt->tcp.state)));
	ed_inspect_maybe(sheet, "", attempt->tcp.error);
	if (attempt->tcp.state != ED_TCP_CONNECTED)
		return;
	put_tls(sheet, &attempt->tls);
	put_http(sheet, &attempt->http);
}

static void put_answer(const struct ed_inspect *sheet, const char *name,
    const struct ed_eas_answer *answer)
{
	if (!answer->attempt)
		return;
	if (answer->has_status)
		ed_inspect_words(sheet, name, "status %u", answer->status);
	else
		ed_inspect_words(sheet, name, "no status");
	if (answer->has_folders)
		ed_inspect_words(sheet, "", "%u folders", answer->folders);
	if (answer->wipe > ED_WIPE_NONE)
		ed_inspect_words(sheet, "", "a wipe of the %s is requested",
		    ed_wipe_name(answer->wipe));
}

void ed_inspect_probe(
    const struct ed_inspect *sheet, const struct ed_probe *probe)
{
	put_target(sheet, probe);
	ed_inspect_maybe(sheet, "device id", probe->device_id);
	ed_inspect_maybe(sheet, "protocol", probe->protocol);
	put_answer(sheet, "Provision", &probe->provision);
	put_answer(sheet, "FolderSync", &probe->folder_sync);
	ed_inspect_maybe(sheet, "bad WBXML", probe->bad_wbxml);
	for (size_t i = 0; i < probe->n_nodes; i++)
		put_node(sheet, probe->nodes[i]);
	for (size_t i = 0; i < probe->n_attempts; i++)
		put_attempt(sheet, probe->attempts[i]);
}
