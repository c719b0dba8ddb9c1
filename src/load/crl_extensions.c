/* SPDX-License-Identifier: Apache-2.0 */
/* What a CRL says of itself: its number, its key, and what it leaves out. */
#include "load/crl.h"

#include "base/der.h"
#include "base/encoding.h"
#include "load/certificate_extensions.h"
#include "load/der_text.h"

/* RFC 5280 5.2.3 allows 20 octets. */
enum { MAX_NUMBER = 64 };

static bool read_number(
    struct ed_crl_reading *r, struct ed_str value, struct ed_str *out)
{
	struct ed_der cursor = ed_der_in(value);
	struct ed_str body;

	if (!ed_der_take(&cursor, ED_DER_INTEGER, &body) ||
	    !ed_der_empty(&cursor) || body.n > MAX_NUMBER)
		return false;
	*out = ed_hex(&r->c->arena, body);
	return true;
}

static bool read_crl_number(struct ed_crl_reading *r, struct ed_str value)
{
	return read_number(r, value, &r->crl->number);
}

static bool read_delta(struct ed_crl_reading *r, struct ed_str value)
{
	r->crl->is_delta = true;
	return read_number(r, value, &r->crl->base_number);
}

static bool read_aki(struct ed_crl_reading *r, struct ed_str value)
{
	return ed_der_authority_key(&r->c->arena, value, &r->crl->aki);
}

static bool read_point(struct ed_crl_reading *r, struct ed_str name)
{
	struct ed_list urls = {0};
	bool ok = ed_read_point_urls(&r->c->arena, name, &urls);
	struct ed_str *copies =
	    ed_alloc_array(&r->c->arena, urls.n, sizeof(*copies));

	for (size_t i = 0; i < urls.n; i++)
		copies[i] =
		    ed_copy(&r->c->arena, ED_ITEMS(urls, struct ed_str)[i]);
	r->crl->scope |= ED_CRL_POINT;
	r->crl->urls = copies;
	r->crl->n_urls = urls.n;
	return ok;
}

static bool read_part(struct ed_crl_reading *r, const struct ed_element *item)
{
	static const unsigned flags[] = {0, ED_CRL_USERS_ONLY, ED_CRL_CAS_ONLY,
	    0, ED_CRL_INDIRECT, ED_CRL_ATTRIBUTES_ONLY};
	unsigned number = item->tag & 0x1fu;

	if (item->tag == ED_DER_EXPLICIT(0))
		return read_point(r, item->body);
	if (item->tag == ED_DER_CONTEXT(3)) {
		r->crl->scope |= ED_CRL_SOME_REASONS;
		return true;
	}
	if (number >= ED_COUNT(flags) || !flags[number] ||
	    item->tag != ED_DER_CONTEXT(number) || item->body.n != 1)
		return false;
	if (item->body.p[0])
		r->crl->scope |= flags[number];
	return true;
}

static bool read_scope(struct ed_crl_reading *r, struct ed_str value)
{
	struct ed_der cursor;
	struct ed_element item;

	if (!ed_der_open(value, ED_DER_SEQUENCE, &cursor))
		return false;
	while (!ed_der_empty(&cursor))
		if (!ed_der_next(&cursor, &item) || !read_part(r, &item))
			return false;
	return true;
}

static const struct {
	struct ed_str oid;
	bool (*read)(struct ed_crl_reading *r, struct ed_str value);
} known[] = {
    {{"\x55\x1d\x14", 3}, read_crl_number},
    {{"\x55\x1d\x1b", 3}, read_delta},
    {{"\x55\x1d\x23", 3}, read_aki},
    {{"\x55\x1d\x1c", 3}, read_scope},
};

static void read_known(
    struct ed_crl_reading *r, unsigned *seen, const struct ed_extension *it)
{
	for (size_t i = 0; i < ED_COUNT(known); i++) {
		if (!ed_str_eq(it->oid, known[i].oid))
			continue;
		if ((*seen & 1u << i) || !known[i].read(r, it->value))
			r->crl->unreadable |= ED_CRL_PART_EXTENSIONS;
		*seen |= 1u << i;
		return;
	}
	if (it->critical)
		r->crl->unreadable |= ED_CRL_PART_CRITICAL;
}

void ed_read_crl_extensions(struct ed_crl_reading *r, struct ed_str body)
{
	struct ed_extension it;
	struct ed_der cursor;
	struct ed_str item;
	unsigned seen = 0;
	bool ok = ed_der_open(body, ED_DER_SEQUENCE, &cursor);

	while (ok && !ed_der_empty(&cursor)) {
		ok = ed_der_take(&cursor, ED_DER_SEQUENCE, &item) &&
		     ed_der_extension(item, &it);
		if (ok)
			read_known(r, &seen, &it);
	}
	if (!ok)
		r->crl->unreadable |= ED_CRL_PART_EXTENSIONS;
}
