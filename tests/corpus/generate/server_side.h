/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What administrators export of Exchange servers: the configuration of IIS,
 * the bindings of http.sys, registry keys, certificate stores; and of domain
 * controllers and the directory, what decides over certificates.
 *
 * A spec has none until ed_server_side() is asked for it. It starts healthy;
 * which of the exports were collected is chosen at random, and a mutator asks
 * for those that its fault stands in.
 */
#ifndef ED_CORPUS_SERVER_SIDE_H
#define ED_CORPUS_SERVER_SIDE_H

#include "spec.h"

enum {
	ED_MAX_BINDINGS = 8,
	ED_MAX_VALUES_SAID = 16,
	ED_MAX_HELD = 16,
	ED_MAX_SERVER_FILES = 24
};

/* What one object of IIS says of itself; NULL: nothing. */
struct ed_iis_said {
	const char *flags; /* of access: sslFlags */
	const char *mapping, *own, *basic, *windows, *anonymous, *digest;
	const char *tokens; /* of extendedProtection */
	const char *read_ahead;
	const char *own_more; /* XML inside the mapper of IIS itself */
	const char *security; /* more XML inside security */
};

/* An entry of http.sys. */
struct ed_binding_said {
	const char *where; /* "0.0.0.0:443" */
	bool named;        /* by a host's name */
	bool no_mapper, asks_first, no_revocation, no_tls13;
	const char *list_store; /* of the CTL, or NULL */
};

/* A value of the registry, below HKEY_LOCAL_MACHINE. */
struct ed_value_said {
	const char *key, *name;
	const char *data; /* "dword:00000001" */
};

/* A certificate store. */
struct ed_store_said {
	bool shown;
	struct ed_authority *held[ED_MAX_HELD];
	unsigned n;
};

enum ed_config_form { ED_CONFIG_NONE, ED_CONFIG_HOST, ED_CONFIG_LISTING };
enum ed_binding_form {
	ED_BINDINGS_NONE,
	ED_BINDINGS_NETSH,
	ED_BINDINGS_OLD_NETSH, /* of Windows Server 2016 */
	ED_BINDINGS_REGISTRY
};

struct ed_server {
	const char *folder; /* below evidence: "", or "ex01/" */
	enum ed_config_form config;
	bool no_module; /* of certificate mapping */
	struct ed_iis_said server, site, front, back;
	struct ed_iis_said second; /* another one, of the site Mobile */
	bool has_second;
	bool odd_others; /* OWA and others are set in unusual ways */
	const char *web; /* web.config of the ActiveSync directory, or NULL */
	enum ed_binding_form binding_form;
	struct ed_binding_said bindings[ED_MAX_BINDINGS];
	unsigned n_bindings;
	bool registry; /* the keys of Schannel were exported */
	bool ansi;     /* the export is for old Windows */
	struct ed_value_said values[ED_MAX_VALUES_SAID];
	unsigned n_values;
	struct ed_store_said root, ca, ntauth, issuers;
};

struct ed_file_said {
	const char *path;
	struct ed_str bytes;
};

struct ed_server_side {
	struct ed_server servers[2];
	unsigned n;
	bool late;       /* certificates are asked for after the request */
	const char *kdc; /* a controller's UseSubjectAltName, or NULL */
	struct ed_store_said published; /* NTAuthCertificates */
};

/* The healthy one, made on first use. */
struct ed_server_side *ed_server_side(struct ed_spec *spec);
/* A second server, as sound as the first was when it was made. */
struct ed_server *ed_second_server(struct ed_spec *spec);
/*
 * The server whose fault it is, of two the second; scope is what the case says
 * of what it judges.
 */
struct ed_server *ed_server_of(
    struct ed_spec *spec, const char *scope, bool of_two);
/* A value of SCHANNEL of that server; its keys are then exported. */
void ed_say_schannel(
    struct ed_server *server, const char *name, const char *data);
/* Puts an authority into a store, or takes it out. */
void ed_hold(struct ed_store_said *store, struct ed_authority *authority);
void ed_let_go(
    struct ed_store_said *store, const struct ed_authority *authority);

/* It asks late: then TLS 1.3 must be off. */
void ed_ask_late(struct ed_spec *spec);
/* A record and the exports are of the same server. */
void ed_server_side_agree(struct ed_spec *spec);

/* All files of it; their number. */
unsigned ed_server_files(
    struct ed_spec *spec, struct ed_file_said files[ED_MAX_SERVER_FILES]);

/* iis_config_xml.c: applicationHost.config, and what appcmd lists. */
const char *ed_iis_config_xml(
    struct ed_spec *spec, const struct ed_server *server);
const char *ed_iis_listing(
    struct ed_spec *spec, const struct ed_server *server);
/* sslcert_text.c: what netsh shows. */
const char *ed_sslcert_text(
    struct ed_spec *spec, const struct ed_server *server);
/* registry_text.c: exports of keys, without their encoding. */
const char *ed_schannel_text(
    struct ed_spec *spec, const struct ed_server *server);
const char *ed_http_text(struct ed_spec *spec, const struct ed_server *server);
const char *ed_kdc_text(struct ed_spec *spec, const char *data);
/* store_text.c: what certutil prints of a store, and the directory's object. */
const char *ed_store_text(
    struct ed_spec *spec, const char *name, const struct ed_store_said *store);
const char *ed_ntauth_ldif(
    struct ed_spec *spec, const struct ed_store_said *store);

#endif
