/* SPDX-License-Identifier: Apache-2.0 */
#include "derive/server.h"

/* Names looked at: every one is compared with every host in evidence. */
enum { MAX_NAMES = 1000 };

#define SERVER_AUTH ED_STR("1.3.6.1.5.5.7.3.1")
#define CLIENT_AUTH ED_STR("1.3.6.1.5.5.7.3.2")

static bool has_purpose(const struct ed_certificate *cert, struct ed_str oid)
{
	for (size_t i = 0; i < cert->n_ekus; i++)
		if (ed_str_eq(cert->ekus[i], oid))
			return true;
	return false;
}

/* "*.corp.example" stands for one label in front, RFC 6125 6.4.3. */
static bool covers(struct ed_str name, struct ed_str host)
{
	size_t dot = ed_str_find(host, ED_STR("."));

	if (ed_str_ieq(name, host))
		return true;
	return ed_str_starts(name, ED_STR("*.")) && dot > 0 && dot < host.n &&
	       ed_str_ieq(
		   ed_str_sub(name, 1, name.n), ed_str_sub(host, dot, host.n));
}

static bool names_host(const struct ed_certificate *cert, struct ed_str host)
{
	if (host.n == 0)
		return false;
	for (size_t i = 0; i < cert->n_sans && i < MAX_NAMES; i++)
		if (cert->sans[i].type == ED_SAN_DNS &&
		    covers(cert->sans[i].value, host))
			return true;
	return false;
}

static bool names_host_of_profile(
    const struct ed_profile *profile, const struct ed_certificate *cert)
{
	for (size_t i = 0; i < profile->n_accounts; i++)
		if (names_host(cert, profile->accounts[i].host.value))
			return true;
	return false;
}

static bool is_host_known(const struct ed_case *c)
{
	if (c->facts.endpoint && c->facts.endpoint->host.n)
		return true;
	for (size_t i = 0; i < c->profiles.n; i++)
		if (ED_ITEMS(c->profiles, struct ed_profile *)[i]->n_accounts)
			return true;
	return false;
}

/* It names hosts, and nobody who could sign in. */
static bool names_hosts_alone(const struct ed_certificate *cert)
{
	for (size_t i = 0; i < cert->n_sans; i++)
		if (cert->sans[i].type != ED_SAN_DNS)
			return false;
	return cert->n_sans > 0;
}

bool ed_is_server(const struct ed_case *c, const struct ed_certificate *cert)
{
	if (cert->is_ca || !has_purpose(cert, SERVER_AUTH) ||
	    has_purpose(cert, CLIENT_AUTH))
		return false;
	if (!is_host_known(c))
		return names_hosts_alone(cert);
	if (c->facts.endpoint && names_host(cert, c->facts.endpoint->host))
		return true;
	for (size_t i = 0; i < c->profiles.n; i++)
		if (names_host_of_profile(
			ED_ITEMS(c->profiles, struct ed_profile *)[i], cert))
			return true;
	return false;
}
