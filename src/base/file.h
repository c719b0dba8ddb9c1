/* SPDX-License-Identifier: Apache-2.0 */
/* Files: read whole and bounded, walked in order, written by rename. */
#ifndef ED_BASE_FILE_H
#define ED_BASE_FILE_H

#include "base/arena.h"

/*
 * Reads a regular file (or "-", standard input) of at most limit bytes into
 * the arena. Devices, sockets and FIFOs are refused, never opened blocking.
 */
ED_MUST_USE bool ed_file_read(struct ed_arena *arena, const char *path,
    size_t limit, struct ed_str *out, struct ed_error *err);

/*
 * Opens a regular file to be read in pieces, and says how large it is; the
 * caller closes it.
 */
ED_MUST_USE bool ed_file_open(const char *path, uint64_t limit, int *fd,
    uint64_t *size, struct ed_error *err);

/* What stands behind the last "/" of a path. */
struct ed_str ed_path_name(struct ed_str path);

/* What ed_walk hands out: each regular file once, folders in byte order. */
typedef void ed_walk_fn(void *context, const char *path);

/*
 * Walks a folder, or hands out the path itself when it is no folder. Links to
 * folders are not followed, so a loop cannot happen; each thing left out
 * (unreadable, too deep, too many, special file) is told to skipped.
 */
void ed_walk(const char *path, ed_walk_fn *file,
    void (*skipped)(void *context, const char *path, const char *why),
    void *context);

/* Writes all of it to what is open; false with errno set. */
ED_MUST_USE bool ed_write_all(int fd, struct ed_str bytes);

/* Writes bytes to path by way of a temporary file beside it and rename. */
ED_MUST_USE bool ed_file_write(
    const char *path, struct ed_str bytes, struct ed_error *err);
/* The same, and no other user may read it, whoever could before. */
ED_MUST_USE bool ed_file_write_private(
    const char *path, struct ed_str bytes, struct ed_error *err);
/* The same, and never by way of a link or into a device: a file, 0600. */
ED_MUST_USE bool ed_file_write_own(
    const char *path, struct ed_str bytes, struct ed_error *err);

#endif
