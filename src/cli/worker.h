/* SPDX-License-Identifier: Apache-2.0 */
/* A process that works on one item, and hands back a line and a code. */
#ifndef ED_CLI_WORKER_H
#define ED_CLI_WORKER_H

#include <easdoctor/base.h>
#include <sys/types.h>

/* Workers at once: each holds a pipe, and eight connections. */
enum { ED_MAX_PARALLEL = 256 };

/* Zero-initialised is nobody. */
struct ed_worker {
	pid_t pid; /* 0: nobody works here */
	int fd;
	size_t item;
	int64_t began; /* monotonic, in ms */
	char *bytes;
	size_t n;
	size_t room;
};

/*
 * Starts one: work runs in a copy of this process, in which SIGINT is ignored
 * and which ends with this one. It gives the line, and returns an exit code
 * of 0 to 3.
 */
ED_MUST_USE bool ed_worker_start(struct ed_worker *w, size_t item,
    int (*work)(void *context, size_t item, struct ed_str *line),
    void *context);
/* Takes what there is to read, waiting if need be; false when it was all. */
bool ed_worker_read(struct ed_worker *w);
/* Ends it at once. */
void ed_worker_stop(struct ed_worker *w);
/*
 * Waits for it. The line, for the caller to free; NULL when it did not end
 * well. Nobody works here any more.
 */
char *ed_worker_end(struct ed_worker *w, int *code);

/* A C string of n bytes, to be freed. */
char *ed_worker_copy(const char *bytes, size_t n);

#endif
