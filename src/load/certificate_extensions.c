/* SPDX-License-Identifier: Apache-2.0 */
#include "load/certificate_extensions.h"

#include "base/der.h"
#include "base/encoding.h"
#include "load/der_text.h"

#include <easdoctor/limits.h>

#include <limits.h>

static bool add_oid(
    struct ed_reading *r, struct ed_list *list, struct ed_str body)
{
	struct ed_str oid;

	if (list->n == ED_MAX_SANS || !ed_oid_text(&r->c->arena, body, &oid))
		return false;
	*ED_PUSH(&r->c->arena, list, struct ed_str) = oid;
	return true;
}

static bool read_purposes(
    struct ed_reading *r, struct ed_str value, struct ed_list *list)
{
	struct ed_der cursor;
	struct ed_str body;

	if (!ed_der_open(value, ED_DER_SEQUENCE, &cursor))
		return false;
	while (!ed_der_empty(&cursor))
		if (!ed_der_take(&cursor, ED_DER_OID, &body) ||
		    !add_oid(r, list, body))
			return false;
	return true;
}

static bool read_eku(struct ed_reading *r, struct ed_str value)
{
	struct ed_list list = {0};
	bool ok = read_purposes(r, value, &list);

	r->cert->has_eku = true;
	r->cert->ekus = list.items;
	r->cert->n_ekus = list.n;
	return ok;
}

/* The syntax is that of certificatePolicies: each may have qualifiers. */
static bool read_policy_list(
    struct ed_reading *r, struct ed_str value, struct ed_list *list)
{
	struct ed_der cursor, policy;
	struct ed_str body;

	if (!ed_der_open(value, ED_DER_SEQUENCE, &cursor))
		return false;
	while (!ed_der_empty(&cursor)) {
		if (!ed_der_take(&cursor, ED_DER_SEQUENCE, &body))
			return false;
		policy = ed_der_in(body);
		if (!ed_der_take(&policy, ED_DER_OID, &body) ||
		    !add_oid(r, list, body))
			return false;
	}
	return true;
}

static bool read_policies(struct ed_reading *r, struct ed_str value)
{
	struct ed_list list = {0};
	bool ok = read_policy_list(r, value, &list);

	r->cert->has_policies = true;
	r->cert->policies = list.items;
	r->cert->n_policies = list.n;
	return ok;
}

/* That there are some is all that is asked of them. */
static bool read_issuance(struct ed_reading *r, struct ed_str value)
{
	struct ed_der cursor = ed_der_in(value);
	struct ed_str body;

	r->cert->has_issuance_policies = true;
	return ed_der_take(&cursor, ED_DER_SEQUENCE, &body) &&
	       ed_der_empty(&cursor);
}

static bool read_key_usage(struct ed_reading *r, struct ed_str value)
{
	struct ed_der cursor = ed_der_in(value);
	struct ed_str bits;

	r->cert->has_key_usage = true;
	if (!ed_der_take(&cursor, ED_DER_BIT_STRING, &bits) ||
	    !ed_der_empty(&cursor) || bits.n == 0 ||
	    (unsigned char)bits.p[0] > 7)
		return false;
	if (bits.n > 1)
		r->cert->key_usage = (unsigned char)bits.p[1];
	if (bits.n > 2)
		r->cert->key_usage |= (unsigned)(unsigned char)bits.p[2] << 8;
	return true;
}

/* Limits beyond any real chain are all the same. */
static bool read_path_length(struct ed_str integer, int *out)
{
	int value = 0;

	if (integer.n == 0 || (unsigned char)integer.p[0] >= 0x80)
		return false;
	for (size_t i = 0; i < integer.n; i++) {
		if (value > INT_MAX >> 8) {
			value = INT_MAX;
			break;
		}
		value = value << 8 | (unsigned char)integer.p[i];
	}
	*out = value;
	return true;
}

static bool read_basic(struct ed_reading *r, struct ed_str value)
{
	struct ed_der cursor;
	struct ed_str item;

	if (!ed_der_open(value, ED_DER_SEQUENCE, &cursor))
		return false;
	if (ed_der_take(&cursor, ED_DER_BOOLEAN, &item)) {
		if (item.n != 1)
			return false;
		r->cert->is_ca = item.p[0] != 0;
	}
	if (ed_der_take(&cursor, ED_DER_INTEGER, &item) &&
	    !read_path_length(item, &r->cert->path_length))
		return false;
	return ed_der_empty(&cursor);
}

static bool read_ski(struct ed_reading *r, struct ed_str value)
{
	struct ed_der cursor = ed_der_in(value);
	struct ed_str id;

	if (!ed_der_take(&cursor, ED_DER_OCTET_STRING, &id) ||
	    !ed_der_empty(&cursor))
		return false;
	r->cert->ski = ed_hex(&r->c->arena, id);
	return true;
}

static bool read_aki(struct ed_reading *r, struct ed_str value)
{
	return ed_der_authority_key(&r->c->arena, value, &r->cert->aki);
}

