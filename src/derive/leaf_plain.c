/* SPDX-License-Identifier: Apache-2.0 */
#include "derive/issuers.h"

#include "base/der.h"
#include "base/encoding.h"

#define UPN_OID ED_STR("\x2b\x06\x01\x04\x01\x82\x37\x14\x02\x03")

/* GeneralName tags, RFC 5280 4.2.1.6. */
enum {
	OTHER_NAME = ED_DER_EXPLICIT(0),
	RFC822_NAME = ED_DER_CONTEXT(1),
	DNS_NAME = ED_DER_CONTEXT(2),
	URI_NAME = ED_DER_CONTEXT(6)
};

/* Extensions that OpenSSL either does not know, or that facts say all of. */
static const struct ed_str harmless[] = {
    {"\x55\x1d\x25", 3},                         /* EKU */
    {"\x55\x1d\x0f", 3},                         /* key usage */
    {"\x55\x1d\x13", 3},                         /* basic constraints */
    {"\x55\x1d\x0e", 3},                         /* SKI */
    {"\x2b\x06\x01\x05\x05\x07\x01\x01", 8},     /* AIA */
    {"\x2b\x06\x01\x04\x01\x82\x37\x15\x0a", 9}, /* application policies */
    {"\x2b\x06\x01\x04\x01\x82\x37\x15\x07", 9}, /* template */
    {"\x2b\x06\x01\x04\x01\x82\x37\x14\x02", 9}, /* template's name */
    {"\x2b\x06\x01\x04\x01\x82\x37\x19\x02", 9}, /* SID */
};

static bool take_only(
    struct ed_str from, unsigned char tag, struct ed_str *body)
{
	struct ed_der cursor = ed_der_in(from);

	return ed_der_take(&cursor, tag, body) && ed_der_empty(&cursor);
}

/* A key identifier, and neither an issuer nor a serial number beside it. */
static bool is_plain_aki(struct ed_str value)
{
	struct ed_str body, id;

	return take_only(value, ED_DER_SEQUENCE, &body) &&
	       take_only(body, ED_DER_CONTEXT(0), &id);
}

/* One point: nothing but URLs, for all reasons and from the same issuer. */
static bool is_plain_point(struct ed_str body)
{
	struct ed_element name;
	struct ed_der cursor;

	if (!take_only(body, ED_DER_EXPLICIT(0), &body) ||
	    !take_only(body, ED_DER_EXPLICIT(0), &body))
		return false;
	cursor = ed_der_in(body);
	while (!ed_der_empty(&cursor))
		if (!ed_der_next(&cursor, &name) || name.tag != URI_NAME)
			return false;
	return true;
}

static bool are_plain_points(struct ed_str value)
{
	struct ed_der cursor;
	struct ed_str body;

	if (!take_only(value, ED_DER_SEQUENCE, &body))
		return false;
	cursor = ed_der_in(body);
	while (!ed_der_empty(&cursor))
		if (!ed_der_take(&cursor, ED_DER_SEQUENCE, &body) ||
		    !is_plain_point(body))
			return false;
	return true;
}

static bool is_plain_upn(struct ed_str body)
{
	struct ed_der cursor = ed_der_in(body);
	struct ed_str oid, value, text;

	return ed_der_take(&cursor, ED_DER_OID, &oid) &&
	       ed_str_eq(oid, UPN_OID) &&
	       ed_der_take(&cursor, ED_DER_EXPLICIT(0), &value) &&
	       ed_der_empty(&cursor) && take_only(value, ED_DER_UTF8, &text);
}

/* Other kinds of names have a structure of their own. */
static bool are_plain_names(struct ed_str value)
{
	struct ed_element name;
	struct ed_der cursor;
	struct ed_str body;

	if (!take_only(value, ED_DER_SEQUENCE, &body))
		return false;
	cursor = ed_der_in(body);
	while (!ed_der_empty(&cursor)) {
		if (!ed_der_next(&cursor, &name))
			return false;
		if (name.tag == OTHER_NAME && is_plain_upn(name.body))
			continue;
		if (name.tag != RFC822_NAME && name.tag != DNS_NAME &&
		    name.tag != URI_NAME)
			return false;
	}
	return true;
}

static bool is_harmless(struct ed_str oid, struct ed_str value)
{
	if (ed_str_eq(oid, ED_STR("\x55\x1d\x11")))
		return are_plain_names(value);
	if (ed_str_eq(oid, ED_STR("\x55\x1d\x23")))
		return is_plain_aki(value);
	if (ed_str_eq(oid, ED_STR("\x55\x1d\x1f")))
		return are_plain_points(value);
	for (size_t i = 0; i < ED_COUNT(harmless); i++)
		if (ed_str_eq(oid, harmless[i]))
			return true;
	return false;
}

