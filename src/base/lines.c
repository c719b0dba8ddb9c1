/* SPDX-License-Identifier: Apache-2.0 */
#include "base/lines.h"

#include "base/encoding.h"
#include "base/file.h"

#include <errno.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_ROOM = 64 * 1024 };

struct ed_lines {
	int fd;        /* -1: memory alone, or read to its end */
	uint64_t left; /* bytes that may still be read */
	EVP_MD_CTX *digest;
	char *room; /* of a file; NULL: p is the caller's */
	size_t size;
	const char *p;
	size_t start, end; /* what is not yet handed out */
	char order;        /* of UTF-16, or 0 */
	bool begun;
	bool skipping; /* the rest of a line that was too long */
	bool unended;  /* the line handed out last has no end */
	unsigned number;
	uint64_t bytes;
	const char *damage;
	struct ed_arena scratch;
};

static void *must(void *p)
{
	if (p)
		return p;
	fputs("easdoctor: out of memory\n", stderr);
	exit(3);
}

static struct ed_lines *new_lines(void)
{
	struct ed_lines *lines = must(calloc(1, sizeof(*lines)));

	lines->fd = -1;
	lines->digest = must(EVP_MD_CTX_new());
	if (!EVP_DigestInit_ex(lines->digest, EVP_sha256(), NULL))
		must(NULL);
	return lines;
}

static void count(struct ed_lines *lines, const char *p, size_t n)
{
	lines->bytes += n;
	(void)EVP_DigestUpdate(lines->digest, p, n);
}

struct ed_lines *ed_lines_of(struct ed_str bytes)
{
	struct ed_lines *lines = new_lines();

	lines->p = bytes.p;
	lines->end = bytes.n;
	count(lines, bytes.p, bytes.n);
	return lines;
}

struct ed_lines *ed_lines_of_file(
    const char *path, uint64_t limit, struct ed_error *err)
{
	uint64_t size;
	int fd;
	struct ed_lines *lines;

	if (!ed_file_open(path, limit, &fd, &size, err))
		return NULL;
	lines = new_lines();
	lines->fd = fd;
	lines->left = limit;
	lines->size = FIRST_ROOM;
	lines->room = must(malloc(lines->size));
	lines->p = lines->room;
	return lines;
}

static void make_room(struct ed_lines *lines)
{
	const size_t most = ED_MAX_LINE + FIRST_ROOM;

	memmove(
	    lines->room, lines->room + lines->start, lines->end - lines->start);
	lines->end -= lines->start;
	lines->start = 0;
	if (lines->end < lines->size || lines->size >= most)
		return;
	lines->size = 2 * lines->size > most ? most : 2 * lines->size;
	lines->room = must(realloc(lines->room, lines->size));
	lines->p = lines->room;
}

static void stop(struct ed_lines *lines, const char *damage)
{
	close(lines->fd);
	lines->fd = -1;
	if (damage)
		lines->damage = damage;
}

/* More of the file; false when there is none, or no room for it. */
static bool fill(struct ed_lines *lines)
{
	size_t room;
	ssize_t n;

	if (lines->fd < 0)
		return false;
	make_room(lines);
	room = lines->size - lines->end;
	if (room == 0)
		return false;
	if (room > lines->left)
		room = (size_t)lines->left;
	if (room == 0) {
		stop(lines, "it grew beyond the limit while it was read");
		return false;
	}
	do
		n = read(lines->fd, lines->room + lines->end, room);
	while (n < 0 && errno == EINTR);
	if (n <= 0) {
		stop(lines, n < 0 ? "it cannot be read to its end" : NULL);
		return false;
	}
	count(lines, lines->room + lines->end, (size_t)n);
	lines->left -= (uint64_t)n;
	lines->end += (size_t)n;
	return true;
}

static struct ed_str waiting(const struct ed_lines *lines)
{
	return (struct ed_str){lines->p ? lines->p + lines->start : NULL,
	    lines->end - lines->start};
}

static void begin(struct ed_lines *lines)
{
	struct ed_str head;

	if (lines->begun)
		return;
	lines->begun = true;
	while (lines->end < 4096 && fill(lines))
		continue;
	head = waiting(lines);
	lines->order = ed_utf16_order(head);
	if (ed_str_starts(head, ED_STR("\xff\xfe")) ||
	    ed_str_starts(head, ED_STR("\xfe\xff")))
		lines->start += 2;
	else if (ed_str_starts(head, ED_STR("\xef\xbb\xbf")))
		lines->start += 3;
}

