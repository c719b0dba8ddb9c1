/* SPDX-License-Identifier: Apache-2.0 */
/* Faults of the bindings of http.sys and of Schannel's settings. */
#include "mutators.h"
#include "record.h"
#include "server_side.h"

/* Each variant's bindings in another form. */
static struct ed_server *shown(struct ed_spec *spec, unsigned variant)
{
	static const enum ed_binding_form forms[] = {ED_BINDINGS_NETSH,
	    ED_BINDINGS_REGISTRY, ED_BINDINGS_OLD_NETSH, ED_BINDINGS_NETSH};
	struct ed_server *server = ed_server_of(spec, ", iis", false);

	server->binding_form = forms[variant % 4];
	return server;
}

/* The server's certificate was replaced, and the flags with it. */
static void mapper_off(struct ed_spec *spec, unsigned variant)
{
	struct ed_server *server = shown(spec, variant);

	if (variant > 3) {
		server = ed_second_server(spec);
		ed_make_true(spec, "exchange-servers/settings-differ");
		spec->server_side->servers[0].binding_form =
		    server->binding_form;
	}
	server->bindings[0].no_mapper = true;
	if (variant % 2)
		server->bindings[1].no_mapper = true;
}

/* Over TLS 1.3 the server can only ask who offers to be asked later. */
static void negotiate_off(struct ed_spec *spec, unsigned variant)
{
	struct ed_server *server = shown(spec, variant % 2);
	struct ed_node_spec *node = &spec->record.nodes[0];

	ed_ask_late(spec);
	spec->server_side->late = false; /* TLS 1.3 stays on */
	for (unsigned i = 0; i < server->n_bindings; i++)
		server->bindings[i].no_tls13 = false;
	ed_record_init(spec);
	node->asks = variant < 2 ? ED_ASKS_LATE : ED_ASKS_PHA;
	node->reply13 = variant % 2 ? ED_REPLY_500_32 : ED_REPLY_RESET;
	ed_make_true(spec, "tls-client-auth/post-handshake-only");
}

static void other_binding(struct ed_spec *spec, unsigned variant)
{
	struct ed_server *server = shown(spec, variant / 2);
	struct ed_binding_said *own = &server->bindings[server->n_bindings++];

	*own = server->bindings[0];
	own->named = true;
	if (variant % 2) { /* set where another name is served */
		own->where = ed_say(spec, "legacy.%s:443", spec->domain);
		server->bindings[0].no_mapper = true;
	} else {
		own->where = ed_say(spec, "%s:443", spec->expected.host);
		own->no_mapper = true;
	}
	ed_make_true(spec, "http-sys/ds-mapper-off");
}

static void revocation_off(struct ed_spec *spec, unsigned variant)
{
	shown(spec, variant)->bindings[0].no_revocation = true;
}

static const char *dword(struct ed_spec *spec, unsigned value)
{
	return ed_say(spec, "dword:%08x", value);
}

/*
 * The list is made of the store that the binding names; Root itself holds
 * what it should.
 */
static void issuer_list(struct ed_spec *spec, unsigned variant)
{
	struct ed_server *server = shown(spec, variant % 2);

	for (unsigned i = 0; i < 2; i++)
		server->bindings[i].list_store = "ClientAuthIssuer";
	ed_say_schannel(server, "SendTrustedIssuerList", dword(spec, 1));
	server->issuers.shown = true;
	ed_hold(&server->issuers,
	    ed_add_stranger(spec, ed_say(spec, "%s-SMARTCARD-CA", spec->tag),
		spec->org, ED_KEY_OTHER_ROOT));
	if (variant > 1)
		ed_hold(&server->issuers,
		    ed_add_stranger(spec, "Partner Users CA 3", "Partner",
			ED_KEY_OTHER_ISSUING));
	server->root.shown = variant == 3;
}

static void trust_mode(struct ed_spec *spec, unsigned variant)
{
	struct ed_server *server = ed_server_of(spec, ", iis", variant > 3);

	ed_say_schannel(
	    server, "ClientAuthTrustMode", dword(spec, 1 + variant % 2));
	server->issuers.shown = true;
	if (variant % 4 > 1)
		ed_hold(&server->issuers,
		    ed_add_stranger(spec,
			ed_say(spec, "%s-FRONTDOOR-CA", spec->tag), spec->org,
			ED_KEY_OTHER_ROOT));
	/* Exclusive root trust wants the root itself. */
	if (variant % 2 == 0)
		ed_hold(&server->issuers, &spec->issuing);
	server->root.shown = variant == 1;
}

