/* SPDX-License-Identifier: Apache-2.0 */
/* Faults of an account that names certificates, seen in its export. */
#include "mutators.h"

static const char demands[] = "{ os: 2022, patched: 2026-10-14 }";

/* Without a SID in the certificate, so that the account alone counts. */
static void export_account(
    struct ed_spec *spec, enum ed_export_kind kind, enum ed_named named)
{
	spec->leaf.uri = NULL;
	spec->exported.kind = kind;
	spec->exported.named[0] = named;
}

static void weak_only(struct ed_spec *spec, unsigned variant)
{
	static const enum ed_named forms[] = {
	    ED_NAMED_NAMES, ED_NAMED_SUBJECT, ED_NAMED_MAIL, ED_NAMED_NAMES};

	export_account(spec, variant % 2 ? ED_EXPORT_LIST : ED_EXPORT_LDIF,
	    forms[variant]);
	if (variant == 0 || variant == 3)
		spec->expected.controllers = demands;
	if (variant == 2) /* and one of another account that it had */
		spec->exported.named[1] = ED_NAMED_KERBEROS;
}

static void strong_misses(struct ed_spec *spec, unsigned variant)
{
	static const enum ed_named forms[] = {ED_NAMED_OLD_SERIAL,
	    ED_NAMED_FORWARD, ED_NAMED_LDAP_ORDER, ED_NAMED_OLD_KEY};

	export_account(spec, variant % 3 ? ED_EXPORT_LDIF : ED_EXPORT_LIST,
	    forms[variant]);
	if (variant < 2)
		spec->expected.controllers = demands;
}

/*
 * The account was made anew after the certificate was issued. That matters
 * where a controller still takes weak mappings: one that demands strong ones
 * looks at no dates (no-strong).
 */
static void predates_account(struct ed_spec *spec, unsigned variant)
{
	if (variant > 3)
		ed_log_mapping(spec, 40, variant);
	variant %= 4;
	export_account(
	    spec, variant % 2 ? ED_EXPORT_LDIF : ED_EXPORT_LIST, ED_NAMED_NONE);
	spec->exported.created = -(int64_t)(5 + 9 * variant) * ED_DAY;
	if (variant < 2)
		spec->expected.controllers =
		    "{ os: 2019, patched: 2024-06-11 }";
	if (variant == 2) {
		spec->expected.controllers = "{ os: 2022 }";
		spec->expected.timezone = "Europe/Berlin";
	}
	if (variant == 3) {
		spec->expected.controllers =
		    "{ os: 2022, patched: 2026-10-14 }, "
		    "{ os: 2019, patched: 2025-08-12 }";
		spec->exported.named[0] = ED_NAMED_KERBEROS;
	}
}

void ed_no_strong_exported(struct ed_spec *spec, unsigned variant)
{
	export_account(
	    spec, variant % 2 ? ED_EXPORT_LIST : ED_EXPORT_LDIF, ED_NAMED_NONE);
	spec->expected.controllers = demands;
	if (variant > 1)
		spec->exported.named[0] = ED_NAMED_KERBEROS;
}

/* It is the account, not the case, that tells what should be true. */
void ed_upn_mismatch_exported(struct ed_spec *spec, unsigned variant)
{
	spec->exported.kind = variant % 2 ? ED_EXPORT_LIST : ED_EXPORT_LDIF;
	spec->expected.only_email = true;
	if (variant < 2)
		spec->exported.upn =
		    ed_say(spec, "%s@%s.local", spec->login, spec->netbios);
	else
		spec->exported.upn = ed_say(
		    spec, "%s.%s@%s", spec->family, spec->given, spec->domain);
}

static const char *const weak[] = {"certificate-mapping/no-strong", NULL};

/* clang-format off */
const struct ed_mutator ed_directory_mutators[] = {
    { "certificate-mapping/weak-only", ED_BITES_MAP, true, ED_TOUCH_NAMES,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_DIRECTORY, 4, weak_only,
	.also = weak, ED_SYMPTOMS(ed_symptoms_map) },
    { "certificate-mapping/strong-misses", ED_BITES_MAP, true, ED_TOUCH_NAMES,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_DIRECTORY, 4, strong_misses,
	.also = weak, ED_SYMPTOMS(ed_symptoms_map) },
    { "certificate-mapping/predates-account", ED_BITES_MAP, true,
	ED_TOUCH_NAMES | ED_TOUCH_TIME,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_DIRECTORY, 8, predates_account,
	.also = weak, ED_SYMPTOMS(ed_symptoms_map) },
    { 0 },
};
/* clang-format on */
