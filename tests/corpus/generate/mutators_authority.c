/* SPDX-License-Identifier: Apache-2.0 */
/* Faults of the authorities themselves, and of the one that UEM names. */
#include "mutators.h"

static void add_policy_tier(struct ed_spec *spec)
{
	spec->issuing.issuer = &spec->policy;
	ed_show_authority(spec, &spec->policy);
}

static void expired(struct ed_spec *spec, unsigned variant)
{
	static const int64_t ago[] = {
	    20 * (int64_t)ED_DAY, 3600, 300 * (int64_t)ED_DAY, ED_DAY};
	struct ed_authority *ended = &spec->issuing;

	if (variant == 1)
		ended = &spec->root;
	if (variant == 2) {
		add_policy_tier(spec);
		ended = &spec->policy;
	}
	ended->not_after = -ago[variant];
}

static void outlived(struct ed_spec *spec, unsigned variant)
{
	if (variant == 0) /* the leaf was cut to its CA's end */
		spec->issuing.not_after = spec->leaf.not_after;
	if (variant == 1) /* it is older than the CA's last renewal */
		spec->issuing.not_after =
		    spec->leaf.not_after - 40 * (int64_t)ED_DAY;
	if (variant == 2) { /* a new one would be cut */
		spec->leaf.not_before = -600 * (int64_t)ED_DAY;
		spec->leaf.not_after = 130 * (int64_t)ED_DAY;
		spec->issuing.not_before = spec->policy.not_before =
		    -3 * ED_YEAR + ED_DAY;
		spec->issuing.not_after = 500 * (int64_t)ED_DAY;
	}
	if (variant == 3) /* the root ends first */
		spec->root.not_after = spec->leaf.not_after + 5 * ED_DAY;
}

/* What is in evidence bears the name of the one that signed. */
static struct ed_authority *replace(struct ed_spec *spec,
    struct ed_authority *signer, struct ed_authority *issuer)
{
	struct ed_authority *other = ed_add_stranger(
	    spec, signer->name, spec->org, ED_KEY_OTHER_ISSUING);

	other->issuer = issuer;
	ed_hide_authority(spec, signer);
	ed_show_authority(spec, other);
	return other;
}

static void renewed_key(struct ed_spec *spec, unsigned variant)
{
	struct ed_authority *other;

	spec->pack.with_chain = false;
	if (variant == 0)
		replace(spec, &spec->issuing, &spec->root);
	if (variant == 1) { /* the earlier generation, with its chain */
		other = replace(spec, &spec->issuing, &spec->root);
		other->not_before = -9 * (int64_t)ED_YEAR;
		spec->pack.with_chain = true;
	}
	if (variant == 2) {
		add_policy_tier(spec);
		replace(spec, &spec->policy, &spec->root);
	}
	if (variant == 3) { /* the root */
		other = replace(spec, &spec->root, NULL);
		spec->anchors[0] = other;
		spec->profile.root = false;
	}
}

static void name_mismatch(struct ed_spec *spec, unsigned variant)
{
	struct ed_authority *other;

	if (variant == 0 || variant == 1) {
		/* Another CA of the company; it was never prepared. */
		other = ed_add_stranger(spec,
		    ed_say(spec, variant ? "%s-TEST-CA" : "%s-ISSUING-CA-2",
			spec->tag),
		    spec->org, ED_KEY_OTHER_ISSUING);
		other->issuer = &spec->root;
		spec->leaf.issuer = other;
		ed_show_authority(spec, other);
	}
	if (variant == 2) /* the CA's server in place of the CA */
		spec->expected.ca_name =
		    ed_say(spec, "%s-SRV-PKI01", spec->tag);
	if (variant == 3)
		spec->expected.ca_name = spec->root.name;
}

/* clang-format off */
const struct ed_mutator ed_authority_mutators[] = {
    { "ca-certificate/expired", ED_BITES_VALIDATE, true,
	ED_TOUCH_CHAIN | ED_TOUCH_TIME,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_CHAIN | ED_SHOWS_ROOTS, 4, expired,
	ED_SYMPTOMS(ed_symptoms_time) },
    { "ca-certificate/outlived", ED_BITES_VALIDATE, false,
	ED_TOUCH_CHAIN | ED_TOUCH_TIME,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_CHAIN | ED_SHOWS_ROOTS, 4, outlived,
	ED_SYMPTOMS(ed_symptoms_none) },
    { "ca-certificate/renewed-key", ED_BITES_VALIDATE, true, ED_TOUCH_CHAIN,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_CHAIN | ED_SHOWS_ROOTS, 4,
	renewed_key, ED_SYMPTOMS(ed_symptoms_validate) },
    { "uem-ca/name-mismatch", ED_BITES_ISSUE, true, ED_TOUCH_CHAIN,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_CA, 4, name_mismatch,
	ED_SYMPTOMS(ed_symptoms_validate) },
    { 0 },
};
/* clang-format on */
