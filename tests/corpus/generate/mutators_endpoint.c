/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Faults of the endpoint, as a probe of it sees them: name, port, server
 * certificate, versions of TLS, and how it asks for the device's certificate.
 */
#include "mutators.h"
#include "record.h"

static struct ed_node_spec *node_of(struct ed_spec *spec)
{
	ed_record_init(spec);
	return &spec->record.nodes[0];
}

static void unresolvable(struct ed_spec *spec, unsigned variant)
{
	(void)node_of(spec);
	spec->record.dns = "failed";
	spec->record.n_nodes = 0;
	spec->record.roots = variant % 4 < 2;
}

static void port(struct ed_spec *spec, const char *state, unsigned variant)
{
	struct ed_node_spec *node = node_of(spec);

	node->tcp = state;
	node->no_tls13 = variant >= 2;
	if (variant == 3)
		node->address = "2001:db8::11";
}

static void refused(struct ed_spec *spec, unsigned variant)
{
	port(spec, "refused", variant);
}

static void timeout(struct ed_spec *spec, unsigned variant)
{
	port(spec, variant % 4 < 2 ? "timeout" : "connected", variant);
	if (variant >= 2)
		spec->record.nodes[0].tls = "timeout";
}

static void reset(struct ed_spec *spec, unsigned variant)
{
	port(spec, variant < 1 ? "reset" : "connected", variant);
	if (variant >= 1)
		spec->record.nodes[0].tls = variant == 1 ? "reset" : "closed";
}

static void not_tls(struct ed_spec *spec, unsigned variant)
{
	static const char *const bytes[] = {"485454502f312e312034303020426164",
	    "53534d5450", "3c68746d6c3e", "4f50454e"};
	struct ed_node_spec *node = node_of(spec);

	node->tls = "not_tls";
	node->first_bytes = bytes[variant];
}

static void expired(struct ed_spec *spec, unsigned variant)
{
	static const int days[] = {-2, -1, -40, -400};

	(void)node_of(spec);
	spec->record.not_before = -700 * (int64_t)ED_DAY;
	spec->record.not_after = days[variant] * (int64_t)ED_DAY;
	spec->record.nodes[0].no_tls13 = variant % 2;
}

static void name_mismatch(struct ed_spec *spec, unsigned variant)
{
	static const char *const names[][3] = {{"webmail.corp.example"},
	    {"*.elsewhere.example", "owa.example"}, {"mail"}, {"*.example"}};

	(void)node_of(spec);
	spec->record.names = names[variant];
}

static void untrusted(struct ed_spec *spec, unsigned variant)
{
	(void)node_of(spec);
	spec->record.stranger = variant < 2;
	spec->record.self_signed = variant >= 2;
	spec->record.nodes[0].no_tls13 = variant % 2;
}

static void incomplete_chain(struct ed_spec *spec, unsigned variant)
{
	(void)node_of(spec);
	spec->record.leaf_only = true;
	spec->record.show_issuing = variant < 2;
	spec->record.nodes[0].no_tls13 = variant % 2;
}

static void weak(struct ed_spec *spec, unsigned variant)
{
	(void)node_of(spec);
	if (variant == 2)
		spec->record.digest = "SHA1";
	else
		spec->record.key = variant == 0   ? ED_KEY_RSA_1024
				   : variant == 1 ? ED_KEY_RSA_1536
						  : ED_KEY_EC_192;
}

static void too_old(struct ed_spec *spec, unsigned variant)
{
	node_of(spec)->legacy = variant % 2 ? "1.1" : "1.0";
	spec->record.n_nodes = 1;
	spec->record.roots = variant < 2;
}

static void no_common(struct ed_spec *spec, unsigned variant)
{
	static const unsigned alerts[] = {40, 70, 71, 40};
	struct ed_node_spec *node = node_of(spec);

	node->tls = "alert";
	node->alert = alerts[variant];
	if (variant < 3)
		return;
	/* So do all servers of the name. */
	spec->record.nodes[1] = *node;
	spec->record.nodes[1].address = "192.0.2.12";
	spec->record.n_nodes = 2;
}

static void proxy(struct ed_spec *spec, unsigned variant)
{
	struct ed_node_spec *node = node_of(spec);

	node->asks = ED_ASKS_NEVER;
	node->reply = variant == 0   ? ED_REPLY_403_PROXY
		      : variant == 1 ? ED_REPLY_401_BASIC
		      : variant == 2 ? ED_REPLY_LOGIN
				     : ED_REPLY_401;
	if (variant == 0)
		node->server = "nginx";
	if (variant == 1)
		node->via = "1.1 lb01";
	if (variant == 2)
		node->server = "BigIP";
	if (variant == 3)
		node->cookie = "NSC_eas";
}

static void post_handshake_only(struct ed_spec *spec, unsigned variant)
{
	struct ed_node_spec *node = node_of(spec);

	node->asks = variant < 2 ? ED_ASKS_PHA : ED_ASKS_LATE;
	node->reply13 = variant == 0   ? ED_REPLY_500_32
			: variant == 1 ? ED_REPLY_403_IIS
			: variant == 2 ? ED_REPLY_RESET
				       : ED_REPLY_500_32;
}

