/* SPDX-License-Identifier: Apache-2.0 */
#include <easdoctor/exchange.h>

#include <string.h>

const char *ed_exchange_cmdlet(enum ed_exchange_kind kind)
{
	static const char *const names[ED_N_EXCHANGE_KINDS] = {
	    [ED_EXCHANGE_VDIR] = "Get-ActiveSyncVirtualDirectory",
	    [ED_EXCHANGE_CAS] = "Get-CASMailbox",
	    [ED_EXCHANGE_DEVICE] = "Get-MobileDevice",
	    [ED_EXCHANGE_STATISTICS] = "Get-MobileDeviceStatistics",
	    [ED_EXCHANGE_ORGANIZATION] = "Get-ActiveSyncOrganizationSettings",
	    [ED_EXCHANGE_DEVICE_POLICY] = "Get-MobileDeviceMailboxPolicy",
	    [ED_EXCHANGE_SIGN_IN_POLICY] = "Get-AuthenticationPolicy",
	    [ED_EXCHANGE_THROTTLING] = "Get-ThrottlingPolicy",
	    [ED_EXCHANGE_COMPONENT] = "Get-ServerComponentState",
	    [ED_EXCHANGE_RECIPIENT] = "Get-User or Get-Mailbox"};

	return names[kind];
}

const struct ed_property *ed_property_find(
    const struct ed_exchange_object *object, const char *name)
{
	for (size_t i = 0; object && i < object->n_properties; i++)
		if (strcmp(object->properties[i].name, name) == 0)
			return &object->properties[i];
	return NULL;
}

struct ed_str ed_property_value(
    const struct ed_exchange_object *object, const char *name)
{
	const struct ed_property *property = ed_property_find(object, name);

	return property ? property->value : (struct ed_str){0};
}

enum ed_answer ed_property_answer(
    const struct ed_exchange_object *object, const char *name)
{
	struct ed_str value = ed_property_value(object, name);

	if (ed_str_ieq(value, ED_STR("True")))
		return ED_YES;
	return ed_str_ieq(value, ED_STR("False")) ? ED_NO : ED_UNSAID;
}

bool ed_property_lists(
    const struct ed_property *property, struct ed_str item, bool *cut)
{
	struct ed_str rest = property->value, one;

	*cut = property->cut;
	if (ed_str_starts(rest, ED_STR("{")))
		rest = ed_str_sub(rest, 1, rest.n);
	while (rest.n) {
		size_t n = ed_str_find(rest, ED_STR(","));

		one = ed_str_trim(ed_str_sub(rest, 0, n));
		if (one.n && one.p[one.n - 1] == '}')
			one = ed_str_trim(ed_str_sub(one, 0, one.n - 1));
		if (item.n && ed_str_ieq(one, item))
			return true;
		rest = ed_str_sub(rest, n + 1, rest.n);
	}
	return false;
}

static struct ed_str owner_dn(struct ed_str dn)
{
	const struct ed_str folder = ED_STR(",CN=ExchangeActiveSyncDevices,");
	size_t at = ed_str_find(dn, folder);

	return at < dn.n ? ed_str_sub(dn, at + folder.n, dn.n)
			 : (struct ed_str){0};
}

static struct ed_str owner_path(struct ed_str identity)
{
	size_t at =
	    ed_str_find(identity, ED_STR("/ExchangeActiveSyncDevices/"));

	return at < identity.n ? ed_str_sub(identity, 0, at)
			       : (struct ed_str){0};
}

struct ed_str ed_device_owner(
    const struct ed_exchange_object *device, bool as_dn)
{
	struct ed_str path;

	if (as_dn)
		return owner_dn(ed_property_value(device, "DistinguishedName"));
	path = ed_property_value(device, "UserDisplayName");
	return path.n ? path
		      : owner_path(ed_property_value(device, "Identity"));
}
