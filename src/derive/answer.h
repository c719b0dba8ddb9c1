/* SPDX-License-Identifier: Apache-2.0 */
/* HTTP answers that a probe got: who gave them, and what they say. */
#ifndef ED_DERIVE_ANSWER_H
#define ED_DERIVE_ANSWER_H

#include <easdoctor/facts.h>

/* The first header of that name (lower case), or empty. */
struct ed_str ed_header_of(const struct ed_http *http, const char *name);
enum ed_answerer ed_answerer_of(const struct ed_http *http);
/* Exchange ActiveSync itself answered, and did what was asked. */
bool ed_is_eas_answer(const struct ed_http *http);
/* Fills in what the answer tells; out is zeroed but for its text and ref. */
void ed_read_answer(const struct ed_http *http, struct ed_observation *out);

#endif
