/* SPDX-License-Identifier: Apache-2.0 */
/*
 * exchange-servers: all servers of one name must behave alike.
 *
 * Of several servers behind one name each has its own settings of IIS,
 * http.sys and Windows. A device then works or fails by the one that it
 * happens to reach. Probes show how they behave, exports how they are set.
 */
#include <easdoctor/check.h>
#include <easdoctor/node_pair.h>
#include <easdoctor/server_setting.h>

/* How pairs of addresses are compared, and what it is told of. */
struct comparison {
	const char *id;
	void (*find)(struct ed_sentence *, const struct ed_facts *,
	    const struct ed_node *, const struct ed_node *);
	bool from_here; /* of another way to the server it may not be so */
};

static void tell_nodes(struct ed_sink *out, const struct comparison *by,
    const struct ed_node *one, const struct ed_node *other,
    const struct ed_sentence *how)
{
	struct ed_ref ref = other->ref;

	if (by->from_here)
		ref.kind = ED_AT_REQUEST;
	ed_settle(out, by->id, true, ref,
	    ED_VALUES({"one", ED_HOST, one->label},
		{"other", ED_HOST, other->label},
		{"how", ED_TEXT, (struct ed_str){how->text, how->n}},
		{"one_shows", ED_TEXT, one->shows},
		{"other_shows", ED_TEXT, other->shows}));
}

/* The first two addresses of one name that differ. */
static bool settle_pairs(const struct ed_facts *facts,
    const struct comparison *by, struct ed_sink *out)
{
	for (size_t i = 1; i < facts->n_nodes; i++)
		for (size_t k = 0; k < i; k++) {
			struct ed_sentence how = {.n = 0};

			if (ed_nodes_of_one_name(
				facts->nodes[k], facts->nodes[i]))
				by->find(&how, facts, facts->nodes[k],
				    facts->nodes[i]);
			if (!how.n)
				continue;
			tell_nodes(
			    out, by, facts->nodes[k], facts->nodes[i], &how);
			return true;
		}
	return false;
}

static bool has_pair(const struct ed_facts *facts)
{
	for (size_t i = 1; i < facts->n_nodes; i++)
		for (size_t k = 0; k < i; k++)
			if (ed_nodes_of_one_name(
				facts->nodes[i], facts->nodes[k]) &&
			    ed_nodes_comparable(
				facts->nodes[i], facts->nodes[k]))
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
	const struct ed_str one = value_of(&digits[0], &settings[0]);
	const struct ed_str other = value_of(&digits[1], &settings[1]);
	struct ed_sentence how = {.n = 0};

	/* A long value is cut: the two may begin alike. */
	ed_sentence_add(&how, ed_str_of(settings[0].name));
	ed_sentence_add(&how, ED_STR(": "));
	ed_sentence_add(&how, ed_str_sub(one, 0, 100));
	ed_sentence_add(&how, ED_STR(" on the one, "));
	ed_sentence_add(&how, ed_str_sub(other, 0, 100));
	ed_sentence_add(&how, ED_STR(" on the other"));
	ed_settle(out, id, true, settings[1].ref,
	    ED_VALUES({"one", ED_TEXT, pair[0]->label},
		{"other", ED_TEXT, pair[1]->label},
		{"how", ED_TEXT, (struct ed_str){how.text, how.n}},
		{"one_shows", ED_TEXT, one}, {"other_shows", ED_TEXT, other}));
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
	static const struct comparison conduct = {
	    "differ", ed_nodes_differ, false};
	static const struct comparison ports = {
	    "differ", ed_node_ports_differ, true};
	static const struct comparison versions = {
	    "settings-differ", ed_node_versions_differ, false};
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
