/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/worker.h"

#include "base/file.h"
#include "probe/probe.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

/* One line: a handful of nodes and a hundred causes stay below. */
enum { MAX_LINE = 1 << 20, FIRST_ROOM = 2048, MAX_CODE = 3 };

/* What stands before a line. */
struct head {
	int code;
	size_t n;
};

static void *must(void *p)
{
	if (p)
		return p;
	fputs("easdoctor: out of memory\n", stderr);
	exit(3);
}

char *ed_worker_copy(const char *bytes, size_t n)
{
	char *copy = must(malloc(n + 1));

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

static bool read_item(int fd, size_t *item)
{
	ssize_t n;

	do
		n = recv(fd, item, sizeof(*item), MSG_WAITALL);
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)sizeof(*item);
}

static _Noreturn void work_on(int fd, ed_work *work, void *context)
{
	size_t item;

	while (read_item(fd, &item)) {
		struct ed_str line = {NULL, 0};
		struct head head = {.code = work(context, item, &line)};

		head.n = line.n;
		if (!ed_write_all(fd,
			(struct ed_str){(const char *)&head, sizeof(head)}) ||
		    !ed_write_all(fd, line))
			_exit(3);
	}
	_exit(0);
}

bool ed_worker_start(struct ed_worker *w, ed_work *work, void *context)
{
	const pid_t parent = getpid();
	int ends[2];

	*w = (struct ed_worker){0};
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return false;
	w->pid = fork();
	if (w->pid == 0) {
		settle_in(parent);
		close(ends[0]);
		work_on(ends[1], work, context);
	}
	close(ends[1]);
	w->fd = ends[0];
	if (w->pid > 0)
		return true;
	close(ends[0]);
	*w = (struct ed_worker){0};
	return false;
}

bool ed_worker_give(struct ed_worker *w, size_t item)
{
	if (send(w->fd, &item, sizeof(item), MSG_NOSIGNAL) !=
	    (ssize_t)sizeof(item))
		return false;
	w->busy = true;
	w->item = item;
	w->began = ed_now_ms();
	return true;
}

static void make_room(struct ed_worker *w)
{
	if (w->room - w->n > 1)
		return;
	w->room = w->room ? 2 * w->room : FIRST_ROOM;
	w->bytes = must(realloc(w->bytes, w->room));
}

/* How far what was read goes. */
static enum ed_working judge(const struct ed_worker *w)
{
	struct head head;

	if (w->n < sizeof(head))
		return ED_WORKING;
	memcpy(&head, w->bytes, sizeof(head));
	if (head.code < 0 || head.code > MAX_CODE || head.n == 0 ||
	    head.n > MAX_LINE || w->n - sizeof(head) > head.n)
		return ED_WORKER_GONE;
	if (w->n - sizeof(head) < head.n)
		return ED_WORKING;
	return w->bytes[w->n - 1] == '\n' ? ED_WORK_DONE : ED_WORKER_GONE;
}

enum ed_working ed_worker_read(struct ed_worker *w)
{
	ssize_t n;

	make_room(w);
	n = read(w->fd, w->bytes + w->n, w->room - w->n - 1);
	if (n < 0 && errno == EINTR)
		return ED_WORKING;
	if (n <= 0)
		return ED_WORKER_GONE;
	w->n += (size_t)n;
	return judge(w);
}

char *ed_worker_take(struct ed_worker *w, int *code)
{
	struct head head;

	memcpy(&head, w->bytes, sizeof(head));
	*code = head.code;
	w->busy = false;
	w->done++;
	w->n = 0;
	return ed_worker_copy(w->bytes + sizeof(head), head.n);
}

void ed_worker_end(struct ed_worker *w)
{
	if (!w->pid)
		return;
	/* One that waits for an item sees the end of the stream. */
	if (w->busy || shutdown(w->fd, SHUT_RDWR) != 0)
		kill(w->pid, SIGKILL);
	while (waitpid(w->pid, NULL, 0) < 0 && errno == EINTR)
		;
	close(w->fd);
	free(w->bytes);
	*w = (struct ed_worker){0};
}
