/* SPDX-License-Identifier: Apache-2.0 */
/* What the formats that are JSON share. */
#ifndef ED_REPORT_JSON_OUT_H
#define ED_REPORT_JSON_OUT_H

#include "base/arena.h"

#include <jansson.h>

/* Ends the program when json is NULL: memory has run out, as with arenas. */
json_t *ed_json_must(json_t *json);
/* A string, safe to be printed; prose keeps its line feeds. */
json_t *ed_json_prose(struct ed_arena *arena, struct ed_str s);
/* Dumps it, indented, and lets go of it. */
void ed_json_put(json_t *json, struct ed_text *out);

#endif
