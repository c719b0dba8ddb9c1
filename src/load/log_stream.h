/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A log in large pieces of whole lines, packed or not, in constant memory.
 */
#ifndef ED_LOAD_LOG_STREAM_H
#define ED_LOAD_LOG_STREAM_H

#include <easdoctor/base.h>

/* Bytes behind a piece that may be read, though they mean nothing. */
#define ED_LOG_PAD 64

/* Whole lines, each with its LF; p NULL: one line that was too long. */
typedef void ed_log_take(void *context, const char *p, const char *end);

struct ed_log_end {
	uint64_t bytes;     /* of the file itself */
	char sha256[65];    /* hex */
	const char *damage; /* why it ended early, or NULL */
	uint64_t n_long;    /* lines that were too long */
	bool unended;       /* the last line has no end */
};

/* Reads the file, or bytes when path is NULL, to its end. */
ED_MUST_USE bool ed_log_stream(const char *path, struct ed_str bytes,
    ed_log_take *take, void *context, struct ed_log_end *end,
    struct ed_error *err);
/*
 * The beginning of a log, unpacked where it is packed, into room. What it
 * returns stands in head or in room.
 */
struct ed_str ed_log_peek(struct ed_str head, char *room, size_t size);

#endif
