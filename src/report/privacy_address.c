/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses of IPv6 and numbers of makers, in any text. */
#include "report/privacy_parts.h"

#include <arpa/inet.h>
#include <string.h>

/* Numbers below are given to makers; Microsoft's are everybody's. */
#define MAKERS ED_STR("1.3.6.1.4.1.")
#define MICROSOFT ED_STR("1.3.6.1.4.1.311.")
/* But under this every forest makes its own. */
#define FORESTS ED_STR("1.3.6.1.4.1.311.21.8.")

static bool is_hex(char byte)
{
	return ed_str_has(ED_STR("0123456789abcdefABCDEF"), byte);
}

struct ed_str ed_veil_same_ip(struct ed_arena *arena, struct ed_str ip)
{
	char text[INET6_ADDRSTRLEN] = "";
	unsigned char bytes[16];

	if (ip.n >= sizeof(text))
		return ip;
	memcpy(text, ip.p, ip.n);
	if (inet_pton(AF_INET6, text, bytes) != 1 ||
	    !inet_ntop(AF_INET6, bytes, text, sizeof(text)))
		return ip;
	return ed_copy(arena, ed_str_of(text));
}

size_t ed_veil_take_ip6(struct ed_veil *veil, struct ed_str text, size_t at)
{
	char address[INET6_ADDRSTRLEN] = "";
	unsigned char bytes[16];
	size_t to = at, colons = 0;

	for (; to < text.n &&
	       (is_hex(text.p[to]) || text.p[to] == ':' || text.p[to] == '.');
	     to++)
		colons += text.p[to] == ':';
	while (to > at && text.p[to - 1] == '.')
		to--;
	/* A colon behind it is the sentence's, or before a port. */
	if (to > at + 1 && text.p[to - 1] == ':' && text.p[to - 2] != ':')
		to--;
	if (colons < 2 || to - at >= sizeof(address) ||
	    (to < text.n && ed_is_word_at(text, to)))
		return at;
	memcpy(address, text.p + at, to - at);
	if (inet_pton(AF_INET6, address, bytes) != 1)
		return at;
	ed_veil_add(veil, ED_IP, ed_str_sub(text, at, to - at));
	return to;
}

void ed_veil_add_oid(struct ed_veil *veil, struct ed_str oid)
{
	if (ed_str_starts(oid, FORESTS) ||
	    (ed_str_starts(oid, MAKERS) && !ed_str_starts(oid, MICROSOFT)))
		ed_veil_add_name(veil, oid);
}

size_t ed_veil_take_oid(struct ed_veil *veil, struct ed_str text, size_t at)
{
	size_t to = at;

	if (!ed_str_starts(ed_str_sub(text, at, text.n), MAKERS))
		return at;
	while (to < text.n && ed_str_has(ED_STR("0123456789."), text.p[to]))
		to++;
	while (text.p[to - 1] == '.')
		to--;
	ed_veil_add_oid(veil, ed_str_sub(text, at, to - at));
	return to;
}
