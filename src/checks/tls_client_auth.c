/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tls-client-auth: the server must ask for the certificate, and in a way that
 * devices can answer.
 *
 * A device answers in the handshake, and over TLS 1.2 in a renegotiation. It
 * does not offer to be asked after a TLS 1.3 handshake. What ends TLS in front
 * of Exchange cannot hand the certificate on at all.
 */
#include <easdoctor/check.h>
#include <easdoctor/selection.h>

enum { NO_RENEGOTIATION = 100, HTTP_1_1_REQUIRED = 13 };

static bool is_answered(const struct ed_attempt *attempt)
{
	return attempt && attempt->http.state == ED_HTTP_ANSWERED;
}

static bool is_ok(const struct ed_attempt *attempt)
{
	return is_answered(attempt) && attempt->http.status >= 200 &&
	       attempt->http.status < 300;
}

static struct ed_str header(const struct ed_attempt *attempt, const char *name)
{
	for (size_t i = 0; i < attempt->http.n_headers; i++)
		if (ed_str_ieq(attempt->http.headers[i].name, ed_str_of(name)))
			return attempt->http.headers[i].value;
	return (struct ed_str){NULL, 0};
}

/* A success that Exchange told; a portal may say yes to anything. */
static bool is_eas(const struct ed_attempt *attempt)
{
	return is_ok(attempt) && header(attempt, "ms-asprotocolversions").n &&
	       header(attempt, "ms-asprotocolcommands").n;
}

/* The server ended it, or nothing came in time. */
static bool is_dead(const struct ed_attempt *attempt)
{
	return attempt->http.state == ED_HTTP_RESET ||
	       attempt->http.state == ED_HTTP_CLOSED ||
	       attempt->http.state == ED_HTTP_TIMEOUT;
}

static bool asked_in(const struct ed_attempt *attempt, enum ed_phase phase)
{
	for (size_t i = 0; attempt && i < attempt->tls.n_requests; i++)
		if (attempt->tls.requests[i].phase == phase)
			return true;
	return false;
}

/* Cookies by which load balancers find their way back. */
static struct ed_str balancer_cookie(const struct ed_attempt *attempt)
{
	static const char *const starts[] = {
	    "BIGip", "NSC_", "ROUTEID", "MRHSession", "SERVERID", NULL};

	for (size_t i = 0; i < attempt->http.n_cookies; i++)
		for (size_t k = 0; starts[k]; k++)
			if (ed_str_istarts(
				attempt->http.cookies[i], ed_str_of(starts[k])))
				return attempt->http.cookies[i];
	return (struct ed_str){NULL, 0};
}

/* The sign of a machine that reads HTTP in front of IIS, or empty. */
static struct ed_str mark_of(const struct ed_attempt *attempt)
{
	struct ed_str server, mark;

	if (!is_answered(attempt))
		return (struct ed_str){NULL, 0};
	server = header(attempt, "server");
	if (server.n && !ed_str_istarts(server, ED_STR("Microsoft-")))
		return server;
	mark = header(attempt, "via");
	return mark.n ? mark : balancer_cookie(attempt);
}

static void settle_proxy(const struct ed_node *node, struct ed_sink *out)
{
	const struct ed_attempt *attempt =
	    is_answered(node->device_like) ? node->device_like : node->bare;
	struct ed_str mark =
	    attempt ? mark_of(attempt) : (struct ed_str){NULL, 0};

	if (node->device_auth->asked || is_eas(node->device_like))
		ed_settle(out, "terminated-by-proxy", false, node->ref, NULL);
	else if (node->device_auth->mode == ED_AUTH_NONE && mark.n)
		ed_settle(out, "terminated-by-proxy", true, attempt->ref,
		    ED_VALUES({"mark", ED_TEXT, mark}));
	else
		ed_unknown(out, "terminated-by-proxy",
		    "nothing in the answers tells a machine in front from the "
		    "server itself; probe each server by its address "
		    "(--connect-to)");
}

/*
 * A TLS 1.2 that needs the certificate after the request, on a server that
 * does not ask for it over TLS 1.3 and gives no answer there, however often:
 * it could only ask late.
 */
static bool fails_late(const struct ed_node *node)
{
	const struct ed_client_auth *auth = &node->tls13;

	if (node->tls12.mode != ED_AUTH_REQUIRED_AFTER_REQUEST)
		return false;
	return (!auth->with || is_dead(auth->with)) &&
	       (!auth->without || is_dead(auth->without));
}

