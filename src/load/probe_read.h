/* SPDX-License-Identifier: Apache-2.0 */
/* What the files that read a probe's record share. */
#ifndef ED_LOAD_PROBE_READ_H
#define ED_LOAD_PROBE_READ_H

#include "load/record.h"

#include <stdint.h>

/* No member of an array: ed_record_enter() then shows the key alone. */
#define ED_RECORD_ALONE SIZE_MAX

/* Certificates of one record, each kept once however often it was sent. */
struct ed_sent {
	struct ed_list certificates; /* struct ed_certificate * */
};

/* One connection; probe_attempt.c. */
void ed_record_attempt(struct ed_record *r, json_t *json, struct ed_sent *sent,
    struct ed_attempt *out);
/* Its handshake; probe_tls.c. */
void ed_record_tls(struct ed_record *r, json_t *json, struct ed_sent *sent,
    struct ed_ref ref, struct ed_tls *out);

#endif
