/* SPDX-License-Identifier: Apache-2.0 */
#include <easdoctor/probe.h>

bool ed_http_has(const struct ed_http *http, struct ed_str name)
{
	for (size_t i = 0; i < http->n_headers; i++)
		if (ed_str_ieq(http->headers[i].name, name))
			return true;
	return false;
}
