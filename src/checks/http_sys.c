/* SPDX-License-Identifier: Apache-2.0 */
/*
 * http-sys: the binding that serves the endpoint must hand certificates on.
 *
 * Each binding of http.sys has flags of its own: whether Windows is asked
 * whose certificate it is, and when it is asked for. IIS can be set right, and
 * the phone still gets a 401, because the binding that its name comes to was
 * never touched, or was made anew with a new server certificate.
 */
#include <easdoctor/binding.h>
#include <easdoctor/check.h>
#include <easdoctor/iis.h>
#include <easdoctor/registry.h>

#define TLS13 ED_KEY_SCHANNEL "\\Protocols\\TLS 1.3\\Server"

/* Of sslFlags of a binding of IIS: no TLS 1.3. */
enum { NO_TLS13 = 32 };

typedef enum ed_answer answer_fn(const struct ed_binding *binding);

static enum ed_answer maps(const struct ed_binding *binding)
{
	return binding->ds_mapper;
}

static enum ed_answer negotiates(const struct ed_binding *binding)
{
	return binding->negotiate;
}

static enum ed_answer checks_revocation(const struct ed_binding *binding)
{
	return binding->revocation;
}

/* What all that may serve the name say; UNSAID: they differ, or do not say. */
static enum ed_answer all_say(
    const struct ed_bindings *bindings, answer_fn *asked)
{
	enum ed_answer said = ED_UNSAID;

	for (size_t i = 0; i < bindings->n_serving; i++) {
		enum ed_answer one = asked(bindings->serving[i]);

		if (one == ED_UNSAID || (i > 0 && one != said))
			return ED_UNSAID;
		said = one;
	}
	return said;
}

static const char *why_unknown(const struct ed_bindings *bindings)
{
	if (!bindings->n_serving)
		return "no binding of the endpoint's port could be read";
	if (bindings->n_serving > 1)
		return "several bindings may serve the endpoint's name, and "
		       "they differ or do not say";
	return "the binding that serves the endpoint's name does not say, or "
	       "could not be read";
}

/* More may be there than was read, of which one may serve the name. */
static bool may_be_another(const struct ed_bindings *bindings)
{
	return bindings->incomplete || bindings->n_serving == 0;
}

/* Which binding serves, or what it says, is not certain. */
static bool is_left_open(const struct ed_bindings *bindings,
    enum ed_answer said, const char *id, struct ed_sink *out)
{
	const bool open = may_be_another(bindings) || said == ED_UNSAID;

	if (open)
		ed_unknown(out, id,
		    bindings->incomplete ? "not all of the bindings could be "
					   "read"
					 : why_unknown(bindings));
	return open;
}

static void settle_flag(struct ed_sink *out, const char *id,
    const struct ed_bindings *bindings, answer_fn *asked)
{
	enum ed_answer said = all_say(bindings, asked);
	const struct ed_binding *first;

	if (is_left_open(bindings, said, id, out))
		return;
	first = bindings->serving[0];
	ed_settle(out, id, said == ED_NO, first->ref,
	    ED_VALUES({"binding", ED_TEXT, first->endpoint}));
}

static bool is_loopback(const struct ed_binding *binding)
{
	return ed_str_starts(binding->host, ED_STR("127.")) ||
	       ed_str_eq(binding->host, ED_STR("[::1]")) ||
	       ed_str_ieq(binding->host, ED_STR("localhost"));
}

static bool serves(
    const struct ed_bindings *bindings, const struct ed_binding *binding)
{
	for (size_t i = 0; i < bindings->n_serving; i++)
		if (bindings->serving[i] == binding)
			return true;
	return false;
}

/* One of the same port that maps, though the one that serves does not. */
static const struct ed_binding *find_other(const struct ed_bindings *bindings)
{
	for (size_t i = 0; i < bindings->n; i++) {
		const struct ed_binding *one = bindings->items[i];

		if (one->port == bindings->port && !is_loopback(one) &&
		    one->ds_mapper == ED_YES && !serves(bindings, one))
			return one;
	}
	return NULL;
}

