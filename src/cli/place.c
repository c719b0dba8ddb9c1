/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/place.h"

static bool parse_port(struct ed_str text, unsigned *port)
{
	unsigned n = 0;

	if (text.n == 0 || text.n > 5)
		return false;
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] < '0' || text.p[i] > '9')
			return false;
		n = n * 10 + (unsigned)(text.p[i] - '0');
	}
	*port = n;
	return n > 0 && n < 65536;
}

/* Where the host ends: at the bracket, or at the only colon. */
static bool split(struct ed_str text, struct ed_str *host, struct ed_str *rest)
{
	size_t end = ed_str_find(text, ED_STR("]"));
	size_t colon = ed_str_find(text, ED_STR(":"));

	if (ed_str_starts(text, ED_STR("["))) {
		*host = ed_str_sub(text, 1, end - 1);
		*rest = ed_str_sub(text, end + 1, text.n);
		return end < text.n && ed_str_has(*host, ':');
	}
	if (ed_str_has(ed_str_sub(text, colon + 1, text.n), ':'))
		colon = text.n;
	*host = ed_str_sub(text, 0, colon);
	*rest = ed_str_sub(text, colon, text.n);
	return true;
}

bool ed_place_parse(struct ed_str text, struct ed_str *host, unsigned *port)
{
	struct ed_str rest;

	*port = 0;
	if (!split(text, host, &rest) || host->n == 0 ||
	    ed_str_has(*host, '/') || ed_str_has(*host, '@'))
		return false;
	return rest.n == 0 ||
	       (rest.p[0] == ':' &&
		   parse_port(ed_str_sub(rest, 1, rest.n), port));
}
