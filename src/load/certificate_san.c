/* SPDX-License-Identifier: Apache-2.0 */
/* The Subject Alternative Name: what servers map a certificate by. */
#include "load/certificate_extensions.h"

#include "base/der.h"
#include "load/der_text.h"

#include <easdoctor/limits.h>

#define UPN_OID ED_STR("\x2b\x06\x01\x04\x01\x82\x37\x14\x02\x03")

/* GeneralName tags, RFC 5280 4.2.1.6. */
enum {
	OTHER_NAME = ED_DER_EXPLICIT(0),
	RFC822_NAME = ED_DER_CONTEXT(1),
	DNS_NAME = ED_DER_CONTEXT(2),
	URI_NAME = ED_DER_CONTEXT(6)
};

struct names {
	struct ed_reading *r;
	struct ed_list upns; /* struct ed_upn */
	struct ed_list sans; /* struct ed_san */
};

static struct ed_ref at_oid(
    const struct ed_reading *r, const char *oid, struct ed_str quote)
{
	return (struct ed_ref){
	    r->cert->ref.input, ED_AT_OID, ed_str_of(oid), quote};
}

static bool read_upn(struct names *names, struct ed_der value)
{
	struct ed_arena *arena = &names->r->c->arena;
	struct ed_element text;
	struct ed_str body;
	struct ed_upn upn;

	if (!ed_der_take(&value, ED_DER_EXPLICIT(0), &body) ||
	    !ed_der_empty(&value))
		return false;
	value = ed_der_in(body);
	if (!ed_der_next(&value, &text) || !ed_der_empty(&value) ||
	    !ed_is_string_tag(text.tag))
		return false;
	upn.value = ed_der_string(arena, text.tag, text.body);
	upn.utf8_string = text.tag == ED_DER_UTF8;
	upn.ref = at_oid(names->r, "2.5.29.17", upn.value);
	*ED_PUSH(arena, &names->upns, struct ed_upn) = upn;
	return true;
}

static bool read_other_name(struct names *names, struct ed_str body)
{
	struct ed_der cursor = ed_der_in(body);
	struct ed_str oid;

	if (!ed_der_take(&cursor, ED_DER_OID, &oid) || !ed_is_oid(oid))
		return false;
	return !ed_str_eq(oid, UPN_OID) || read_upn(names, cursor);
}

static void add_san(
    struct names *names, enum ed_san_type type, struct ed_str value)
{
	struct ed_san san = {type, value, at_oid(names->r, "2.5.29.17", value)};

	*ED_PUSH(&names->r->c->arena, &names->sans, struct ed_san) = san;
}

static bool read_general_name(
    struct names *names, const struct ed_element *name)
{
	switch (name->tag) {
	case OTHER_NAME:
		return read_other_name(names, name->body);
	case RFC822_NAME:
		add_san(names, ED_SAN_EMAIL, name->body);
		return true;
	case DNS_NAME:
		add_san(names, ED_SAN_DNS, name->body);
		return true;
	case URI_NAME:
		add_san(names, ED_SAN_URI, name->body);
		ed_read_sid_uri(names->r, name->body);
		return true;
	default:
		/* Directory names, addresses: nothing maps by them. */
		return (name->tag & 0xc0) == 0x80;
	}
}

static bool read_names(struct names *names, struct ed_str value)
{
	struct ed_der cursor;
	struct ed_element name;
	bool ok = true;

	if (!ed_der_open(value, ED_DER_SEQUENCE, &cursor))
		return false;
	for (size_t n = 0; !ed_der_empty(&cursor); n++) {
		if (n == ED_MAX_SANS || !ed_der_next(&cursor, &name))
			return false;
		ok = read_general_name(names, &name) && ok;
	}
	return ok;
}

bool ed_read_san(struct ed_reading *r, struct ed_str value)
{
	struct names names = {.r = r};
	bool ok = read_names(&names, value);

	r->cert->has_san = true;
	r->cert->upns = names.upns.items;
	r->cert->n_upns = names.upns.n;
	r->cert->sans = names.sans.items;
	r->cert->n_sans = names.sans.n;
	return ok;
}