static const struct extension {
	struct ed_str oid;
	unsigned part;
	bool (*read)(struct ed_reading *r, struct ed_str value);
	const char *name;
} extensions[] = {
    {{"\x55\x1d\x11", 3}, ED_PART_SAN, ed_read_san,
	"the Subject Alternative Name (2.5.29.17)"},
    {{"\x55\x1d\x25", 3}, ED_PART_EKU, read_eku,
	"the Extended Key Usage (2.5.29.37)"},
    {{"\x2b\x06\x01\x04\x01\x82\x37\x15\x0a", 9}, ED_PART_POLICIES,
	read_policies,
	"the list of application policies (1.3.6.1.4.1.311.21.10)"},
    {{"\x55\x1d\x0f", 3}, ED_PART_KEY_USAGE, read_key_usage,
	"the Key Usage (2.5.29.15)"},
    {{"\x55\x1d\x13", 3}, ED_PART_BASIC, read_basic,
	"the Basic Constraints (2.5.29.19)"},
    {{"\x55\x1d\x0e", 3}, ED_PART_KEY_ID, read_ski,
	"the Subject Key Identifier (2.5.29.14)"},
    {{"\x55\x1d\x23", 3}, ED_PART_KEY_ID, read_aki,
	"the Authority Key Identifier (2.5.29.35)"},
    {{"\x2b\x06\x01\x04\x01\x82\x37\x19\x02", 9}, ED_PART_SID, ed_read_sid,
	"the SID extension (1.3.6.1.4.1.311.25.2)"},
    {{"\x55\x1d\x1f", 3}, ED_PART_CDP, ed_read_cdp,
	"the list of CRL distribution points (2.5.29.31)"},
    {{"\x2b\x06\x01\x05\x05\x07\x01\x01", 8}, ED_PART_AIA, ed_read_aia,
	"the Authority Information Access (1.3.6.1.5.5.7.1.1)"},
    {{"\x2b\x06\x01\x04\x01\x82\x37\x14\x02", 9}, ED_PART_TEMPLATE,
	ed_read_template_name, "the template's name (1.3.6.1.4.1.311.20.2)"},
    {{"\x2b\x06\x01\x04\x01\x82\x37\x15\x07", 9}, ED_PART_TEMPLATE,
	ed_read_template_info, "the template (1.3.6.1.4.1.311.21.7)"},
    {{"\x2b\x06\x01\x04\x01\x82\x37\x15\x01", 9}, ED_PART_CA_VERSION,
	ed_read_ca_version, "the CA's version (1.3.6.1.4.1.311.21.1)"},
    {{"\x55\x1d\x20", 3}, ED_PART_ISSUANCE, read_issuance,
	"the Certificate Policies (2.5.29.32)"},
};

void ed_part_unreadable(struct ed_reading *r, unsigned part, const char *name)
{
	r->cert->unreadable |= part;
	if (!r->in)
		return;
	/* Whatever it was, it may be what a server stumbles over. */
	r->in->incomplete = true;
	ed_damage(r->c, r->in, "certificate %.*s: %s cannot be read",
	    ED_ARG(ed_certificate_mark(r->cert)), name);
}

static void read_known(struct ed_reading *r, size_t which, struct ed_str value)
{
	const struct extension *known = &extensions[which];

	/* Readers disagree on which of two counts, so neither is judged. */
	if (r->seen & 1u << which) {
		ed_part_unreadable(r, known->part, known->name);
		return;
	}
	r->seen |= 1u << which;
	if (!known->read(r, value))
		ed_part_unreadable(r, known->part, known->name);
}

static bool read_extension(struct ed_reading *r, struct ed_str body)
{
	struct ed_extension it;

	if (!ed_der_extension(body, &it))
		return false;
	for (size_t i = 0; i < ED_COUNT(extensions); i++)
		if (ed_str_eq(it.oid, extensions[i].oid))
			read_known(r, i, it.value);
	return true;
}

static bool read_all(struct ed_reading *r, struct ed_str body)
{
	struct ed_der cursor;
	struct ed_str item;

	if (!ed_der_open(body, ED_DER_SEQUENCE, &cursor))
		return false;
	while (!ed_der_empty(&cursor))
		if (!ed_der_take(&cursor, ED_DER_SEQUENCE, &item) ||
		    !read_extension(r, item))
			return false;
	return true;
}

unsigned ed_unmet_parts(const struct ed_reading *r)
{
	unsigned unmet = 0;

	for (size_t i = 0; i < ED_COUNT(extensions); i++)
		if (!(r->seen & 1u << i))
			unmet |= extensions[i].part;
	return unmet;
}

void ed_read_extensions(struct ed_reading *r, struct ed_str body)
{
	/* What was not met may stand behind the place that cannot be read. */
	if (!read_all(r, body))
		ed_part_unreadable(
		    r, ed_unmet_parts(r), "the list of extensions");
}

static size_t find_dotted(struct ed_str oid)
{
	struct ed_arena arena = {0};
	struct ed_str text;
	size_t i = 0;

	while (i < ED_COUNT(extensions) &&
	       !(ed_oid_text(&arena, extensions[i].oid, &text) &&
		   ed_str_eq(text, oid)))
		i++;
	ed_arena_free(&arena);
	return i;
}

bool ed_read_extension_as(
    struct ed_reading *r, struct ed_str oid, struct ed_str value)
{
	size_t which = find_dotted(oid);

	if (which == ED_COUNT(extensions))
		return false;
	read_known(r, which, value);
	return true;
}

unsigned ed_meet_extension(struct ed_reading *r, struct ed_str oid)
{
	size_t which = find_dotted(oid);

	if (which == ED_COUNT(extensions))
		return 0;
	r->seen |= 1u << which;
	return extensions[which].part;
}
