/* SPDX-License-Identifier: Apache-2.0 */
/* Faults of the request template, and what they make of the certificate. */
#include "mutators.h"

enum { ROW_UPN = 1, ROW_SID = 2 };

static void set_row(
    struct ed_spec *spec, unsigned row, const char *type, const char *value)
{
	spec->expected.template_san[row][0] = type;
	spec->expected.template_san[row][1] = value;
}

static void no_upn(struct ed_spec *spec, unsigned variant)
{
	spec->leaf.n_upns = 0;
	set_row(spec, ROW_UPN, NULL, NULL);
	if (variant == 1) {
		set_row(spec, ROW_UPN, "dns",
		    ed_say(spec, "{EnrollmentUser}.%s", spec->domain));
		spec->leaf.dns =
		    ed_say(spec, "%s.%s", spec->login, spec->domain);
	}
	if (variant == 2) { /* the right value as the wrong type */
		set_row(spec, ROW_UPN, "email", "{UserPrincipalName}");
		spec->leaf.emails[spec->leaf.n_emails++] = spec->expected.upn;
	}
	if (variant == 3) {
		set_row(spec, ROW_UPN, "dns", "{DeviceFriendlyName}");
		spec->leaf.dns = ed_say(spec, "iphone-%s", spec->login);
	}
}

static void no_sid(struct ed_spec *spec, unsigned variant)
{
	const char *sid = ed_say(
	    spec, "S-1-5-21-7-8-9-%u", 1000 + ed_pick(&spec->random, 9000));

	spec->leaf.uri = NULL;
	set_row(spec, ROW_SID, NULL, NULL);
	if (variant == 1) { /* the value without the tag */
		set_row(spec, ROW_SID, "uri", "{UserSid}");
		spec->leaf.uri = sid;
	}
	if (variant == 2) {
		set_row(spec, ROW_SID, "dns", "{UserSid}");
		spec->leaf.dns = sid;
	}
	if (variant == 3) {
		set_row(spec, ROW_SID, "uri", "urn:uuid:{DeviceUid}");
		spec->leaf.uri = ed_say(spec, "urn:uuid:%s", ed_new_uuid(spec));
	}
}

static void unknown_lookup(struct ed_spec *spec, unsigned variant)
{
	static const char *const names[] = {"{UserPrincipleName}",
	    "{BenutzerPrinzipalName}", "{UPN}", "{User Principal Name}"};
	const char *name = names[variant];

	set_row(spec, ROW_UPN, "upn", name);
	ed_set_upn(spec, name);
}

static void renewal_off(struct ed_spec *spec, unsigned variant)
{
	spec->expected.renew_days = 0;
	if (variant == 0)
		return;
	if (variant == 2) { /* and now its end is near */
		spec->leaf.not_after = 20 * (int64_t)ED_DAY;
		spec->leaf.not_before = spec->leaf.not_after - 200 * ED_DAY;
		return;
	}
	spec->leaf.not_before = -65 * (int64_t)ED_DAY;
	spec->leaf.not_after = 300 * (int64_t)ED_DAY;
	spec->expected.renew_days = variant == 1 ? 400 : 365;
}

static const char *const without_upn[] = {"certificate-upn/missing", NULL};
static const char *const with_braces[] = {
    "certificate-subject/unexpanded-lookup", "certificate-upn/not-a-upn",
    "certificate-upn/mismatch", NULL};
static const char *const near_its_end[] = {
    "certificate-validity/expiring", NULL};

/* clang-format off */
const struct ed_mutator ed_template_mutators[] = {
    { "uem-template/no-upn", ED_BITES_ISSUE, true,
	ED_TOUCH_NAMES | ED_TOUCH_TEMPLATE,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_TEMPLATE, 4, no_upn,
	ED_SYMPTOMS(ed_symptoms_map), .also = without_upn },
    { "uem-template/no-sid", ED_BITES_ISSUE, true,
	ED_TOUCH_NAMES | ED_TOUCH_TEMPLATE,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_TEMPLATE, 4, no_sid,
	ED_SYMPTOMS(ed_symptoms_map) },
    { "uem-template/unknown-lookup", ED_BITES_ISSUE, true,
	ED_TOUCH_NAMES | ED_TOUCH_USER | ED_TOUCH_TEMPLATE,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_TEMPLATE | ED_SHOWS_USER, 4,
	unknown_lookup, ED_SYMPTOMS(ed_symptoms_map), .also = with_braces },
    { "uem-template/renewal-off", ED_BITES_ISSUE, false,
	ED_TOUCH_TIME | ED_TOUCH_TEMPLATE,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_TEMPLATE, 4, renewal_off,
	ED_SYMPTOMS(ed_symptoms_none), .also = near_its_end },
    { 0 },
};
/* clang-format on */
