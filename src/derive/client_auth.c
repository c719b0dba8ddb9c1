/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When a server asks for a client certificate, and what it does without one.
 *
 * Settled from what each attempt saw, for each node and TLS version: a server
 * may ask in the handshake, after the request (renegotiation in TLS 1.2,
 * post-handshake authentication in TLS 1.3), or never; and without a
 * certificate it may go on, cut the connection, or answer that it wants one.
 */
#include "derive/derive.h"

#include "derive/answer.h"
#include "derive/pattern.h"

static const struct ed_attempt *find_step(
    const struct ed_node *node, enum ed_step step)
{
	for (size_t i = 0; i < node->n_attempts; i++)
		if (node->attempts[i]->step == step)
			return node->attempts[i];
	return NULL;
}

static bool has_message(const struct ed_attempt *attempt, enum ed_peer from,
    enum ed_message_type type)
{
	for (size_t i = 0; i < attempt->tls.n_messages; i++)
		if (attempt->tls.messages[i].type == type &&
		    attempt->tls.messages[i].from == from)
			return true;
	return false;
}

/* The server chose this version, whatever came of it. */
static bool agreed_on(
    const struct ed_attempt *attempt, enum ed_tls_version version)
{
	if (!attempt)
		return false;
	/* A server may answer with an older one than was offered. */
	if (attempt->tls.version != ED_TLS_NONE)
		return attempt->tls.version == version;
	return attempt->offer.tls_min == version &&
	       attempt->offer.tls_max == version &&
	       has_message(attempt, ED_PEER_SERVER, ED_MESSAGE_SERVER_HELLO);
}

/* The phase in which it first asked; UNSAID: it did not. */
static enum ed_phase asked_in(const struct ed_attempt *attempt)
{
	if (!attempt)
		return ED_PHASE_UNSAID;
	if (attempt->tls.n_requests)
		return attempt->tls.requests[0].phase
			   ? attempt->tls.requests[0].phase
			   : ED_PHASE_INITIAL;
	for (size_t i = 0; i < attempt->tls.n_messages; i++) {
		const struct ed_message *message = &attempt->tls.messages[i];

		if (message->type == ED_MESSAGE_CERTIFICATE_REQUEST)
			return message->phase ? message->phase
					      : ED_PHASE_INITIAL;
	}
	return ED_PHASE_UNSAID;
}

static bool was_answered(const struct ed_attempt *attempt)
{
	return attempt && attempt->http.state == ED_HTTP_ANSWERED;
}

/* The server ended it. In TLS 1.3 that comes after the handshake. */
static bool was_cut(const struct ed_attempt *attempt)
{
	switch (attempt->tls.state) {
	case ED_TLS_ALERT:
	case ED_TLS_CLOSED:
	case ED_TLS_RESET:
		return true;
	case ED_TLS_DONE:
		break;
	default:
		return false;
	}
	return attempt->http.state == ED_HTTP_ALERT ||
	       attempt->http.state == ED_HTTP_CLOSED ||
	       attempt->http.state == ED_HTTP_RESET;
}

/* IIS and its like say 403; nginx says 400 and names the certificate. */
static bool wants_certificate(const struct ed_attempt *attempt)
{
	unsigned status = attempt->http.status;

	if (ed_answerer_of(&attempt->http) == ED_BY_EXCHANGE)
		return false;
	if (status == 403 || status == 496)
		return true;
	return status == 400 &&
	       ed_pattern_matches("certificate", attempt->http.body);
}

static enum ed_auth_mode mode_without(const struct ed_attempt *without,
    enum ed_auth_mode cut, enum ed_auth_mode refused, enum ed_auth_mode served)
{
	if (was_cut(without))
		return cut;
	if (!was_answered(without))
		return ED_AUTH_UNKNOWN;
	return wants_certificate(without) ? refused : served;
}

