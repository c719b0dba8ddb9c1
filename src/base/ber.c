/* SPDX-License-Identifier: Apache-2.0 */
#include "base/ber.h"

enum {
	CONSTRUCTED = 0x20,
	HIGH_NUMBER = 0x1f,
	NO_LENGTH = 0x80,
	END_MARK = 2, /* bytes: tag 0, length 0 */
	DEEPEST = 32  /* real messages stay under 20 */
};

struct head {
	unsigned char tag;
	bool indefinite;
	uint64_t length;
	size_t size; /* of tag and length */
};

static bool read_head(struct ed_str s, struct head *out)
{
	unsigned octets;

	if (s.n < 2 || (s.p[0] & HIGH_NUMBER) == HIGH_NUMBER)
		return false;
	*out = (struct head){.tag = (unsigned char)s.p[0],
	    .length = (unsigned char)s.p[1],
	    .size = 2};
	if (out->length < NO_LENGTH)
		return true;
	octets = (unsigned)out->length - NO_LENGTH;
	out->length = 0;
	out->indefinite = octets == 0;
	if (octets > 8 || s.n < 2 + octets ||
	    (out->indefinite && !(out->tag & CONSTRUCTED)))
		return false;
	for (; octets; octets--)
		out->length =
		    out->length << 8 | (unsigned char)s.p[out->size++];
	return true;
}

/* The length of a body up to the mark that ends it, in one pass. */
static bool find_end(struct ed_str s, size_t *end)
{
	unsigned open = 1;
	size_t at = 0;
	struct head head;

	while (open) {
		if (!read_head(ed_str_sub(s, at, s.n), &head))
			return false;
		*end = at;
		at += head.size;
		if (head.indefinite && open++ == DEEPEST)
			return false;
		if (head.length > s.n - at)
			return false;
		at += (size_t)head.length;
		if (head.tag == 0 && !head.indefinite && head.length == 0)
			open--;
	}
	return true;
}

bool ed_ber_next(struct ed_ber *cursor, unsigned char *tag, struct ed_str *body)
{
	struct ed_str rest;
	struct head head;
	size_t n, mark = 0;

	if (!read_head(cursor->rest, &head))
		return false;
	rest = ed_str_sub(cursor->rest, head.size, cursor->rest.n);
	if (!head.indefinite && head.length > rest.n)
		return false;
	n = (size_t)head.length;
	if (head.indefinite) {
		if (!find_end(rest, &n))
			return false;
		mark = END_MARK;
	}
	*tag = head.tag;
	*body = ed_str_sub(rest, 0, n);
	cursor->rest = ed_str_sub(rest, n + mark, rest.n);
	return true;
}

bool ed_ber_take(struct ed_ber *cursor, unsigned char tag, struct ed_str *body)
{
	struct ed_ber next = *cursor;
	struct ed_str found;
	unsigned char seen;

	if (!ed_ber_next(&next, &seen, &found) || seen != tag)
		return false;
	*body = found;
	*cursor = next;
	return true;
}

bool ed_ber_count(struct ed_str body, size_t *n)
{
	struct ed_ber cursor = {body};
	struct ed_str inside;
	unsigned char tag;

	for (*n = 0; cursor.rest.n; ++*n)
		if (!ed_ber_next(&cursor, &tag, &inside))
			return false;
	return true;
}

bool ed_ber_is_small(struct ed_str bytes, size_t limit)
{
	size_t at = 0, n = 0;
	struct head head;

	/* What is constructed is entered, so nothing needs to be remembered. */
	while (at < bytes.n && n <= limit) {
		if (!read_head(ed_str_sub(bytes, at, bytes.n), &head))
			return false;
		at += head.size;
		n++;
		if (head.tag & CONSTRUCTED)
			continue;
		if (head.length > bytes.n - at)
			return false;
		at += (size_t)head.length;
	}
	return n <= limit;
}

bool ed_ber_enter(struct ed_str *s, unsigned char tag)
{
	struct head head;

	if (!read_head(*s, &head) || head.tag != tag)
		return false;
	*s = ed_str_sub(*s, head.size, s->n);
	return true;
}
