/* SPDX-License-Identifier: Apache-2.0 */
/* Faults of the SID by which domain controllers map a certificate. */
#include "mutators.h"

static void no_strong(struct ed_spec *spec, unsigned variant)
{
	spec->leaf.uri = NULL;
	if (variant == 1)
		spec->expected.controllers =
		    "{ os: 2022, patched: 2026-10-14 }";
	if (variant == 2) /* some other URI */
		spec->leaf.uri = ed_say(spec, "https://%s/", spec->domain);
	if (variant > 3 && variant < 8)
		ed_no_strong_exported(spec, variant - 4);
	if (variant > 7)
		ed_log_mapping(spec, 39, variant);
	if (variant == 3) /* somebody forgot the second one */
		spec->expected.controllers = "{ os: 2019 }, { os: 2016 }";
}

static void sid_mismatch(struct ed_spec *spec, unsigned variant)
{
	const char *colleague = "S-1-5-21-1004336348-1177238915-682003330-1101";

	if (variant > 3)
		ed_log_mapping(spec, 41, variant);
	variant %= 4;
	if (variant == 0)
		spec->leaf.uri = ed_sid_uri(spec, colleague);
	if (variant == 1) {
		spec->leaf.uri = NULL;
		spec->leaf.sid = colleague;
	}
	if (variant == 2) /* migrated from another domain */
		spec->leaf.uri = ed_sid_uri(
		    spec, "S-1-5-21-583907252-1078145449-839522115-20511");
	if (variant == 3) /* the extension stands above the URI */
		spec->leaf.sid = colleague;
}

static void sid_malformed(struct ed_spec *spec, unsigned variant)
{
	if (variant == 0) /* the directory's binary value */
		spec->leaf.uri = ed_sid_uri(
		    spec, "AQUAAAAAAAUVAAAA3AUgPEPdKkaCi6YoUgQAAA==");
	if (variant == 1)
		spec->leaf.uri = ed_say(spec,
		    "tag:microsoft.com,2022-14-09:sid:%s", spec->expected.sid);
	if (variant == 2) { /* a text where octets must stand */
		spec->leaf.uri = NULL;
		spec->leaf.sid = spec->expected.sid;
		spec->leaf.sid_type = V_ASN1_UTF8STRING;
	}
	if (variant == 3)
		spec->leaf.uri =
		    ed_sid_uri(spec, "S-1-5-21-1004336348-1177238915");
}

static void uri_on_old_dc(struct ed_spec *spec, unsigned variant)
{
	static const char *const controllers[] = {
	    "{ os: 2016, patched: 2026-10-14 }",
	    "{ os: 2022, patched: 2026-10-14 }, { os: 2016 }",
	    "{ os: \"Windows Server 2012 R2\" }",
	    "{ os: 2019 }, { os: \"Server 2016\", patched: 2025-12-10 }"};

	spec->expected.controllers = controllers[variant];
}

/* clang-format off */
const struct ed_mutator ed_mapping_mutators[] = {
    { "certificate-mapping/no-strong", ED_BITES_MAP, true, ED_TOUCH_NAMES,
	ED_SHOWS_CERTIFICATE, 12, no_strong, ED_SYMPTOMS(ed_symptoms_map) },
    { "certificate-mapping/sid-mismatch", ED_BITES_MAP, true, ED_TOUCH_NAMES,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_USER, 8, sid_mismatch,
	ED_SYMPTOMS(ed_symptoms_map) },
    { "certificate-mapping/sid-malformed", ED_BITES_MAP, true, ED_TOUCH_NAMES,
	ED_SHOWS_CERTIFICATE, 4, sid_malformed, ED_SYMPTOMS(ed_symptoms_map) },
    { "certificate-mapping/uri-on-old-dc", ED_BITES_MAP, true, ED_TOUCH_NAMES,
	ED_SHOWS_CERTIFICATE, 4, uri_on_old_dc, ED_SYMPTOMS(ed_symptoms_map) },
    { 0 },
};
/* clang-format on */