/* TLS 1.3 without post-handshake authentication: it could not ask. */
static enum ed_auth_mode mode_of_pha(const struct ed_client_auth *auth)
{
	if (was_answered(auth->with) && !wants_certificate(auth->with) &&
	    auth->with->http.status < 500)
		return ED_AUTH_OPTIONAL_AFTER_REQUEST;
	return ED_AUTH_REQUIRED_AFTER_REQUEST;
}

static enum ed_auth_mode mode_unasked(
    const struct ed_client_auth *auth, enum ed_tls_version version)
{
	if (!was_answered(auth->with) && !was_answered(auth->without))
		return ED_AUTH_UNKNOWN;
	if (version == ED_TLS_1_2)
		return ED_AUTH_NONE;
	if (was_answered(auth->pha) ||
	    (auth->with && ed_is_eas_answer(&auth->with->http)))
		return ED_AUTH_NONE;
	return ED_AUTH_UNKNOWN;
}

static enum ed_auth_mode mode_of(
    const struct ed_client_auth *auth, enum ed_tls_version version)
{
	const struct ed_attempt *without = auth->without;
	enum ed_phase bare = asked_in(without);
	enum ed_phase asked = bare ? bare : asked_in(auth->with);

	if (asked == ED_PHASE_UNSAID)
		return asked_in(auth->pha) ? mode_of_pha(auth)
					   : mode_unasked(auth, version);
	if (!without || !bare)
		return ED_AUTH_UNKNOWN;
	if (asked == ED_PHASE_INITIAL)
		return mode_without(without, ED_AUTH_REQUIRED_HANDSHAKE,
		    ED_AUTH_HTTP_LEVEL, ED_AUTH_OPTIONAL);
	return mode_without(without, ED_AUTH_REQUIRED_AFTER_REQUEST,
	    ED_AUTH_REQUIRED_AFTER_REQUEST, ED_AUTH_OPTIONAL_AFTER_REQUEST);
}

static void settle_version(
    struct ed_client_auth *auth, enum ed_tls_version version)
{
	auth->agreed =
	    agreed_on(auth->without, version) || agreed_on(auth->with, version);
	if (!auth->agreed)
		return;
	auth->asked = asked_in(auth->without) || asked_in(auth->with) ||
		      asked_in(auth->pha);
	auth->mode = mode_of(auth, version);
}

static bool is_late(enum ed_auth_mode mode)
{
	return mode == ED_AUTH_REQUIRED_AFTER_REQUEST ||
	       mode == ED_AUTH_OPTIONAL_AFTER_REQUEST;
}

/*
 * Some servers that ask late over TLS 1.2 cannot ask over TLS 1.3 at all,
 * whatever is offered, and fail there.
 */
static void note_late(struct ed_node *node)
{
	const struct ed_client_auth *auth = &node->tls13;

	if (!auth->agreed || auth->asked || !is_late(node->tls12.mode) ||
	    !auth->with || ed_is_eas_answer(&auth->with->http))
		return;
	node->tls13.mode = node->tls12.mode;
}

/*
 * A server asks over both versions or over none, but over TLS 1.3 after the
 * request it can only ask who offers that.
 */
static void carry_over(struct ed_node *node)
{
	if (node->tls13.agreed && node->tls13.mode == ED_AUTH_UNKNOWN &&
	    !node->tls13.asked && node->tls12.mode == ED_AUTH_NONE &&
	    was_answered(node->tls13.without))
		node->tls13.mode = ED_AUTH_NONE;
}

static void look_at_attempts(struct ed_node *node)
{
	for (size_t i = 0; i < node->n_attempts; i++) {
		const struct ed_attempt *attempt = node->attempts[i];

		if (attempt->tcp.state == ED_TCP_CONNECTED)
			node->connected = true;
		if (attempt->tls.state == ED_TLS_DONE)
			node->spoke_tls = true;
		if (!attempt->tls.n_certificates ||
		    (node->shown && node->shown->step != ED_STEP_NO_SNI))
			continue;
		if (!node->shown || attempt->step != ED_STEP_NO_SNI)
			node->shown = attempt;
	}
}

