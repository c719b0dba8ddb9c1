/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What each CRL is to the chain of the device's certificate.
 *
 * A name alone says little: a CA that was renewed with a new key has several
 * lists under one name, and each speaks only for what its own key signed.
 */
#include "derive/derive.h"

#include "derive/crl_signature.h"

#include <easdoctor/name.h>

/* Signatures of CRLs verified in one run: each takes up to a millisecond. */
enum { MAX_VERIFIED = 4096 };

struct revocation {
	struct ed_case *c;
	const struct ed_certificate *const *links;
	size_t n_links;
	unsigned n_verified;
};

static enum ed_signed verify(
    struct revocation *r, size_t crl, const struct ed_certificate *issuer)
{
	if (r->n_verified == MAX_VERIFIED)
		return ED_CANNOT_TELL;
	r->n_verified++;
	return ed_verify_seal(
	    &ED_ITEMS(r->c->seals, struct ed_seal)[crl], issuer);
}

static bool is_other_key(
    const struct ed_crl *crl, const struct ed_certificate *issuer)
{
	return crl->aki.n && issuer->ski.n && !ed_str_eq(crl->aki, issuer->ski);
}

/* Did another certificate of the issuer's name sign it? */
static bool signed_by_namesake(
    struct revocation *r, size_t at, const struct ed_crl *crl)
{
	for (size_t i = 0; i < r->c->certificates.n; i++) {
		const struct ed_certificate *cert =
		    ED_ITEMS(r->c->certificates, struct ed_certificate *)[i];

		if (cert->role == ED_ROLE_CA && !is_other_key(crl, cert) &&
		    ed_name_is(&cert->subject, &crl->issuer) &&
		    verify(r, at, cert) == ED_SIGNED)
			return true;
	}
	return false;
}

/* For the link i, whose issuer's name the CRL has. */
static enum ed_crl_bearing bearing_on(
    struct revocation *r, size_t at, const struct ed_crl *crl, size_t i)
{
	const struct ed_certificate *issuer =
	    i + 1 < r->n_links ? r->links[i + 1] : NULL;
	const struct ed_certificate *link = r->links[i];
	enum ed_signed result = issuer ? verify(r, at, issuer) : ED_CANNOT_TELL;

	if (result == ED_SIGNED)
		return ED_CRL_SPEAKS;
	if (issuer && is_other_key(crl, issuer))
		return ED_CRL_OTHER_KEY;
	if (!issuer && crl->aki.n && link->aki.n &&
	    !ed_str_eq(crl->aki, link->aki))
		return ED_CRL_OTHER_KEY;
	if (result == ED_CANNOT_TELL)
		return ED_CRL_UNVERIFIED;
	return signed_by_namesake(r, at, crl) ? ED_CRL_OTHER_KEY : ED_CRL_FALSE;
}

static bool lists_from_other(
    const struct ed_crl *crl, const struct ed_certificate *link)
{
	for (size_t i = 0; i < crl->n_kept; i++)
		if (crl->entries[i].by_other &&
		    crl->entries[i].certificate == link)
			return true;
	return false;
}

static void judge(struct revocation *r, size_t at)
{
	struct ed_crl *crl = ED_ITEMS(r->c->crls, struct ed_crl *)[at];

	crl->bearing = ED_CRL_FOREIGN;
	for (size_t i = 0; i < r->n_links; i++) {
		/* A root is in no list: it is trusted, or it is not. */
		if (i && i + 1 == r->n_links &&
		    ed_name_is(&r->links[i]->issuer, &r->links[i]->subject))
			return;
		if (ed_name_is(&crl->issuer, &r->links[i]->issuer)) {
			crl->bearing = bearing_on(r, at, crl, i);
			crl->link = i;
			return;
		}
		if (lists_from_other(crl, r->links[i])) {
			crl->bearing = ED_CRL_UNVERIFIED;
			crl->link = i;
			return;
		}
	}
}

void ed_derive_revocation(struct ed_case *c)
{
	const struct ed_certificate *device = c->facts.device_certificate;
	struct revocation r = {.c = c, .links = &device, .n_links = 1};

	if (!device || !c->crls.n)
		return;
	if (device->chain.n_links) {
		r.links = device->chain.links;
		r.n_links = device->chain.n_links;
	}
	for (size_t i = 0; i < c->crls.n; i++)
		judge(&r, i);
}