static bool are_harmless(struct ed_str extensions)
{
	struct ed_der cursor, extension;
	struct ed_str body, oid, value;

	if (!take_only(extensions, ED_DER_SEQUENCE, &body))
		return false;
	cursor = ed_der_in(body);
	while (!ed_der_empty(&cursor)) {
		if (!ed_der_take(&cursor, ED_DER_SEQUENCE, &body))
			return false;
		extension = ed_der_in(body);
		if (!ed_der_take(&extension, ED_DER_OID, &oid))
			return false;
		if (ed_der_take(&extension, ED_DER_BOOLEAN, &value) &&
		    value.n != 1)
			return false;
		if (!ed_der_take(&extension, ED_DER_OCTET_STRING, &value) ||
		    !ed_der_empty(&extension) || !is_harmless(oid, value))
			return false;
	}
	return true;
}

/* RFC 5280's forms of algorithms with a key: nothing, NULL, or a curve. */
static bool is_plain_algorithm(struct ed_str body)
{
	struct ed_der cursor = ed_der_in(body);
	struct ed_element parameter;
	struct ed_str oid;

	if (!ed_der_take(&cursor, ED_DER_OID, &oid))
		return false;
	if (ed_der_empty(&cursor))
		return true;
	return ed_der_next(&cursor, &parameter) && ed_der_empty(&cursor) &&
	       (parameter.tag == ED_DER_OID ||
		   (parameter.tag == 0x05 && parameter.body.n == 0));
}

static bool is_plain_key(struct ed_str body)
{
	struct ed_der cursor = ed_der_in(body);
	struct ed_str algorithm, key;

	return ed_der_take(&cursor, ED_DER_SEQUENCE, &algorithm) &&
	       is_plain_algorithm(algorithm) &&
	       ed_der_take(&cursor, ED_DER_BIT_STRING, &key) &&
	       ed_der_empty(&cursor) && key.n && key.p[0] == 0;
}

/* The least number of octets, as DER has it. */
static bool is_minimal(struct ed_str integer)
{
	unsigned char first, second;

	if (integer.n < 2)
		return integer.n == 1;
	first = (unsigned char)integer.p[0];
	second = (unsigned char)integer.p[1];
	return !(first == 0 && second < 0x80) &&
	       !(first == 0xff && second >= 0x80);
}

static bool is_plain_tbs(struct ed_str tbs, struct ed_str algorithm)
{
	struct ed_der cursor = ed_der_in(tbs);
	struct ed_str version, serial, inner, skipped, key, extensions;

	if (!ed_der_take(&cursor, ED_DER_EXPLICIT(0), &version) ||
	    !ed_str_eq(version, ED_STR("\x02\x01\x02")) ||
	    !ed_der_take(&cursor, ED_DER_INTEGER, &serial) ||
	    !ed_der_take(&cursor, ED_DER_SEQUENCE, &inner) ||
	    !ed_der_take(&cursor, ED_DER_SEQUENCE, &skipped) ||
	    !ed_der_take(&cursor, ED_DER_SEQUENCE, &skipped) ||
	    !ed_der_take(&cursor, ED_DER_SEQUENCE, &skipped) ||
	    !ed_der_take(&cursor, ED_DER_SEQUENCE, &key) ||
	    !ed_der_take(&cursor, ED_DER_EXPLICIT(3), &extensions))
		return false;
	return ed_der_empty(&cursor) && is_minimal(serial) &&
	       ed_str_eq(inner, algorithm) && is_plain_key(key) &&
	       are_harmless(extensions);
}

static bool is_plain_name(const struct ed_name *name)
{
	for (size_t i = 0; i < name->n_attributes; i++) {
		const struct ed_attribute *attribute = &name->attributes[i];

		if (attribute->tag != ED_DER_UTF8 &&
		    attribute->tag != ED_DER_PRINTABLE &&
		    attribute->tag != ED_DER_IA5)
			return false;
		if (!ed_is_utf8(attribute->value))
			return false;
	}
	return true;
}

static bool split(
    struct ed_str der, struct ed_signed *parts, struct ed_str *algorithm)
{
	struct ed_der cursor;
	struct ed_element tbs;
	struct ed_str body, signature;

	if (!take_only(der, ED_DER_SEQUENCE, &body))
		return false;
	cursor = ed_der_in(body);
	if (!ed_der_next(&cursor, &tbs) || tbs.tag != ED_DER_SEQUENCE ||
	    !ed_der_take(&cursor, ED_DER_SEQUENCE, algorithm) ||
	    !ed_der_take(&cursor, ED_DER_BIT_STRING, &signature) ||
	    !ed_der_empty(&cursor) || signature.n < 2 || signature.p[0] != 0)
		return false;
	parts->tbs = tbs.whole;
	parts->signature = ed_str_sub(signature, 1, signature.n);
	return is_plain_algorithm(*algorithm) &&
	       is_plain_tbs(tbs.body, *algorithm);
}

bool ed_leaf_is_plain(
    const struct ed_certificate *cert, struct ed_signed *parts)
{
	struct ed_str algorithm;

	return !cert->unreadable && !cert->is_ca && cert->path_length == -1 &&
	       !ed_str_eq(cert->subject.der, cert->issuer.der) &&
	       is_plain_name(&cert->subject) && is_plain_name(&cert->issuer) &&
	       split(cert->der, parts, &algorithm);
}
