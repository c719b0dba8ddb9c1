/* SPDX-License-Identifier: Apache-2.0 */
#include <easdoctor/lookup.h>

enum { LONGEST = 64, GUID = 36 };

/* Names that UEM fills in, as far as is known. Case does not count. */
static const char *const known[] = {"ComplianceSupportPhone", "Department",
    "DeviceAssetNumber", "DeviceFriendlyName", "DeviceImei", "DeviceMCC",
    "DeviceModel", "DeviceOperatingSystem", "DeviceOwnership", "DevicePlatform",
    "DeviceReportedName", "DeviceSerialNumber", "DeviceSerialNumberLastFour",
    "DeviceUid", "DeviceUidLastFour", "DeviceUsername", "DeviceWLANMac",
    "EmailAddress", "EmailDomain", "EmailPassword", "EmailUserName",
    "EmployeeIdentifier", "EnrollmentUser", "EnrollmentUserId", "FirstName",
    "GroupIdentifier", "LastName", "LocationGroupName", "MiddleName",
    "ObjectGUID", "OrganizationGroupName", "PhoneNumber", "SecurityIdentifier",
    "SessionToken", "SID", "UserDistinguishedName", "UserPrincipalName",
    "UserSid"};

static bool is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (unsigned char)byte >= 0x80;
}

static bool is_guid(struct ed_str s)
{
	if (s.n != GUID)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!ed_str_has(ED_STR("0123456789abcdefABCDEF-"), s.p[i]))
			return false;
	return true;
}

static bool is_name(struct ed_str s)
{
	if (s.n > LONGEST || is_guid(s))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (is_letter(s.p[i]))
			return true;
	return false;
}

struct ed_str ed_lookup_find(struct ed_str s)
{
	size_t open = s.n;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '{')
			open = i;
		if (s.p[i] != '}' || open == s.n)
			continue;
		if (is_name(ed_str_sub(s, open + 1, i - open - 1)))
			return ed_str_sub(s, open, i - open + 1);
		open = s.n;
	}
	return (struct ed_str){0};
}

bool ed_lookup_in(struct ed_str s)
{
	return ed_lookup_find(s).n > 0;
}

struct ed_str ed_lookup_next(struct ed_str *rest)
{
	struct ed_str found = ed_lookup_find(*rest);
	size_t end;

	if (!found.n)
		return found;
	end = (size_t)(found.p - rest->p) + found.n;
	*rest = ed_str_sub(*rest, end, rest->n);
	return ed_str_sub(found, 1, found.n - 2);
}

bool ed_lookup_is_known(
    struct ed_str name, const struct ed_lookup *given, size_t n)
{
	if (ed_str_istarts(name, ED_STR("CustomAttribute")) ||
	    ed_str_istarts(name, ED_STR("DeviceCustomAttribute")))
		return true;
	for (size_t i = 0; i < ED_COUNT(known); i++)
		if (ed_str_ieq(name, ed_str_of(known[i])))
			return true;
	for (size_t i = 0; i < n; i++)
		if (ed_str_ieq(name, given[i].name))
			return true;
	return false;
}
