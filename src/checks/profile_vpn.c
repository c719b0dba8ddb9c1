/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile-vpn: the per-app VPN that the account goes through must be there.
 *
 * Mail that is told to go through a VPN goes nowhere without it: the device
 * shows no VPN sign and no error, and no server sees a request.
 */
#include <easdoctor/check.h>

#define APP_LAYER ED_STR("com.apple.vpn.managed.applayer")

static bool defines(const struct ed_payload *payload, struct ed_str uuid)
{
	return ed_str_eq(payload->type, APP_LAYER) &&
	       ed_str_ieq(ed_str_trim(payload->vpn_uuid.value), uuid);
}

/* In any profile: the device may have several. */
static bool is_defined(const struct ed_facts *facts, struct ed_str uuid)
{
	for (size_t i = 0; i < facts->n_profiles; i++)
		for (size_t k = 0; k < facts->profiles[i]->n_payloads; k++)
			if (defines(&facts->profiles[i]->payloads[k], uuid))
				return true;
	return false;
}

/* Another kind of payload that has this VPNUUID, or an empty slice. */
static struct ed_str find_wrong_type(
    const struct ed_profile *profile, struct ed_str uuid)
{
	for (size_t i = 0; profile && i < profile->n_payloads; i++) {
		const struct ed_payload *payload = &profile->payloads[i];

		if (ed_str_istarts(payload->type, ED_STR("com.apple.vpn.")) &&
		    ed_str_ieq(ed_str_trim(payload->vpn_uuid.value), uuid))
			return payload->type;
	}
	return ED_STR("none");
}

/* Why a reference that leads nowhere may yet lead somewhere, or NULL. */
static const char *cannot_resolve(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_profiles; i++) {
		if (facts->profiles[i]->unreadable)
			return facts->profiles[i]->unreadable;
		if (facts->profiles[i]->origin == ED_ORIGIN_CONSOLE)
			return "the console's template may leave out what is "
			       "made for each device; give the profile that "
			       "the device got";
	}
	return NULL;
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_eas *eas = subject;
	struct ed_str uuid = ed_str_trim(eas->vpn_uuid.value);
	bool dangling = uuid.n && !is_defined(facts, uuid);
	const char *reason = cannot_resolve(facts);

	if (dangling && reason) {
		ed_unknown(out, "dangling", reason);
		return;
	}
	ed_settle(out, "dangling", dangling,
	    eas->vpn_uuid.given ? eas->vpn_uuid.ref : eas->ref,
	    ED_VALUES({"uuid", ED_TEXT, uuid},
		{"type", ED_TEXT, find_wrong_type(eas->profile, uuid)}));
}

const struct ed_check ed_check_profile_vpn = {
    .id = "profile-vpn",
    .title = "The VPN that the account goes through is there",
    .each = ED_EAS,
    .findings = ED_FINDINGS({"dangling", 0}),
    .run = run,
};
