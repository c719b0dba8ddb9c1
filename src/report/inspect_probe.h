/* SPDX-License-Identifier: Apache-2.0 */
/* Words for what a probe saw, as inspect shows them. */
#ifndef ED_REPORT_INSPECT_PROBE_H
#define ED_REPORT_INSPECT_PROBE_H

#include "report/inspect_object.h"
#include "report/inspect_sheet.h"

/* NULL where the record does not say. */
const char *ed_dns_name(enum ed_dns_state state);
const char *ed_tcp_name(enum ed_tcp_state state);
const char *ed_tls_name(enum ed_tls_state state);
const char *ed_http_name(enum ed_http_state state);
const char *ed_tls_version_name(enum ed_tls_version version);
const char *ed_phase_name(enum ed_phase phase);
const char *ed_answered_name(enum ed_answered answered);
const char *ed_message_name(enum ed_message_type type);
const char *ed_wipe_name(enum ed_wipe wipe);
const char *ed_auth_name(enum ed_auth_mode mode);
const char *ed_trust_name(enum ed_server_trust trust);
/* NULL: no word for it here. */
const char *ed_tls_signature_name(unsigned scheme);
const char *ed_certificate_type_name(unsigned type);

void ed_inspect_probe(
    const struct ed_inspect *sheet, const struct ed_probe *probe);
void ed_json_probe(struct ed_object to, const struct ed_probe *probe);

#endif
