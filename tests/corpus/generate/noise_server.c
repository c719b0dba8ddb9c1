/* SPDX-License-Identifier: Apache-2.0 */
/* Sound servers, and what about them looks odd and is none of ours. */
#include "noise.h"

#include "log.h"
#include "server_side.h"

/* Beside a fault: only where nobody else tells of the servers. */
void ed_noise_servers(struct ed_spec *spec)
{
	struct ed_server *server;

	if (spec->server_side || spec->record.present)
		return;
	server = &ed_server_side(spec)->servers[0];
	server->root.shown = server->ca.shown = server->ntauth.shown = false;
	server->registry = false;
}

static void show_all(struct ed_spec *spec)
{
	struct ed_server_side *side = ed_server_side(spec);
	struct ed_server *server = &side->servers[0];

	server->registry = true;
	server->root.shown = server->ca.shown = true;
	server->ntauth.shown = side->published.shown = true;
	if (server->binding_form == ED_BINDINGS_NONE)
		server->binding_form = ED_BINDINGS_NETSH;
	side->kdc = "dword:00000001";
}

void ed_noise_all_exports(struct ed_spec *spec)
{
	show_all(spec);
	ed_tell_log(
	    spec, &(struct ed_log_story){.attempts = 80, .device_known = true});
}

/* Settings at their defaults that others look for, and bindings of others. */
void ed_noise_odd_exports(struct ed_spec *spec)
{
	struct ed_server *server = &ed_server_side(spec)->servers[0];
	struct ed_authority *old = ed_add_stranger(
	    spec, spec->issuing.name, spec->issuing.org, ED_KEY_OTHER_ISSUING);

	show_all(spec);
	server->odd_others = true;
	server->bindings[server->n_bindings++] = (struct ed_binding_said){
	    .where = ed_say(spec, "kiosk.%s:443", spec->domain),
	    .named = true,
	    .no_mapper = true,
	    .no_revocation = true,
	    .list_store = "ClientAuthIssuer"};
	ed_say_schannel(server, "SendTrustedIssuerList", "dword:00000000");
	ed_say_schannel(server, "ClientAuthTrustMode", "dword:00000000");
	ed_say_schannel(server, "CertificateMappingMethods", "dword:00000018");
	old->issuer = &spec->root;
	ed_hold(&server->ntauth, old);
	ed_hold(&spec->server_side->published, old);
	server->issuers.shown = true;
	ed_hold(&server->issuers, old);
}

/* Trust is narrowed, and the device's authority is within it. */
void ed_noise_narrow_trust(struct ed_spec *spec)
{
	struct ed_server *server = &ed_server_side(spec)->servers[0];

	show_all(spec);
	for (unsigned i = 0; i < 2; i++)
		server->bindings[i].list_store = "ClientAuthIssuer";
	ed_say_schannel(server, "SendTrustedIssuerList", "dword:00000001");
	ed_say_schannel(server, "ClientAuthTrustMode", "dword:00000002");
	server->issuers.shown = true;
	ed_hold(&server->issuers, &spec->issuing);
	ed_hold(&server->issuers, &spec->root);
}

void ed_noise_two_servers(struct ed_spec *spec)
{
	struct ed_server *second;

	show_all(spec);
	second = ed_second_server(spec);
	second->odd_others = !second->odd_others;
	second->server.basic = "true"; /* of the server, and of no directory */
}

void ed_noise_listing(struct ed_spec *spec)
{
	struct ed_server *server = &ed_server_side(spec)->servers[0];

	server->config = ED_CONFIG_LISTING;
	server->web = NULL;
}
