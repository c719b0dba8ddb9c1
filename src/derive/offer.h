/* SPDX-License-Identifier: Apache-2.0 */
/* Would a device offer a certificate, and would a server take it? */
#ifndef ED_DERIVE_OFFER_H
#define ED_DERIVE_OFFER_H

#include "derive/wanted.h"

/* An answer, and why, in one line. */
struct ed_verdict {
	enum ed_answer answer;
	const char *why;
};

/* asks: wanted is known, by a probe or by the case. */
struct ed_verdict ed_judge_offered(const struct ed_certificate *cert,
    enum ed_answer has_key, const struct ed_wanted *wanted, bool asks);
struct ed_verdict ed_judge_accepted(const struct ed_certificate *cert,
    const struct ed_chain *chain, int64_t as_of);
/* Both halves of wanted as one: NO if either is, YES if both are. */
struct ed_verdict ed_judge_wanted(const struct ed_wanted *wanted);
/* What every server refuses for certain, or NULL. */
const char *ed_find_refusal(const struct ed_certificate *cert, int64_t as_of);
/* Nothing in it or its chain that is known speaks against it. */
bool ed_is_sound(const struct ed_certificate *cert,
    const struct ed_chain *chain, int64_t as_of);

/*
 * offer_server.c: the same for one server, as a probe saw it. out->node and
 * out->wanted must be set.
 */
void ed_judge_server(struct ed_case *c, struct ed_server_offer *out,
    const struct ed_offer *one, const struct ed_chain *chain);

#endif
