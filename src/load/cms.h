/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signed messages (CMS SignedData, RFC 5652): what is in one, and what its
 * signature is worth. The two are told apart: a broken signature does not hide
 * what it stands over.
 */
#ifndef ED_LOAD_CMS_H
#define ED_LOAD_CMS_H

#include "base/arena.h"
#include <easdoctor/facts.h>

struct ed_cms {
	struct ed_str content;
	struct ed_signature signature; /* never trusted: nobody asked yet */
	struct ed_str signer;          /* DER of its certificate, or empty */
	struct ed_list certificates;   /* struct ed_str: DER, all in it */
	bool has_rest;                 /* bytes stand behind its end */
};

/*
 * Reads a signed message in DER or BER; everything in out lives in arena.
 * False with the reason when it holds no content that could be read.
 */
ED_MUST_USE bool ed_cms_read(struct ed_arena *arena, struct ed_str der,
    struct ed_cms *out, struct ed_error *err);

/* The first bytes of the content, of a message that may be cut off. */
struct ed_str ed_cms_content_head(struct ed_str der);
/* Is it encrypted to somebody (EnvelopedData, AuthEnvelopedData)? */
bool ed_cms_is_enveloped(struct ed_str der);

#endif
