/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text, line by line, without holding it: exports of a directory are larger
 * than memory should be. Lines come as UTF-8, whatever the file is in.
 */
#ifndef ED_BASE_LINES_H
#define ED_BASE_LINES_H

#include "base/arena.h"

/* Longest line that is handed out whole: a picture in base64. */
#define ED_MAX_LINE (1u << 20)

/*
 * No text holds NUL: a disk or a copy did not keep what stood there, as after
 * a loss of power.
 */
#define ED_LOST_TO_NUL "NUL bytes stand in it: a part of the file was lost"

#define ED_BREAKS_OFF                                                          \
	"its last line has no end: it may be cut, and more is missing"

struct ed_lines;

/* Reads the file at path, or bytes, which must stay; NULL and why not. */
struct ed_lines *ed_lines_of_file(
    const char *path, uint64_t limit, struct ed_error *err);
struct ed_lines *ed_lines_of(struct ed_str bytes);
/*
 * The next line without its end, good until the next call. What is longer
 * than ED_MAX_LINE is cut. False at the end, and when reading failed.
 */
bool ed_lines_next(struct ed_lines *lines, struct ed_str *line);
/* Of the line handed out last, from 1. */
unsigned ed_lines_number(const struct ed_lines *lines);
/* Why reading ended before the end, or what was lost; or NULL. */
const char *ed_lines_damage(const struct ed_lines *lines);
/*
 * Has the line handed out last no end, as none of a program's output lacks?
 * Then it may be cut, and what stood behind it is lost.
 */
bool ed_lines_break_off(const struct ed_lines *lines);
/* The whole size, and the SHA-256 in hex; only at the end. */
uint64_t ed_lines_bytes(const struct ed_lines *lines);
struct ed_str ed_lines_sha256(struct ed_lines *lines, struct ed_arena *arena);
/* Takes NULL. */
void ed_lines_free(struct ed_lines *lines);

/*
 * Of a text in memory: takes the first line of rest, without its end, which is
 * LF, CRLF or CR. False when there is none.
 */
bool ed_line_take(struct ed_str *rest, struct ed_str *line);

#endif
