/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One server, and one certificate: what was seen there counts before what
 * follows from the certificate.
 */
#include "derive/answer.h"
#include "derive/offer.h"

static bool is_late(enum ed_auth_mode mode)
{
	return mode == ED_AUTH_REQUIRED_AFTER_REQUEST ||
	       mode == ED_AUTH_OPTIONAL_AFTER_REQUEST;
}

/* Nothing is offered, whatever the device holds, unless it is asked. */
static void look_whether_asked(
    const struct ed_node *node, struct ed_verdict *offered)
{
	const struct ed_client_auth *auth = node->device_auth;

	if (auth == &node->tls13 && is_late(auth->mode) &&
	    (!node->request || node->asking == auth->pha)) {
		*offered = (struct ed_verdict){ED_NO,
		    "over TLS 1.3 the server asks only after the request, "
		    "which devices do not answer"};
		return;
	}
	if (node->request)
		return;
	*offered = auth->mode == ED_AUTH_NONE
		       ? (struct ed_verdict){ED_NO,
			     "the server does not ask for a certificate"}
		       : (struct ed_verdict){ED_UNSAID,
			     "what the server asks for was not seen"};
}

/* The attempt in which the probe presented it, or NULL. */
static const struct ed_attempt *find_presented(
    const struct ed_node *node, const struct ed_certificate *cert)
{
	const struct ed_attempt *like = node->device_like;

	if (!like || !cert->sha256.n ||
	    !ed_str_ieq(cert->sha256, node->probe->certificate_sha256))
		return NULL;
	for (size_t i = 0; i < like->tls.n_requests; i++)
		if (like->tls.requests[i].answered == ED_ANSWERED_CERTIFICATE)
			return like;
	return NULL;
}

static unsigned alert_of(const struct ed_attempt *attempt)
{
	for (size_t i = attempt->tls.n_messages; i-- > 0;) {
		const struct ed_message *message = &attempt->tls.messages[i];

		if (message->from == ED_PEER_SERVER &&
		    message->type == ED_MESSAGE_ALERT && message->alert)
			return message->alert;
	}
	return 0;
}

/* What came of presenting it; false: nothing that says either. */
static bool was_seen(struct ed_case *c, const struct ed_attempt *attempt,
    struct ed_verdict *accepted)
{
	const struct ed_http *http = &attempt->http;
	unsigned alert = alert_of(attempt);

	if (ed_is_eas_answer(http)) {
		*accepted = (struct ed_verdict){
		    ED_YES, "the probe presented it, and ActiveSync answered"};
		return true;
	}
	if (http->state != ED_HTTP_ANSWERED && !alert)
		return false;
	accepted->answer = alert ? ED_NO : ED_UNSAID;
	accepted->why = ed_format(&c->arena,
	    "the probe presented it, and was answered %s%u",
	    alert ? "with alert " : "", alert ? alert : http->status)
			    .p;
	return true;
}

static struct ed_verdict judge_acceptance(struct ed_case *c,
    const struct ed_node *node, const struct ed_certificate *cert,
    const struct ed_chain *chain)
{
	struct ed_verdict accepted =
	    ed_judge_accepted(cert, chain, c->facts.as_of);
	const struct ed_attempt *presented = find_presented(node, cert);
	struct ed_verdict seen;

	if (presented && was_seen(c, presented, &seen) &&
	    (accepted.answer != ED_NO || seen.answer == ED_NO))
		return seen;
	if (accepted.answer == ED_YES && node->request &&
	    ed_is_signed_otherwise(node->request, cert))
		return (struct ed_verdict){ED_UNSAID,
		    "its own signature is of an algorithm that the server "
		    "does not name"};
	return accepted;
}

void ed_judge_server(struct ed_case *c, struct ed_server_offer *out,
    const struct ed_offer *one, const struct ed_chain *chain)
{
	struct ed_verdict offered = ed_judge_offered(
	    one->certificate, one->has_key, &out->wanted, true);
	struct ed_verdict accepted =
	    judge_acceptance(c, out->node, one->certificate, chain);

	look_whether_asked(out->node, &offered);
	out->offered = offered.answer;
	out->offered_why = offered.why;
	out->accepted = accepted.answer;
	out->accepted_why = accepted.why;
}
