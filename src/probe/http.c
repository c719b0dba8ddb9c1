/* SPDX-License-Identifier: Apache-2.0 */
#include "probe/http.h"
#include "probe/answer.h"
#include "probe/tls.h"

#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A constant one: Exchange's tracking of changes blocks devices over it. */
#define USER_AGENT "User-Agent: easdoctor/1"
/* Any address sends no SNI; the connection goes elsewhere. */
#define NO_NAME "192.0.2.1"

#define SET(c, option, value)                                                  \
	((c)->run->curl.easy_setopt((c)->easy, (option), (value)) == CURLE_OK)

static CURLcode on_context(CURL *easy, void *context, void *argument)
{
	(void)easy;
	return ed_tls_configure(argument, context) ? CURLE_OK
						   : CURLE_SSL_CONNECT_ERROR;
}

static size_t on_header(char *bytes, size_t size, size_t n, void *argument)
{
	struct ed_connection *c = argument;
	struct ed_str line = {bytes, size * n};

	return ed_answer_line(&c->run->arena, &c->answer, line, ed_since(c))
		   ? line.n
		   : 0;
}

static size_t on_body(char *bytes, size_t size, size_t n, void *argument)
{
	struct ed_connection *c = argument;
	struct ed_str part = {bytes, size * n};

	return ed_answer_body(&c->run->arena, &c->answer, part) ? part.n : 0;
}

/* One connection each: libcurl would try again on another by itself. */
static curl_socket_t on_socket(
    void *argument, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct ed_connection *c = argument;

	(void)purpose;
	if (c->n_sockets++)
		return CURL_SOCKET_BAD;
	return socket(address->family, address->socktype | SOCK_CLOEXEC,
	    address->protocol);
}

/* What still lies there shows what the peer speaks, if it is not TLS. */
static int on_close(void *argument, curl_socket_t fd)
{
	struct ed_connection *c = argument;
	size_t room = sizeof(c->first) - c->n_first;
	ssize_t n = 0;

	if (c->said_hello && !c->version && c->n_first && room)
		n = recv(fd, c->first + c->n_first, room, MSG_DONTWAIT);
	if (n > 0)
		c->n_first += (size_t)n;
	return close(fd);
}

/* libcurl tells the code of a stream's error only in words. */
static void find_stream_error(struct ed_connection *c, struct ed_str text)
{
	size_t at = ed_str_find(text, ED_STR("(err "));
	unsigned code = 0;

	if (ed_str_find(text, ED_STR("HTTP/2 stream")) == text.n ||
	    at == text.n)
		return;
	text = ed_str_sub(text, at + 5, text.n);
	for (size_t i = 0; i < text.n && i < 9; i++) {
		if (text.p[i] < '0' || text.p[i] > '9')
			break;
		code = code * 10 + (unsigned)(text.p[i] - '0');
	}
	c->stream_failed = true;
	c->stream_error = code;
}

static int on_debug(
    CURL *easy, curl_infotype type, char *bytes, size_t n, void *argument)
{
	(void)easy;
	if (type == CURLINFO_TEXT)
		find_stream_error(argument, (struct ed_str){bytes, n});
	return 0;
}

/* In brackets, if it is an IPv6 address. */
static const char *bracketed(struct ed_arena *arena, struct ed_str host)
{
	return ed_format(
	    arena, ed_str_has(host, ':') ? "[%.*s]" : "%.*s", ED_ARG(host))
	    .p;
}

static const char *url_of(struct ed_connection *c)
{
	const struct ed_probe_place *target = &c->run->request->target;
	struct ed_arena *arena = &c->run->arena;

	return ed_format(arena, "https://%s:%u" ED_EAS_PATH "%s%.*s",
	    c->step == ED_STEP_NO_SNI ? NO_NAME
				      : bracketed(arena, target->host),
	    target->port, c->query.n ? "?" : "", ED_ARG(c->query))
	    .p;
}

static bool append(
    struct ed_connection *c, struct curl_slist **list, const char *text)
{
	struct curl_slist *longer = c->run->curl.slist_append(*list, text);

	if (longer)
		*list = longer;
	return longer != NULL;
}

static bool set_place(struct ed_connection *c)
{
	const struct ed_probe_place *proxy = &c->run->request->proxy;
	struct ed_arena *arena = &c->run->arena;
	struct curl_slist *to = NULL;
	bool ok;

	ok = append(c, &to,
	    ed_format(
		arena, "::%s:%u", bracketed(arena, c->at.host), c->at.port)
		.p);
	c->lists[0] = to;
	return ok && SET(c, CURLOPT_CONNECT_TO, to) &&
	       SET(c, CURLOPT_URL, url_of(c)) &&
	       SET(c, CURLOPT_PROTOCOLS_STR, "https") &&
	       /* The environment names no proxy, and excepts no host. */
	       SET(c, CURLOPT_NOPROXY, "") &&
	       SET(c, CURLOPT_PROXY,
		   proxy->host.n
		       ? ed_format(arena, "http://%s:%u",
			     bracketed(arena, proxy->host), proxy->port)
			     .p
		       : "");
}

