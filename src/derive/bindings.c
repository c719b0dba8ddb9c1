/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which binding serves a name: http.sys takes the one of the name itself,
 * then that of the address, then that of any address, then the central store.
 * Each has flags of its own.
 */
#include "derive/bindings.h"

#include <easdoctor/limits.h>
#include <string.h>

/* DefaultFlags, HTTP_SERVICE_CONFIG_SSL_FLAG_*. */
enum {
	USE_DS_MAPPER = 0x1,
	NEGOTIATE = 0x2,
	REJECT = 0x8,
	NO_HTTP2 = 0x10,
	NO_QUIC = 0x20,
	NO_TLS13 = 0x40,
	NO_LEGACY = 0x400,
	NO_TLS12 = 0x1000
};

/* DefaultSslCertCheckMode. */
enum { NO_REVOCATION = 0x1, CACHED_ONLY = 0x2, NO_USAGE = 0x10000 };

enum { HTTPS = 443 };

static enum ed_answer bit(uint32_t flags, uint32_t mask)
{
	return flags & mask ? ED_YES : ED_NO;
}

static enum ed_answer no_bit(uint32_t flags, uint32_t mask)
{
	return flags & mask ? ED_NO : ED_YES;
}

static void set_flags(
    struct ed_binding *to, const struct ed_winreg *registry, const char *key)
{
	struct ed_setting flags =
	    ed_registry_setting(registry, to->ref.input, key, "DefaultFlags");
	struct ed_setting mode = ed_registry_setting(
	    registry, to->ref.input, key, "DefaultSslCertCheckMode");

	if (flags.state == ED_SETTING_GIVEN) {
		to->ref = flags.ref;
		to->ds_mapper = bit(flags.number, USE_DS_MAPPER);
		to->negotiate = bit(flags.number, NEGOTIATE);
		to->rejects = bit(flags.number, REJECT);
		to->http2_off = bit(flags.number, NO_HTTP2);
		to->quic_off = bit(flags.number, NO_QUIC);
		to->tls13_off = bit(flags.number, NO_TLS13);
		to->legacy_off = bit(flags.number, NO_LEGACY);
		to->tls12_off = bit(flags.number, NO_TLS12);
	}
	if (mode.state == ED_SETTING_GIVEN) {
		to->revocation = no_bit(mode.number, NO_REVOCATION);
		to->cached_only = bit(mode.number, CACHED_ONLY);
		to->usage_check = no_bit(mode.number, NO_USAGE);
	}
}

static void set_text(struct ed_str *to, const struct ed_winreg *registry,
    unsigned input, const char *key, const char *name)
{
	const struct ed_registry_value *value =
	    ed_registry_find(registry, input, key, name);

	if (value && value->type == ED_REG_TEXT)
		*to = value->text;
}

static void set_port(struct ed_binding *to, struct ed_str name)
{
	size_t at = name.n;
	unsigned port = 0;

	to->endpoint = name;
	while (at > 0 && name.p[at - 1] != ':')
		at--;
	for (size_t i = at; i < name.n && port < 65536; i++)
		port = name.p[i] >= '0' && name.p[i] <= '9'
			   ? 10 * port + (unsigned)(name.p[i] - '0')
			   : 65536;
	to->port = port < 65536 ? port : 0;
	to->host = ed_str_sub(name, 0, at ? at - 1 : 0);
}

/* The registry keeps each binding below a key of its own. */
static void add_binding(struct ed_case *c, const struct ed_winreg *registry,
    const struct ed_registry_key *key, enum ed_binding_kind kind,
    struct ed_str name, struct ed_list *list)
{
	const char *path = ed_copy_c(&c->arena, key->path);
	struct ed_binding *out = ed_add_binding(c);

	if (!out)
		return;
	out->ref = key->ref;
	out->kind = kind;
	set_port(out, name);
	set_flags(out, registry, path);
	set_text(
	    &out->store, registry, key->ref.input, path, "SslCertStoreName");
	set_text(&out->ctl_store, registry, key->ref.input, path,
	    "DefaultSslCtlStoreName");
	*ED_PUSH(&c->arena, list, const struct ed_binding *) = out;
}

