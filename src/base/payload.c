/* SPDX-License-Identifier: Apache-2.0 */
#include <easdoctor/payload.h>

static const char *const identity_types[] = {"com.apple.security.pkcs12",
    "com.apple.security.scep", "com.apple.security.acme"};

bool ed_payload_is_identity(const struct ed_payload *payload)
{
	for (size_t i = 0; i < ED_COUNT(identity_types); i++)
		if (ed_str_eq(payload->type, ed_str_of(identity_types[i])))
			return true;
	return false;
}
