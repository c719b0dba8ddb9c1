/* SPDX-License-Identifier: Apache-2.0 */
/* Names for what inspect shows; the same in text and JSON. */
#ifndef ED_REPORT_INSPECT_WORDS_H
#define ED_REPORT_INSPECT_WORDS_H

#include "base/arena.h"
#include <easdoctor/directory.h>
#include <easdoctor/event.h>
#include <easdoctor/revocation.h>

/* A well-known object identifier's name, or NULL. */
const char *ed_oid_name(struct ed_str oid);

/* The i-th name of a set of bits, or NULL when there are no more. */
const char *ed_key_usage_name(unsigned bits, size_t i);
const char *ed_part_name(unsigned bits, size_t i);
const char *ed_stage_name(unsigned bits, size_t i);

const char *ed_role_name(enum ed_role role);
const char *ed_key_type_name(enum ed_key_type type);
const char *ed_opened_name(enum ed_opened opened);
const char *ed_chain_name(enum ed_chain_state state);
/* revocation.h's; "unsaid" ones are NULL. */
const char *ed_crl_scope_name(unsigned bits, size_t i);
const char *ed_crl_part_name(unsigned bits, size_t i);
const char *ed_crl_bearing_name(enum ed_crl_bearing bearing);
const char *ed_fetch_of_name(enum ed_fetch_of of);
const char *ed_fetched_name(enum ed_fetched result);
const char *ed_reach_name(enum ed_reach reach);
const char *ed_ca_kind_name(enum ed_ca_kind kind);
const char *ed_san_type_name(enum ed_san_type type);
const char *ed_sid_form_name(enum ed_sid_form form);
const char *ed_origin_name(enum ed_origin origin);
const char *ed_signature_name(enum ed_signature_state state);
const char *ed_service_name(size_t service);
const char *ed_saw_name(enum ed_saw saw);
const char *ed_answerer_name(enum ed_answerer answerer);
const char *ed_scheme_name(enum ed_scheme scheme);
const char *ed_where_name(enum ed_where where);
/* "yes", "no", or NULL when nobody said. */
const char *ed_answer_name(enum ed_answer answer);
/* "yes", "no", "unknown". */
const char *ed_judgement_name(enum ed_answer answer);
/* Of one certificate there is something to say once a server was probed. */
bool ed_is_choice(const struct ed_facts *facts);
/* "issuer and serial number", … */
const char *ed_mapping_form_name(enum ed_mapping_form form);
/* "one", "some", "all", or NULL when nobody said. */
const char *ed_affected_name(enum ed_affected affected);
const char *ed_event_source_name(enum ed_event_source source);
const char *ed_event_whose_name(enum ed_event_whose whose);
const char *ed_event_level_name(unsigned level);

const char *ed_log_scope_name(enum ed_log_scope scope);

#endif
