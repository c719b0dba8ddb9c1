/* SPDX-License-Identifier: Apache-2.0 */
/*
 * exchange-servers: all servers of one name must behave alike.
 *
 * Of several servers behind one name each has its own settings of IIS,
 * http.sys and Windows. A device then works or fails by the one that it
 * happens to reach. Probes show how they behave, exports how they are set.
 */
#include <easdoctor/check.h>
#include <easdoctor/selection.h>
#include <easdoctor/server_setting.h>

static size_t count_steps(const struct ed_node *node, enum ed_step step)
{
	size_t n = 0;

	for (size_t i = 0; i < node->n_attempts; i++)
		n += node->attempts[i]->step == step;
	return n;
}

/*
 * Asked the same, without and with a certificate: one of which a probe that
 * was cut knows less seems to do something else.
 */
static bool asked_alike(const struct ed_node *a, const struct ed_node *b,
    enum ed_step without, enum ed_step with)
{
	return count_steps(a, without) == count_steps(b, without) &&
	       count_steps(a, with) == count_steps(b, with) &&
	       count_steps(a, without) + count_steps(a, with) > 0 &&
	       !a->probe->interrupted && !b->probe->interrupted;
}

static bool asked_12(const struct ed_node *a, const struct ed_node *b)
{
	return asked_alike(a, b, ED_STEP_TLS12, ED_STEP_TLS12_CERTIFICATE);
}

static bool asked_13(const struct ed_node *a, const struct ed_node *b)
{
	return asked_alike(a, b, ED_STEP_TLS13, ED_STEP_TLS13_CERTIFICATE);
}

/* Both known and not the same. */
static bool differ(unsigned a, unsigned b)
{
	return a && b && a != b;
}

/* The answers to what is most like a device's request. */
static bool statuses_differ(const struct ed_node *a, const struct ed_node *b)
{
	const struct ed_attempt *x = a->device_like ? a->device_like : a->bare;
	const struct ed_attempt *y = b->device_like ? b->device_like : b->bare;

	return x && y &&
	       (x->step == y->step || (asked_12(a, b) && asked_13(a, b))) &&
	       x->http.state == ED_HTTP_ANSWERED &&
	       y->http.state == ED_HTTP_ANSWERED &&
	       differ(x->http.status, y->http.status);
}

/* What this server's request means for the device's certificate, or NULL. */
static const struct ed_server_offer *find_offer(
    const struct ed_facts *facts, const struct ed_node *node)
{
	for (size_t i = 0; facts->device_certificate && i < facts->n_candidates;
	     i++) {
		const struct ed_offer *one = &facts->candidates[i];

		if (!ed_certificate_is(
			one->certificate, facts->device_certificate))
			continue;
		for (size_t k = 0; k < one->n_servers; k++)
			if (one->servers[k].node == node)
				return &one->servers[k];
	}
	return NULL;
}

/* One names an issuer of the device's certificate, the other does not. */
static bool lists_differ(const struct ed_facts *facts, const struct ed_node *a,
    const struct ed_node *b)
{
	const struct ed_server_offer *x = find_offer(facts, a);
	const struct ed_server_offer *y = find_offer(facts, b);

	return x && y && a->asking && b->asking &&
	       a->asking->step == b->asking->step &&
	       differ(x->wanted.listed, y->wanted.listed);
}

/* Both showed their certificates to the same question, and with the name. */
static bool shown_alike(const struct ed_node *a, const struct ed_node *b)
{
	return a->shown && b->shown && a->shown->step == b->shown->step &&
	       a->shown->step != ED_STEP_NO_SNI;
}

static bool is_judged(const struct ed_node *node)
{
	return node->chain.trust == ED_SERVER_TRUSTED ||
	       node->chain.trust == ED_SERVER_UNTRUSTED ||
	       node->chain.trust == ED_SERVER_INCOMPLETE;
}

static bool trust_differs(const struct ed_node *a, const struct ed_node *b)
{
	return shown_alike(a, b) && is_judged(a) && is_judged(b) &&
	       (a->chain.trust == ED_SERVER_TRUSTED) !=
		   (b->chain.trust == ED_SERVER_TRUSTED);
}

