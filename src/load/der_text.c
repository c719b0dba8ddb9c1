/* SPDX-License-Identifier: Apache-2.0 */
#include "load/der_text.h"

#include "base/encoding.h"
#include "base/time.h"

#include <openssl/asn1.h>
#include <openssl/objects.h>

enum { NUMERIC_STRING = 0x12, VISIBLE_STRING = 0x1a, MORE = 0x80 };

bool ed_is_oid(struct ed_str body)
{
	bool first = true;

	for (size_t i = 0; i < body.n; i++) {
		if (first && (unsigned char)body.p[i] == MORE)
			return false;
		first = !((unsigned char)body.p[i] & MORE);
	}
	return body.n && first;
}

static bool has_huge_arc(struct ed_str body)
{
	size_t length = 0;

	for (size_t i = 0; i < body.n; i++) {
		length++;
		if (length > 9)
			return true;
		if (!((unsigned char)body.p[i] & MORE))
			length = 0;
	}
	return false;
}

/* Arcs made of a UUID do not fit into 64 bits; OpenSSL has big numbers. */
static bool huge_oid_text(
    struct ed_arena *arena, struct ed_str body, struct ed_str *out)
{
	enum { MAX_BODY = 120 };
	unsigned char der[2 + MAX_BODY];
	const unsigned char *p = der;
	ASN1_OBJECT *object;
	char text[512];
	int n = 0;

	if (body.n > MAX_BODY)
		return false;
	der[0] = ED_DER_OID;
	der[1] = (unsigned char)body.n;
	for (size_t i = 0; i < body.n; i++)
		der[2 + i] = (unsigned char)body.p[i];
	object = d2i_ASN1_OBJECT(NULL, &p, 2 + (long)body.n);
	if (object)
		n = OBJ_obj2txt(text, sizeof(text), object, 1);
	ASN1_OBJECT_free(object);
	if (n <= 0 || n >= (int)sizeof(text))
		return false;
	*out = ed_copy(arena, (struct ed_str){text, (size_t)n});
	return true;
}

bool ed_oid_text(struct ed_arena *arena, struct ed_str body, struct ed_str *out)
{
	struct ed_text text = {.arena = arena};
	struct ed_digits digits;
	bool first = true;
	int64_t arc = 0;

	if (!ed_is_oid(body))
		return false;
	if (has_huge_arc(body))
		return huge_oid_text(arena, body, out);
	for (size_t i = 0; i < body.n; i++) {
		arc = arc << 7 | ((unsigned char)body.p[i] & 0x7f);
		if ((unsigned char)body.p[i] & MORE)
			continue;
		if (first) {
			int64_t root = arc < 80 ? arc / 40 : 2;

			ed_put(&text, ed_number(&digits, root));
			arc -= root * 40;
		}
		ed_put_byte(&text, '.');
		ed_put(&text, ed_number(&digits, arc));
		first = false;
		arc = 0;
	}
	*out = ed_text_str(&text);
	return true;
}

bool ed_is_string_tag(unsigned char tag)
{
	switch (tag) {
	case ED_DER_UTF8:
	case ED_DER_PRINTABLE:
	case ED_DER_TELETEX:
	case ED_DER_IA5:
	case ED_DER_UNIVERSAL:
	case ED_DER_BMP:
	case NUMERIC_STRING:
	case VISIBLE_STRING:
		return true;
	default:
		return false;
	}
}

struct ed_str ed_der_string(
    struct ed_arena *arena, unsigned char tag, struct ed_str body)
{
	if (tag == ED_DER_BMP)
		return ed_utf16be_to_utf8(arena, body);
	if (tag == ED_DER_UNIVERSAL)
		return ed_utf32be_to_utf8(arena, body);
	/* T.61 in name only: everybody writes Latin-1 into it. */
	if (tag == ED_DER_TELETEX)
		return ed_latin1_to_utf8(arena, body);
	return body;
}

static bool take_digits(struct ed_str *s, size_t n, int *out)
{
	int value = 0;

	if (s->n < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s->p[i] < '0' || s->p[i] > '9')
			return false;
		value = value * 10 + (s->p[i] - '0');
	}
	*s = ed_str_sub(*s, n, s->n);
	*out = value;
	return true;
}

/* RFC 5280 wants Z; offsets are old, but say when. */
static bool take_zone(struct ed_str s, int *seconds)
{
	int hour, minute, sign;

	*seconds = 0;
	if (ed_str_eq(s, ED_STR("Z")))
		return true;
	if (s.n != 5 || (s.p[0] != '+' && s.p[0] != '-'))
		return false;
	sign = s.p[0] == '-' ? -1 : 1;
	s = ed_str_sub(s, 1, s.n);
	if (!take_digits(&s, 2, &hour) || !take_digits(&s, 2, &minute))
		return false;
	*seconds = sign * (hour * 3600 + minute * 60);
	return hour < 24 && minute < 60;
}

static void skip_fraction(struct ed_str *s)
{
	int digit;

	if (!ed_str_starts(*s, ED_STR(".")))
		return;
	*s = ed_str_sub(*s, 1, s->n);
	while (take_digits(s, 1, &digit))
		;
}

bool ed_der_time(unsigned char tag, struct ed_str body, int64_t *out)
{
	struct ed_str s = body;
	int year, month, day, hour, minute, second, zone;
	int64_t at;

	if (tag != ED_DER_UTC_TIME && tag != ED_DER_TIME)
		return false;
	if (!take_digits(&s, tag == ED_DER_TIME ? 4 : 2, &year) ||
	    !take_digits(&s, 2, &month) || !take_digits(&s, 2, &day) ||
	    !take_digits(&s, 2, &hour) || !take_digits(&s, 2, &minute))
		return false;
	if (!take_digits(&s, 2, &second))
		second = 0;
	if (tag == ED_DER_TIME)
		skip_fraction(&s);
	else
		year += year < 50 ? 2000 : 1900;
	if (!take_zone(s, &zone))
		return false;
	if (!ed_time_make(year, month, day, hour, minute, second, &at))
		return false;
	*out = at - zone;
	return true;
}

bool ed_der_extension(struct ed_str body, struct ed_extension *out)
{
	struct ed_der cursor = ed_der_in(body);
	struct ed_str critical;

	*out = (struct ed_extension){.critical = false};
	if (!ed_der_take(&cursor, ED_DER_OID, &out->oid) ||
	    !ed_is_oid(out->oid))
		return false;
	if (ed_der_take(&cursor, ED_DER_BOOLEAN, &critical)) {
		if (critical.n != 1)
			return false;
		out->critical = critical.p[0] != '\0';
	}
	return ed_der_take(&cursor, ED_DER_OCTET_STRING, &out->value) &&
	       ed_der_empty(&cursor);
}

bool ed_der_authority_key(
    struct ed_arena *arena, struct ed_str value, struct ed_str *hex)
{
	struct ed_der cursor;
	struct ed_str id;

	if (!ed_der_open(value, ED_DER_SEQUENCE, &cursor))
		return false;
	if (ed_der_take(&cursor, ED_DER_CONTEXT(0), &id))
		*hex = ed_hex(arena, id);
	return true;
}
