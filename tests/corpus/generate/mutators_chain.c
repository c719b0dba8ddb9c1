/* SPDX-License-Identifier: Apache-2.0 */
/* Faults of the chain. Roots that the server trusts are the case's roots. */
#include "mutators.h"

static void anchor_only(struct ed_spec *spec, struct ed_authority *authority)
{
	spec->anchors[0] = authority;
	spec->n_anchors = 1;
}

static void untrusted(struct ed_spec *spec, unsigned variant)
{
	struct ed_authority *other;

	if (variant == 0) /* the server trusts the company's new root */
		anchor_only(spec, ed_add_stranger(spec,
				      ed_say(spec, "%s-ROOT-CA-G2", spec->tag),
				      spec->org, ED_KEY_OTHER_ROOT));
	if (variant == 1) { /* a CA that comes with the console */
		spec->leaf.issuer = ed_add_stranger(
		    spec, "Console Device CA", "UEM", ED_KEY_OTHER_ISSUING);
		spec->expected.ca_name = spec->leaf.issuer->name;
	}
	if (variant == 2) { /* the test environment's CA */
		other = ed_add_stranger(spec,
		    ed_say(spec, "%s-TEST-ROOT", spec->tag), spec->org,
		    ED_KEY_OTHER_ROOT);
		spec->issuing.issuer = other;
		ed_show_authority(spec, other);
	}
	if (variant == 3) /* signed by itself: the request was never sent */
		spec->leaf.issuer = NULL;
	if (spec->leaf.issuer != &spec->issuing)
		ed_hide_authority(spec, &spec->issuing);
	if (spec->leaf.issuer && spec->leaf.issuer != &spec->issuing)
		ed_show_authority(spec, spec->leaf.issuer);
	ed_hide_authority(spec, spec->anchors[0]);
	spec->profile.root = false;
}

static void incomplete(struct ed_spec *spec, unsigned variant)
{
	struct ed_authority *other;

	spec->pack.with_chain = false;
	if (variant == 1 || variant == 3) { /* three tiers */
		spec->issuing.issuer = &spec->policy;
		if (variant == 3)
			ed_hide_authority(spec, &spec->issuing);
		if (variant == 3)
			ed_show_authority(spec, &spec->policy);
		return;
	}
	ed_hide_authority(spec, &spec->issuing);
	if (variant == 0)
		return;
	/* Another issuing CA of the same company stands there. */
	other =
	    ed_add_stranger(spec, ed_say(spec, "%s-ISSUING-CA-2", spec->tag),
		spec->org, ED_KEY_OTHER_ISSUING);
	other->issuer = &spec->root;
	ed_show_authority(spec, other);
}

static void bad_signature(struct ed_spec *spec, unsigned variant)
{
	struct ed_authority *rebuilt;

	if (variant == 0)
		spec->leaf.damage = ED_BAD_SIGNATURE_BITS;
	if (variant == 1)
		spec->leaf.damage = ED_BAD_BODY_BITS;
	if (variant < 2)
		return;
	/* The CA in evidence has the same name, and nobody says which key. */
	rebuilt = ed_add_stranger(
	    spec, spec->issuing.name, spec->org, ED_KEY_OTHER_ISSUING);
	rebuilt->issuer = &spec->root;
	rebuilt->no_ski = variant == 2;
	spec->leaf.no_aki = variant == 3;
	spec->pack.with_chain = false;
	ed_hide_authority(spec, &spec->issuing);
	ed_show_authority(spec, rebuilt);
}

static void constraint(struct ed_spec *spec, unsigned variant)
{
	if (variant == 0)
		spec->issuing.basic = "critical,CA:FALSE";
	if (variant == 1) {
		spec->issuing.issuer = &spec->policy;
		spec->policy.basic = "critical,CA:TRUE,pathlen:0";
		ed_show_authority(spec, &spec->policy);
	}
	if (variant == 2)
		spec->issuing.key_usage = "critical,digitalSignature,cRLSign";
	if (variant == 3)
		spec->issuing.name_constraints =
		    "critical,permitted;email:subsidiary.example";
}

/* clang-format off */
const struct ed_mutator ed_chain_mutators[] = {
    { "certificate-chain/untrusted", ED_BITES_VALIDATE, true, ED_TOUCH_CHAIN,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_CHAIN | ED_SHOWS_ROOTS, 4, untrusted,
	ED_SYMPTOMS(ed_symptoms_validate) },
    { "certificate-chain/incomplete", ED_BITES_VALIDATE, true, ED_TOUCH_CHAIN,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_CHAIN | ED_SHOWS_ROOTS, 4, incomplete,
	ED_SYMPTOMS(ed_symptoms_validate) },
    { "certificate-chain/bad-signature", ED_BITES_VALIDATE, true,
	ED_TOUCH_CHAIN, ED_SHOWS_CERTIFICATE | ED_SHOWS_CHAIN, 4,
	bad_signature, ED_SYMPTOMS(ed_symptoms_validate) },
    { "certificate-chain/constraint", ED_BITES_VALIDATE, true, ED_TOUCH_CHAIN,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_CHAIN | ED_SHOWS_ROOTS, 4, constraint,
	ED_SYMPTOMS(ed_symptoms_validate) },
    { 0 },
};
/* clang-format on */
