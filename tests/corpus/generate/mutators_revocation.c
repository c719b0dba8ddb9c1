/* SPDX-License-Identifier: Apache-2.0 */
/* Faults of the revocation list: where it is named, and what is on it. */
#include "mutators.h"
#include "outputs.h"

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

static struct ed_list_spec *add_list(struct ed_spec *spec, const char *name,
    struct ed_authority *issuer, int from_day, int until_day)
{
	struct ed_list_spec *list = &spec->lists[spec->n_lists++];

	*list = (struct ed_list_spec){.path = ed_say(spec, "evidence/%s", name),
	    .issuer = issuer,
	    .from = from_day * (int64_t)ED_DAY,
	    .until = until_day * (int64_t)ED_DAY,
	    .reason = ED_NOT_LISTED};
	return list;
}

static void revoked(struct ed_spec *spec, unsigned variant)
{
	static const int reasons[] = {4, 1, 6, 5};
	struct ed_list_spec *list =
	    add_list(spec, "issuing.crl", &spec->issuing, -2, 5);

	list->pem = variant == 1;
	if (variant == 3) {
		list = add_list(spec, "issuing+.crl", &spec->issuing, -1, 1);
		list->delta = true;
	}
	list->reason = reasons[variant];
}

static void print(struct ed_spec *spec, const char *name,
    const char *(*make)(struct ed_spec *spec, unsigned variant),
    unsigned variant, bool utf16)
{
	spec->output =
	    (struct ed_output_spec){.path = ed_say(spec, "evidence/%s", name),
		.make = make,
		.variant = variant,
		.utf16 = utf16};
}

static void crl_expired(struct ed_spec *spec, unsigned variant)
{
	if (variant == 2 || variant == 3) {
		print(spec, "verify.txt", ed_verified_text, ED_VERIFIED_EXPIRED,
		    variant == 3);
		return;
	}
	if (variant < 2) {
		add_list(
		    spec, "issuing.crl", &spec->issuing, -9 - (int)variant, -1)
		    ->pem = variant == 1;
		return;
	}
	add_list(spec, "issuing.crl", &spec->issuing, -2, 5);
	add_list(spec, "root.crl", &spec->root, -190, -3)->pem = variant == 5;
}

static void unreachable(struct ed_spec *spec, unsigned variant)
{
	static const unsigned how[] = {ED_VERIFIED_OFFLINE, ED_VERIFIED_NO_NAME,
	    ED_VERIFIED_NO_ANSWER, ED_VERIFIED_REFUSED};

	if (variant > 3)
		ed_log_chain(spec, "80092013", variant);
	print(spec, "verify.txt", ed_verified_text, how[variant % 4],
	    variant == 3);
}

static void delta_filtered(struct ed_spec *spec, unsigned variant)
{
	static const unsigned how[] = {ED_VERIFIED_PLUS, ED_VERIFIED_ESCAPED,
	    ED_VERIFIED_BESIDE, ED_VERIFIED_PLUS};

	print(spec, "verify.txt", ed_verified_text, how[variant], variant == 3);
}

static void standalone(struct ed_spec *spec, unsigned variant)
{
	print(spec, variant == 1 ? "ca/info.log" : "cainfo.txt", ed_cainfo_text,
	    variant < 2 ? 4 : 3, variant == 3);
}

static const char *const symptoms_revocation[4][3] = {
    {"HTTP 403.13", "Cannot Get Mail", NULL},
    {"403.13", NULL},
    {"HTTP 403", NULL},
    {"Cannot Get Mail", NULL},
};

/* clang-format off */
const struct ed_mutator ed_revocation_mutators[] = {
    { "certificate-revocation/ldap-only", ED_BITES_VALIDATE, false,
	ED_TOUCH_CHAIN, ED_SHOWS_CERTIFICATE, 4, ldap_only,
	ED_SYMPTOMS(ed_symptoms_none) },
    { "certificate-revocation/none", ED_BITES_VALIDATE, false, ED_TOUCH_CHAIN,
	ED_SHOWS_CERTIFICATE, 4, none, ED_SYMPTOMS(ed_symptoms_none) },
    { "certificate-revocation/revoked", ED_BITES_VALIDATE, true,
	ED_TOUCH_CHAIN | ED_TOUCH_REVOCATION,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_CHAIN, 4, revoked,
	ED_SYMPTOMS(symptoms_revocation) },
    { "certificate-revocation/crl-expired", ED_BITES_VALIDATE, true,
	ED_TOUCH_CHAIN | ED_TOUCH_REVOCATION,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_CHAIN, 6, crl_expired,
	ED_SYMPTOMS(symptoms_revocation) },
    { "certificate-revocation/unreachable", ED_BITES_VALIDATE, true,
	ED_TOUCH_CHAIN | ED_TOUCH_REVOCATION, ED_SHOWS_CERTIFICATE, 6,
	unreachable, ED_SYMPTOMS(symptoms_revocation) },
    { "certificate-revocation/delta-filtered", ED_BITES_VALIDATE, true,
	ED_TOUCH_CHAIN | ED_TOUCH_REVOCATION, ED_SHOWS_CERTIFICATE, 4,
	delta_filtered, ED_SYMPTOMS(symptoms_revocation) },
    { "ca-type/standalone", ED_BITES_ISSUE, true,
	ED_TOUCH_CHAIN | ED_TOUCH_REVOCATION, ED_SHOWS_CERTIFICATE, 4,
	standalone, ED_SYMPTOMS(ed_symptoms_map) },
    { 0 },
};
/* clang-format on */
