/* SPDX-License-Identifier: Apache-2.0 */
#include "derive/server.h"

#include <easdoctor/host.h>

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

static bool names_host_of_profile(
    const struct ed_profile *profile, const struct ed_certificate *cert)
{
	for (size_t i = 0; i < profile->n_accounts; i++)
		if (ed_host_is_named(cert, profile->accounts[i].host.value))
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

static bool names_known_host(
    const struct ed_case *c, const struct ed_certificate *cert)
{
	struct ed_certificate few = *cert;

	if (few.n_sans > MAX_NAMES)
		few.n_sans = MAX_NAMES;
	if (c->facts.endpoint &&
	    ed_host_is_named(&few, c->facts.endpoint->host))
		return true;
	for (size_t i = 0; i < c->profiles.n; i++)
		if (names_host_of_profile(
			ED_ITEMS(c->profiles, struct ed_profile *)[i], &few))
			return true;
	return false;
}

bool ed_is_server(const struct ed_case *c, const struct ed_certificate *cert)
{
	if (cert->is_ca || !has_purpose(cert, SERVER_AUTH) ||
	    has_purpose(cert, CLIENT_AUTH))
		return false;
	return is_host_known(c) ? names_known_host(c, cert)
				: names_hosts_alone(cert);
}