static void s4u_off(struct ed_spec *spec, unsigned variant)
{
	static const unsigned methods[] = {0x1, 0x3, 0x7, 0x2};
	struct ed_server *server = ed_server_of(spec, ", iis", variant == 3);

	ed_say_schannel(
	    server, "CertificateMappingMethods", dword(spec, methods[variant]));
	if (methods[variant] & 4)
		ed_make_true(spec, "schannel/weak-mapping-enabled");
}

static void weak_mapping(struct ed_spec *spec, unsigned variant)
{
	static const unsigned methods[] = {0x1f, 0x1c, 0xc, 0x1d};

	ed_say_schannel(ed_server_of(spec, ", iis", variant == 3),
	    "CertificateMappingMethods", dword(spec, methods[variant]));
}

/* The device has nothing to offer for these names. */
static const char *const nothing_fits[4][3] = {
    {"HTTP 403.7", "Cannot Get Mail", NULL},
    {"403.7", NULL},
    {"Cannot Get Mail", "HTTP 403.7", NULL},
    {"Cannot Get Mail", NULL},
};

static const char *const cut_off[4][3] = {
    {"Cannot Get Mail", NULL},
    {"HTTP 500", "Cannot Get Mail", NULL},
    {"Connection reset", "Cannot Get Mail", NULL},
    {NULL},
};

static const struct ed_trace empty = {.codes = {"403 7 64", "403 7 0"}};

#define HERE (ED_TOUCH_SERVER | ED_TOUCH_RECORD | ED_TOUCH_LOG)
#define CHAIN (HERE | ED_TOUCH_CHAIN | ED_TOUCH_KEY)
#define SEEN ED_SHOWS_SERVER
#define ROOTED                                                                 \
	(ED_SHOWS_SERVER | ED_SHOWS_CERTIFICATE | ED_SHOWS_CHAIN |             \
	    ED_SHOWS_ROOTS)

/* clang-format off */
const struct ed_mutator ed_http_sys_mutators[] = {
    { "http-sys/ds-mapper-off", ED_BITES_HAND_OVER, true, HERE, SEEN, 6,
	mapper_off, ED_SYMPTOMS(ed_symptoms_hand_over), .trace = &ed_trace_unmapped },
    { "http-sys/negotiate-off", ED_BITES_ASK, true,
	HERE | ED_TOUCH_HOST | ED_TOUCH_KEY | ED_TOUCH_TEMPLATE,
	SEEN | ED_SHOWS_RECORD, 4, negotiate_off, ED_SYMPTOMS(cut_off),
	.trace = &ed_trace_none },
    { "http-sys/other-binding", ED_BITES_ASK, true, HERE, SEEN, 4,
	other_binding, ED_SYMPTOMS(ed_symptoms_hand_over),
	.trace = &ed_trace_unmapped },
    { "http-sys/revocation-off", ED_BITES_VALIDATE, false, HERE, SEEN, 4,
	revocation_off, ED_SYMPTOMS(ed_symptoms_none), .trace = &ed_trace_none },
    { "schannel/issuer-list", ED_BITES_ASK, true, CHAIN, ROOTED, 4,
	issuer_list, ED_SYMPTOMS(nothing_fits), .trace = &empty },
    { "schannel/trust-mode", ED_BITES_VALIDATE, true, CHAIN, ROOTED, 6,
	trust_mode, ED_SYMPTOMS(ed_symptoms_validate), .trace = &ed_trace_untrusted },
    { "schannel/s4u-off", ED_BITES_MAP, true, HERE, SEEN, 4, s4u_off,
	ED_SYMPTOMS(ed_symptoms_map), .trace = &ed_trace_nameless },
    { "schannel/weak-mapping-enabled", ED_BITES_MAP, false, HERE, SEEN, 4,
	weak_mapping, ED_SYMPTOMS(ed_symptoms_none), .trace = &ed_trace_none },
    { 0 },
};
/* clang-format on */