static void settle_other(
    struct ed_sink *out, const struct ed_bindings *bindings)
{
	static const char id[] = "other-binding";
	enum ed_answer said = all_say(bindings, maps);
	const struct ed_binding *other = find_other(bindings);

	if (may_be_another(bindings) || said == ED_UNSAID)
		ed_unknown(out, id,
		    bindings->incomplete ? "not all of the bindings could be "
					   "read"
					 : why_unknown(bindings));
	else if (said == ED_YES || !other)
		ed_settle(out, id, false, bindings->serving[0]->ref, NULL);
	else
		ed_settle(out, id, true, bindings->serving[0]->ref,
		    ED_VALUES(
			{"binding", ED_TEXT, bindings->serving[0]->endpoint},
			{"other", ED_TEXT, other->endpoint}));
}

static bool asked_in(const struct ed_attempt *attempt, enum ed_phase phase)
{
	for (size_t i = 0; attempt && i < attempt->tls.n_requests; i++)
		if (attempt->tls.requests[i].phase == phase)
			return true;
	return false;
}

/* Where a probe saw TLS 1.3 agreed: YES; where it saw it refused: NO. */
static enum ed_answer tls13_seen(
    const struct ed_facts *facts, const struct ed_attempt **where)
{
	enum ed_answer seen = ED_UNSAID;

	for (size_t i = 0; i < facts->n_nodes; i++) {
		const struct ed_node *node = facts->nodes[i];
		const struct ed_attempt *tried =
		    node->tls13.with ? node->tls13.with : node->tls13.without;

		if (!node->probe->same_server || !node->spoke_tls)
			continue;
		if (node->tls13.agreed && tried &&
		    !asked_in(node->tls13.with, ED_PHASE_INITIAL) &&
		    !asked_in(node->tls13.without, ED_PHASE_INITIAL) &&
		    (node->tls12.asked || node->tls13.asked)) {
			*where = tried;
			return ED_YES;
		}
		if (node->tls13.agreed)
			return ED_UNSAID;
		seen = ED_NO;
	}
	return seen;
}

/* "*:443:host", "[::]:443:": is its port the one? */
static bool has_port(struct ed_str information, unsigned port)
{
	struct ed_digits digits;
	const struct ed_str number = ed_number(&digits, port);
	size_t from = 0, at;

	if (ed_str_starts(information, ED_STR("[")))
		from = ed_str_find(information, ED_STR("]"));
	information = ed_str_sub(information, from, information.n);
	at = ed_str_find(information, ED_STR(":")) + 1;
	information = ed_str_sub(information, at, information.n);
	return ed_str_eq(
	    ed_str_sub(information, 0, ed_str_find(information, ED_STR(":"))),
	    number);
}

/* IIS's own bindings of that port, all of them, switch it off. */
static bool iis_has_it_off(const struct ed_machine *machine, unsigned port)
{
	size_t off = 0;

	for (size_t i = 0; machine->iis && i < machine->iis->n_bindings; i++) {
		const struct ed_iis_binding *one = &machine->iis->bindings[i];

		if (!ed_str_ieq(one->protocol, ED_STR("https")) ||
		    ed_str_starts(one->information, ED_STR("127.")) ||
		    !has_port(one->information, port))
			continue;
		if (one->ssl_flags < 0 || !(one->ssl_flags & NO_TLS13))
			return false;
		off++;
	}
	return off > 0;
}

/*
 * Off: for this binding, for all of Windows, or Windows is too old to have a
 * switch for it. On is never told by these: it depends on the version.
 */
static bool tls13_is_off(
    const struct ed_machine *machine, const struct ed_binding *binding)
{
	struct ed_setting enabled =
	    ed_registry_setting(machine->registry, 0, TLS13, "Enabled");

	return binding->tls13_off == ED_YES ||
	       iis_has_it_off(machine, binding->port) ||
	       (enabled.state == ED_SETTING_GIVEN && enabled.number == 0);
}

