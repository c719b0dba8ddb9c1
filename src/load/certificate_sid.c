/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The SID of the account, in either form that Windows maps by: an extension
 * that the CA adds, or a URI in the Subject Alternative Name.
 */
#include "load/certificate_extensions.h"

#include "base/der.h"

#define SID_OID ED_STR("\x2b\x06\x01\x04\x01\x82\x37\x19\x02\x01")
#define AUTHORITY ED_STR("tag:microsoft.com,")
#define PREFIX ED_STR("tag:microsoft.com,2022-09-14:sid:")

static const char *const not_encoded =
    "it is not encoded as MS-WCCE 2.2.2.7.7.4 says";

/* Takes "-" and a number of 32 bits. */
static bool take_number(struct ed_str *s)
{
	uint64_t value = 0;
	size_t n = 1;

	if (!ed_str_starts(*s, ED_STR("-")))
		return false;
	for (; n < s->n && n <= 10 && s->p[n] >= '0' && s->p[n] <= '9'; n++)
		value = 10 * value + (uint64_t)(s->p[n] - '0');
	*s = ed_str_sub(*s, n, s->n);
	return n > 1 && value <= UINT32_MAX;
}

/* A domain's account: its three numbers, and the account's own. */
static const char *find_fault(struct ed_str sid)
{
	struct ed_str rest = sid;

	if (sid.n == 0)
		return "it is empty";
	if (!ed_str_starts(sid, ED_STR("S-1-5-21-")))
		return "it does not begin with S-1-5-21-";
	rest = ed_str_sub(sid, 8, sid.n);
	for (size_t i = 0; i < 4; i++)
		if (!take_number(&rest))
			return "it does not have four numbers behind S-1-5-21";
	return rest.n ? "something follows its last number" : NULL;
}

static void add(struct ed_reading *r, enum ed_sid_form form,
    struct ed_str value, const char *fault)
{
	const bool uri = form == ED_SID_URI;
	struct ed_sid sid = {.form = form,
	    .value = value,
	    .fault = fault,
	    .ref = {r->cert->ref.input, ED_AT_OID,
		uri ? ED_STR("2.5.29.17") : ED_STR("1.3.6.1.4.1.311.25.2"),
		value}};

	*ED_PUSH(&r->c->arena, &r->sids, struct ed_sid) = sid;
	r->cert->sids = r->sids.items;
	r->cert->n_sids = r->sids.n;
	if (fault && r->in)
		ed_damage(r->c, r->in,
		    "certificate %.*s: the SID in its %s: %s",
		    ED_ARG(ed_certificate_mark(r->cert)),
		    uri ? "SAN" : "SID extension", fault);
}

/* GeneralNames with one otherName, whose value is an OCTET STRING. */
static bool take_value(struct ed_str value, struct ed_str *sid)
{
	struct ed_der cursor;
	struct ed_str body;

	if (!ed_der_open(value, ED_DER_SEQUENCE, &cursor) ||
	    !ed_der_open(cursor.rest, ED_DER_EXPLICIT(0), &cursor) ||
	    !ed_der_take(&cursor, ED_DER_OID, &body) ||
	    !ed_str_eq(body, SID_OID) ||
	    !ed_der_open(cursor.rest, ED_DER_EXPLICIT(0), &cursor))
		return false;
	return ed_der_take(&cursor, ED_DER_OCTET_STRING, sid) &&
	       ed_der_empty(&cursor);
}

bool ed_read_sid(struct ed_reading *r, struct ed_str value)
{
	struct ed_str sid = {NULL, 0};

	if (take_value(value, &sid))
		add(r, ED_SID_EXTENSION, sid, find_fault(sid));
	else
		add(r, ED_SID_EXTENSION, (struct ed_str){NULL, 0}, not_encoded);
	return true;
}

void ed_read_sid_uri(struct ed_reading *r, struct ed_str uri)
{
	struct ed_str sid = ed_str_sub(uri, PREFIX.n, uri.n);

	if (!ed_str_istarts(uri, AUTHORITY))
		return;
	if (ed_str_starts(uri, PREFIX))
		add(r, ED_SID_URI, sid, find_fault(sid));
	else if (ed_str_istarts(uri, PREFIX))
		add(r, ED_SID_URI, sid, "its prefix is not in lower case");
	else
		add(r, ED_SID_URI, ed_str_sub(uri, AUTHORITY.n, uri.n),
		    "its prefix is not tag:microsoft.com,2022-09-14:sid:");
}
