/* SPDX-License-Identifier: Apache-2.0 */
/* What follows from several facts. Runs once, after everything is loaded. */
#ifndef ED_DERIVE_DERIVE_H
#define ED_DERIVE_DERIVE_H

#include "base/case.h"

/* Runs all of the below in order. as_of must be set in c->facts. */
void ed_derive(struct ed_case *c);

/* machines.c: which exports are of one machine. Before all that uses one. */
void ed_derive_machines(struct ed_case *c);
/* events.c: which event logs are of which machine. After machines. */
void ed_derive_events(struct ed_case *c);
/* iis.c: what each server's IIS configuration results in. */
void ed_derive_iis(struct ed_case *c);
/* roles.c: which certificate is the device's, which are CAs; labels. */
void ed_derive_roles(struct ed_case *c);
/* roles.c: takes device, of c, for the device's; nothing is looked at. */
void ed_set_device(struct ed_case *c, struct ed_certificate *device);
/* origin.c: was a profile taken from the console or from a device? */
void ed_derive_origins(struct ed_case *c);
/* twins.c: payloads that have the same UUID or identifier. */
void ed_derive_twins(struct ed_case *c);
/* key_match.c: which private key belongs to which certificate. */
void ed_derive_key_match(struct ed_case *c);
/* chain.c: the device certificate's chain. */
void ed_derive_chain(struct ed_case *c);
/* signature.c: whose signature over a profile is trusted. */
void ed_derive_signatures(struct ed_case *c);
/* directory.c: which account of an export is the user's. */
void ed_derive_directory(struct ed_case *c);
/* exchange.c: what of Exchange's output is the user's and the device's. */
void ed_derive_exchange(struct ed_case *c);
/* revocation.c: what each CRL is to the device certificate's chain. */
void ed_derive_revocation(struct ed_case *c);
/* verified.c: whose chain certutil verified, and which lists it got. */
void ed_derive_verified(struct ed_case *c);
/* trust.c: which certificates the server's roots are. */
void ed_derive_trust(struct ed_case *c);
/* client_auth.c: when each node asks for a certificate. After roles. */
void ed_derive_client_auth(struct ed_case *c);
/* server_chain.c: whether what a node sends leads to a root. */
void ed_derive_server_chains(struct ed_case *c);
/* node_shows.c: what each showed, in a line. After both. */
void ed_derive_node_shows(struct ed_case *c);
/* probed.c: what a probe was answered, as observations. After observed. */
void ed_derive_probed(struct ed_case *c);
/* selection.c: which certificates a device would offer. After client_auth. */
void ed_derive_selection(struct ed_case *c);
/* dates.c: what is dated. After all of the above. */
void ed_derive_dates(struct ed_case *c);
/* log.c: what logs add up to, and what they show. After revocation. */
void ed_derive_log(struct ed_case *c);
/* windows.c: bindings, registry and stores of each machine. After probed. */
void ed_derive_windows(struct ed_case *c);
/* observed.c: stated symptoms as observations. */
void ed_derive_observed(struct ed_case *c);
/* One text as an observation; saw is ED_SAW_NOTHING_KNOWN if it is none. */
void ed_observe(
    struct ed_arena *arena, struct ed_str text, struct ed_observation *out);

#endif
