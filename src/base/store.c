/* SPDX-License-Identifier: Apache-2.0 */
/* Names of certificates, as different programs write them. */
#include <easdoctor/store.h>

static struct ed_str take_part(struct ed_str *rest)
{
	size_t at = ed_str_find(*rest, ED_STR(","));
	struct ed_str part = ed_str_trim(ed_str_sub(*rest, 0, at));

	*rest = ed_str_sub(*rest, at + 1, rest->n);
	return part;
}

bool ed_same_dn(struct ed_str a, struct ed_str b)
{
	while (a.n && b.n)
		if (!ed_str_ieq(take_part(&a), take_part(&b)))
			return false;
	return a.n == 0 && b.n == 0;
}

bool ed_is_plain_dn(struct ed_str dn)
{
	static const char *const types[] = {
	    "CN=", "DC=", "OU=", "O=", "C=", "L=", NULL};

	if (!dn.n || ed_str_has(dn, '"') || ed_str_has(dn, '\\') ||
	    ed_str_has(dn, '+'))
		return false;
	while (dn.n) {
		struct ed_str part = take_part(&dn);
		bool known = false;

		for (size_t i = 0; types[i]; i++)
			known |= ed_str_istarts(part, ed_str_of(types[i]));
		if (!known)
			return false;
	}
	return true;
}

const char *ed_store_kind_name(enum ed_store_kind kind)
{
	static const char *const names[] = {"unnamed store", "Root", "CA",
	    "NTAuth", "ClientAuthIssuer", "NTAuthCertificates"};

	return names[kind];
}
