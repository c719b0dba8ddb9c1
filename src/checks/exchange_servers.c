/* SPDX-License-Identifier: Apache-2.0 */
/*
 * exchange-servers: all servers of one name must behave alike.
 *
 * Of several servers behind one name each has its own settings of IIS,
 * http.sys and Windows. A device then works or fails by the one that it
 * happens to reach. Probes show how they behave, exports how they are set.
 */
#include <easdoctor/check.h>
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

static const char *difference(const struct ed_node *a, const struct ed_node *b)
{
	const bool by_12 = asked_12(a, b), by_13 = asked_13(a, b);

	if ((by_12 && differ(a->tls12.mode, b->tls12.mode)) ||
	    (by_13 && differ(a->tls13.mode, b->tls13.mode)))
		return "they ask for the certificate differently";
	if ((by_12 || by_13) && statuses_differ(a, b))
		return "they answer with different statuses";
	return NULL;
}

/* A port that one has open and another has not. */
static const char *difference_of_ports(
    const struct ed_node *a, const struct ed_node *b)
{
	if (a->probe->interrupted || b->probe->interrupted)
		return NULL;
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
			    (asked_12(facts->nodes[i], facts->nodes[k]) ||
				asked_13(facts->nodes[i], facts->nodes[k])) &&
			    ed_str_ieq(facts->nodes[i]->probe->host,
				facts->nodes[k]->probe->host))
				return true;
	return false;
}

/* What a pair of servers is told by. */
struct sentence {
	char text[400];
	size_t n;
};

static void add(struct sentence *to, struct ed_str words)
{
	for (size_t i = 0; i < words.n && to->n < sizeof(to->text); i++)
		to->text[to->n++] = words.p[i];
}

/* A long value is cut: the two may begin alike. */
static void add_value(
    struct sentence *to, const struct ed_server_setting *setting)
{
	struct ed_digits digits;

	if (setting->text.n)
		add(to, ed_str_sub(setting->text, 0, 100));
	else
		add(to, ed_number(&digits, setting->meaning));
}

static void tell(struct ed_sink *out, const char *id,
    const struct ed_machine *const *pair,
    const struct ed_server_setting *settings)
{
	struct sentence how = {.n = 0};

	add(&how, ed_str_of(settings[0].name));
	add(&how, ED_STR(": "));
	add_value(&how, &settings[0]);
	add(&how, ED_STR(" on the one, "));
	add_value(&how, &settings[1]);
	add(&how, ED_STR(" on the other"));
	ed_settle(out, id, true, settings[1].ref,
	    ED_VALUES({"one", ED_TEXT, pair[0]->label},
		{"other", ED_TEXT, pair[1]->label},
		{"how", ED_TEXT, (struct ed_str){how.text, how.n}}));
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
	const bool gateway =
	    facts->endpoint &&
	    facts->endpoint->gateway_ends_certificate == ED_YES;
	struct compared seen = {.n_servers = 0};

	(void)subject;
	seen.told[true] = settle_pairs(facts, difference, false, out) ||
			  settle_pairs(facts, difference_of_ports, true, out);
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
