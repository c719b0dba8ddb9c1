/* SPDX-License-Identifier: Apache-2.0 */
/* What an enterprise CA writes of itself: the template, its own version. */
#include "load/certificate_extensions.h"

#include "base/der.h"
#include "load/der_text.h"

bool ed_read_template_name(struct ed_reading *r, struct ed_str value)
{
	struct ed_der cursor = ed_der_in(value);
	struct ed_element name;

	if (!ed_der_next(&cursor, &name) || !ed_der_empty(&cursor) ||
	    !ed_is_string_tag(name.tag) || name.body.n == 0)
		return false;
	r->cert->template_name =
	    ed_der_string(&r->c->arena, name.tag, name.body);
	return true;
}

/* Versions are counts: neither negative nor beyond 32 bits. */
static bool take_count(struct ed_der *cursor, int64_t *out)
{
	struct ed_str body;
	int64_t value = 0;

	if (!ed_der_take(cursor, ED_DER_INTEGER, &body) || body.n == 0 ||
	    body.n > 5 || (unsigned char)body.p[0] >= 0x80)
		return false;
	for (size_t i = 0; i < body.n; i++)
		value = value << 8 | (unsigned char)body.p[i];
	*out = value;
	return value <= UINT32_MAX;
}

bool ed_read_template_info(struct ed_reading *r, struct ed_str value)
{
	struct ed_der cursor;
	int64_t major = -1, minor = -1;
	struct ed_str oid;

	if (!ed_der_open(value, ED_DER_SEQUENCE, &cursor))
		return false;
	if (!ed_der_take(&cursor, ED_DER_OID, &oid) ||
	    !ed_oid_text(&r->c->arena, oid, &r->cert->template_oid))
		return false;
	if (!ed_der_empty(&cursor) && !take_count(&cursor, &major))
		return false;
	r->cert->template_major = major;
	if (!ed_der_empty(&cursor) && !take_count(&cursor, &minor))
		return false;
	r->cert->template_minor = minor;
	return ed_der_empty(&cursor);
}

bool ed_read_ca_version(struct ed_reading *r, struct ed_str value)
{
	struct ed_der cursor = ed_der_in(value);
	int64_t version;

	if (!take_count(&cursor, &version) || !ed_der_empty(&cursor))
		return false;
	r->cert->ca_version = version;
	return true;
}
