/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OpenSSL builds all of a message before one can look, and hashes the content
 * once for each digest that it names. So everything is counted first.
 */
#include "load/cms_shape.h"

#include "base/ber.h"
#include "base/der.h"
#include "load/cms.h"

#include <easdoctor/limits.h>

#define SIGNED_DATA ED_STR("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02")
#define ENVELOPED_DATA ED_STR("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03")
#define AUTH_ENVELOPED_DATA                                                    \
	ED_STR("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17")

enum { CONSTRUCTED_OCTETS = 0x24 };

/* Everything from the version on. */
static bool enter_signed_data(struct ed_str whole, struct ed_str *out)
{
	struct ed_ber cursor = {whole};
	struct ed_str body, type;

	if (!ed_ber_take(&cursor, ED_DER_SEQUENCE, &body))
		return false;
	cursor.rest = body;
	if (!ed_ber_take(&cursor, ED_DER_OID, &type) ||
	    !ed_str_eq(type, SIGNED_DATA) ||
	    !ed_ber_take(&cursor, ED_DER_EXPLICIT(0), &body))
		return false;
	cursor.rest = body;
	return ed_ber_take(&cursor, ED_DER_SEQUENCE, out);
}

static bool read_content(struct ed_str body, struct ed_cms_shape *out)
{
	struct ed_ber cursor = {body};
	struct ed_str content;

	if (!ed_ber_take(&cursor, ED_DER_OID, &out->type))
		return false;
	out->has_content =
	    ed_ber_take(&cursor, ED_DER_EXPLICIT(0), &content) && content.n;
	return true;
}

static bool read_parts(struct ed_str signed_data, struct ed_cms_shape *out)
{
	struct ed_ber cursor = {signed_data};
	struct ed_str body;

	if (!ed_ber_take(&cursor, ED_DER_INTEGER, &body) ||
	    !ed_ber_take(&cursor, ED_DER_SET, &body) ||
	    !ed_ber_count(body, &out->n_digests) ||
	    !ed_ber_take(&cursor, ED_DER_SEQUENCE, &body) ||
	    !read_content(body, out))
		return false;
	if (ed_ber_take(&cursor, ED_DER_EXPLICIT(0), &body) &&
	    !ed_ber_count(body, &out->n_certificates))
		return false;
	/* Revocation lists. */
	(void)ed_ber_take(&cursor, ED_DER_EXPLICIT(1), &body);
	return ed_ber_take(&cursor, ED_DER_SET, &body) &&
	       ed_ber_count(body, &out->n_signers);
}

bool ed_cms_measure(
    struct ed_str der, struct ed_cms_shape *out, struct ed_error *err)
{
	struct ed_ber cursor = {der};
	struct ed_str body;
	unsigned char tag;

	*out = (struct ed_cms_shape){0};
	if (!ed_ber_next(&cursor, &tag, &body))
		return ed_fail(err, "the signed message (CMS) is cut off");
	out->whole = ed_str_sub(der, 0, der.n - cursor.rest.n);
	if (!ed_ber_is_small(out->whole, ED_MAX_CMS_ELEMENTS))
		return ed_fail(err,
		    "the signed message (CMS) has more than %d elements, or "
		    "they do not fit into it",
		    ED_MAX_CMS_ELEMENTS);
	if (!enter_signed_data(out->whole, &body) || !read_parts(body, out))
		return ed_fail(err, "the signed message (CMS) is malformed");
	if (out->n_digests > ED_MAX_CMS_SIGNERS ||
	    out->n_signers > ED_MAX_CMS_SIGNERS ||
	    out->n_certificates > ED_MAX_CMS_CERTIFICATES)
		return ed_fail(err,
		    "the signed message (CMS) has more than %d digests or "
		    "signers or %d certificates",
		    ED_MAX_CMS_SIGNERS, ED_MAX_CMS_CERTIFICATES);
	return true;
}

/* The OID of a message whose end need not be there. */
static struct ed_str type_of(struct ed_str *s)
{
	struct ed_ber cursor;
	struct ed_str type = {NULL, 0};

	if (!ed_ber_enter(s, ED_DER_SEQUENCE))
		return type;
	cursor.rest = *s;
	if (ed_ber_take(&cursor, ED_DER_OID, &type))
		*s = cursor.rest;
	return type;
}

struct ed_str ed_cms_content_head(struct ed_str der)
{
	struct ed_str s = der, body;
	struct ed_ber cursor;

	if (!ed_str_eq(type_of(&s), SIGNED_DATA) ||
	    !ed_ber_enter(&s, ED_DER_EXPLICIT(0)) ||
	    !ed_ber_enter(&s, ED_DER_SEQUENCE))
		return ED_STR("");
	cursor.rest = s;
	if (!ed_ber_take(&cursor, ED_DER_INTEGER, &body) ||
	    !ed_ber_take(&cursor, ED_DER_SET, &body))
		return ED_STR("");
	s = cursor.rest;
	if (!ed_ber_enter(&s, ED_DER_SEQUENCE))
		return ED_STR("");
	cursor.rest = s;
	if (!ed_ber_take(&cursor, ED_DER_OID, &body))
		return ED_STR("");
	s = cursor.rest;
	if (!ed_ber_enter(&s, ED_DER_EXPLICIT(0)))
		return ED_STR("");
	/* In pieces, its first piece. OpenSSL takes five levels. */
	for (int i = 0; i < 5; i++)
		(void)ed_ber_enter(&s, CONSTRUCTED_OCTETS);
	return ed_ber_enter(&s, ED_DER_OCTET_STRING) ? s : ED_STR("");
}

bool ed_cms_is_enveloped(struct ed_str der)
{
	struct ed_str type = type_of(&der);

	return ed_str_eq(type, ENVELOPED_DATA) ||
	       ed_str_eq(type, AUTH_ENVELOPED_DATA);
}
