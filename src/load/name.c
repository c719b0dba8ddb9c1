/* SPDX-License-Identifier: Apache-2.0 */
#include "load/name.h"

#include "base/der.h"
#include "base/encoding.h"
#include "load/der_text.h"

#include <easdoctor/limits.h>

static const struct {
	struct ed_str oid;
	const char *name;
} short_names[] = {
    {{"2.5.4.3", 7}, "CN"},
    {{"2.5.4.4", 7}, "SN"},
    {{"2.5.4.5", 7}, "SERIALNUMBER"},
    {{"2.5.4.6", 7}, "C"},
    {{"2.5.4.7", 7}, "L"},
    {{"2.5.4.8", 7}, "ST"},
    {{"2.5.4.9", 7}, "STREET"},
    {{"2.5.4.10", 8}, "O"},
    {{"2.5.4.11", 8}, "OU"},
    {{"2.5.4.12", 8}, "T"},
    {{"2.5.4.42", 8}, "GN"},
    {{"0.9.2342.19200300.100.1.1", 25}, "UID"},
    {{"0.9.2342.19200300.100.1.25", 26}, "DC"},
    {{"1.2.840.113549.1.9.1", 20}, "emailAddress"},
};

static const char *short_name(struct ed_str oid)
{
	for (size_t i = 0; i < ED_COUNT(short_names); i++)
		if (ed_str_eq(oid, short_names[i].oid))
			return short_names[i].name;
	return NULL;
}

/* An attribute on its way to text. */
struct piece {
	struct ed_attribute attribute;
	struct ed_str der; /* of the value */
};

static bool read_attribute(struct ed_arena *arena, struct ed_str body,
    unsigned rdn, struct ed_list *pieces)
{
	struct ed_der cursor = ed_der_in(body);
	struct piece piece = {.attribute.rdn = rdn};
	struct ed_element value;
	struct ed_str oid;

	if (!ed_der_take(&cursor, ED_DER_OID, &oid) ||
	    !ed_oid_text(arena, oid, &piece.attribute.oid) ||
	    !ed_der_next(&cursor, &value) || !ed_der_empty(&cursor))
		return false;
	if (pieces->n == ED_MAX_ATTRIBUTES)
		return false;
	piece.attribute.tag = value.tag;
	piece.attribute.value = ed_der_string(arena, value.tag, value.body);
	piece.der = value.whole;
	*ED_PUSH(arena, pieces, struct piece) = piece;
	return true;
}

static bool read_rdns(
    struct ed_arena *arena, struct ed_str whole, struct ed_list *pieces)
{
	struct ed_der outer = ed_der_in(whole);
	struct ed_str body, set, attribute;
	struct ed_der rdns;

	if (!ed_der_take(&outer, ED_DER_SEQUENCE, &body))
		return false;
	rdns = ed_der_in(body);
	for (unsigned rdn = 0; !ed_der_empty(&rdns); rdn++) {
		struct ed_der attributes;

		if (!ed_der_take(&rdns, ED_DER_SET, &set) || set.n == 0)
			return false;
		attributes = ed_der_in(set);
		while (!ed_der_empty(&attributes))
			if (!ed_der_take(
				&attributes, ED_DER_SEQUENCE, &attribute) ||
			    !read_attribute(arena, attribute, rdn, pieces))
				return false;
	}
	return true;
}

/* Is it one that RFC 4514 wants a backslash before? */
static bool is_special(struct ed_str value, size_t i)
{
	switch (value.p[i]) {
	case ',':
	case '+':
	case '"':
	case '\\':
	case '<':
	case '>':
	case ';':
		return true;
	case ' ':
		return i == 0 || i + 1 == value.n;
	case '#':
		return i == 0;
	default:
		return false;
	}
}

/* RFC 4514 section 2.4; control bytes and what is not UTF-8 as hex pairs. */
static void put_escaped(struct ed_text *out, struct ed_str value)
{
	static const char hex[] = "0123456789ABCDEF";
	bool is_text = ed_is_utf8(value);
	size_t done = 0;

	for (size_t i = 0; i < value.n; i++) {
		unsigned char byte = (unsigned char)value.p[i];
		char pair[] = {'\\', hex[byte >> 4], hex[byte & 15]};
		bool as_hex =
		    byte < ' ' || byte == 0x7f || (byte >= 0x80 && !is_text);

		if (!as_hex && !is_special(value, i))
			continue;
		ed_put(out, ed_str_sub(value, done, i - done));
		if (as_hex)
			ed_put(out, (struct ed_str){pair, sizeof(pair)});
		else
			ed_put_byte(out, '\\');
		done = i + as_hex;
	}
	ed_put(out, ed_str_sub(value, done, value.n));
}

static void put_piece(
    struct ed_arena *arena, struct ed_text *out, const struct piece *piece)
{
	const char *name = short_name(piece->attribute.oid);

	ed_put(out, name ? ed_str_of(name) : piece->attribute.oid);
	ed_put_byte(out, '=');
	if (name && ed_is_string_tag(piece->attribute.tag)) {
		put_escaped(out, piece->attribute.value);
		return;
	}
	ed_put_byte(out, '#');
	ed_put(out, ed_hex(arena, piece->der));
}

/* Most specific RDN first; inside an RDN as it stands in the DER. */
static struct ed_str to_text(
    struct ed_arena *arena, const struct piece *pieces, size_t n)
{
	struct ed_text out = {.arena = arena};
	size_t end = n, start;

	for (; end; end = start) {
		start = end - 1;
		while (start && pieces[start - 1].attribute.rdn ==
				    pieces[end - 1].attribute.rdn)
			start--;
		if (end != n)
			ed_put_byte(&out, ',');
		for (size_t i = start; i < end; i++) {
			if (i > start)
				ed_put_byte(&out, '+');
			put_piece(arena, &out, &pieces[i]);
		}
	}
	return ed_text_str(&out);
}

bool ed_read_name(
    struct ed_arena *arena, struct ed_str whole, struct ed_name *out)
{
	struct ed_list pieces = {0};
	bool ok = read_rdns(arena, whole, &pieces);
	struct ed_attribute *attributes =
	    ed_alloc_array(arena, pieces.n, sizeof(*attributes));

	for (size_t i = 0; i < pieces.n; i++)
		attributes[i] = ED_ITEMS(pieces, struct piece)[i].attribute;
	out->der = whole;
	out->text = to_text(arena, pieces.items, pieces.n);
	out->attributes = attributes;
	out->n_attributes = pieces.n;
	return ok;
}
