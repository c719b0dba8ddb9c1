/* SPDX-License-Identifier: Apache-2.0 */
/* Exports that are read line by line, as files or from memory. */
#ifndef ED_LOAD_LINE_FILE_H
#define ED_LOAD_LINE_FILE_H

#include "base/case.h"
#include "base/lines.h"

typedef void ed_line_fn(void *reading, struct ed_str line, unsigned number);

/* Hands out each line as UTF-8, and sets the input's size and hash. */
bool ed_each_line(struct ed_case *c, struct ed_input *in, struct ed_str bytes,
    ed_line_fn *take, void *reading);
/* The same of the file that the input names. */
bool ed_each_line_of_file(
    struct ed_case *c, struct ed_input *in, ed_line_fn *take, void *reading);
/* Notes what was lost of it, when all lines were handed out. */
void ed_line_losses(
    struct ed_case *c, struct ed_input *in, const struct ed_lines *lines);
/* Where a line stands; quote is cut. */
struct ed_ref ed_at_line(struct ed_case *c, const struct ed_input *in,
    unsigned number, struct ed_str quote);
/* Notes what could not be read, and that something is missing. */
void ed_line_damage(
    struct ed_case *c, struct ed_input *in, unsigned number, const char *why);

#endif
