/* SPDX-License-Identifier: Apache-2.0 */
/* What a probe's record names. */
#include "report/privacy_parts.h"

#include <easdoctor/probe.h>

/* What these say is the product's, not this server's. */
static const char *const plain_headers[] = {"age", "allow", "cache-control",
    "connection", "content-encoding", "content-length", "content-type", "date",
    "keep-alive", "ms-asprotocolcommands", "ms-asprotocolversions",
    "ms-server-activesync", "pragma", "public", "retry-after",
    "transfer-encoding", "vary", "x-aspnet-version", "x-ms-rp", NULL};

static const char *const host_headers[] = {"x-feserver", "x-beserver",
    "x-calculatedbetarget", "x-calculatedfetarget", "x-targetbeserver", NULL};

static bool is_among(const char *const *names, struct ed_str name)
{
	for (size_t i = 0; names[i]; i++)
		if (ed_str_ieq(name, ed_str_of(names[i])))
			return true;
	return false;
}

static void add_header(struct ed_veil *veil, const struct ed_header *header)
{
	if (is_among(plain_headers, header->name))
		return;
	if (is_among(host_headers, header->name))
		ed_veil_add(veil, ED_HOST, header->value);
	if (ed_str_find(header->value, ED_STR("://")) < header->value.n)
		ed_veil_add_url(veil, header->value);
	ed_veil_sweep(veil, header->value);
	ed_veil_add_words(veil, header->name);
	ed_veil_add_words(veil, header->value);
}

static void add_text(struct ed_veil *veil, struct ed_str text)
{
	ed_veil_sweep(veil, text);
	ed_veil_add_words(veil, text);
}

static void add_tls(struct ed_veil *veil, const struct ed_tls *tls)
{
	add_text(veil, tls->error);
	ed_veil_add_words(veil, tls->cipher);
	ed_veil_add_words(veil, tls->alpn);
	ed_veil_add(veil, ED_THUMBPRINT, tls->first_bytes);
	for (size_t i = 0; i < tls->n_requests; i++)
		for (size_t k = 0; k < tls->requests[i].n_issuers; k++)
			ed_veil_name(veil, &tls->requests[i].issuers[k]);
}

static void add_http(struct ed_veil *veil, const struct ed_http *http)
{
	add_text(veil, http->error);
	ed_veil_add_words(veil, http->method);
	add_text(veil, http->body);
	for (size_t i = 0; i < http->n_headers; i++)
		add_header(veil, &http->headers[i]);
	for (size_t i = 0; i < http->n_cookies; i++)
		add_text(veil, http->cookies[i]);
}

static void add_attempt(struct ed_veil *veil, const struct ed_attempt *attempt)
{
	ed_veil_add(veil, ED_HOST, attempt->address);
	ed_veil_add_words(veil, attempt->step_name);
	ed_veil_add_words(veil, attempt->ended);
	add_text(veil, attempt->tcp.error);
	add_tls(veil, &attempt->tls);
	add_http(veil, &attempt->http);
}

static void add_probe(struct ed_veil *veil, const struct ed_probe *probe)
{
	ed_veil_add(veil, ED_HOST, probe->host);
	ed_veil_add_names(veil, probe->path);
	ed_veil_add_place(veil, probe->connect_to);
	ed_veil_add_url(veil, probe->proxy);
	ed_veil_add(veil, ED_THUMBPRINT, probe->certificate_sha256);
	ed_veil_add(veil, ED_DEVICE, probe->device_id);
	add_text(veil, probe->dns_error);
	add_text(veil, probe->bad_wbxml);
	for (size_t i = 0; i < probe->n_addresses; i++)
		ed_veil_add(veil, ED_HOST, probe->addresses[i]);
	for (size_t i = 0; i < probe->n_nodes; i++)
		ed_veil_add(veil, ED_HOST, probe->nodes[i]->address);
	for (size_t i = 0; i < probe->n_attempts; i++)
		add_attempt(veil, probe->attempts[i]);
}

void ed_veil_probes(struct ed_veil *veil, const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_probes; i++)
		add_probe(veil, facts->probes[i]);
}
