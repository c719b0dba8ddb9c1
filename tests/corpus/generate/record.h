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
/* The authority that devices are told to trust for the server. */
struct ed_authority *ed_server_root(struct ed_spec *spec);
struct ed_str ed_server_root_pem(struct ed_spec *spec);
struct ed_str ed_server_issuing_pem(struct ed_spec *spec);

struct ed_mutator;

/* record_reply.c: servers of the record answer as a fault behind deserves. */
void ed_record_reply(
    struct ed_spec *spec, const struct ed_mutator *fault, unsigned variant);
/*
 * A record of how a probe with the certificate meets the fault: of the ways
 * in which servers do, one of the variant's half. False: it would not.
 */
bool ed_record_of_fault(
    struct ed_spec *spec, const struct ed_mutator *fault, unsigned variant);
/* The fault's answer would hide what the record of the other shows. */
bool ed_record_hides(
    const struct ed_mutator *fault, const struct ed_mutator *other);

/* record_pki.c: DER of the certificates sent, leaf first. */
unsigned ed_server_chain(struct ed_spec *spec, struct ed_str chain[3]);
/* The names in a CertificateRequest, as items of an array. */
const char *ed_issuers_of(struct ed_spec *spec, enum ed_issuers issuers);
/* The same of the authorities that the record names itself. */
const char *ed_names_of(struct ed_spec *spec);
/* Bytes as base64, in the spec's arena. */
const char *ed_base64_of(struct ed_spec *spec, struct ed_str bytes);

#endif
