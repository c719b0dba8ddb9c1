/* SPDX-License-Identifier: Apache-2.0 */
/* An HTTP answer, read line by line and kept only as far as it is wanted. */
#ifndef ED_PROBE_ANSWER_H
#define ED_PROBE_ANSWER_H

#include "probe/connection.h"

/*
 * One line of the head, with its line end. False when the answer is longer
 * than is read: the connection is then to be cut.
 */
ED_MUST_USE bool ed_answer_line(struct ed_arena *arena,
    struct ed_answer *answer, struct ed_str line, unsigned ms);

/* Part of the body; false as above. */
ED_MUST_USE bool ed_answer_body(
    struct ed_arena *arena, struct ed_answer *answer, struct ed_str bytes);

/* A URL without user, password, query and fragment. */
struct ed_str ed_scrub_url(struct ed_arena *arena, struct ed_str url);

#endif
