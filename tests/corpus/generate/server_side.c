/* SPDX-License-Identifier: Apache-2.0 */
/* A healthy server side, and the files that it is exported as. */
#include "server_side.h"

#include "pki.h"

static void bind(struct ed_server *server, const char *where,
    const struct ed_binding_said *b)
{
	server->bindings[server->n_bindings] = *b;
	server->bindings[server->n_bindings++].where = where;
}

static void ask(struct ed_server_side *side, bool late)
{
	side->late = late;
	for (unsigned i = 0; i < side->n; i++)
		for (unsigned k = 0; k < 2; k++) {
			struct ed_binding_said *b =
			    &side->servers[i].bindings[k];

			b->asks_first = !late;
			b->no_tls13 = late;
		}
}

/* As setup makes them; the first two serve ActiveSync. */
static void init_bindings(struct ed_spec *spec, struct ed_server *server)
{
	const struct ed_binding_said usual = {0};
	const struct ed_binding_said back = {.no_mapper = true};

	bind(server, "0.0.0.0:443", &usual);
	bind(server, "127.0.0.1:443", &usual);
	bind(server, "0.0.0.0:444", &back);
	if (ed_pick(&spec->random, 2))
		bind(server, ed_say(spec, "autodiscover.%s:443", spec->domain),
		    &(struct ed_binding_said){
			.named = true, .no_mapper = true});
}

static void init_stores(struct ed_spec *spec, struct ed_server *server)
{
	static const char *const others[] = {"Public Trust Root G2",
	    "Code Signing Root 2018", "Example Timestamp Root"};

	ed_hold(&server->root, &spec->root);
	for (unsigned i = 0; i < 1 + ed_pick(&spec->random, 3); i++)
		ed_hold(&server->root,
		    ed_add_stranger(spec, others[i % ED_COUNT(others)],
			"Trust Services", ED_KEY_STRANGER));
	ed_hold(&server->ca, &spec->issuing);
	if (spec->issuing.issuer == &spec->policy)
		ed_hold(&server->ca, &spec->policy);
	ed_hold(&server->ntauth, &spec->issuing);
}

static void init_iis(struct ed_server *server)
{
	server->config = ED_CONFIG_HOST;
	server->server =
	    (struct ed_iis_said){.mapping = "true", .anonymous = "true"};
	server->site = (struct ed_iis_said){
	    .flags = "Ssl, Ssl128", .mapping = "false", .own = "false"};
	server->front = (struct ed_iis_said){
	    .flags = "Ssl, SslNegotiateCert, SslRequireCert, Ssl128",
	    .mapping = "true",
	    .own = "false",
	    .basic = "false",
	    .windows = "false",
	    .anonymous = "false",
	    .digest = "false",
	    .read_ahead = "10485760"};
	server->back = (struct ed_iis_said){.flags = "Ssl, Ssl128",
	    .mapping = "false",
	    .own = "false",
	    .basic = "false",
	    .windows = "true",
	    .anonymous = "false"};
}

static const char web[] =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<configuration>\n"
    "  <system.web>\n    <httpRuntime maxRequestLength=\"10240\" />\n"
    "  </system.web>\n</configuration>\n";

/* Which of the exports somebody thought of. */
static void choose_exports(struct ed_spec *spec, struct ed_server *server)
{
	struct ed_random *random = &spec->random;

	server->binding_form = (enum ed_binding_form)ed_pick(random, 4);
	server->registry = ed_pick(random, 3) == 0;
	server->ansi = ed_pick(random, 4) == 0;
	server->root.shown = ed_pick(random, 3) == 0;
	server->ca.shown = server->root.shown;
	server->ntauth.shown = ed_pick(random, 3) == 0;
	server->web = ed_pick(random, 3) == 0 ? web : NULL;
	server->odd_others = ed_pick(random, 2);
	if (ed_pick(random, 2)) {
		server->front.tokens = "Allow";
		server->back.tokens = "Require";
	}
}

struct ed_server_side *ed_server_side(struct ed_spec *spec)
{
	struct ed_server *server;

	if (spec->server_side)
		return spec->server_side;
	spec->server_side = ED_NEW(spec->arena, struct ed_server_side);
	spec->server_side->n = 1;
	server = &spec->server_side->servers[0];
	server->folder = "";
	init_iis(server);
	init_bindings(spec, server);
	init_stores(spec, server);
	choose_exports(spec, server);
	ed_hold(&spec->server_side->published, &spec->issuing);
	ask(spec->server_side, ed_pick(&spec->random, 2));
	return spec->server_side;
}

struct ed_server *ed_second_server(struct ed_spec *spec)
{
	struct ed_server_side *side = ed_server_side(spec);

	side->servers[1] = side->servers[0];
	side->servers[0].folder = "ex01/";
	side->servers[1].folder = "ex02/";
	side->n = 2;
	return &side->servers[1];
}

