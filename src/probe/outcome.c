/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the stream and the transcript; libcurl's result decides nothing but
 * whether the time was over. Its words are kept beside the state.
 */
#include "probe/outcome.h"
#include "probe/transcript.h"

#include <errno.h>
#include <string.h>

static bool is_reset(const struct ed_connection *c)
{
	return c->io_error == ECONNRESET || c->io_error == EPIPE ||
	       c->io_error == ECONNABORTED;
}

static const char *tcp_failure(const struct ed_connection *c)
{
	if (c->timed_out)
		return "timeout";
	switch (c->io_error) {
	case ECONNREFUSED:
		return "refused";
	case ETIMEDOUT:
		return "timeout";
	case ECONNRESET:
		return "reset";
	case EHOSTUNREACH:
	case ENETUNREACH:
	case ENETDOWN:
	case EHOSTDOWN:
	case EADDRNOTAVAIL:
	case EAFNOSUPPORT:
		return "unreachable";
	default:
		return "failed";
	}
}

static const char *tcp_state(const struct ed_connection *c)
{
	enum { TUNNEL = 200 };

	if (c->connect_code && c->connect_code != TUNNEL)
		return "proxy_refused";
	return c->connected ? "connected" : tcp_failure(c);
}

static const char *tls_state(const struct ed_connection *c)
{
	if (c->handshake_done)
		return "done";
	if (!c->said_hello)
		return strcmp(c->outcome.tcp, "connected") == 0 ? "failed"
								: "not_tried";
	if (ed_is_not_tls(c))
		return "not_tls";
	if (c->alert_in >= 0)
		return "alert";
	if (c->timed_out)
		return "timeout";
	if (is_reset(c))
		return "reset";
	if (c->alert_out >= 0)
		return "failed";
	return c->eof ? "closed" : "failed";
}

/* Something came that does not begin an answer. */
static bool is_garbled(const struct ed_connection *c)
{
	return c->has_spoken && !c->answer.header_bytes &&
	       !ed_str_eq(c->alpn, ED_STR("h2"));
}

static const char *http_state(const struct ed_connection *c)
{
	if (!c->handshake_done || c->handshake_only)
		return "not_tried";
	if (c->answer.complete)
		return "answered";
	if (c->answer.too_long)
		return "too_long";
	if (c->stream_failed)
		return "stream_reset";
	if (c->alert_in >= 0)
		return "alert";
	if (c->timed_out)
		return "timeout";
	if (is_reset(c))
		return "reset";
	return c->eof && !is_garbled(c) ? "closed" : "garbled";
}

/* Who ended it last, and how. */
static const char *end_state(const struct ed_connection *c)
{
	if (!c->connected)
		return NULL;
	if (c->alert_in >= 0)
		return "alert";
	if (c->answer.complete && !c->timed_out)
		return is_reset(c) && !c->answer.cut ? "reset" : "clean";
	if (c->timed_out)
		return "timeout";
	if (is_reset(c))
		return "reset";
	if (c->alert_out >= 0)
		return "alert";
	return c->eof ? "closed" : "clean";
}

static struct ed_str words_unless(
    const struct ed_connection *c, const char *state, const char *good)
{
	if (!state || strcmp(state, good) == 0 ||
	    strcmp(state, "not_tried") == 0)
		return (struct ed_str){NULL, 0};
	return ed_str_of(c->error);
}

void ed_outcome_settle(struct ed_connection *c)
{
	struct ed_outcome *out = &c->outcome;

	out->tcp = tcp_state(c);
	out->tls = tls_state(c);
	out->http = http_state(c);
	out->ended = end_state(c);
	out->tcp_error = words_unless(c, out->tcp, "connected");
	out->tls_error = words_unless(c, out->tls, "done");
	out->http_error = words_unless(c, out->http, "answered");
}