static bool set_bounds(struct ed_connection *c)
{
	const long ms = (long)c->run->request->timeout_ms;

	return SET(c, CURLOPT_TIMEOUT_MS, ms) &&
	       SET(c, CURLOPT_CONNECTTIMEOUT_MS, ms) &&
	       SET(c, CURLOPT_NOSIGNAL, 1L) &&
	       SET(c, CURLOPT_FRESH_CONNECT, 1L) &&
	       SET(c, CURLOPT_FORBID_REUSE, 1L) &&
	       SET(c, CURLOPT_FOLLOWLOCATION, 0L) &&
	       SET(c, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
}

static bool set_tls(struct ed_connection *c)
{
	return SET(c, CURLOPT_SSL_VERIFYPEER, 0L) &&
	       SET(c, CURLOPT_SSL_VERIFYHOST, 0L) &&
	       SET(c, CURLOPT_SSL_SESSIONID_CACHE, 0L) &&
	       SET(c, CURLOPT_CAINFO, (char *)NULL) &&
	       SET(c, CURLOPT_CAPATH, (char *)NULL) &&
	       SET(c, CURLOPT_SSL_CTX_FUNCTION, on_context) &&
	       SET(c, CURLOPT_SSL_CTX_DATA, c) &&
	       SET(c, CURLOPT_HTTP_VERSION,
		   c->h2 ? (long)CURL_HTTP_VERSION_2TLS
			 : (long)CURL_HTTP_VERSION_1_1);
}

static bool set_headers(struct ed_connection *c)
{
	struct ed_arena *arena = &c->run->arena;
	struct curl_slist *list = NULL;
	bool ok;

	ok = append(c, &list, USER_AGENT) &&
	     append(c, &list, c->expect ? "Expect: 100-continue" : "Expect:");
	if (ok && !c->body.n)
		ok = append(c, &list, "Content-Length: 0");
	if (ok && c->content_type)
		ok = append(c, &list,
		    ed_format(arena, "Content-Type: %s", c->content_type).p);
	if (ok && c->protocol)
		ok = append(c, &list,
			 ed_format(
			     arena, "MS-ASProtocolVersion: %s", c->protocol)
			     .p) &&
		     append(c, &list, "X-MS-PolicyKey: 0");
	c->lists[1] = list;
	return ok && SET(c, CURLOPT_HTTPHEADER, list);
}

static bool set_request(struct ed_connection *c)
{
	if (c->handshake_only)
		return SET(c, CURLOPT_CONNECT_ONLY, 1L);
	if (!set_headers(c) || !SET(c, CURLOPT_CUSTOMREQUEST, c->method))
		return false;
	return !c->body.n || (SET(c, CURLOPT_POSTFIELDSIZE, (long)c->body.n) &&
				 SET(c, CURLOPT_POSTFIELDS, c->body.p));
}

static bool set_callbacks(struct ed_connection *c)
{
	return SET(c, CURLOPT_PRIVATE, c) &&
	       SET(c, CURLOPT_ERRORBUFFER, c->error) &&
	       SET(c, CURLOPT_HEADERFUNCTION, on_header) &&
	       SET(c, CURLOPT_HEADERDATA, c) &&
	       SET(c, CURLOPT_WRITEFUNCTION, on_body) &&
	       SET(c, CURLOPT_WRITEDATA, c) &&
	       SET(c, CURLOPT_OPENSOCKETFUNCTION, on_socket) &&
	       SET(c, CURLOPT_OPENSOCKETDATA, c) &&
	       SET(c, CURLOPT_CLOSESOCKETFUNCTION, on_close) &&
	       SET(c, CURLOPT_CLOSESOCKETDATA, c) &&
	       (!c->h2 || (SET(c, CURLOPT_VERBOSE, 1L) &&
			      SET(c, CURLOPT_DEBUGFUNCTION, on_debug) &&
			      SET(c, CURLOPT_DEBUGDATA, c)));
}

static void release(struct ed_connection *c)
{
	if (c->easy)
		c->run->curl.easy_cleanup(c->easy);
	for (size_t i = 0; i < ED_COUNT(c->lists); i++)
		c->run->curl.slist_free_all(c->lists[i]);
	c->easy = NULL;
	memset(c->lists, 0, sizeof(c->lists));
}

bool ed_http_open(struct ed_connection *c)
{
	c->easy = c->run->curl.easy_init();
	if (c->easy && set_callbacks(c) && set_place(c) && set_bounds(c) &&
	    set_tls(c) && set_request(c))
		return true;
	release(c);
	return false;
}

static void take_times(struct ed_connection *c)
{
	const struct ed_curl *curl = &c->run->curl;
	curl_off_t micro = 0, sent = 0;
	long code = 0, reason = 0;

	curl->easy_getinfo(c->easy, CURLINFO_CONNECT_TIME_T, &micro);
	curl->easy_getinfo(c->easy, CURLINFO_SIZE_UPLOAD_T, &sent);
	curl->easy_getinfo(c->easy, CURLINFO_HTTP_CONNECTCODE, &code);
	curl->easy_getinfo(c->easy, CURLINFO_OS_ERRNO, &reason);
	c->connected = micro > 0 || c->said_hello;
	c->tcp_ms = (unsigned)(micro / 1000);
	c->sent_bytes = (size_t)sent;
	c->connect_code = (unsigned)code;
	/* libcurl's own word, where the stream was read by it. */
	if (reason && (!c->said_hello || c->io_error))
		c->io_error = (int)reason;
}

void ed_http_close(struct ed_connection *c, CURLcode result)
{
	c->timed_out = result == CURLE_OPERATION_TIMEDOUT;
	if (c->timed_out && !c->answer.complete)
		c->answer.ms = ed_since(c);
	take_times(c);
	if (result != CURLE_OK && !c->error[0])
		snprintf(c->error, sizeof(c->error), "%s",
		    c->run->curl.easy_strerror(result));
	c->finished = true;
	release(c);
}
