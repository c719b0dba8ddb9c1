/* SPDX-License-Identifier: Apache-2.0 */
#include "load/shape.h"

#include "base/arena.h"
#include "base/der.h"
#include "base/encoding.h"

#define SIGNED_DATA ED_STR("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02")
#define PLAIN_DATA ED_STR("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01")

/* A CRL shows what it is behind its issuer's name. */
enum { HEAD = 4096, NO_LENGTH = 0x80 };

struct head {
	unsigned char tag;
	uint64_t length;
	size_t size; /* of tag and length */
};

/* Reads a header; what it heads need not be there. */
static bool read_head(struct ed_str s, struct head *out)
{
	size_t octets, at = 2;

	if (s.n < 2)
		return false;
	out->tag = (unsigned char)s.p[0];
	out->length = (unsigned char)s.p[1];
	out->size = 2;
	if (out->length <= NO_LENGTH) {
		out->length = out->length == NO_LENGTH ? 0 : out->length;
		return true;
	}
	octets = (size_t)out->length - NO_LENGTH;
	if (octets > 4 || s.n < 2 + octets)
		return false;
	for (out->length = 0; octets; octets--)
		out->length = out->length << 8 | (unsigned char)s.p[at++];
	out->size = at;
	return true;
}

static bool enter(struct ed_str *s, unsigned char tag)
{
	struct head head;

	if (!read_head(*s, &head) || head.tag != tag)
		return false;
	*s = ed_str_sub(*s, head.size, s->n);
	return true;
}

static bool skip(struct ed_str *s, unsigned char tag, struct ed_str *body)
{
	struct ed_der cursor = ed_der_in(*s);

	if (!ed_der_take(&cursor, tag, body))
		return false;
	*s = cursor.rest;
	return true;
}

/* SignedData without content: certificates only. With it, it is a message. */
static bool holds_only_certificates(struct ed_str s)
{
	struct ed_str body;

	if (!skip(&s, ED_DER_OID, &body) || !ed_str_eq(body, SIGNED_DATA))
		return false;
	if (!enter(&s, ED_DER_EXPLICIT(0)) || !enter(&s, ED_DER_SEQUENCE) ||
	    !skip(&s, ED_DER_INTEGER, &body) || !skip(&s, ED_DER_SET, &body))
		return false;
	if (!skip(&s, ED_DER_SEQUENCE, &body))
		return false;
	return skip(&body, ED_DER_OID, &s) && ed_str_eq(s, PLAIN_DATA) &&
	       body.n == 0;
}

/* Inside TBSCertList: a time stands where a certificate has two. */
static bool is_crl(struct ed_str s)
{
	struct ed_str body;
	struct head head;

	(void)skip(&s, ED_DER_INTEGER, &body);
	return skip(&s, ED_DER_SEQUENCE, &body) &&
	       skip(&s, ED_DER_SEQUENCE, &body) && read_head(s, &head) &&
	       (head.tag == ED_DER_UTC_TIME || head.tag == ED_DER_TIME);
}

enum ed_shape ed_shape(struct ed_str bytes)
{
	struct ed_str s = bytes, version, inner;
	struct head head;

	if (!enter(&s, ED_DER_SEQUENCE))
		return ED_SHAPE_NONE;
	if (holds_only_certificates(s))
		return ED_SHAPE_CERTIFICATES;
	inner = s;
	if (skip(&inner, ED_DER_INTEGER, &version))
		return ed_str_eq(version, ED_STR("\x03")) &&
			       enter(&inner, ED_DER_SEQUENCE)
			   ? ED_SHAPE_PKCS12
			   : ED_SHAPE_NONE;
	if (!enter(&s, ED_DER_SEQUENCE) || !read_head(s, &head))
		return ED_SHAPE_NONE;
	if (is_crl(s))
		return ED_SHAPE_CRL;
	return head.tag == ED_DER_EXPLICIT(0) || head.tag == ED_DER_INTEGER
		   ? ED_SHAPE_CERTIFICATE
		   : ED_SHAPE_NONE;
}

enum ed_shape ed_shape_of_base64(struct ed_str text)
{
	char digits[HEAD];
	struct ed_arena arena = {0};
	enum ed_shape shape = ED_SHAPE_NONE;
	struct ed_str head;
	size_t n = 0;

	for (size_t i = 0; i < text.n && n < HEAD; i++)
		if (!ed_str_has(ED_STR(" \t\r\n\v\f"), text.p[i]))
			digits[n++] = text.p[i];
	if (ed_base64_decode(&arena, (struct ed_str){digits, n - n % 4}, &head))
		shape = ed_shape(head);
	ed_arena_free(&arena);
	return shape;
}

uint64_t ed_shape_length(struct ed_str bytes)
{
	struct head head;

	if (!read_head(bytes, &head) || head.length == 0)
		return 0;
	return head.length + head.size;
}
