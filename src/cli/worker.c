/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/worker.h"

#include "base/file.h"
#include "probe/probe.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

/* One line: a handful of nodes and a hundred causes stay below. */
enum { MAX_LINE = 1 << 20, FIRST_ROOM = 2048 };

char *ed_worker_copy(const char *bytes, size_t n)
{
	char *copy = malloc(n + 1);

	if (!copy) {
		fputs("easdoctor: out of memory\n", stderr);
		exit(3);
	}
	memcpy(copy, bytes, n);
	copy[n] = '\0';
	return copy;
}

/* Who started us decides about SIGINT, and we end with them. */
static void settle_in(pid_t parent)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};

	sigemptyset(&ignore.sa_mask);
	sigaction(SIGINT, &ignore, NULL);
#ifdef __linux__
	prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
	if (getppid() != parent)
		_exit(3);
}

bool ed_worker_start(struct ed_worker *w, size_t item,
    int (*work)(void *context, size_t item, struct ed_str *line), void *context)
{
	const pid_t parent = getpid();
	struct ed_str line = {NULL, 0};
	int ends[2], code;

	*w = (struct ed_worker){.item = item, .began = ed_now_ms()};
	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	w->pid = fork();
	if (w->pid == 0) {
		settle_in(parent);
		close(ends[0]);
		code = work(context, item, &line);
		_exit(ed_write_all(ends[1], line) ? code : 4);
	}
	close(ends[1]);
	w->fd = ends[0];
	if (w->pid > 0)
		return true;
	close(ends[0]);
	*w = (struct ed_worker){0};
	return false;
}

static void make_room(struct ed_worker *w)
{
	if (w->room - w->n > 1)
		return;
	w->room = w->room ? 2 * w->room : FIRST_ROOM;
	w->bytes = realloc(w->bytes, w->room);
	if (!w->bytes) {
		fputs("easdoctor: out of memory\n", stderr);
		exit(3);
	}
}

bool ed_worker_read(struct ed_worker *w)
{
	ssize_t n;

	make_room(w);
	n = read(w->fd, w->bytes + w->n, w->room - w->n - 1);
	if (n < 0)
		return errno == EINTR;
	w->n += (size_t)n;
	if (w->n > MAX_LINE) {
		ed_worker_stop(w);
		return false;
	}
	return n > 0;
}

void ed_worker_stop(struct ed_worker *w)
{
	kill(w->pid, SIGKILL);
}

char *ed_worker_end(struct ed_worker *w, int *code)
{
	char *bytes = w->bytes;
	int status = 0;

	while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
		;
	close(w->fd);
	if (bytes)
		bytes[w->n] = '\0';
	if (WIFEXITED(status) && WEXITSTATUS(status) <= 3 && w->n &&
	    bytes[w->n - 1] == '\n') {
		*code = WEXITSTATUS(status);
	} else {
		free(bytes);
		bytes = NULL;
	}
	*w = (struct ed_worker){0};
	return bytes;
}