static const char *difference(const struct ed_facts *facts,
    const struct ed_node *a, const struct ed_node *b)
{
	const bool by_12 = asked_12(a, b), by_13 = asked_13(a, b);

	if (by_12 && differ(a->tls12.mode, b->tls12.mode))
		return "over TLS 1.2 they ask for the certificate differently";
	if (by_13 && differ(a->tls13.mode, b->tls13.mode))
		return "over TLS 1.3 they ask for the certificate differently";
	if ((by_12 || by_13) && lists_differ(facts, a, b))
		return "one of them alone asks for certificates of the "
		       "device's CA";
	if ((by_12 || by_13) && trust_differs(a, b))
		return "one of them alone shows a certificate that is trusted";
	if ((by_12 || by_13) && statuses_differ(a, b))
		return "they answer with different statuses";
	return NULL;
}

/* A port that one has open and another has not. */
static const char *difference_of_ports(const struct ed_facts *facts,
    const struct ed_node *a, const struct ed_node *b)
{
	(void)facts;
	if (a->probe->interrupted || b->probe->interrupted)
		return NULL;
	return a->connected != b->connected ? "one of them cannot be reached"
					    : NULL;
}

/* The server ended the handshake: it does not speak that version. */
static bool is_refused(const struct ed_client_auth *auth)
{
	const struct ed_attempt *tried =
	    auth->without ? auth->without : auth->with;

	return !auth->agreed && tried && tried->tls.state == ED_TLS_ALERT;
}

static bool only_one_speaks(
    const struct ed_client_auth *a, const struct ed_client_auth *b)
{
	return (a->agreed && is_refused(b)) || (b->agreed && is_refused(a));
}

static const char *difference_of_versions(const struct ed_facts *facts,
    const struct ed_node *a, const struct ed_node *b)
{
	(void)facts;
	if (asked_12(a, b) && only_one_speaks(&a->tls12, &b->tls12))
		return "TLS 1.2, which one of them alone speaks";
	if (asked_13(a, b) && only_one_speaks(&a->tls13, &b->tls13))
		return "TLS 1.3, which one of them alone speaks";
	return NULL;
}

static bool of_one_name(const struct ed_node *a, const struct ed_node *b)
{
	return a->probe->same_server && b->probe->same_server &&
	       ed_str_ieq(a->probe->host, b->probe->host);
}

/* How pairs of addresses are compared, and what it is told of. */
struct comparison {
	const char *id;
	const char *(*find)(const struct ed_facts *, const struct ed_node *,
	    const struct ed_node *);
	bool from_here; /* of another way to the server it may not be so */
};

static void tell_nodes(struct ed_sink *out, const struct comparison *by,
    const struct ed_node *one, const struct ed_node *other, const char *how)
{
	struct ed_ref ref = other->ref;

	if (by->from_here)
		ref.kind = ED_AT_REQUEST;
	ed_settle(out, by->id, true, ref,
	    ED_VALUES({"one", ED_HOST, one->label},
		{"other", ED_HOST, other->label},
		{"how", ED_TEXT, ed_str_of(how)},
		{"one_shows", ED_TEXT, one->shows},
		{"other_shows", ED_TEXT, other->shows}));
}

/* The first two addresses of one name that differ. */
static bool settle_pairs(const struct ed_facts *facts,
    const struct comparison *by, struct ed_sink *out)
{
	for (size_t i = 1; i < facts->n_nodes; i++)
		for (size_t k = 0; k < i; k++) {
			const struct ed_node *one = facts->nodes[k];
			const struct ed_node *other = facts->nodes[i];
			const char *how = of_one_name(one, other)
					      ? by->find(facts, one, other)
					      : NULL;

			if (!how)
				continue;
			tell_nodes(out, by, one, other, how);
			return true;
		}
	return false;
}

/* Both showed how they behave. */
static bool can_compare(const struct ed_node *a, const struct ed_node *b)
{
	return a->device_auth && b->device_auth &&
	       (asked_12(a, b) || asked_13(a, b));
}

static bool has_pair(const struct ed_facts *facts)
{
	for (size_t i = 1; i < facts->n_nodes; i++)
		for (size_t k = 0; k < i; k++)
			if (of_one_name(facts->nodes[i], facts->nodes[k]) &&
			    can_compare(facts->nodes[i], facts->nodes[k]))
				return true;
	return false;
}

static struct ed_str value_of(
    struct ed_digits *digits, const struct ed_server_setting *setting)
{
	return setting->text.n ? setting->text
			       : ed_number(digits, setting->meaning);
}

