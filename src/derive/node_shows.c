/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a server showed a probe, in one line: for whoever compares two of one
 * name, and has to find out what is set differently.
 */
#include "derive/derive.h"

/* Names of authorities that are said; the rest is counted. */
enum { SAID = 4 };

static const char *mode_words(enum ed_auth_mode mode)
{
	switch (mode) {
	case ED_AUTH_NONE:
		return "never asks for a certificate";
	case ED_AUTH_OPTIONAL:
		return "asks in the handshake, and goes on without one";
	case ED_AUTH_REQUIRED_HANDSHAKE:
		return "asks in the handshake, and ends it without one";
	case ED_AUTH_REQUIRED_AFTER_REQUEST:
		return "asks after the request, and refuses it without one";
	case ED_AUTH_OPTIONAL_AFTER_REQUEST:
		return "asks after the request, and goes on without one";
	case ED_AUTH_HTTP_LEVEL:
		return "asks in the handshake, and answers 403 without one";
	case ED_AUTH_UNKNOWN:
		break;
	}
	return "is agreed on; when it asks was not seen";
}

static void put_version(
    struct ed_text *out, const char *name, const struct ed_client_auth *auth)
{
	if (auth->agreed)
		ed_putf(out, "over %s it %s; ", name, mode_words(auth->mode));
	else if (auth->with || auth->without)
		ed_putf(out, "%s is not agreed on; ", name);
}

static void put_authorities(
    struct ed_text *out, const struct ed_certificate_request *request)
{
	const size_t n = request->n_issuers;

	if (!n && !request->issuers_left_out) {
		ed_putf(out, "it names no authority; ");
		return;
	}
	ed_putf(out, "it names %zu authorit%s", n + request->issuers_left_out,
	    n + request->issuers_left_out == 1 ? "y" : "ies");
	for (size_t i = 0; i < n && i < SAID; i++)
		ed_putf(out, "%s %.*s", i ? " and" : ":",
		    ED_ARG(request->issuers[i].text));
	ed_putf(out, n > SAID ? " and more; " : "; ");
}

static const char *trust_words(enum ed_server_trust trust)
{
	switch (trust) {
	case ED_SERVER_TRUSTED:
		return "trusted";
	case ED_SERVER_UNTRUSTED:
		return "of another root than those that are trusted";
	case ED_SERVER_INCOMPLETE:
		return "sent without an intermediate certificate";
	case ED_SERVER_UNJUDGED:
	case ED_SERVER_CANNOT_TELL:
		break;
	}
	return "not judged for trust";
}

static void put_certificate(struct ed_text *out, const struct ed_node *node)
{
	const struct ed_certificate *cert = node->shown->tls.certificates[0];
	struct ed_digits end;

	ed_putf(out,
	    "its certificate has serial number %.*s, is issued by %.*s"
	    ", ends at %.*s and is %s; ",
	    ED_ARG(cert->serial), ED_ARG(cert->issuer.text),
	    ED_ARG(ed_time(&end, cert->not_after)),
	    trust_words(node->chain.trust));
}

static void put_answer(struct ed_text *out, const struct ed_node *node)
{
	const struct ed_attempt *attempt =
	    node->device_like ? node->device_like : node->bare;
	const char *whose = node->device_like ? "with" : "without";

	if (!attempt)
		return;
	if (attempt->http.state == ED_HTTP_ANSWERED)
		ed_putf(out, "%s a certificate it answers %u; ", whose,
		    attempt->http.status);
	else
		ed_putf(out, "%s a certificate it gives no answer; ", whose);
}

static struct ed_str shows(struct ed_arena *arena, const struct ed_node *node)
{
	struct ed_text out = {.arena = arena};
	struct ed_str text;

	if (!node->connected)
		return ED_STR("it cannot be reached from here");
	put_version(&out, "TLS 1.2", &node->tls12);
	put_version(&out, "TLS 1.3", &node->tls13);
	if (node->request)
		put_authorities(&out, node->request);
	if (node->shown)
		put_certificate(&out, node);
	put_answer(&out, node);
	text = ed_text_str(&out);
	return text.n ? ed_str_sub(text, 0, text.n - 2)
		      : ED_STR("its port is open, and it showed no more");
}

void ed_derive_node_shows(struct ed_case *c)
{
	for (size_t i = 0; i < c->nodes.n; i++) {
		struct ed_node *node = ED_ITEMS(c->nodes, struct ed_node *)[i];

		node->shows = shows(&c->arena, node);
	}
}