struct ed_server *ed_server_of(
    struct ed_spec *spec, const char *scope, bool of_two)
{
	spec->expected.scope = scope;
	if (of_two) /* the other one has it not */
		ed_make_true(spec, "exchange-servers/settings-differ");
	return of_two ? ed_second_server(spec)
		      : &ed_server_side(spec)->servers[0];
}

void ed_ask_late(struct ed_spec *spec)
{
	ask(ed_server_side(spec), true);
}

void ed_server_side_agree(struct ed_spec *spec)
{
	for (unsigned i = 0; i < spec->record.n_nodes; i++) {
		struct ed_node_spec *node = &spec->record.nodes[i];

		if (!spec->server_side || !spec->server_side->late)
			continue;
		node->no_tls13 = true;
		if (node->asks == ED_ASKS_FIRST)
			node->asks = ED_ASKS_LATE;
	}
}

void ed_say_schannel(
    struct ed_server *server, const char *name, const char *data)
{
	server->registry = true;
	server->values[server->n_values++] = (struct ed_value_said){
	    "SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL",
	    name, data};
}

void ed_hold(struct ed_store_said *store, struct ed_authority *authority)
{
	if (store->n < ED_MAX_HELD)
		store->held[store->n++] = authority;
}

void ed_let_go(
    struct ed_store_said *store, const struct ed_authority *authority)
{
	unsigned kept = 0;

	for (unsigned i = 0; i < store->n; i++)
		if (store->held[i] != authority)
			store->held[kept++] = store->held[i];
	store->n = kept;
}

struct file_list {
	struct ed_spec *spec;
	const char *folder;
	struct ed_file_said *items;
	unsigned n;
};

static void add(struct file_list *list, const char *name, struct ed_str bytes)
{
	if (list->n == ED_MAX_SERVER_FILES)
		ed_give_up("too many files of a server");
	list->items[list->n++] = (struct ed_file_said){
	    ed_say(list->spec, "evidence/%s%s", list->folder, name), bytes};
}

/* Lines of Windows end with CR LF; wide: and are in UTF-16. */
static void add_text(
    struct file_list *list, const char *name, const char *text, bool wide)
{
	struct ed_text out = {.arena = list->spec->arena};

	if (wide)
		ed_put(&out, ED_STR("\xff\xfe"));
	for (; *text; text++) {
		if (*text == '\n') {
			ed_put_byte(&out, '\r');
			if (wide)
				ed_put_byte(&out, '\0');
		}
		ed_put_byte(&out, *text);
		if (wide)
			ed_put_byte(&out, '\0');
	}
	add(list, name, ed_text_str(&out));
}

static void add_store(struct file_list *list, const char *name,
    const char *file, const struct ed_store_said *store)
{
	if (store->shown)
		add_text(
		    list, file, ed_store_text(list->spec, name, store), false);
}

static void add_server(struct file_list *list, const struct ed_server *server)
{
	struct ed_spec *spec = list->spec;

	list->folder = server->folder;
	if (server->config == ED_CONFIG_HOST)
		add(list, "applicationHost.config",
		    ed_str_of(ed_iis_config_xml(spec, server)));
	if (server->config == ED_CONFIG_LISTING)
		add_text(list, "eas_effective.txt",
		    ed_iis_listing(spec, server), false);
	if (server->web)
		add(list, "HttpProxy/Sync/web.config", ed_str_of(server->web));
	if (server->binding_form == ED_BINDINGS_REGISTRY)
		add_text(list, "http.reg", ed_http_text(spec, server),
		    !server->ansi);
	else if (server->binding_form != ED_BINDINGS_NONE)
		add_text(
		    list, "sslcert.txt", ed_sslcert_text(spec, server), false);
	if (server->registry)
		add_text(list, "schannel.reg", ed_schannel_text(spec, server),
		    !server->ansi);
	add_store(list, "Root \"Trusted Root Certification Authorities\"",
	    "root.txt", &server->root);
	add_store(list, "CA \"Intermediate Certification Authorities\"",
	    "ca.txt", &server->ca);
	add_store(list, "NTAuth", "ntauth.txt", &server->ntauth);
	add_store(list, "ClientAuthIssuer \"Client Authentication Issuers\"",
	    "clientauthissuer.txt", &server->issuers);
}

unsigned ed_server_files(
    struct ed_spec *spec, struct ed_file_said files[ED_MAX_SERVER_FILES])
{
	const struct ed_server_side *side = spec->server_side;
	struct file_list list = {.spec = spec, .items = files};

	for (unsigned i = 0; side && i < side->n; i++)
		add_server(&list, &side->servers[i]);
	list.folder = "";
	if (side && side->kdc)
		add_text(
		    &list, "dc01/kdc.reg", ed_kdc_text(spec, side->kdc), true);
	if (side && side->published.shown)
		add(&list, "ntauth.ldf",
		    ed_str_of(ed_ntauth_ldif(spec, &side->published)));
	return list.n;
}
