/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Quotes values for a shell, in whatever quotes the command already has.
 *
 * Commands come from rules, which are trusted; values come from evidence,
 * which is not. A command whose quoting is not followed here (here-documents,
 * backticks, …) takes no value at all.
 */
#ifndef ED_REPORT_QUOTE_H
#define ED_REPORT_QUOTE_H

#include "base/arena.h"

enum ed_quotes { ED_BARE, ED_SINGLE, ED_DOUBLE };

/* Where a command stands while it is walked byte by byte. */
struct ed_quoting {
	struct ed_str shell;
	struct ed_str run;
	enum ed_quotes in;
	bool inner; /* between single quotes inside double ones */
	bool escaped;
	bool comment;
	bool closed; /* takes no values */
};

struct ed_quoting ed_quoting_of(struct ed_str shell, struct ed_str run);
/* Moves past the byte of run at offset at. */
void ed_quoting_step(struct ed_quoting *q, size_t at);
/*
 * Puts value, which holds no control character, as part of one word. False
 * when that cannot be done safely here.
 */
ED_MUST_USE bool ed_quote(
    struct ed_quoting *q, struct ed_str value, struct ed_text *out);

#endif
