/* SPDX-License-Identifier: Apache-2.0 */
#include "base/der.h"

enum { HIGH_TAG = 0x1f, LONG_LENGTH = 0x80, MAX_LENGTH_OCTETS = 4 };

/*
 * Reads the length at offset and moves offset past it. Lengths that could be
 * shorter are taken: signatures are over the bytes as they stand, and other
 * readers take them too. The indefinite form is not.
 */
static bool read_length(struct ed_str s, size_t *offset, size_t *length)
{
	size_t at = *offset, n = 0, octets;

	if (at >= s.n)
		return false;
	octets = (unsigned char)s.p[at++];
	if (octets < LONG_LENGTH) {
		*offset = at;
		*length = octets;
		return true;
	}
	octets -= LONG_LENGTH;
	if (octets == 0 || octets > MAX_LENGTH_OCTETS || octets > s.n - at)
		return false;
	for (; octets; octets--)
		n = n << 8 | (unsigned char)s.p[at++];
	*offset = at;
	*length = n;
	return true;
}

bool ed_der_next(struct ed_der *cursor, struct ed_element *out)
{
	const struct ed_str s = cursor->rest;
	size_t offset = 1, length;

	if (s.n < 2 || (s.p[0] & HIGH_TAG) == HIGH_TAG)
		return false;
	if (!read_length(s, &offset, &length) || length > s.n - offset)
		return false;
	out->tag = (unsigned char)s.p[0];
	out->body = (struct ed_str){s.p + offset, length};
	out->whole = (struct ed_str){s.p, offset + length};
	cursor->rest =
	    (struct ed_str){s.p + offset + length, s.n - offset - length};
	return true;
}

bool ed_der_take(struct ed_der *cursor, unsigned char tag, struct ed_str *body)
{
	struct ed_element element;

	if (cursor->rest.n == 0 || (unsigned char)cursor->rest.p[0] != tag ||
	    !ed_der_next(cursor, &element))
		return false;
	*body = element.body;
	return true;
}

bool ed_der_empty(const struct ed_der *cursor)
{
	return cursor->rest.n == 0;
}

struct ed_der ed_der_in(struct ed_str body)
{
	return (struct ed_der){body};
}

bool ed_der_open(struct ed_str value, unsigned char tag, struct ed_der *inside)
{
	struct ed_der cursor = ed_der_in(value);
	struct ed_str body;

	if (!ed_der_take(&cursor, tag, &body) || !ed_der_empty(&cursor))
		return false;
	*inside = ed_der_in(body);
	return true;
}