/* Devices take the highest version that both know. */
static void choose_device_like(struct ed_node *node)
{
	node->device_auth = node->tls13.agreed   ? &node->tls13
			    : node->tls12.agreed ? &node->tls12
						 : NULL;
	if (!node->device_auth)
		return;
	node->device_like = node->device_auth->with;
	node->bare = node->device_auth->without;
}

static void choose_request(struct ed_node *node)
{
	const struct ed_client_auth *auth = node->device_auth;
	const struct ed_attempt *tried[] = {
	    node->device_like, node->bare, auth ? auth->pha : NULL};

	for (size_t i = 0; i < ED_COUNT(tried); i++) {
		if (!tried[i] || !tried[i]->tls.n_requests)
			continue;
		node->asking = tried[i];
		node->request = &tried[i]->tls.requests[0];
		return;
	}
}

static void settle_node(struct ed_node *node)
{
	node->tls12.without = find_step(node, ED_STEP_TLS12);
	node->tls12.with = find_step(node, ED_STEP_TLS12_CERTIFICATE);
	node->tls13.without = find_step(node, ED_STEP_TLS13);
	node->tls13.with = find_step(node, ED_STEP_TLS13_CERTIFICATE);
	node->tls13.pha = find_step(node, ED_STEP_TLS13_PHA);
	settle_version(&node->tls12, ED_TLS_1_2);
	settle_version(&node->tls13, ED_TLS_1_3);
	carry_over(node);
	note_late(node);
	look_at_attempts(node);
	choose_device_like(node);
	choose_request(node);
}

/* Blanks, a scheme or a path around it are another fault. */
static bool is_profile_host(const struct ed_case *c, struct ed_str host)
{
	bool any = false;

	for (size_t i = 0; i < c->profiles.n; i++) {
		const struct ed_profile *profile =
		    ED_ITEMS(c->profiles, struct ed_profile *)[i];

		for (size_t k = 0; k < profile->n_accounts; k++) {
			struct ed_str said = profile->accounts[k].host.value;

			any = any || said.n > 0;
			if (said.n && ed_str_ieq(said, host))
				return true;
		}
	}
	return !any;
}

static bool is_same_server(const struct ed_case *c, struct ed_str host)
{
	if (c->facts.endpoint && c->facts.endpoint->host.n)
		return ed_str_ieq(c->facts.endpoint->host, host);
	return is_profile_host(c, host);
}

static bool is_same_certificate(
    const struct ed_case *c, const struct ed_probe *probe)
{
	if (!probe->has_certificate)
		return false;
	if (!c->facts.device_certificate)
		return c->ambiguous.n == 0;
	/* The device's may be known from a text, without this hash. */
	return probe->certificate_sha256.n &&
	       ed_str_ieq(c->facts.device_certificate->sha256,
		   probe->certificate_sha256);
}

/* What a probe saw and is not judged must not go unnoticed. */
static void note_other(struct ed_case *c, const struct ed_probe *probe)
{
	struct ed_str *note;

	if (probe->same_server &&
	    (probe->same_certificate || !probe->has_certificate))
		return;
	note = ED_PUSH(&c->arena, &c->notes, struct ed_str);
	*note = ed_format(&c->arena,
	    "the answers to the probe of %.*s are not taken for the device's: "
	    "it %s",
	    ED_ARG(probe->host),
	    probe->same_server
		? "presented another certificate"
		: "is not the server that the case or the profile names");
}

void ed_derive_client_auth(struct ed_case *c)
{
	for (size_t i = 0; i < c->nodes.n; i++)
		settle_node(ED_ITEMS(c->nodes, struct ed_node *)[i]);
	for (size_t i = 0; i < c->probes.n; i++) {
		struct ed_probe *probe =
		    ED_ITEMS(c->probes, struct ed_probe *)[i];

		probe->same_server = is_same_server(c, probe->host);
		probe->same_certificate = is_same_certificate(c, probe);
		note_other(c, probe);
	}
}
