/* SPDX-License-Identifier: Apache-2.0 */
/* Faults of where a certificate names its revocation list. */
#include "mutators.h"

static void ldap_only(struct ed_spec *spec, unsigned variant)
{
	const char *name = spec->issuing.name;

	/* What AD CS writes; commas would part the words for OpenSSL. */
	spec->leaf.cdp =
	    variant == 1
		? ed_say(spec, "URI:ldap://dc1.%s/CN=%s", spec->domain, name)
	    : variant == 2
		? ed_say(
		      spec, "URI:ldap:///CN=%s,URI:ldap:///CN=%s2", name, name)
	    : variant == 3
		? ed_say(spec, "URI:LDAP:///CN=%s", name)
		: ed_say(spec, "URI:ldap:///CN=%s?certificateRevocationList",
		      name);
	/* Where the issuer's certificate is has nothing to do with it. */
	if (variant >= 2)
		spec->leaf.aia = ed_say(spec,
		    "caIssuers;URI:http://pki.%s/%s.crt", spec->domain, name);
}

static void none(struct ed_spec *spec, unsigned variant)
{
	spec->leaf.cdp = NULL;
	if (variant == 1 || variant == 2)
		spec->leaf.aia =
		    ed_say(spec, "caIssuers;URI:http://pki.%s/%s.crt",
			spec->domain, spec->issuing.name);
	if (variant >= 2)
		spec->leaf.basic = "CA:FALSE";
}

/* clang-format off */
const struct ed_mutator ed_revocation_mutators[] = {
    { "certificate-revocation/ldap-only", ED_BITES_VALIDATE, false,
	ED_TOUCH_CHAIN, ED_SHOWS_CERTIFICATE, 4, ldap_only,
	ED_SYMPTOMS(ed_symptoms_none) },
    { "certificate-revocation/none", ED_BITES_VALIDATE, false, ED_TOUCH_CHAIN,
	ED_SHOWS_CERTIFICATE, 4, none, ED_SYMPTOMS(ed_symptoms_none) },
    { 0 },
};
/* clang-format on */
