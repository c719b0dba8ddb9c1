/* SPDX-License-Identifier: Apache-2.0 */
/*
 * exchange-servers: all addresses of one name must behave alike.
 *
 * Of several servers behind one name each has its own IIS settings. A device
 * then works or fails by the one that it happens to reach.
 */
#include <easdoctor/check.h>

/* What a node does that another should do too. */
struct conduct {
	enum ed_auth_mode mode12;
	enum ed_auth_mode mode13;
	unsigned status; /* 0: not known */
};

static struct conduct conduct_of(const struct ed_node *node)
{
	const struct ed_attempt *attempt =
	    node->device_like ? node->device_like : node->bare;
	struct conduct conduct = {node->tls12.mode, node->tls13.mode, 0};

	if (attempt && attempt->http.state == ED_HTTP_ANSWERED)
		conduct.status = attempt->http.status;
	return conduct;
}

/* Both known and not the same. */
static bool differ(unsigned a, unsigned b)
{
	return a && b && a != b;
}

static const char *difference(const struct ed_node *a, const struct ed_node *b)
{
	struct conduct x = conduct_of(a), y = conduct_of(b);

	if (differ(x.mode12, y.mode12) || differ(x.mode13, y.mode13))
		return "they ask for the certificate differently";
	if (differ(x.status, y.status))
		return "they answer with different statuses";
	return NULL;
}

/* A port that one has open and another has not. */
static const char *difference_of_ports(
    const struct ed_node *a, const struct ed_node *b)
{
	return a->connected != b->connected ? "one of them cannot be reached"
					    : NULL;
}

static bool settle_pairs(const struct ed_facts *facts,
    const char *(*find)(const struct ed_node *, const struct ed_node *),
    bool from_here, struct ed_sink *out)
{
	for (size_t i = 0; i < facts->n_nodes; i++) {
		const struct ed_node *other = facts->nodes[i];
		const struct ed_node *first = NULL;
		const char *how;
		struct ed_ref ref = other->ref;

		if (!other->probe->same_server)
			continue;
		for (size_t k = 0; k < i && !first; k++)
			if (ed_str_ieq(facts->nodes[k]->probe->host,
				other->probe->host))
				first = facts->nodes[k];
		how = first ? find(first, other) : NULL;
		if (!how)
			continue;
		if (from_here)
			ref.kind = ED_AT_REQUEST;
		ed_settle(out, "differ", true, ref,
		    ED_VALUES({"one", ED_HOST, first->label},
			{"other", ED_HOST, other->label},
			{"how", ED_TEXT, ed_str_of(how)}));
		return true;
	}
	return false;
}

/* Two addresses of one name, both of which showed how they behave. */
static bool has_pair(const struct ed_facts *facts)
{
	for (size_t i = 1; i < facts->n_nodes; i++)
		for (size_t k = 0; k < i; k++)
			if (facts->nodes[i]->probe->same_server &&
			    facts->nodes[i]->device_auth &&
			    facts->nodes[k]->device_auth &&
			    ed_str_ieq(facts->nodes[i]->probe->host,
				facts->nodes[k]->probe->host))
				return true;
	return false;
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	(void)subject;
	if (settle_pairs(facts, difference, false, out) ||
	    settle_pairs(facts, difference_of_ports, true, out))
		return;
	if (has_pair(facts))
		ed_settle(out, "differ", false, facts->nodes[0]->ref, NULL);
	else if (facts->n_nodes > 1)
		ed_unknown(out, "differ",
		    "not enough of the addresses could be probed");
	else
		ed_not_asked(out, "differ", "only one address was probed");
}

const struct ed_check ed_check_exchange_servers = {
    .id = "exchange-servers",
    .title = "All servers of the name behave alike",
    .each = ED_CASE,
    .findings = ED_FINDINGS({"differ", ED_NEED_PROBE}),
    .run = run,
};
