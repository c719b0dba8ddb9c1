/* SPDX-License-Identifier: Apache-2.0 */
#include <easdoctor/host.h>

static bool covers(struct ed_str name, struct ed_str host)
{
	const size_t dot = ed_str_find(host, ED_STR("."));

	if (ed_str_ieq(name, host))
		return true;
	return ed_str_starts(name, ED_STR("*.")) && dot > 0 && dot < host.n &&
	       ed_str_ieq(
		   ed_str_sub(name, 1, name.n), ed_str_sub(host, dot, host.n));
}

bool ed_host_is_named(const struct ed_certificate *cert, struct ed_str host)
{
	if (host.n && host.p[host.n - 1] == '.')
		host.n--;
	if (!host.n)
		return false;
	for (size_t i = 0; i < cert->n_sans; i++)
		if (cert->sans[i].type == ED_SAN_DNS &&
		    covers(cert->sans[i].value, host))
			return true;
	return false;
}
