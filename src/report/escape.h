/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hostile text made fit to be seen. ed_escape (report.h) is for one value from
 * outside and cuts it; these are for what is already words, and cut nothing.
 * Escaping what is escaped changes nothing.
 */
#ifndef ED_REPORT_ESCAPE_H
#define ED_REPORT_ESCAPE_H

#include "base/arena.h"

/* One line: a line feed is escaped too. */
struct ed_str ed_escape_line(struct ed_arena *arena, struct ed_str s);
/* Prose and commands: line feeds stay. */
struct ed_str ed_escape_prose(struct ed_arena *arena, struct ed_str s);

#endif
