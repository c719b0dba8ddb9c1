/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Was a profile taken from the console or from a device?
 *
 * A lookup in braces is normal in the console's template and a fault in what
 * a device got. In this order:
 *   1. a device's own record, or what is made for one device alone (a PKCS#12,
 *      a SCEP challenge in the clear): delivered;
 *   2. a lookup that UEM is known to fill in stands in an account, and what is
 *      made for each device is absent or a lookup too: the console's;
 *   3. else it is not known, and nothing is concluded from a lookup.
 */
#include "derive/derive.h"

#include <easdoctor/lookup.h>

/* Names that sources show in use. Others may be misspelt in either place. */
static const char *const filled_in[] = {"EmailAddress", "EmailUserName",
    "EmailDomain", "EnrollmentUser", "DeviceSerialNumber", "DeviceModel",
    "FirstName"};

static bool is_filled_in(struct ed_str name)
{
	for (size_t i = 0; i < ED_COUNT(filled_in); i++)
		if (ed_str_eq(name, ed_str_of(filled_in[i])))
			return true;
	return false;
}

static bool holds_known_lookup(const struct ed_profile *profile)
{
	for (size_t i = 0; i < profile->n_accounts; i++) {
		const struct ed_eas *eas = &profile->accounts[i];

		for (size_t k = 0; k < eas->n_lookups; k++) {
			struct ed_str rest = eas->lookups[k].value, name;

			while ((name = ed_lookup_next(&rest)).n)
				if (is_filled_in(name))
					return true;
		}
	}
	return false;
}

static const struct ed_payload *find_unfilled(const struct ed_profile *profile)
{
	for (size_t i = 0; i < profile->n_payloads; i++)
		if (profile->payloads[i].unfilled)
			return &profile->payloads[i];
	return NULL;
}

/* A console's copy of a profile never holds the PKCS#12 of a device. */
static bool holds_identity(const struct ed_profile *profile)
{
	for (size_t i = 0; i < profile->n_payloads; i++)
		if (profile->payloads[i].identity)
			return true;
	return false;
}

static bool holds_inline_identity(const struct ed_profile *profile)
{
	for (size_t i = 0; i < profile->n_accounts; i++)
		if (profile->accounts[i].has_inline_certificate)
			return true;
	return false;
}

static void set_origin(
    struct ed_profile *profile, enum ed_origin origin, const char *reason)
{
	profile->origin = origin;
	profile->origin_reason = reason;
}

static void decide(struct ed_profile *profile)
{
	bool delivered = profile->origin == ED_ORIGIN_DELIVERED;

	if (profile->installed)
		set_origin(profile, ED_ORIGIN_DELIVERED,
		    "a device wrote its account's identifiers into it");
	else if (holds_identity(profile) ||
		 (delivered && holds_inline_identity(profile)))
		set_origin(profile, ED_ORIGIN_DELIVERED,
		    "it holds the PKCS#12 of one device");
	else if (delivered)
		set_origin(profile, ED_ORIGIN_DELIVERED,
		    "it holds a SCEP challenge, which is made for one device");
	else if (holds_known_lookup(profile) && find_unfilled(profile))
		set_origin(profile, ED_ORIGIN_CONSOLE,
		    "its lookups are in braces, and what is made for each "
		    "device is not in it");
	else
		set_origin(profile, ED_ORIGIN_UNKNOWN,
		    "nothing in it is made for one device alone");
}

void ed_derive_origins(struct ed_case *c)
{
	for (size_t i = 0; i < c->profiles.n; i++)
		decide(ED_ITEMS(c->profiles, struct ed_profile *)[i]);
}