static bool all_without_tls13(
    const struct ed_machine *machine, const struct ed_bindings *bindings)
{
	for (size_t i = 0; i < bindings->n_serving; i++)
		if (!tls13_is_off(machine, bindings->serving[i]) &&
		    bindings->serving[i]->tls13_off != ED_UNSAID)
			return false;
	return true;
}

/* Somebody switched it on, and IIS asks for the certificate after all. */
static bool tls13_is_on(const struct ed_machine *machine)
{
	struct ed_setting enabled =
	    ed_registry_setting(machine->registry, 0, TLS13, "Enabled");
	const struct ed_iis_value *flags =
	    machine->iis ? &machine->iis->front.values[ED_IIS_SSL_FLAGS] : NULL;

	return enabled.state == ED_SETTING_GIVEN && enabled.number && flags &&
	       flags->level != ED_IIS_UNKNOWN &&
	       (flags->number & ED_IIS_SSL_ASKS);
}

static void tell_negotiate(
    struct ed_sink *out, const struct ed_binding *binding, struct ed_str how)
{
	ed_settle(out, "negotiate-off", true, binding->ref,
	    ED_VALUES({"binding", ED_TEXT, binding->endpoint},
		{"asked", ED_TEXT, ED_STR("after the request")},
		{"tls13", ED_TEXT, how}));
}

static void settle_negotiate(struct ed_sink *out, const struct ed_facts *facts,
    const struct ed_machine *machine)
{
	static const char id[] = "negotiate-off";
	const struct ed_bindings *bindings = machine->bindings;
	enum ed_answer said = all_say(bindings, negotiates);
	const struct ed_attempt *where = NULL;
	enum ed_answer seen = tls13_seen(facts, &where);
	const struct ed_binding *first;

	if (is_left_open(bindings, said, id, out))
		return;
	first = bindings->serving[0];
	if (said == ED_YES || all_without_tls13(machine, bindings) ||
	    seen == ED_NO)
		ed_settle(out, id, false, first->ref, NULL);
	else if (seen == ED_YES && facts->n_machines == 1)
		tell_negotiate(out, first, ED_STR("a probe agreed on it"));
	else if (tls13_is_on(machine))
		tell_negotiate(out, first,
		    ED_STR("its registry has Enabled for it, if this Windows "
			   "knows it"));
	else
		ed_unknown(out, id,
		    "whether this server speaks TLS 1.3 is not known: give a "
		    "probe of it, or its registry and its IIS configuration");
}

/* Then Exchange gets no certificate, and needs to map none. */
static bool gateway_ends_it(const struct ed_facts *facts)
{
	return facts->endpoint &&
	       facts->endpoint->gateway_ends_certificate == ED_YES;
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	static const char *const ids[] = {"ds-mapper-off", "negotiate-off",
	    "other-binding", "revocation-off"};
	const struct ed_machine *machine = subject;
	const char *why = NULL;

	if (!machine->bindings)
		why = "no bindings of this server are given";
	else if (gateway_ends_it(facts))
		why = "the gateway in front ends client certificates";
	for (size_t i = 0; why && i < ED_COUNT(ids); i++)
		ed_not_asked(out, ids[i], why);
	if (why)
		return;
	settle_flag(out, "ds-mapper-off", machine->bindings, maps);
	settle_negotiate(out, facts, machine);
	settle_other(out, machine->bindings);
	settle_flag(
	    out, "revocation-off", machine->bindings, checks_revocation);
}

const struct ed_check ed_check_http_sys = {
    .id = "http-sys",
    .title = "The binding that serves the endpoint hands certificates on",
    .each = ED_MACHINE,
    .findings = ED_FINDINGS({"ds-mapper-off", ED_NEED_BINDINGS},
	{"negotiate-off", ED_NEED_BINDINGS},
	{"other-binding", ED_NEED_BINDINGS},
	{"revocation-off", ED_NEED_BINDINGS}),
    .run = run,
};
