/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ED_CORPUS_EVENTS_LOG_H
#define ED_CORPUS_EVENTS_LOG_H

#include "spec.h"

/* The log of spec->events, as its form has it. */
struct ed_str ed_events_log(struct ed_spec *spec);
/* One event: inner is what stands in its EventData. */
const char *ed_event_text(struct ed_spec *spec, const char *provider,
    unsigned id, unsigned level, const char *computer, const char *inner);
/* What the KDC writes of a certificate. */
const char *ed_event_mapping(struct ed_spec *spec, unsigned id, unsigned level,
    const char *account, const char *serial, const char *thumbprint,
    const char *more);
/* What the server's Kerberos client writes. */
const char *ed_event_kerberos(
    struct ed_spec *spec, unsigned code, const char *account);
/* What became of a chain. */
const char *ed_event_chain(struct ed_spec *spec, const char *result,
    const char *thumbprint, const char *name);

#endif
