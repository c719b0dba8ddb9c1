/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_ROOM = 64 * 1024 };

struct ed_str ed_path_name(struct ed_str path)
{
	size_t i = path.n;

	while (i && path.p[i - 1] != '/')
		i--;
	return ed_str_sub(path, i, path.n);
}

static bool is_standard_input(const char *path)
{
	return strcmp(path, "-") == 0;
}

static bool fail_errno(struct ed_error *err, const char *path)
{
	return ed_fail(err, "%.300s: %s", path, strerror(errno));
}

/*
 * Opens a regular file. What it is, is asked before and after: opening a tape
 * or a FIFO may already do something, and the name may change in between.
 */
static bool open_regular(
    const char *path, int *fd, struct stat *st, struct ed_error *err)
{
	if (stat(path, st))
		return fail_errno(err, path);
	if (!S_ISREG(st->st_mode))
		return ed_fail(err, "%.300s: not a regular file", path);
	*fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (*fd < 0)
		return fail_errno(err, path);
	if (fstat(*fd, st) == 0 && S_ISREG(st->st_mode))
		return true;
	close(*fd);
	return ed_fail(err, "%.300s: not a regular file", path);
}

bool ed_file_open(const char *path, uint64_t limit, int *fd, uint64_t *size,
    struct ed_error *err)
{
	struct stat st;

	if (!open_regular(path, fd, &st, err))
		return false;
	*size = st.st_size > 0 ? (uint64_t)st.st_size : 0;
	if (*size <= limit)
		return true;
	close(*fd);
	return ed_fail(err, "%.300s: larger than the limit of %llu bytes", path,
	    (unsigned long long)limit);
}

/* Makes room for more, up to one byte over the limit: so we see excess. */
static void grow(
    struct ed_arena *arena, char **p, size_t *room, size_t n, size_t limit)
{
	size_t more = *room > limit / 2 ? limit + 1 : 2 * *room;
	char *copy = ed_alloc(arena, more);

	memcpy(copy, *p, n);
	*p = copy;
	*room = more;
}

static bool read_all(struct ed_arena *arena, int fd, const char *path,
    size_t room, size_t limit, struct ed_str *out, struct ed_error *err)
{
	char *p = ed_alloc(arena, room);
	size_t n = 0;
	ssize_t got;

	for (;;) {
		if (n == room && room <= limit)
			grow(arena, &p, &room, n, limit);
		if (n > limit)
			return ed_fail(err,
			    "%.300s: larger than the limit of %zu bytes", path,
			    limit);
		got = read(fd, p + n, room - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail_errno(err, path);
		if (got == 0)
			break;
		n += (size_t)got;
	}
	*out = (struct ed_str){p, n};
	return true;
}

bool ed_file_read(struct ed_arena *arena, const char *path, size_t limit,
    struct ed_str *out, struct ed_error *err)
{
	size_t room = limit < FIRST_ROOM ? limit + 1 : FIRST_ROOM;
	struct stat st;
	bool ok;
	int fd = -1;

	if (is_standard_input(path))
		return read_all(
		    arena, STDIN_FILENO, path, room, limit, out, err);
	if (!open_regular(path, &fd, &st, err))
		return false;
	/* One byte more than it says, so that its end is seen at once. */
	if (st.st_size >= 0 && (uintmax_t)st.st_size <= limit)
		room = (size_t)st.st_size + 1;
	ok = (uintmax_t)st.st_size <= limit
		 ? read_all(arena, fd, path, room, limit, out, err)
		 : ed_fail(err, "%.300s: larger than the limit of %zu bytes",
		       path, limit);
	close(fd);
	return ok;
}

bool ed_write_all(int fd, struct ed_str bytes)
{
	while (bytes.n) {
		ssize_t n = write(fd, bytes.p, bytes.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes = ed_str_sub(bytes, (size_t)n, bytes.n);
	}
	return true;
}

/* A FIFO or a device is written in place: it must not be replaced. */
static bool write_in_place(
    const char *path, struct ed_str bytes, struct ed_error *err)
{
	int fd = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
	bool ok;

	if (fd < 0)
		return fail_errno(err, path);
	ok = ed_write_all(fd, bytes) || fail_errno(err, path);
	if (close(fd) && ok)
		return fail_errno(err, path);
	return ok;
}

/* The permissions that creating the file here would have given it. */
static mode_t usual_mode(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

static bool write_beside(
    const char *path, mode_t mode, struct ed_str bytes, struct ed_error *err)
{
	struct ed_arena arena = {0};
	struct ed_str name = ed_format(&arena, "%s.XXXXXX", path);
	char *temporary = (char *)ed_copy_c(&arena, name);
	int fd = mkstemp(temporary);
	bool ok;

	if (fd < 0) {
		fail_errno(err, path);
		ed_arena_free(&arena);
		return false;
	}
	ok = ed_write_all(fd, bytes) && fchmod(fd, mode) == 0;
	ok = close(fd) == 0 && ok;
	ok = ok && rename(temporary, path) == 0;
	if (!ok) {
		fail_errno(err, path);
		unlink(temporary);
	}
	ed_arena_free(&arena);
	return ok;
}

static bool write_file(const char *path, mode_t new_mode, mode_t allowed,
    struct ed_str bytes, struct ed_error *err)
{
	struct stat st;
	char *target;
	bool ok;

	if (stat(path, &st))
		return write_beside(path, new_mode & allowed, bytes, err);
	if (S_ISDIR(st.st_mode))
		return ed_fail(err, "%.300s: is a folder", path);
	if (!S_ISREG(st.st_mode))
		return write_in_place(path, bytes, err);
	/* Behind a link, what it names is replaced, not the link. */
	target = realpath(path, NULL);
	if (!target)
		return fail_errno(err, path);
	ok = write_beside(target, st.st_mode & 07777 & allowed, bytes, err);
	free(target);
	return ok;
}

bool ed_file_write(const char *path, struct ed_str bytes, struct ed_error *err)
{
	return write_file(path, usual_mode(), 07777, bytes, err);
}

bool ed_file_write_private(
    const char *path, struct ed_str bytes, struct ed_error *err)
{
	return write_file(path, 0600, 0600, bytes, err);
}

bool ed_file_write_own(
    const char *path, struct ed_str bytes, struct ed_error *err)
{
	struct stat st;
	const char *what = "a device or a pipe";

	/* What a link names, or a device, is somebody else's to read. */
	if (lstat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
		if (S_ISLNK(st.st_mode))
			what = "a symbolic link";
		else if (S_ISDIR(st.st_mode))
			what = "a folder";
		return ed_fail(
		    err, "%.300s: is %s; it must be a file", path, what);
	}
	/* A link that is put there meanwhile is replaced, not followed. */
	return write_beside(path, 0600, bytes, err);
}