/* Over TLS 1.2 the same server asks after the request, and it works. */
static bool asks_late_over_tls12(const struct ed_node *node)
{
	return node->tls12.mode == ED_AUTH_REQUIRED_AFTER_REQUEST ||
	       node->tls12.mode == ED_AUTH_OPTIONAL_AFTER_REQUEST ||
	       asked_in(node->tls12.with, ED_PHASE_RENEGOTIATION);
}

static void settle_late(const struct ed_node *node, bool seen,
    const struct ed_attempt *attempt, struct ed_sink *out)
{
	struct ed_ref ref = attempt->ref;
	struct ed_digits status;

	if (!seen)
		ref.kind = ED_AT_REQUEST;
	ed_settle(out, "post-handshake-only", true, ref,
	    ED_VALUES({"status", ED_TEXT,
		is_answered(attempt) ? ed_number(&status, attempt->http.status)
				     : ED_STR("no answer")}));
	(void)node;
}

static void settle_post_handshake(
    const struct ed_node *node, struct ed_sink *out)
{
	const struct ed_client_auth *auth = &node->tls13;
	const struct ed_attempt *tried =
	    auth->with ? auth->with : auth->without;
	bool late = asked_in(auth->pha, ED_PHASE_POST_HANDSHAKE);
	bool asked = asked_in(auth->with, ED_PHASE_INITIAL) ||
		     asked_in(auth->without, ED_PHASE_INITIAL);

	if (!auth->agreed || asked || is_ok(auth->with) ||
	    auth->mode == ED_AUTH_NONE)
		ed_settle(out, "post-handshake-only", false, node->ref, NULL);
	else if (late && tried)
		settle_late(node, true, tried, out);
	else if (tried && asks_late_over_tls12(node) &&
		 (is_dead(tried) || is_answered(tried)))
		settle_late(node, fails_late(node), tried, out);
	else
		ed_unknown(out, "post-handshake-only",
		    "the server did not show whether it asks after a TLS 1.3 "
		    "handshake");
}

/* The server wanted to begin anew, or refused to. */
static const struct ed_message *renegotiation_of(
    const struct ed_attempt *attempt)
{
	for (size_t i = 0; attempt && i < attempt->tls.n_messages; i++) {
		const struct ed_message *message = &attempt->tls.messages[i];

		if (message->from == ED_PEER_SERVER &&
		    (message->type == ED_MESSAGE_HELLO_REQUEST ||
			(message->type == ED_MESSAGE_ALERT &&
			    message->alert == NO_RENEGOTIATION)))
			return message;
	}
	return NULL;
}

/* Our own library may refuse it, which says nothing about the way. */
static bool refused_by_us(const struct ed_attempt *attempt)
{
	for (size_t i = 0; i < attempt->tls.n_messages; i++)
		if (attempt->tls.messages[i].from == ED_PEER_US &&
		    attempt->tls.messages[i].type == ED_MESSAGE_ALERT &&
		    attempt->tls.messages[i].alert)
			return true;
	return false;
}

static bool is_stuck(const struct ed_attempt *attempt)
{
	return renegotiation_of(attempt) && !refused_by_us(attempt) &&
	       !asked_in(attempt, ED_PHASE_RENEGOTIATION) &&
	       !is_answered(attempt);
}

/* The server does not speak TLS 1.2, and says so. */
static bool is_refused(const struct ed_attempt *attempt)
{
	return attempt && (attempt->tls.state == ED_TLS_ALERT ||
			      attempt->tls.state == ED_TLS_CLOSED ||
			      attempt->tls.state == ED_TLS_RESET);
}

static void settle_renegotiation(
    const struct ed_node *node, struct ed_sink *out)
{
	const struct ed_attempt *with = node->tls12.with;
	const struct ed_attempt *without = node->tls12.without;
	const struct ed_attempt *stuck = is_stuck(with)      ? with
					 : is_stuck(without) ? without
							     : NULL;
	struct ed_digits ms;

	if (!node->tls12.agreed && is_refused(without) &&
	    (!with || is_refused(with)))
		ed_settle(out, "renegotiation-blocked", false, node->ref, NULL);
	else if (!node->tls12.agreed)
		ed_unknown(
		    out, "renegotiation-blocked", "TLS 1.2 was not agreed on");
	else if (stuck)
		ed_settle(out, "renegotiation-blocked", true, stuck->ref,
		    ED_VALUES(
			{"ms", ED_NUMBER, ed_number(&ms, stuck->http.ms)}));
	else if (is_answered(with) || is_answered(without) || node->tls12.asked)
		ed_settle(out, "renegotiation-blocked", false, node->ref, NULL);
	else
		ed_unknown(out, "renegotiation-blocked",
		    "no exchange over TLS 1.2 came to an end");
}

