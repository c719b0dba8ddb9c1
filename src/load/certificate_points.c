/* SPDX-License-Identifier: Apache-2.0 */
/* Where a certificate says that its CRL and its issuer's are to be found. */
#include "load/certificate_extensions.h"

#include "base/der.h"
#include "load/der_text.h"

#include <easdoctor/limits.h>

#define CA_ISSUERS ED_STR("\x2b\x06\x01\x05\x05\x07\x30\x02")
#define OCSP ED_STR("\x2b\x06\x01\x05\x05\x07\x30\x01")

enum { URI_NAME = ED_DER_CONTEXT(6) };

static bool add_url(
    struct ed_arena *arena, struct ed_list *urls, struct ed_str url)
{
	if (urls->n == ED_MAX_SANS)
		return false;
	*ED_PUSH(arena, urls, struct ed_str) = url;
	return true;
}

bool ed_read_point_urls(
    struct ed_arena *arena, struct ed_str name, struct ed_list *urls)
{
	struct ed_der cursor = ed_der_in(name);
	struct ed_element item;
	struct ed_str names;

	/* The other form is a name relative to the issuer's. */
	if (!ed_der_take(&cursor, ED_DER_EXPLICIT(0), &names))
		return ed_der_next(&cursor, &item) &&
		       item.tag == ED_DER_EXPLICIT(1);
	if (!ed_der_empty(&cursor))
		return false;
	cursor = ed_der_in(names);
	while (!ed_der_empty(&cursor)) {
		if (!ed_der_next(&cursor, &item))
			return false;
		if (item.tag == URI_NAME && !add_url(arena, urls, item.body))
			return false;
	}
	return true;
}

static bool read_points(
    struct ed_arena *arena, struct ed_str value, struct ed_list *urls)
{
	struct ed_der cursor, point;
	struct ed_str body, name;

	if (!ed_der_open(value, ED_DER_SEQUENCE, &cursor))
		return false;
	while (!ed_der_empty(&cursor)) {
		if (!ed_der_take(&cursor, ED_DER_SEQUENCE, &body))
			return false;
		point = ed_der_in(body);
		if (ed_der_take(&point, ED_DER_EXPLICIT(0), &name) &&
		    !ed_read_point_urls(arena, name, urls))
			return false;
	}
	return true;
}

bool ed_read_cdp(struct ed_reading *r, struct ed_str value)
{
	struct ed_list urls = {0};
	bool ok = read_points(&r->c->arena, value, &urls);

	r->cert->has_cdp = true;
	r->cert->cdps = urls.items;
	r->cert->n_cdps = urls.n;
	return ok;
}

static bool read_access(struct ed_arena *arena, struct ed_str body,
    struct ed_list *issuers, struct ed_list *ocsps)
{
	struct ed_der cursor = ed_der_in(body);
	struct ed_element place;
	struct ed_str method;

	if (!ed_der_take(&cursor, ED_DER_OID, &method) || !ed_is_oid(method) ||
	    !ed_der_next(&cursor, &place) || !ed_der_empty(&cursor))
		return false;
	if (place.tag != URI_NAME)
		return true;
	if (ed_str_eq(method, CA_ISSUERS))
		return add_url(arena, issuers, place.body);
	return !ed_str_eq(method, OCSP) || add_url(arena, ocsps, place.body);
}

static bool read_accesses(struct ed_arena *arena, struct ed_str value,
    struct ed_list *issuers, struct ed_list *ocsps)
{
	struct ed_der cursor;
	struct ed_str body;

	if (!ed_der_open(value, ED_DER_SEQUENCE, &cursor))
		return false;
	while (!ed_der_empty(&cursor))
		if (!ed_der_take(&cursor, ED_DER_SEQUENCE, &body) ||
		    !read_access(arena, body, issuers, ocsps))
			return false;
	return true;
}

bool ed_read_aia(struct ed_reading *r, struct ed_str value)
{
	struct ed_list issuers = {0}, ocsps = {0};
	bool ok = read_accesses(&r->c->arena, value, &issuers, &ocsps);

	r->cert->issuer_urls = issuers.items;
	r->cert->n_issuer_urls = issuers.n;
	r->cert->ocsp_urls = ocsps.items;
	r->cert->n_ocsp_urls = ocsps.n;
	return ok;
}
