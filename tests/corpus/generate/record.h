/* SPDX-License-Identifier: Apache-2.0 */
/* The record of a probe, as easdoctor's probe writes it. */
#ifndef ED_CORPUS_RECORD_H
#define ED_CORPUS_RECORD_H

#include "spec.h"

/* A healthy server behind the endpoint's name, and a probe of it. */
void ed_record_init(struct ed_spec *spec);
/* The record as JSON, with the certificates that the server sends. */
struct ed_str ed_record_json(struct ed_spec *spec);
/* The server's root, and its issuing CA, as PEM. */
struct ed_str ed_server_root_pem(struct ed_spec *spec);
struct ed_str ed_server_root_der(struct ed_spec *spec);
struct ed_str ed_server_issuing_pem(struct ed_spec *spec);

struct ed_mutator;

/* record_reply.c: servers of the record answer as a fault behind deserves. */
void ed_record_reply(struct ed_spec *spec, const struct ed_mutator *fault);
/*
 * A record of how a probe with the certificate meets the fault; refuse: by
 * the alert of a load balancer, where there is one. False: it would not.
 */
bool ed_record_of_fault(
    struct ed_spec *spec, const struct ed_mutator *fault, bool refuse);

/* record_pki.c: DER of the certificates sent, leaf first. */
unsigned ed_server_chain(struct ed_spec *spec, struct ed_str chain[3]);

#endif
