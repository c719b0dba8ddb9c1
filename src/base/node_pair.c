/* SPDX-License-Identifier: Apache-2.0 */
#include <easdoctor/node_pair.h>
#include <easdoctor/selection.h>

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

/* What is most like a device's request. */
static const struct ed_attempt *answer_of(const struct ed_node *node)
{
	return node->device_like ? node->device_like : node->bare;
}

static bool statuses_differ(const struct ed_node *a, const struct ed_node *b)
{
	const struct ed_attempt *x = answer_of(a), *y = answer_of(b);

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

void ed_sentence_add(struct ed_sentence *to, struct ed_str words)
{
	for (size_t i = 0; i < words.n && to->n < sizeof(to->text); i++)
		to->text[to->n++] = words.p[i];
}

static void add_words(struct ed_sentence *to, const char *words)
{
	ed_sentence_add(to, ed_str_of(words));
}

static void add_both(struct ed_sentence *to, const char *lead,
    struct ed_str one, struct ed_str other)
{
	add_words(to, lead);
	add_words(to, "the first ");
	ed_sentence_add(to, one);
	add_words(to, ", the second ");
	ed_sentence_add(to, other);
}

/* "the first alone …" */
static void add_alone(struct ed_sentence *to, bool first, const char *does)
{
	add_words(to, first ? "the first alone " : "the second alone ");
	add_words(to, does);
}

static struct ed_str mode_words(enum ed_auth_mode mode)
{
	static const char *const words[] = {[ED_AUTH_UNKNOWN] = "",
	    [ED_AUTH_NONE] = "never asks for a certificate",
	    [ED_AUTH_OPTIONAL] = "asks and goes on without one",
	    [ED_AUTH_REQUIRED_HANDSHAKE] = "demands one in the handshake",
	    [ED_AUTH_REQUIRED_AFTER_REQUEST] = "demands one after the request",
	    [ED_AUTH_OPTIONAL_AFTER_REQUEST] =
		"asks after the request and goes on without one",
	    [ED_AUTH_HTTP_LEVEL] = "asks and answers 403 without one"};

	return ed_str_of((size_t)mode < ED_COUNT(words) ? words[mode] : "");
}

static void add_statuses(
    struct ed_sentence *how, const struct ed_node *a, const struct ed_node *b)
{
	struct ed_digits digits[2];

	add_both(how, "they answer differently: ",
	    ed_number(&digits[0], answer_of(a)->http.status),
	    ed_number(&digits[1], answer_of(b)->http.status));
}

void ed_nodes_differ(struct ed_sentence *how, const struct ed_facts *facts,
    const struct ed_node *a, const struct ed_node *b)
{
	const bool by_12 = asked_12(a, b), by_13 = asked_13(a, b);

	if (by_12 && differ(a->tls12.mode, b->tls12.mode))
		add_both(how, "over TLS 1.2 ", mode_words(a->tls12.mode),
		    mode_words(b->tls12.mode));
	else if (by_13 && differ(a->tls13.mode, b->tls13.mode))
		add_both(how, "over TLS 1.3 ", mode_words(a->tls13.mode),
		    mode_words(b->tls13.mode));
	else if (!by_12 && !by_13)
		return;
	else if (lists_differ(facts, a, b))
		add_alone(how, find_offer(facts, a)->wanted.listed == ED_YES,
		    "asks for certificates of the device's CA");
	else if (trust_differs(a, b))
		add_alone(how, a->chain.trust == ED_SERVER_TRUSTED,
		    "shows a certificate that is trusted");
	else if (statuses_differ(a, b))
		add_statuses(how, a, b);
}

/* A port that one has open and another has not. */
void ed_node_ports_differ(struct ed_sentence *how, const struct ed_facts *facts,
    const struct ed_node *a, const struct ed_node *b)
{
	(void)facts;
	if (!a->probe->interrupted && !b->probe->interrupted &&
	    a->connected != b->connected)
		add_alone(how, a->connected, "can be reached");
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

void ed_node_versions_differ(struct ed_sentence *how,
    const struct ed_facts *facts, const struct ed_node *a,
    const struct ed_node *b)
{
	(void)facts;
	if (asked_12(a, b) && only_one_speaks(&a->tls12, &b->tls12))
		add_alone(how, a->tls12.agreed, "speaks TLS 1.2");
	else if (asked_13(a, b) && only_one_speaks(&a->tls13, &b->tls13))
		add_alone(how, a->tls13.agreed, "speaks TLS 1.3");
}

bool ed_nodes_of_one_name(const struct ed_node *a, const struct ed_node *b)
{
	return a->probe->same_server && b->probe->same_server &&
	       ed_str_ieq(a->probe->host, b->probe->host);
}

/* Both showed how they behave. */
bool ed_nodes_comparable(const struct ed_node *a, const struct ed_node *b)
{
	return a->device_auth && b->device_auth &&
	       (asked_12(a, b) || asked_13(a, b));
}
