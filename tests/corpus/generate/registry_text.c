/* SPDX-License-Identifier: Apache-2.0 */
/* Exports of the registry, as text of one byte a character. */
#include "server_side.h"

#include <string.h>

#define HKLM "HKEY_LOCAL_MACHINE\\"
#define SCHANNEL                                                               \
	"SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL"
#define HTTP "SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters"
#define KDC "SYSTEM\\CurrentControlSet\\Services\\Kdc"

static void put_head(struct ed_text *out, bool ansi)
{
	ed_putf(out, "%s\n\n",
	    ansi ? "REGEDIT4" : "Windows Registry Editor Version 5.00");
}

/* What everybody has, and nothing follows from. */
static void put_usual(struct ed_text *out)
{
	ed_put(out, ED_STR("[" HKLM SCHANNEL "]\n"
			   "\"EventLogging\"=dword:00000001\n"));
}

static void put_protocols(struct ed_text *out)
{
	static const char *const old[] = {"SSL 3.0", "TLS 1.0", "TLS 1.1"};

	for (size_t i = 0; i < ED_COUNT(old); i++)
		ed_putf(out,
		    "\n[" HKLM SCHANNEL "\\Protocols\\%s\\Server]\n"
		    "\"DisabledByDefault\"=dword:00000001\n"
		    "\"Enabled\"=dword:00000000\n",
		    old[i]);
}

const char *ed_schannel_text(
    struct ed_spec *spec, const struct ed_server *server)
{
	struct ed_text out = {.arena = spec->arena};
	const char *last = SCHANNEL;

	put_head(&out, server->ansi);
	put_usual(&out);
	for (unsigned i = 0; i < server->n_values; i++) {
		const struct ed_value_said *value = &server->values[i];

		if (strcmp(value->key, last) != 0)
			ed_putf(&out, "\n[" HKLM "%s]\n", value->key);
		last = value->key;
		ed_putf(&out, "\"%s\"=%s\n", value->name, value->data);
	}
	put_protocols(&out);
	ed_put_byte(&out, '\n');
	ed_put_byte(&out, '\0');
	return ed_text_str(&out).p;
}

static void put_binding(struct ed_text *out, const struct ed_binding_said *b)
{
	unsigned flags = (b->no_mapper ? 0 : 1u) | (b->asks_first ? 2u : 0) |
			 (b->no_tls13 ? 0x40u : 0);

	ed_putf(out,
	    "\n[" HKLM HTTP "\\%s\\%s]\n"
	    "\"AppId\"=hex:81,e1,c3,4d,4b,e1,21,4a,b0,22,59,fc,66,9b,09,14\n"
	    "\"SslHash\"=hex:8f,43,28,8a,d2,72,f3,10,3b,6f,b1,42,84,85,ea,\\\n"
	    "  30,14,c0,bc,fe\n"
	    "\"SslCertStoreName\"=\"MY\"\n"
	    "\"DefaultSslCertCheckMode\"=dword:%08x\n"
	    "\"DefaultSslRevocationFreshnessTime\"=dword:00000000\n"
	    "\"DefaultFlags\"=dword:%08x\n",
	    b->named ? "SslSniBindingInfo" : "SslBindingInfo", b->where,
	    b->no_revocation ? 1u : 0, flags);
	if (b->list_store)
		ed_putf(
		    out, "\"DefaultSslCtlStoreName\"=\"%s\"\n", b->list_store);
}

const char *ed_http_text(struct ed_spec *spec, const struct ed_server *server)
{
	struct ed_text out = {.arena = spec->arena};

	put_head(&out, server->ansi);
	ed_put(&out, ED_STR("[" HKLM HTTP "]\n"
			    "\"EnableErrorLogging\"=dword:00000001\n"));
	for (unsigned i = 0; i < server->n_bindings; i++)
		put_binding(&out, &server->bindings[i]);
	ed_put_byte(&out, '\n');
	ed_put_byte(&out, '\0');
	return ed_text_str(&out).p;
}

const char *ed_kdc_text(struct ed_spec *spec, const char *data)
{
	struct ed_text out = {.arena = spec->arena};

	put_head(&out, false);
	ed_putf(&out,
	    "[" HKLM KDC "]\n\"Start\"=dword:00000002\n"
	    "\"StrongCertificateBindingEnforcement\"=dword:00000002\n"
	    "\"UseSubjectAltName\"=%s\n\n",
	    data);
	ed_put_byte(&out, '\0');
	return ed_text_str(&out).p;
}
