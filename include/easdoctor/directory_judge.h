/* SPDX-License-Identifier: Apache-2.0 */
/* What checks say of the domain controllers' demands. */
#ifndef EASDOCTOR_DIRECTORY_JUDGE_H
#define EASDOCTOR_DIRECTORY_JUDGE_H

#include <easdoctor/check.h>
#include <easdoctor/directory.h>
#include <easdoctor/event.h>
#include <easdoctor/machine.h>

/* Their updates, where these decide whatever the registry says. */
static inline struct ed_str ed_say_updates(
    const struct ed_facts *facts, const struct ed_demand *demand)
{
	for (size_t i = 0; i < facts->n_domain_controllers; i++) {
		if (facts->domain_controllers[i].patched < ED_DEMANDED_FROM)
			continue;
		if (demand->value.state == ED_SETTING_GIVEN &&
		    demand->value.number < 2)
			return ED_STR("one that the case states was updated "
				      "on or after 2025-09-09 and demands it, "
				      "whatever its registry says");
		return ED_STR("one that the case states was updated on or "
			      "after 2025-09-09 and demands it");
	}
	return ED_STR("");
}

static inline struct ed_str ed_say_registry(const struct ed_demand *demand)
{
	if (demand->differ)
		return ED_STR("their registries differ, so it depends on "
			      "which of them answers");
	if (demand->value.state == ED_SETTING_GIVEN)
		return demand->value.number == 2
			   ? ED_STR("the registry of one demands it "
				    "(StrongCertificateBindingEnforcement 2)")
			   : ED_STR("the registry of one lets it pass "
				    "(StrongCertificateBindingEnforcement), "
				    "which those updated on or after "
				    "2025-09-09 ignore");
	if (demand->value.state == ED_SETTING_DEFAULT)
		return ED_STR("the registry of one says nothing of it, and "
			      "those updated on or after 2025-02-11 then "
			      "demand it");
	return ED_STR("the case states none that was updated on or after "
		      "2025-09-09; until then their registry decides");
}

static inline struct ed_str ed_say_controllers(const struct ed_facts *facts)
{
	const struct ed_demand demand = ed_controllers_demand(facts);
	struct ed_str updates = ed_say_updates(facts, &demand);

	if (ed_event_controllers_refuse(facts))
		return ED_STR("one wrote so of a certificate, as an error");
	return updates.n ? updates : ed_say_registry(&demand);
}

/* Does a server that signs in map by the UPN alone, without a controller? */
static inline bool ed_maps_in_schannel(const struct ed_facts *facts)
{
	const uint32_t maps_by_upn = 0x4; /* a bit of it */

	for (size_t i = 0; i < facts->n_machines; i++) {
		const struct ed_winreg *registry = facts->machines[i]->registry;
		struct ed_setting methods = ed_registry_setting(
		    registry, 0, ED_KEY_SCHANNEL, "CertificateMappingMethods");

		if (methods.state == ED_SETTING_GIVEN &&
		    (methods.number & maps_by_upn))
			return true;
	}
	return false;
}

#endif
