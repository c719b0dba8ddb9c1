/* SPDX-License-Identifier: Apache-2.0 */
/* What "netsh http show sslcert" prints. */
#include "server_side.h"

static void put(struct ed_text *out, const char *label, const char *value)
{
	ed_putf(out, "    %-29s: %s\n", label, value);
}

static const char *on(bool yes)
{
	return yes ? "Enabled" : "Disabled";
}

static void put_binding(struct ed_text *out, const struct ed_binding_said *b,
    const char *hash, bool old)
{
	static const char *const unset[] = {
	    "Disable HTTP2", "Disable QUIC", "Disable TLS1.2"};

	ed_put_byte(out, '\n');
	put(out, b->named ? "Hostname:port" : "IP:port", b->where);
	put(out, "Certificate Hash", hash);
	put(out, "Application ID", "{4dc3e181-e14b-4a21-b022-59fc669b0914}");
	put(out, "Certificate Store Name", "MY");
	put(out, "Verify Client Certificate Revocation", on(!b->no_revocation));
	put(out, "Verify Revocation Using Cached Client Certificate Only",
	    "Disabled");
	put(out, "Usage Check", "Enabled");
	put(out, "Revocation Freshness Time", "0");
	put(out, "URL Retrieval Timeout", "0");
	put(out, "Ctl Identifier", "(null)");
	put(out, "Ctl Store Name", b->list_store ? b->list_store : "(null)");
	put(out, "DS Mapper Usage", on(!b->no_mapper));
	put(out, "Negotiate Client Certificate", on(b->asks_first));
	if (old)
		return;
	put(out, "Reject Connections", "Disabled");
	for (size_t i = 0; i < ED_COUNT(unset); i++)
		put(out, unset[i], "Not Set");
	put(out, "Disable TLS1.3", b->no_tls13 ? "Set" : "Not Set");
	put(out, "Disable OCSP Stapling", "Not Set");
	put(out, "Enable Token Binding", "Not Set");
	put(out, "Log Extended Events", "Not Set");
	put(out, "Disable Legacy TLS Versions", "Not Set");
	put(out, "Enable Session Ticket", "Not Set");
	ed_put(out, ED_STR(" Extended Properties:\n"
			   "    PropertyId                   : 0\n"
			   "    Receive Window               : 1048576\n"));
}

const char *ed_sslcert_text(
    struct ed_spec *spec, const struct ed_server *server)
{
	struct ed_text out = {.arena = spec->arena};

	ed_put(&out, ED_STR("\nSSL Certificate bindings: \n"
			    "-------------------------\n"));
	for (unsigned i = 0; i < server->n_bindings; i++)
		put_binding(&out, &server->bindings[i],
		    ed_say(spec, "%08x2ad272f3103b6fb1428485ea3014c0bc",
			(unsigned)ed_random_next(&spec->random)),
		    server->binding_form == ED_BINDINGS_OLD_NETSH);
	ed_put_byte(&out, '\0');
	return ed_text_str(&out).p;
}
