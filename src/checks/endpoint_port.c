/* SPDX-License-Identifier: Apache-2.0 */
/*
 * endpoint-port: something must listen there, and speak TLS.
 *
 * Refused, silent and cut connections are judged from where the probe ran,
 * so they are signs and no proof. What speaks another protocol says so itself.
 */
#include <easdoctor/check.h>

static const char *const ids[] = {"refused", "timeout", "reset", NULL};

/* Did all attempts that got there end so, before the server said anything? */
static bool all_end_in(
    const struct ed_node *node, enum ed_tls_state one, enum ed_tls_state other)
{
	bool any = false;

	for (size_t i = 0; i < node->n_attempts; i++) {
		const struct ed_attempt *attempt = node->attempts[i];

		if (attempt->tcp.state != ED_TCP_CONNECTED)
			continue;
		any = true;
		if (attempt->tls.state != one && attempt->tls.state != other)
			return false;
		for (size_t k = 0; k < attempt->tls.n_messages; k++)
			if (attempt->tls.messages[k].from == ED_PEER_SERVER)
				return false;
	}
	return any;
}

static const struct ed_attempt *first(
    const struct ed_node *node, enum ed_tcp_state state)
{
	for (size_t i = 0; i < node->n_attempts; i++)
		if (node->attempts[i]->tcp.state == state)
			return node->attempts[i];
	return NULL;
}

static const struct ed_attempt *first_not_tls(const struct ed_node *node)
{
	for (size_t i = 0; i < node->n_attempts; i++)
		if (node->attempts[i]->tls.state == ED_TLS_NOT_TLS)
			return node->attempts[i];
	return NULL;
}

/* What we failed to reach, and no word of the server's. */
static struct ed_ref from_here(const struct ed_node *node)
{
	struct ed_ref ref = node->ref;

	ref.kind = ED_AT_REQUEST;
	return ref;
}

static void settle_one(const struct ed_node *node, const char *which,
    struct ed_str error, struct ed_sink *out)
{
	for (size_t i = 0; ids[i]; i++)
		ed_settle(out, ids[i], which == ids[i], from_here(node),
		    ED_VALUES({"address", ED_IP, node->address},
			{"error", ED_TEXT,
			    error.n ? error : ED_STR("no reason")}));
}

static void settle_connected(const struct ed_node *node, struct ed_sink *out)
{
	struct ed_str error = node->attempts[0]->tls.error;

	if (all_end_in(node, ED_TLS_RESET, ED_TLS_CLOSED))
		settle_one(node, ids[2], error, out);
	else if (all_end_in(node, ED_TLS_TIMEOUT, ED_TLS_TIMEOUT))
		settle_one(node, ids[1], error, out);
	else
		settle_one(node, NULL, error, out);
}

static void settle_tcp(const struct ed_node *node, struct ed_sink *out)
{
	static const enum ed_tcp_state states[] = {
	    ED_TCP_REFUSED, ED_TCP_TIMEOUT, ED_TCP_RESET};

	if (node->connected) {
		settle_connected(node, out);
		return;
	}
	for (size_t i = 0; i < ED_COUNT(states); i++) {
		const struct ed_attempt *attempt = first(node, states[i]);

		if (!attempt)
			continue;
		settle_one(node, ids[i], attempt->tcp.error, out);
		return;
	}
	for (size_t i = 0; ids[i]; i++)
		ed_unknown(out, ids[i],
		    "this machine, or its proxy, has no way to the address");
}

static void settle_protocol(const struct ed_node *node, struct ed_sink *out)
{
	const struct ed_attempt *attempt = first_not_tls(node);

	if (node->spoke_tls || node->shown)
		ed_settle(out, "not-tls", false, node->ref, NULL);
	else if (attempt)
		ed_settle(out, "not-tls", true, attempt->ref,
		    ED_VALUES({"bytes", ED_TEXT,
			attempt->tls.first_bytes.n ? attempt->tls.first_bytes
						   : ED_STR("no TLS")}));
	else
		ed_unknown(
		    out, "not-tls", "the server said nothing to judge by");
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_node *node = subject;

	(void)facts;
	settle_tcp(node, out);
	settle_protocol(node, out);
}

const struct ed_check ed_check_endpoint_port = {
    .id = "endpoint-port",
    .title = "The endpoint's port is open and speaks TLS",
    .each = ED_SERVER,
    .findings = ED_FINDINGS(
	{"refused", 0}, {"timeout", 0}, {"reset", 0}, {"not-tls", 0}),
    .run = run,
};
