/* SPDX-License-Identifier: Apache-2.0 */
#include "load/directory_attribute.h"

static const struct {
	const char *name;
	enum attribute what;
} attributes[] = {
    {"dn", A_DN},
    {"distinguishedName", A_DN},
    {"sAMAccountName", A_SAM},
    {"userPrincipalName", A_UPN},
    {"mail", A_MAIL},
    {"EmailAddress", A_MAIL},
    {"proxyAddresses", A_ADDRESS},
    {"objectSid", A_SID},
    {"SID", A_SID},
    {"whenCreated", A_CREATED},
    {"whenChanged", A_CHANGED},
    {"userAccountControl", A_CONTROL},
    {"Enabled", A_ENABLED},
    {"LockedOut", A_LOCKED},
    {"accountExpires", A_EXPIRES},
    {"lockoutTime", A_LOCKOUT},
    {"adminCount", A_ADMIN},
    {"altSecurityIdentities", A_MAPPING},
    {"objectClass", A_CLASS},
    {"cACertificate", A_AUTHORITY},
    /* Nobody asks for these by name: they show that all was exported. */
    {"instanceType", A_EVERYTHING},
    {"objectCategory", A_EVERYTHING},
    {"uSNCreated", A_EVERYTHING},
    {"uSNChanged", A_EVERYTHING},
    {"dSCorePropagationData", A_EVERYTHING},
};

enum attribute ed_directory_attribute(struct ed_str name)
{
	for (size_t i = 0; i < ED_COUNT(attributes); i++)
		if (ed_str_ieq(name, ed_str_of(attributes[i].name)))
			return attributes[i].what;
	return A_NONE;
}
