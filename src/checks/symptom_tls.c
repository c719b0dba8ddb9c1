/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tls: what happened below HTTP, as a probe saw it.
 *
 * Only what the device would meet counts: the attempt with its certificate,
 * over the version that both would choose, and no post-handshake
 * authentication. Where that was not made, only what needs no certificate is
 * settled.
 */
#include <easdoctor/check.h>
#include <easdoctor/host.h>
#include <easdoctor/name.h>

/* What one finding comes to on one server, in order of how much it says. */
enum state { NOT_ASKED, ABSENT, UNKNOWN, PRESENT };

/* A server, and the attempts on it that count. */
struct view {
	const struct ed_certificate *device; /* or NULL */
	const struct ed_node *node;
	const struct ed_attempt *like; /* as the device would; or NULL */
	const struct ed_attempt *at;   /* which shows what was found */
	const struct ed_str *issuer;   /* one that the server names; or NULL */
};

static enum state state_of(bool judged, bool present)
{
	if (!judged)
		return UNKNOWN;
	return present ? PRESENT : ABSENT;
}

static enum state never_asked(struct view *v)
{
	const struct ed_client_auth *auth = v->node->device_auth;

	if (!auth)
		return UNKNOWN;
	v->at = v->node->device_like ? v->node->device_like : v->node->bare;
	if (auth->asked)
		return ABSENT;
	return state_of(
	    v->at && auth->mode != ED_AUTH_UNKNOWN, auth->mode == ED_AUTH_NONE);
}

static bool lists(
    const struct ed_certificate_request *request, const struct ed_name *name)
{
	for (size_t i = 0; i < request->n_issuers; i++)
		if (ed_name_is(&request->issuers[i], name))
			return true;
	return false;
}

/* Its issuer, or an authority above that the device could send along. */
static bool lists_ours(const struct ed_certificate_request *request,
    const struct ed_certificate *cert)
{
	if (lists(request, &cert->issuer))
		return true;
	for (size_t i = 1; i < cert->chain.n_links; i++)
		if (lists(request, &cert->chain.links[i]->issuer))
			return true;
	return false;
}

/* While the chain is not known, an authority above may be listed. */
static enum state list_lacks(struct view *v)
{
	const struct ed_certificate_request *request = v->node->request;

	v->at = v->node->asking;
	if (!request)
		return UNKNOWN;
	if (request->n_issuers == 0)
		return state_of(request->issuers_left_out == 0, false);
	if (!v->device)
		return UNKNOWN;
	if (lists_ours(request, v->device))
		return ABSENT;
	v->issuer = &request->issuers[0].text;
	return state_of(request->issuers_left_out == 0 &&
			    v->device->chain.state == ED_CHAIN_TRUSTED,
	    true);
}

static bool presented(const struct ed_attempt *attempt)
{
	for (size_t i = 0; i < attempt->tls.n_requests; i++)
		if (attempt->tls.requests[i].answered ==
		    ED_ANSWERED_CERTIFICATE)
			return true;
	return false;
}

/* The server's alert on a certificate that was presented, or 0. */
static unsigned alert_of(const struct ed_attempt *attempt)
{
	for (size_t i = attempt->tls.n_messages; i-- > 0;) {
		const struct ed_message *message = &attempt->tls.messages[i];

		if (message->from == ED_PEER_SERVER &&
		    message->type == ED_MESSAGE_ALERT && message->alert)
			return presented(attempt) ? message->alert : 0;
	}
	return 0;
}

/* With children of its own only where they say no more. */
static enum state other_alert(struct view *v)
{
	unsigned alert;

	if (!v->like)
		return NOT_ASKED;
	alert = alert_of(v->like);
	v->at = v->like;
	switch (alert) {
	case 0:
		return state_of(v->like->tls.state != ED_TLS_UNSAID, false);
	case 42:
	case 43:
	case 44:
	case 45:
	case 46:
	case 48:
	case 51:
		return NOT_ASKED;
	default:
		return PRESENT;
	}
}

static enum state is_alert(struct view *v, unsigned number)
{
	if (!v->like)
		return NOT_ASKED;
	v->at = v->like;
	return state_of(
	    v->like->tls.state != ED_TLS_UNSAID, alert_of(v->like) == number);
}

#define ALERT(number)                                                          \
	static enum state is_##number(struct view *v)                          \
	{                                                                      \
		return is_alert(v, number);                                    \
	}
ALERT(42)
ALERT(43)
ALERT(44)
ALERT(45)
ALERT(46)
ALERT(48)
ALERT(51)

static bool has_begun_anew(const struct ed_attempt *attempt)
{
	for (size_t i = 0; i < attempt->tls.n_messages; i++)
		if (attempt->tls.messages[i].type == ED_MESSAGE_HELLO_REQUEST ||
		    attempt->tls.messages[i].phase == ED_PHASE_RENEGOTIATION)
			return true;
	return false;
}

/* The exchange as the device would make it, or why there is none. */
static enum state exchange(struct view *v)
{
	if (!v->like)
		return NOT_ASKED;
	v->at = v->like;
	return v->like->tls.state == ED_TLS_DONE &&
		       v->like->http.state > ED_HTTP_NOT_TRIED
		   ? ABSENT
		   : UNKNOWN;
}

