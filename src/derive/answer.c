/* SPDX-License-Identifier: Apache-2.0 */
#include "derive/answer.h"

#include "derive/pattern.h"

#include <stdio.h>

/* Headers that only Exchange's own code adds. */
static const char *const exchange_headers[] = {"x-feserver", "x-beserver",
    "x-calculatedbetarget", "x-diaginfo", "ms-server-activesync",
    "ms-asprotocolversions", "ms-asprotocolcommands", "x-ms-aserror", NULL};

static const struct ed_header *find_header(
    const struct ed_http *http, const char *name)
{
	for (size_t i = 0; i < http->n_headers; i++)
		if (ed_str_ieq(http->headers[i].name, ed_str_of(name)))
			return &http->headers[i];
	return NULL;
}

struct ed_str ed_header_of(const struct ed_http *http, const char *name)
{
	const struct ed_header *header = find_header(http, name);

	return header ? header->value : (struct ed_str){NULL, 0};
}

enum ed_answerer ed_answerer_of(const struct ed_http *http)
{
	struct ed_str server = ed_header_of(http, "server");

	for (size_t i = 0; exchange_headers[i]; i++)
		if (find_header(http, exchange_headers[i]))
			return ED_BY_EXCHANGE;
	if (ed_str_istarts(server, ED_STR("Microsoft-HTTPAPI")))
		return ED_BY_HTTP_SYS;
	if (ed_str_istarts(server, ED_STR("Microsoft-IIS")))
		return find_header(http, "request-id") ? ED_BY_EXCHANGE
						       : ED_BY_IIS;
	if (server.n)
		return ED_BY_OTHER;
	/* HAProxy's own page, which has no header. */
	if (ed_pattern_matches(
		"No server is available to handle this request", http->body))
		return ED_BY_OTHER;
	return ED_BY_UNKNOWN;
}

bool ed_is_eas_answer(const struct ed_http *http)
{
	return http->state == ED_HTTP_ANSWERED && http->status >= 200 &&
	       http->status < 300 &&
	       ed_header_of(http, "ms-asprotocolversions").n &&
	       ed_header_of(http, "ms-asprotocolcommands").n;
}

static enum ed_scheme scheme_of(const struct ed_http *http)
{
	enum ed_scheme scheme = ED_SCHEME_NONE;

	for (size_t i = 0; i < http->n_headers; i++) {
		struct ed_str value = ed_str_trim(http->headers[i].value);

		if (!ed_str_ieq(
			http->headers[i].name, ED_STR("www-authenticate")))
			continue;
		if (ed_str_istarts(value, ED_STR("Basic")))
			return ED_SCHEME_BASIC;
		if (ed_str_istarts(value, ED_STR("Bearer")))
			scheme = ED_SCHEME_BEARER;
		else if (scheme == ED_SCHEME_NONE)
			scheme = ED_SCHEME_UNKNOWN;
	}
	return scheme;
}

static unsigned number(struct ed_str digits)
{
	unsigned n = 0;

	for (size_t i = 0; i < digits.n && i < 4; i++)
		n = n * 10 + (unsigned)(digits.p[i] - '0');
	return n;
}

/* "HTTP Error 403.16 - Forbidden": where IIS shows its details. */
static int substatus_of(const struct ed_http *http)
{
	char pattern[64];
	struct ed_match match;

	snprintf(pattern, sizeof(pattern),
	    "(?<![0-9.])%u[.]([0-9]{1,3})(?![0-9.])", http->status);
	if (!ed_pattern_find(pattern, http->body, 0, &match))
		return -1;
	return (int)number(match.groups[1]);
}

static bool is_html(const struct ed_http *http)
{
	return ed_str_istarts(
	    ed_header_of(http, "content-type"), ED_STR("text/html"));
}

/* A page for people: where it sends them, or the form itself. */
static bool is_login_page(const struct ed_http *http)
{
	if (http->status >= 300 && http->status < 400)
		return ed_pattern_matches(
		    "log-?[io]n|sign-?in|/auth|/owa\\b|/my\\.policy|/adfs|saml|"
		    "sso\\b|/vpn/|cgi/",
		    ed_header_of(http, "location"));
	if (http->status >= 200 && http->status < 300)
		return is_html(http) && ed_answerer_of(http) != ED_BY_EXCHANGE;
	return ed_pattern_matches(
	    "<form\\b[^>]*>.*<input\\b|type=[\"']?password", http->body);
}

static bool is_throttled(const struct ed_http *http)
{
	if (find_header(http, "x-ms-asthrottle"))
		return true;
	return http->status == 503 && find_header(http, "retry-after") &&
	       ed_answerer_of(http) == ED_BY_EXCHANGE;
}

void ed_read_answer(const struct ed_http *http, struct ed_observation *out)
{
	out->saw = ED_SAW_HTTP;
	out->status = http->status;
	out->substatus = http->status >= 400 ? substatus_of(http) : -1;
	out->answerer = ed_answerer_of(http);
	if (ed_pattern_matches("0x80070032\\b", http->body))
		out->win32 = 0x80070032;
	if (http->status == 401)
		out->scheme = scheme_of(http);
	out->login_page = is_login_page(http);
	out->throttled = is_throttled(http);
}
