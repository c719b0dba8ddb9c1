/* SPDX-License-Identifier: Apache-2.0 */
#include "report/width.h"

/* What a first byte promises; n is 0 where it can begin nothing. */
struct lead {
	size_t n;
	uint32_t bits;
	uint32_t least; /* a smaller code point would be overlong */
};

static struct lead read_lead(unsigned char byte)
{
	if (byte < 0x80)
		return (struct lead){1, byte, 0};
	if (byte >= 0xc2 && byte <= 0xdf)
		return (struct lead){2, byte & 0x1fu, 0x80};
	if (byte >= 0xe0 && byte <= 0xef)
		return (struct lead){3, byte & 0x0fu, 0x800};
	if (byte >= 0xf0 && byte <= 0xf4)
		return (struct lead){4, byte & 0x07u, 0x10000};
	return (struct lead){0, 0, 0};
}

size_t ed_utf8_first(struct ed_str s, uint32_t *point)
{
	struct lead lead = read_lead((unsigned char)s.p[0]);
	uint32_t value = lead.bits;

	*point = ED_NOT_UTF8;
	if (lead.n == 0 || lead.n > s.n)
		return 1;
	for (size_t i = 1; i < lead.n; i++) {
		unsigned char byte = (unsigned char)s.p[i];

		if ((byte & 0xc0) != 0x80)
			return 1;
		value = value << 6 | (byte & 0x3fu);
	}
	if (value < lead.least || value > 0x10ffff ||
	    (value >= 0xd800 && value <= 0xdfff))
		return 1;
	*point = value;
	return lead.n;
}