/* Where the line feed stands, or s.n; a unit of UTF-16 stands whole. */
static size_t find_end(const struct ed_lines *lines, struct ed_str s, size_t i)
{
	const char *hit;

	if (!lines->order) {
		hit = s.n > i ? memchr(s.p + i, '\n', s.n - i) : NULL;
		return hit ? (size_t)(hit - s.p) : s.n;
	}
	for (i -= i % 2; i + 2 <= s.n; i += 2)
		if (s.p[i + (lines->order == 'b')] == '\n' &&
		    s.p[i + (lines->order == 'l')] == '\0')
			return i;
	return s.n;
}

static struct ed_str as_text(struct ed_lines *lines, struct ed_str s)
{
	ed_arena_free(&lines->scratch);
	if (lines->order)
		s = ed_utf16_to_utf8(&lines->scratch, s, lines->order);
	else if (!ed_is_utf8(s))
		s = ed_to_utf8(&lines->scratch, s);
	if (s.n && s.p[s.n - 1] == '\r')
		s.n--;
	return s;
}

/* One line, or as much of it as is handed out; false at the end. */
static bool take(struct ed_lines *lines, struct ed_str *raw, bool *whole)
{
	struct ed_str s = waiting(lines);
	size_t at = find_end(lines, s, 0), seen;

	while (at == s.n && s.n < ED_MAX_LINE) {
		seen = s.n;
		if (!fill(lines))
			break;
		s = waiting(lines);
		at = find_end(lines, s, seen);
	}
	if (s.n == 0)
		return false;
	*whole = at < s.n || s.n < ED_MAX_LINE;
	if (at > ED_MAX_LINE) {
		at = ED_MAX_LINE;
		*whole = false;
	}
	*raw = ed_str_sub(s, 0, at);
	lines->start += at;
	lines->unended = *whole && at == s.n;
	if (*whole && at < s.n)
		lines->start += lines->order ? 2 : 1;
	return true;
}

bool ed_lines_next(struct ed_lines *lines, struct ed_str *line)
{
	struct ed_str raw;
	bool whole, rest;

	begin(lines);
	do {
		if (!take(lines, &raw, &whole))
			return false;
		rest = lines->skipping;
		lines->skipping = !whole;
	} while (rest);
	if (!whole)
		lines->damage = "a line is longer than any real one";
	lines->number++;
	*line = as_text(lines, raw);
	if (ed_str_has(*line, '\0'))
		lines->damage = ED_LOST_TO_NUL;
	return true;
}

unsigned ed_lines_number(const struct ed_lines *lines)
{
	return lines->number;
}

const char *ed_lines_damage(const struct ed_lines *lines)
{
	return lines->damage;
}

bool ed_lines_break_off(const struct ed_lines *lines)
{
	return lines->unended;
}

uint64_t ed_lines_bytes(const struct ed_lines *lines)
{
	return lines->bytes;
}

struct ed_str ed_lines_sha256(struct ed_lines *lines, struct ed_arena *arena)
{
	unsigned char sum[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	(void)EVP_DigestFinal_ex(lines->digest, sum, &n);
	return ed_hex(arena, (struct ed_str){(const char *)sum, n});
}

void ed_lines_free(struct ed_lines *lines)
{
	if (!lines)
		return;
	if (lines->fd >= 0)
		close(lines->fd);
	EVP_MD_CTX_free(lines->digest);
	ed_arena_free(&lines->scratch);
	free(lines->room);
	free(lines);
}

bool ed_line_take(struct ed_str *rest, struct ed_str *line)
{
	const struct ed_str s = *rest;
	size_t n = 0, end;

	if (s.n == 0)
		return false;
	while (n < s.n && s.p[n] != '\n' && s.p[n] != '\r')
		n++;
	end = n < s.n ? n + 1 : n;
	if (end < s.n && s.p[n] == '\r' && s.p[end] == '\n')
		end++;
	*line = ed_str_sub(s, 0, n);
	*rest = ed_str_sub(s, end, s.n);
	return true;
}
