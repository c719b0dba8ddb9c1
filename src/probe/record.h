/* SPDX-License-Identifier: Apache-2.0 */
/* What a probe saw, as the JSON of easdoctor.probe/1. */
#ifndef ED_PROBE_RECORD_H
#define ED_PROBE_RECORD_H

#include "probe/run.h"

#include <jansson.h>

/* The whole record, in the request's arena. */
ED_MUST_USE bool ed_probe_write_write(
    struct ed_run *run, struct ed_str *out, struct ed_error *err);

/* Parts of it. */
json_t *ed_probe_write_tls(struct ed_connection *c);
json_t *ed_probe_write_http(struct ed_connection *c);

/* Puts a text, bytes that are no UTF-8 as \xNN; nothing when it is empty. */
void ed_probe_write_text(struct ed_arena *arena, json_t *object,
    const char *key, struct ed_str text);
/* The same as a value of its own. */
json_t *ed_probe_write_string(struct ed_arena *arena, struct ed_str text);
void ed_probe_write_word(json_t *object, const char *key, const char *word);
void ed_probe_write_number(json_t *object, const char *key, int64_t n);

#endif
