/* SPDX-License-Identifier: Apache-2.0 */
#include "load/exchange_row.h"

/*
 * Only these are kept: what a check asks for, or names the object. A phone
 * number, a photo or a password never becomes a fact.
 */
static const struct {
	const char *name;
	enum ed_kind kind;
} names[] = {
    {"Identity", ED_TEXT},
    {"DistinguishedName", ED_DN},
    {"Name", ED_TEXT},
    {"Server", ED_HOST},
    {"InternalUrl", ED_TEXT},
    {"ExternalUrl", ED_TEXT},
    {"BasicAuthEnabled", ED_TEXT},
    {"WindowsAuthEnabled", ED_TEXT},
    {"ClientCertAuth", ED_TEXT},
    {"WebsiteName", ED_TEXT},
    {"WebSiteSSLEnabled", ED_TEXT},
    {"ExtendedProtectionTokenChecking", ED_TEXT},
    {"ActiveSyncEnabled", ED_TEXT},
    {"ActiveSyncAllowedDeviceIDs", ED_DEVICE},
    {"ActiveSyncBlockedDeviceIDs", ED_DEVICE},
    {"ActiveSyncMailboxPolicy", ED_TEXT},
    {"HasActiveSyncDevicePartnership", ED_TEXT},
    {"PrimarySmtpAddress", ED_EMAIL},
    {"WindowsEmailAddress", ED_EMAIL},
    {"EmailAddresses", ED_EMAIL},
    {"SamAccountName", ED_UPN},
    {"UserPrincipalName", ED_UPN},
    {"Sid", ED_SID},
    {"Alias", ED_UPN},
    {"RecipientType", ED_TEXT},
    {"RecipientTypeDetails", ED_TEXT},
    {"AuthenticationPolicy", ED_TEXT},
    {"ThrottlingPolicy", ED_TEXT},
    {"DeviceId", ED_DEVICE},
    {"DeviceType", ED_TEXT},
    {"DeviceOS", ED_TEXT},
    {"DeviceModel", ED_TEXT},
    {"DeviceUserAgent", ED_TEXT},
    {"FirstSyncTime", ED_TEXT},
    {"UserDisplayName", ED_TEXT},
    {"DeviceAccessState", ED_TEXT},
    {"DeviceAccessStateReason", ED_TEXT},
    {"DeviceAccessControlRule", ED_TEXT},
    {"ClientVersion", ED_TEXT},
    {"IsManaged", ED_TEXT},
    {"IsCompliant", ED_TEXT},
    {"IsDisabled", ED_TEXT},
    {"Status", ED_TEXT},
    {"LastSuccessSync", ED_TEXT},
    {"DeviceWipeSentTime", ED_TEXT},
    {"DeviceWipeRequestTime", ED_TEXT},
    {"DeviceWipeAckTime", ED_TEXT},
    {"DevicePolicyApplied", ED_TEXT},
    {"DevicePolicyApplicationStatus", ED_TEXT},
    {"DefaultAccessLevel", ED_TEXT},
    {"AllowNonProvisionableDevices", ED_TEXT},
    {"BlockLegacyAuthActiveSync", ED_TEXT},
    {"EasMaxDevices", ED_NUMBER},
    {"EasMaxConcurrency", ED_NUMBER},
    {"EasMaxBurst", ED_NUMBER},
    {"EasRechargeRate", ED_NUMBER},
    {"EasCutoffBalance", ED_NUMBER},
    {"Component", ED_TEXT},
    {"State", ED_TEXT},
    {"ServerFqdn", ED_HOST},
    /* Not kept: they tell Get-ADUser from Get-User. */
    {"ObjectGUID", ED_TEXT},
};

_Static_assert(ED_COUNT(names) <= ED_MAX_PROPERTIES, "they are bits of 64");

/* An object is of the first kind of which it has one of these. */
static const struct {
	const char *name;
	enum ed_exchange_kind kind;
} marks[] = {
    {"BlockLegacyAuthActiveSync", ED_EXCHANGE_SIGN_IN_POLICY},
    {"EasMaxDevices", ED_EXCHANGE_THROTTLING},
    {"EasMaxConcurrency", ED_EXCHANGE_THROTTLING},
    {"DevicePolicyApplicationStatus", ED_EXCHANGE_STATISTICS},
    {"DeviceWipeRequestTime", ED_EXCHANGE_STATISTICS},
    {"LastSuccessSync", ED_EXCHANGE_STATISTICS},
    {"DeviceAccessState", ED_EXCHANGE_DEVICE},
    {"DeviceUserAgent", ED_EXCHANGE_DEVICE},
    {"DeviceId", ED_EXCHANGE_DEVICE},
    {"ClientCertAuth", ED_EXCHANGE_VDIR},
    {"WebSiteSSLEnabled", ED_EXCHANGE_VDIR},
    {"ActiveSyncEnabled", ED_EXCHANGE_CAS},
    {"ActiveSyncBlockedDeviceIDs", ED_EXCHANGE_CAS},
    {"ActiveSyncMailboxPolicy", ED_EXCHANGE_CAS},
    {"DefaultAccessLevel", ED_EXCHANGE_ORGANIZATION},
    {"AllowNonProvisionableDevices", ED_EXCHANGE_DEVICE_POLICY},
    {"RecipientType", ED_EXCHANGE_RECIPIENT},
    {"RecipientTypeDetails", ED_EXCHANGE_RECIPIENT},
    {"Component", ED_EXCHANGE_COMPONENT},
};

int ed_exchange_name(struct ed_str name)
{
	for (size_t i = 0; i < ED_COUNT(names); i++)
		if (ed_str_ieq(name, ed_str_of(names[i].name)))
			return (int)i;
	return -1;
}

const char *ed_exchange_spelling(int name)
{
	return names[name].name;
}

enum ed_kind ed_exchange_value_kind(int name)
{
	return names[name].kind;
}

static bool has(uint64_t seen, const char *name)
{
	int i = ed_exchange_name(ed_str_of(name));

	return i >= 0 && (seen & UINT64_C(1) << i);
}

bool ed_exchange_is_ad(uint64_t seen)
{
	return has(seen, "ObjectGUID") && has(seen, "SamAccountName");
}

bool ed_exchange_kind_of(uint64_t seen, enum ed_exchange_kind *out)
{
	/* A component alone could be anything's. */
	const bool stated = has(seen, "State");

	for (size_t i = 0; i < ED_COUNT(marks); i++) {
		if (!has(seen, marks[i].name) ||
		    (marks[i].kind == ED_EXCHANGE_COMPONENT && !stated))
			continue;
		*out = marks[i].kind;
		return true;
	}
	/* A virtual directory's addresses alone, as fl *Url* prints them. */
	*out = ED_EXCHANGE_VDIR;
	return has(seen, "ExternalUrl") && has(seen, "InternalUrl");
}