bool ed_bindings_of_registry(struct ed_case *c,
    const struct ed_winreg *registry, struct ed_list *list, bool *incomplete)
{
	static const struct {
		const char *path;
		enum ed_binding_kind kind;
	} roots[] = {
	    {ED_KEY_HTTP "\\SslBindingInfo\\", ED_BINDING_ADDRESS},
	    {ED_KEY_HTTP "\\SslSniBindingInfo\\", ED_BINDING_NAME},
	};
	bool any = false;

	for (size_t i = 0; i < registry->n_keys; i++)
		for (size_t k = 0; k < ED_COUNT(roots); k++) {
			const struct ed_registry_key *key = &registry->keys[i];
			struct ed_str root = ed_str_of(roots[k].path);

			if (key->deleted || !ed_str_istarts(key->path, root))
				continue;
			any = true;
			add_binding(c, registry, key, roots[k].kind,
			    ed_str_sub(key->path, root.n, key->path.n), list);
		}
	*incomplete |= registry->incomplete;
	return any;
}

static bool is_loopback(const struct ed_binding *b)
{
	return ed_str_starts(b->host, ED_STR("127.")) ||
	       ed_str_eq(b->host, ED_STR("[::1]")) ||
	       ed_str_ieq(b->host, ED_STR("localhost"));
}

static bool is_any(const struct ed_binding *b)
{
	return ed_str_eq(b->host, ED_STR("0.0.0.0")) ||
	       ed_str_eq(b->host, ED_STR("[::]")) || b->host.n == 0;
}

/* How early http.sys looks at it; the smaller, the sooner. 0: never. */
static unsigned order_of(const struct ed_binding *b, struct ed_str host)
{
	if (is_loopback(b))
		return 0;
	switch (b->kind) {
	case ED_BINDING_NAME:
	case ED_BINDING_SCOPED:
		/* Of which name is asked for is not known. */
		if (!host.n)
			return 1;
		return ed_str_ieq(b->host, host) ? 1 : 0;
	case ED_BINDING_ADDRESS:
		return is_any(b) ? 3 : 2;
	case ED_BINDING_STORE:
		return 4;
	}
	return 0;
}

/* The name that devices connect to, where it is certain. */
static struct ed_str host_of(const struct ed_case *c)
{
	const struct ed_endpoint *endpoint = c->facts.endpoint;
	struct ed_str host = {0};

	if (endpoint && endpoint->host.n)
		return endpoint->host;
	for (size_t i = 0; i < c->profiles.n; i++) {
		const struct ed_profile *profile =
		    ED_ITEMS(c->profiles, struct ed_profile *)[i];

		for (size_t k = 0; k < profile->n_accounts; k++) {
			struct ed_str one =
			    ed_str_trim(profile->accounts[k].host.value);

			if (host.n && !ed_str_ieq(host, one))
				return (struct ed_str){0};
			host = one;
		}
	}
	return host;
}

/*
 * Which address a device comes to is not known behind a load balancer, so
 * every address counts, and any name where none is known; the first of these
 * that is certain ends the search.
 */
void ed_bindings_serving(struct ed_case *c, struct ed_bindings *bindings)
{
	const struct ed_endpoint *endpoint = c->facts.endpoint;
	struct ed_str host = host_of(c);
	struct ed_list list = {0};

	bindings->port = endpoint && endpoint->port ? endpoint->port : HTTPS;
	for (unsigned order = 1; order <= 4; order++) {
		bool certain = false;

		for (size_t i = 0; i < bindings->n; i++) {
			const struct ed_binding *b = bindings->items[i];

			if (b->port != bindings->port ||
			    order_of(b, host) != order)
				continue;
			*ED_PUSH(&c->arena, &list, const struct ed_binding *) =
			    b;
			certain = order >= 3 || (order == 1 && host.n);
		}
		if (certain)
			break;
	}
	bindings->serving = list.items;
	bindings->n_serving = list.n;
}