static const struct ed_attempt *find_http2(const struct ed_node *node)
{
	for (size_t i = 0; i < node->n_attempts; i++)
		if (node->attempts[i]->step == ED_STEP_HTTP2)
			return node->attempts[i];
	return NULL;
}

static void settle_http2(const struct ed_node *node, struct ed_sink *out)
{
	const struct ed_attempt *h2 = find_http2(node);
	bool chosen = h2 && ed_str_eq(h2->tls.alpn, ED_STR("h2"));
	bool refused;
	struct ed_digits error;

	if (!h2 || h2->tls.state != ED_TLS_DONE) {
		ed_unknown(out, "http2", "HTTP/2 was not tried");
		return;
	}
	refused = h2->http.state == ED_HTTP_STREAM_RESET || is_dead(h2) ||
		  h2->http.state == ED_HTTP_GARBLED;
	if (!chosen || is_answered(h2)) {
		ed_settle(out, "http2", false, h2->ref, NULL);
	} else if (refused && is_answered(node->device_like)) {
		struct ed_ref ref = h2->ref;

		if (h2->http.stream_error != HTTP_1_1_REQUIRED)
			ref.kind = ED_AT_REQUEST;
		ed_settle(out, "http2", true, ref,
		    ED_VALUES({"error", ED_NUMBER,
			ed_number(&error, h2->http.stream_error)}));
	} else {
		ed_unknown(
		    out, "http2", "over HTTP/1.1 it was not answered either");
	}
}

/* What this server means for the device's certificate, or NULL. */
static const struct ed_server_offer *find_offer(
    const struct ed_facts *facts, const struct ed_node *node)
{
	const struct ed_certificate *device = facts->device_certificate;

	for (size_t i = 0; device && i < facts->n_candidates; i++) {
		const struct ed_offer *one = &facts->candidates[i];

		if (!ed_certificate_is(one->certificate, device))
			continue;
		for (size_t k = 0; k < one->n_servers; k++)
			if (one->servers[k].node == node)
				return &one->servers[k];
	}
	return NULL;
}

static const char *name_of(const struct ed_key *key)
{
	switch (key->type) {
	case ED_KEY_RSA:
		return "RSA";
	case ED_KEY_EC:
		return "EC";
	case ED_KEY_ED25519:
		return "Ed25519";
	case ED_KEY_OTHER:
		break;
	}
	return "unknown";
}

static void settle_algorithms(const struct ed_facts *facts,
    const struct ed_node *node, struct ed_sink *out)
{
	static const char id[] = "signature-algorithms";
	const struct ed_server_offer *offer = find_offer(facts, node);
	struct ed_digits bits;

	if (!facts->device_certificate)
		ed_not_asked(out, id, "the device's certificate is not given");
	else if (!node->request && node->device_auth->mode != ED_AUTH_NONE)
		ed_unknown(out, id, "what the server asks for was not seen");
	else if (!node->request)
		ed_settle(out, id, false, node->ref, NULL);
	else if (!offer || offer->wanted.can_sign == ED_UNSAID)
		ed_unknown(out, id,
		    "whether the key of the device's certificate can make "
		    "what the server asks for cannot be told");
	else
		ed_settle(out, id, offer->wanted.can_sign == ED_NO,
		    node->asking->ref,
		    ED_VALUES(
			{"why", ED_TEXT, ed_str_of(offer->wanted.can_sign_why)},
			{"key", ED_TEXT,
			    ed_str_of(
				name_of(&facts->device_certificate->key))},
			{"bits", ED_NUMBER,
			    ed_number(
				&bits, facts->device_certificate->key.bits)}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	static const char *const ids[] = {"terminated-by-proxy",
	    "post-handshake-only", "renegotiation-blocked", "http2",
	    "signature-algorithms"};
	const struct ed_node *node = subject;

	if (!node->device_auth) {
		for (size_t i = 0; i < ED_COUNT(ids); i++)
			ed_unknown(out, ids[i],
			    "neither TLS 1.2 nor 1.3 was agreed on");
		return;
	}
	settle_proxy(node, out);
	settle_post_handshake(node, out);
	settle_renegotiation(node, out);
	settle_http2(node, out);
	settle_algorithms(facts, node, out);
}

const struct ed_check ed_check_tls_client_auth = {
    .id = "tls-client-auth",
    .title = "The server asks for the certificate as devices can answer",
    .each = ED_SERVER,
    .findings = ED_FINDINGS({"terminated-by-proxy", 0},
	{"post-handshake-only", 0}, {"renegotiation-blocked", 0}, {"http2", 0},
	{"signature-algorithms", 0}),
    .run = run,
};
