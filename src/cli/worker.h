/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A process that works on one item after another, and hands back a line and a
 * code for each.
 */
#ifndef ED_CLI_WORKER_H
#define ED_CLI_WORKER_H

#include <easdoctor/base.h>
#include <sys/types.h>

/* Workers at once: each holds a socket, and eight connections. */
enum { ED_MAX_PARALLEL = 256 };

/* Zero-initialised is nobody. */
struct ed_worker {
	pid_t pid; /* 0: nobody works here */
	int fd;
	bool busy;
	size_t item;   /* while it is busy */
	int64_t began; /* monotonic, in ms */
	unsigned done; /* items before this one */
	char *bytes;
	size_t n;
	size_t room;
};

/* Gives the line, which is borrowed, and returns an exit code of 0 to 3. */
typedef int ed_work(void *context, size_t item, struct ed_str *line);

/*
 * Starts one: work runs in a copy of this process, in which SIGINT is ignored
 * and which ends with this one.
 */
ED_MUST_USE bool ed_worker_start(
    struct ed_worker *w, ed_work *work, void *context);
/* Gives it an item, when it has none. False: it is gone. */
ED_MUST_USE bool ed_worker_give(struct ed_worker *w, size_t item);

enum ed_working { ED_WORKING, ED_WORK_DONE, ED_WORKER_GONE };

/* Takes what there is to read, waiting if need be. */
enum ed_working ed_worker_read(struct ed_worker *w);
/* The line of an item that is done, for the caller to free, and its code. */
char *ed_worker_take(struct ed_worker *w, int *code);
/* Ends it, whatever it does. Nobody works here any more. */
void ed_worker_end(struct ed_worker *w);

/* A C string of n bytes, to be freed. */
char *ed_worker_copy(const char *bytes, size_t n);

#endif