static void tell(struct ed_sink *out, const char *id,
    const struct ed_machine *const *pair,
    const struct ed_server_setting *settings)
{
	struct ed_digits digits[2];

	ed_settle(out, id, true, settings[1].ref,
	    ED_VALUES({"one", ED_TEXT, pair[0]->label},
		{"other", ED_TEXT, pair[1]->label},
		{"how", ED_TEXT, ed_str_of(settings[0].name)},
		{"one_shows", ED_TEXT, value_of(&digits[0], &settings[0])},
		{"other_shows", ED_TEXT, value_of(&digits[1], &settings[1])}));
}

/* What the servers' exports come to. */
struct compared {
	size_t n_servers, n_settings;
	bool cut;
	bool told[2]; /* of what does not decide, and of what does */
};

/* One setting of all servers: each against the first that shows it. */
static void compare(const struct ed_facts *facts, size_t n,
    struct compared *seen, struct ed_sink *out)
{
	static const char *const ids[] = {"settings-differ", "differ"};
	const struct ed_machine *pair[2] = {NULL, NULL};
	struct ed_server_setting both[2] = {{.known = false}};

	for (size_t i = 0; i < facts->n_machines; i++) {
		pair[1] = facts->machines[i];
		if (!ed_is_mail_server(pair[1]))
			continue;
		both[1] = ed_server_setting(facts, pair[1], n);
		if (!both[1].known)
			continue;
		if (!pair[0]) {
			pair[0] = pair[1];
			both[0] = both[1];
			continue;
		}
		seen->n_settings++;
		if (both[0].meaning == both[1].meaning ||
		    seen->told[both[0].decides])
			continue;
		tell(out, ids[both[0].decides], pair, both);
		seen->told[both[0].decides] = true;
	}
}

static void compare_all(
    const struct ed_facts *facts, struct compared *seen, struct ed_sink *out)
{
	for (size_t i = 0; i < facts->n_machines; i++) {
		if (!ed_is_mail_server(facts->machines[i]))
			continue;
		seen->n_servers++;
		seen->cut |= ed_is_mail_server_cut(facts, facts->machines[i]);
	}
	for (size_t n = 0; seen->n_servers > 1 && n < ED_N_SERVER_SETTINGS; n++)
		compare(facts, n, seen, out);
}

static void settle_rest(const struct ed_facts *facts,
    const struct compared *seen, bool decides, struct ed_sink *out)
{
	const char *id = decides ? "differ" : "settings-differ";
	const bool probed = decides && has_pair(facts);

	if (decides && !probed && facts->n_nodes > 1)
		ed_unknown(
		    out, id, "not enough of the addresses could be probed");
	else if (seen->n_servers > 1 && seen->cut)
		ed_unknown(out, id,
		    "what was exported of a server could not all be read");
	else if (probed || seen->n_settings)
		ed_settle(out, id, false,
		    probed ? facts->nodes[0]->ref : (struct ed_ref){0}, NULL);
	else
		ed_not_asked(out, id,
		    "neither were two addresses probed, nor do exports of two "
		    "servers show the same setting");
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	static const struct comparison conduct = {"differ", difference, false};
	static const struct comparison ports = {
	    "differ", difference_of_ports, true};
	static const struct comparison versions = {
	    "settings-differ", difference_of_versions, false};
	const bool gateway =
	    facts->endpoint &&
	    facts->endpoint->gateway_ends_certificate == ED_YES;
	struct compared seen = {.n_servers = 0};

	(void)subject;
	seen.told[true] = settle_pairs(facts, &conduct, out) ||
			  settle_pairs(facts, &ports, out);
	seen.told[false] = settle_pairs(facts, &versions, out);
	if (!gateway)
		compare_all(facts, &seen, out);
	for (int decides = 0; decides < 2; decides++)
		if (!seen.told[decides])
			settle_rest(facts, &seen, decides, out);
}

const struct ed_check ed_check_exchange_servers = {
    .id = "exchange-servers",
    .title = "All servers of the name behave, and are set, alike",
    .each = ED_CASE,
    .findings = ED_FINDINGS(
	{"differ", ED_NEED_SERVERS}, {"settings-differ", ED_NEED_SERVERS}),
    .run = run,
};