/* An alert that answers no certificate is a cut like any other. */
static bool is_cut(const struct ed_attempt *attempt)
{
	return attempt->http.state == ED_HTTP_RESET ||
	       attempt->http.state == ED_HTTP_CLOSED ||
	       (attempt->http.state == ED_HTTP_ALERT && !presented(attempt));
}

static enum state was_reset(struct view *v)
{
	enum state state = exchange(v);
	const struct ed_attempt *bare = v->node->bare;

	/* Before it asked for a certificate, none would have helped. */
	if (!v->node->device_like && bare && !bare->tls.n_requests &&
	    bare->tls.state == ED_TLS_DONE && is_cut(bare)) {
		v->at = bare;
		return PRESENT;
	}
	return state == ABSENT && is_cut(v->at) ? PRESENT : state;
}

static enum state was_silent(struct view *v)
{
	enum state state = exchange(v);

	return state == ABSENT && v->at->http.state == ED_HTTP_TIMEOUT &&
		       !has_begun_anew(v->at)
		   ? PRESENT
		   : state;
}

static enum state was_stuck(struct view *v)
{
	enum state state = exchange(v);

	return state == ABSENT && v->at->http.state == ED_HTTP_TIMEOUT &&
		       has_begun_anew(v->at)
		   ? PRESENT
		   : state;
}

static enum state names_other(struct view *v)
{
	const struct ed_certificate *cert;
	struct ed_str host = v->node->probe->host;
	bool named;

	v->at = v->node->shown;
	if (!v->at)
		return UNKNOWN;
	cert = v->at->tls.certificates[0];
	named = ed_host_is_named(cert, host);
	/* Names of addresses are not read. */
	if (!named &&
	    ((cert->unreadable & ED_PART_SAN) || ed_str_has(host, ':') ||
		(host.n && host.p[host.n - 1] >= '0' &&
		    host.p[host.n - 1] <= '9')))
		return UNKNOWN;
	return state_of(true, !named);
}

static enum state chain_is_bad(struct view *v)
{
	enum ed_server_trust trust = v->node->chain.trust;

	v->at = v->node->shown;
	return state_of(v->at && trust != ED_SERVER_UNJUDGED &&
			    trust != ED_SERVER_CANNOT_TELL,
	    trust != ED_SERVER_TRUSTED);
}

static const struct {
	const char *id;
	enum state (*look)(struct view *v);
} rows[] = {
    {"no-certificate-request", never_asked},
    {"issuer-list-without-ours", list_lacks},
    {"alert-after-certificate", other_alert},
    {"alert-42", is_42},
    {"alert-43", is_43},
    {"alert-44", is_44},
    {"alert-45", is_45},
    {"alert-46", is_46},
    {"alert-48", is_48},
    {"alert-51", is_51},
    {"reset-after-request", was_reset},
    {"no-answer", was_silent},
    {"renegotiation-timeout", was_stuck},
    {"server-name-mismatch", names_other},
    {"server-chain-invalid", chain_is_bad},
};

static void settle_present(
    const struct view *v, const char *id, struct ed_sink *out)
{
	const unsigned code = alert_of(v->at);
	struct ed_digits alert;

	if (v->issuer)
		ed_settle(out, id, true, v->at->ref,
		    ED_VALUES({"server", ED_HOST, v->node->label},
			{"issuer", ED_DN, *v->issuer}));
	else if (code)
		ed_settle(out, id, true, v->at->ref,
		    ED_VALUES({"server", ED_HOST, v->node->label},
			{"alert", ED_NUMBER, ed_number(&alert, code)}));
	else
		ed_settle(out, id, true, v->at->ref,
		    ED_VALUES({"server", ED_HOST, v->node->label}));
}

static void settle(
    const struct ed_facts *facts, size_t row, struct ed_sink *out)
{
	enum state most = NOT_ASKED;

	for (size_t i = 0; i < facts->n_nodes; i++) {
		const struct ed_node *node = facts->nodes[i];
		struct view v = {.device = facts->device_certificate,
		    .node = node,
		    .like = node->probe->same_certificate ? node->device_like
							  : NULL};
		enum state state =
		    node->probe->same_server ? rows[row].look(&v) : UNKNOWN;

		if (state == PRESENT) {
			settle_present(&v, rows[row].id, out);
			return;
		}
		most = state > most ? state : most;
	}
	if (most == ABSENT)
		ed_settle(out, rows[row].id, false, facts->nodes[0]->ref, NULL);
	else if (most == UNKNOWN)
		ed_unknown(out, rows[row].id,
		    "the probe did not get far enough to see it");
	else
		ed_not_asked(out, rows[row].id,
		    "no probe with the device's certificate was made");
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	(void)subject;
	for (size_t i = 0; i < ED_COUNT(rows); i++)
		settle(facts, i, out);
}

const struct ed_check ed_check_symptom_tls = {
    .id = "tls",
    .title = "Below HTTP a probe met no failure",
    .each = ED_SYMPTOM,
    .findings = ED_FINDINGS({"no-certificate-request", 0},
	{"issuer-list-without-ours", 0}, {"alert-after-certificate", 0},
	{"alert-42", 0}, {"alert-43", 0}, {"alert-44", 0}, {"alert-45", 0},
	{"alert-46", 0}, {"alert-48", 0}, {"alert-51", 0},
	{"reset-after-request", 0}, {"no-answer", 0},
	{"renegotiation-timeout", 0}, {"server-name-mismatch", 0},
	{"server-chain-invalid", 0}),
    .run = run,
};