static void renegotiation_blocked(struct ed_spec *spec, unsigned variant)
{
	struct ed_node_spec *node = node_of(spec);

	node->asks = ED_ASKS_STUCK;
	node->no_tls13 = true;
	spec->record.roots = variant < 2;
	if (variant % 2)
		node->address = "2001:db8::11";
}

static void http2(struct ed_spec *spec, unsigned variant)
{
	struct ed_node_spec *node = node_of(spec);

	node->asks = variant < 2 ? ED_ASKS_LATE : ED_ASKS_FIRST;
	node->no_tls13 = true;
	node->stream_error = 1 + (variant % 2 ? 2 : 13);
}

static void differ(struct ed_spec *spec, unsigned variant)
{
	struct ed_node_spec *node = node_of(spec);
	struct ed_node_spec *other = &spec->record.nodes[1];

	spec->record.n_nodes = 2;
	if (variant >= 2) {
		struct ed_node_spec *swap = node;

		node = other;
		other = swap;
	}
	other->reply = variant % 2 ? ED_REPLY_401 : ED_REPLY_401_BASIC;
	if (variant == 0 || variant == 3)
		other->asks = ED_ASKS_NEVER;
	(void)node;
}

#define AT_ALL                                                                 \
	(ED_TOUCH_RECORD | ED_TOUCH_HOST | ED_TOUCH_KEY | ED_TOUCH_TEMPLATE)
#define SEEN ED_SHOWS_RECORD

/* clang-format off */
const struct ed_mutator ed_endpoint_mutators[] = {
    { "endpoint-name/unresolvable", ED_BITES_CONNECT, true, AT_ALL, SEEN, 4,
	unresolvable, ED_SYMPTOMS(ed_symptoms_connect) },
    { "endpoint-port/refused", ED_BITES_CONNECT, true, AT_ALL, SEEN, 4,
	refused, ED_SYMPTOMS(ed_symptoms_connect) },
    { "endpoint-port/timeout", ED_BITES_CONNECT, true, AT_ALL, SEEN, 4,
	timeout, ED_SYMPTOMS(ed_symptoms_connect) },
    { "endpoint-port/reset", ED_BITES_CONNECT, true, AT_ALL, SEEN, 4, reset,
	ED_SYMPTOMS(ed_symptoms_connect) },
    { "endpoint-port/not-tls", ED_BITES_CONNECT, true, AT_ALL, SEEN, 4,
	not_tls, ED_SYMPTOMS(ed_symptoms_connect) },
    { "server-certificate/expired", ED_BITES_HANDSHAKE, true, AT_ALL, SEEN, 4,
	expired, ED_SYMPTOMS(ed_symptoms_connect) },
    { "server-certificate/name-mismatch", ED_BITES_HANDSHAKE, true, AT_ALL,
	SEEN, 4, name_mismatch, ED_SYMPTOMS(ed_symptoms_connect) },
    { "server-certificate/untrusted", ED_BITES_HANDSHAKE, true, AT_ALL, SEEN,
	4, untrusted, ED_SYMPTOMS(ed_symptoms_connect) },
    { "server-certificate/incomplete-chain", ED_BITES_HANDSHAKE, true, AT_ALL,
	SEEN, 4, incomplete_chain, ED_SYMPTOMS(ed_symptoms_connect) },
    { "server-certificate/weak", ED_BITES_HANDSHAKE, true, AT_ALL, SEEN, 4,
	weak, ED_SYMPTOMS(ed_symptoms_connect) },
    { "tls-version/too-old", ED_BITES_HANDSHAKE, true, AT_ALL, SEEN, 4,
	too_old, ED_SYMPTOMS(ed_symptoms_connect) },
    { "tls-version/no-common", ED_BITES_HANDSHAKE, true, AT_ALL, SEEN, 4,
	no_common, ED_SYMPTOMS(ed_symptoms_connect) },
    { "tls-client-auth/terminated-by-proxy", ED_BITES_ASK, true, AT_ALL, SEEN,
	4, proxy, ED_SYMPTOMS(ed_symptoms_connect) },
    { "tls-client-auth/post-handshake-only", ED_BITES_ASK, true, AT_ALL, SEEN,
	4, post_handshake_only, ED_SYMPTOMS(ed_symptoms_connect) },
    { "tls-client-auth/renegotiation-blocked", ED_BITES_ASK, true, AT_ALL,
	SEEN, 4, renegotiation_blocked, ED_SYMPTOMS(ed_symptoms_connect) },
    { "tls-client-auth/http2", ED_BITES_ASK, true, AT_ALL, SEEN, 4, http2,
	ED_SYMPTOMS(ed_symptoms_connect) },
    { "exchange-servers/differ", ED_BITES_ASK, true, AT_ALL, SEEN, 4, differ,
	ED_SYMPTOMS(ed_symptoms_connect) },
    { 0 },
};
/* clang-format on */
