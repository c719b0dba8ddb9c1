/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One CRL (RFC 5280 5.1), read in place with a cursor: a million entries are
 * walked once, and only those of the case's certificates stay. Of what is
 * signed only the digest is kept; derive verifies with that.
 */
#include "load/crl.h"
#include "load/loader.h"

#include "base/der.h"
#include "base/encoding.h"
#include "load/der_text.h"
#include "load/name.h"
#include "load/signature.h"

#include <easdoctor/limits.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>

/* The fields of CertificateList and TBSCertList. */
struct list {
	struct ed_str tbs;       /* whole */
	struct ed_str algorithm; /* whole, as it stands outside */
	struct ed_str inside;    /* whole, as it stands in what is signed */
	struct ed_str signature; /* without the count of unused bits */
	struct ed_str issuer;    /* whole */
	struct ed_element this_update;
	bool has_next_update;
	struct ed_element next_update;
	struct ed_str entries; /* body */
	struct ed_str extensions;
	bool has_extensions;
};

static bool take_whole(struct ed_der *cursor, struct ed_str *whole)
{
	struct ed_der next = *cursor;
	struct ed_element element;

	if (!ed_der_next(&next, &element) || element.tag != ED_DER_SEQUENCE)
		return false;
	*cursor = next;
	*whole = element.whole;
	return true;
}

static bool take_time(struct ed_der *cursor, struct ed_element *out)
{
	struct ed_der next = *cursor;

	if (!ed_der_next(&next, out) ||
	    (out->tag != ED_DER_UTC_TIME && out->tag != ED_DER_TIME))
		return false;
	*cursor = next;
	return true;
}

static bool split_tbs(struct list *list)
{
	struct ed_der cursor = ed_der_in(list->tbs);
	struct ed_str body;

	if (!ed_der_take(&cursor, ED_DER_SEQUENCE, &body))
		return false;
	cursor = ed_der_in(body);
	(void)ed_der_take(&cursor, ED_DER_INTEGER, &body); /* version */
	if (!take_whole(&cursor, &list->inside) ||
	    !take_whole(&cursor, &list->issuer) ||
	    !take_time(&cursor, &list->this_update))
		return false;
	list->has_next_update = take_time(&cursor, &list->next_update);
	(void)ed_der_take(&cursor, ED_DER_SEQUENCE, &list->entries);
	list->has_extensions =
	    ed_der_take(&cursor, ED_DER_EXPLICIT(0), &list->extensions);
	return ed_der_empty(&cursor);
}

static bool split(struct ed_str der, struct list *list)
{
	struct ed_der cursor;
	struct ed_str body;

	if (!ed_der_open(der, ED_DER_SEQUENCE, &cursor))
		return false;
	if (!take_whole(&cursor, &list->tbs) ||
	    !take_whole(&cursor, &list->algorithm) ||
	    !ed_der_take(&cursor, ED_DER_BIT_STRING, &body) || !body.n ||
	    body.p[0] || !ed_der_empty(&cursor))
		return false;
	list->signature = ed_str_sub(body, 1, body.n);
	return split_tbs(list);
}

static const EVP_MD *digest_of(const struct ed_crl *crl, struct ed_str pss)
{
	struct ed_arena arena = {0};
	int md = NID_undef, key;

	if (pss.n)
		md = OBJ_txt2nid(ed_copy_c(&arena, pss));
	else if (!OBJ_find_sigid_algs(
		     OBJ_txt2nid(ed_copy_c(&arena, crl->signature_oid)), &md,
		     &key))
		md = NID_undef;
	ed_arena_free(&arena);
	return md == NID_undef ? NULL : EVP_get_digestbynid(md);
}

/* Without a digest it cannot be verified, and is used for nothing proven. */
static void seal(struct ed_crl_reading *r, const struct list *list)
{
	struct ed_arena *arena = &r->c->arena;
	struct ed_seal *out =
	    &ED_ITEMS(r->c->seals, struct ed_seal)[r->c->seals.n - 1];
	struct ed_str pss = {NULL, 0}, body;
	struct ed_der cursor = ed_der_in(list->algorithm);
	unsigned char md[EVP_MAX_MD_SIZE];
	const EVP_MD *type = NULL;
	unsigned n = 0;

	if (ed_der_take(&cursor, ED_DER_SEQUENCE, &body) &&
	    ed_read_signature(arena, body, &r->crl->signature_oid, &pss) &&
	    ed_str_eq(list->algorithm, list->inside))
		type = digest_of(r->crl, pss);
	if (type && EVP_Digest(list->tbs.p, list->tbs.n, md, &n, type, NULL)) {
		out->digest =
		    ed_copy(arena, (struct ed_str){(const char *)md, n});
		out->algorithm = ed_copy(arena, list->algorithm);
		out->signature = ed_copy(arena, list->signature);
	}
	ERR_clear_error();
}

static void read_times(struct ed_crl *crl, const struct list *list)
{
	crl->has_next_update = list->has_next_update;
	if (!ed_der_time(list->this_update.tag, list->this_update.body,
		&crl->this_update) ||
	    (list->has_next_update &&
		!ed_der_time(list->next_update.tag, list->next_update.body,
		    &crl->next_update)))
		crl->unreadable |= ED_CRL_PART_TIME;
}

static void note_unreadable(
    struct ed_case *c, struct ed_input *in, const struct ed_crl *crl)
{
	static const char *const parts[] = {
	    "some of its entries", "its dates", "some of its extensions", NULL};

	for (size_t i = 0; parts[i]; i++)
		if (crl->unreadable & 1u << i) {
			in->incomplete = true;
			ed_damage(c, in, "%.*s: %s cannot be read",
			    ED_ARG(crl->label), parts[i]);
		}
	if (crl->unreadable & ED_CRL_PART_CRITICAL)
		ed_damage(c, in,
		    "%.*s: a critical extension in it is not known here",
		    ED_ARG(crl->label));
}

bool ed_load_crl_der(struct ed_case *c, struct ed_input *in, struct ed_ref ref,
    struct ed_str der, struct ed_error *err)
{
	struct ed_crl_reading r = {.c = c};
	struct list list = {0};
	struct ed_crl *crl;

	if (!split(der, &list))
		return ed_fail(err,
		    "not a CRL: it is cut off, or its fields are not those of "
		    "RFC 5280");
	crl = r.crl = ed_add_crl(c);
	if (!crl)
		return ed_fail(err, "more than %d CRLs: left out", ED_MAX_CRLS);
	crl->ref = ref;
	crl->sha256 = ed_sha256_hex(&c->arena, der);
	if (!ed_read_name(
		&c->arena, ed_copy(&c->arena, list.issuer), &crl->issuer))
		crl->unreadable |= ED_CRL_PART_EXTENSIONS;
	crl->label = ed_format(&c->arena, "CRL of %.*s, %.8s",
	    ED_ARG(ed_str_sub(crl->issuer.text, 0, 200)), crl->sha256.p);
	read_times(crl, &list);
	seal(&r, &list);
	if (list.has_extensions)
		ed_read_crl_extensions(&r, list.extensions);
	ed_read_crl_entries(&r, list.entries);
	crl->entries = r.kept.items;
	crl->n_kept = r.kept.n;
	note_unreadable(c, in, crl);
	return true;
}
