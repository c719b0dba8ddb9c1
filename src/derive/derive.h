/* SPDX-License-Identifier: Apache-2.0 */
/* What follows from several facts. Runs once, after everything is loaded. */
#ifndef ED_DERIVE_DERIVE_H
#define ED_DERIVE_DERIVE_H

#include "base/case.h"

/* Runs all of the below in order. as_of must be set in c->facts. */
void ed_derive(struct ed_case *c);

/* roles.c: which certificate is the device's, which are CAs; labels. */
void ed_derive_roles(struct ed_case *c);
/* key_match.c: which private key belongs to which certificate. */
void ed_derive_key_match(struct ed_case *c);
/* chain.c: the device certificate's chain. */
void ed_derive_chain(struct ed_case *c);
/* signature.c: whose signature over a profile is trusted. */
void ed_derive_signatures(struct ed_case *c);
/* client_auth.c: when each node asks for a certificate. After roles. */
void ed_derive_client_auth(struct ed_case *c);
/* server_chain.c: whether what a node sends leads to a root. */
void ed_derive_server_chains(struct ed_case *c);
/* probed.c: what a probe was answered, as observations. After observed. */
void ed_derive_probed(struct ed_case *c);
/* observed.c: stated symptoms as observations. */
void ed_derive_observed(struct ed_case *c);
/* One text as an observation; saw is ED_SAW_NOTHING_KNOWN if it is none. */
void ed_observe(
    struct ed_arena *arena, struct ed_str text, struct ed_observation *out);

#endif
