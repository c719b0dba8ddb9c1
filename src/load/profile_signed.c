/* SPDX-License-Identifier: Apache-2.0 */
/* A profile inside a signed message: DER, BER, PEM, or base64 of it. */
#include "base/encoding.h"
#include "load/pem.h"
#include "load/profile_read.h"

#include <easdoctor/limits.h>

static bool fail(struct ed_profile_reader *r, const char *why)
{
	ed_damage(r->c, r->in, "%s", why);
	return false;
}

static bool from_pem(
    struct ed_profile_reader *r, struct ed_str bytes, struct ed_str *der)
{
	struct ed_pem pem = ed_pem_in(bytes);
	struct ed_pem_block block;

	if (!ed_pem_next(&pem, &block) || block.broken)
		return fail(
		    r, "a signed profile in PEM without a proper end: cut off");
	if (!ed_base64_decode(r->scratch, block.body, der))
		return fail(r, "a signed profile in PEM that is not base64");
	if (ed_pem_next(&pem, &block))
		ed_damage(r->c, r->in,
		    "line %u: a second block in PEM, which is not read",
		    block.line);
	return true;
}

static bool decode(struct ed_profile_reader *r, struct ed_str bytes,
    enum ed_armour armour, struct ed_str *der)
{
	*der = bytes;
	if (armour == ED_ARMOUR_NONE)
		return true;
	bytes = ed_to_utf8(r->scratch, bytes);
	if (armour == ED_ARMOUR_PEM)
		return from_pem(r, bytes, der);
	return ed_base64_decode(r->scratch, bytes, der) ||
	       fail(r, "a signed profile that starts as base64, and is not: "
		       "cut off or altered");
}

bool ed_profile_unwrap(struct ed_profile_reader *r, struct ed_str bytes,
    enum ed_armour armour, struct ed_str *content)
{
	struct ed_error err = {""};
	struct ed_str der;

	if (!decode(r, bytes, armour, &der))
		return false;
	/* What is kept of it is small, and the content goes away. */
	if (!ed_cms_read(r->scratch, der, &r->cms, &err))
		return fail(r, err.text);
	if (r->cms.has_rest)
		ed_damage(
		    r->c, r->in, "bytes stand behind the end of the message");
	r->is_signed = true;
	*content = r->cms.content;
	return true;
}

void ed_profile_set_signature(struct ed_profile_reader *r)
{
	struct ed_arena *arena = &r->c->arena;
	const struct ed_list *list = &r->cms.certificates;
	struct ed_signature *signature = &r->profile->signature;
	struct ed_signed_profile *kept =
	    ED_PUSH(arena, &r->c->signed_profiles, struct ed_signed_profile);

	*signature = r->cms.signature;
	signature->signer = ed_copy(arena, signature->signer);
	signature->issuer = ed_copy(arena, signature->issuer);
	kept->profile = r->profile;
	kept->signer = ed_copy(arena, r->cms.signer);
	kept->n_certificates = list->n;
	if (list->n)
		kept->certificates =
		    ed_alloc_array(arena, list->n, sizeof(*kept->certificates));
	for (size_t i = 0; i < list->n; i++)
		kept->certificates[i] =
		    ed_copy(arena, ED_ITEMS(*list, struct ed_str)[i]);
}
