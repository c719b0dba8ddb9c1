/* SPDX-License-Identifier: Apache-2.0 */
#include "load/event_text.h"

#include "base/encoding.h"
#include "base/lines.h"

#include <easdoctor/limits.h>

#include <errno.h>
#include <openssl/evp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Bytes taken at once; as UTF-8 they may be half as many more. */
enum { PIECE = 64 * 1024, LOOK = 4096 };
/* So much may be the beginning of a tag or a declaration. */
enum { TAIL = 16 };
#define CUT_OFF "an event is cut off in its middle"

struct ed_event_text {
	int fd; /* -1: memory alone */
	struct ed_str bytes;
	uint64_t left; /* bytes that may still be taken */
	uint64_t n_bytes;
	EVP_MD_CTX *digest;
	int64_t deadline; /* of the monotonic clock, in ms; 0: none */
	char order;       /* of UTF-16, or 0 */
	char odd[4];      /* the beginning of a unit that a piece cut off */
	size_t n_odd;
	bool begun, ended;
	char *room;
	size_t size, start, end; /* text that waits, from start to end */
	size_t seen;             /* of it, where no end of an event stands */
	uint64_t number;
	bool rooted; /* something stood before the first event */
	bool closed; /* and ended behind the last */
	const char *damage;
};

static void *must(void *p)
{
	if (p)
		return p;
	fputs("easdoctor: out of memory\n", stderr);
	exit(3);
}

static struct ed_event_text *new_text(void)
{
	struct ed_event_text *t = must(calloc(1, sizeof(*t)));

	t->fd = -1;
	t->digest = must(EVP_MD_CTX_new());
	if (!EVP_DigestInit_ex(t->digest, EVP_sha256(), NULL))
		must(NULL);
	t->size = 4 * (size_t)PIECE;
	t->room = must(malloc(t->size));
	return t;
}

struct ed_event_text *ed_event_text_of_fd(int fd, uint64_t limit)
{
	struct ed_event_text *t = new_text();

	t->fd = fd;
	t->left = limit;
	return t;
}

struct ed_event_text *ed_event_text_of(struct ed_str bytes)
{
	struct ed_event_text *t = new_text();

	t->bytes = bytes;
	t->left = bytes.n;
	return t;
}

static void note(struct ed_event_text *t, const char *damage)
{
	if (!t->damage)
		t->damage = damage;
}

static int64_t clock_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

void ed_event_text_hurry(struct ed_event_text *t, unsigned seconds)
{
	t->deadline = clock_now() + seconds * INT64_C(1000);
}

/* False when nothing came in time. */
static bool wait_for(struct ed_event_text *t)
{
	struct pollfd ready = {t->fd, POLLIN, 0};
	int64_t left = t->deadline - clock_now();

	if (!t->deadline || (left > 0 && poll(&ready, 1, (int)left) > 0))
		return true;
	note(t, "reading it took too long");
	return false;
}

static size_t read_some(struct ed_event_text *t, char *to, size_t room)
{
	ssize_t n;

	if (t->fd < 0) {
		n = (ssize_t)(t->bytes.n < room ? t->bytes.n : room);
		if (n)
			memcpy(to, t->bytes.p, (size_t)n);
		t->bytes = ed_str_sub(t->bytes, (size_t)n, t->bytes.n);
		return (size_t)n;
	}
	if (!wait_for(t))
		return 0;
	do
		n = read(t->fd, to, room);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		note(t, "it cannot be read to its end");
	return n > 0 ? (size_t)n : 0;
}

/* Raw bytes behind those of a unit that was cut off; 0 at the end. */
static size_t take(struct ed_event_text *t, char *raw)
{
	size_t room = PIECE, n, kept = t->n_odd;

	if (t->left < room)
		room = (size_t)t->left;
	if (room == 0 && t->fd >= 0)
		note(t, "it is larger than what is read of a log");
	memcpy(raw, t->odd, kept);
	n = room ? read_some(t, raw + kept, room) : 0;
	t->left -= n;
	t->n_bytes += n;
	(void)EVP_DigestUpdate(t->digest, raw + kept, n);
	t->ended = n == 0;
	t->n_odd = 0;
	return kept + n;
}

static void append(struct ed_event_text *t, struct ed_str s)
{
	if (t->start) {
		memmove(t->room, t->room + t->start, t->end - t->start);
		t->end -= t->start;
		t->start = 0;
	}
	while (t->size - t->end < s.n) {
		t->size *= 2;
		t->room = must(realloc(t->room, t->size));
	}
	if (s.n)
		memcpy(t->room + t->end, s.p, s.n);
	t->end += s.n;
}

/* How many bytes at the end of s are half a character of UTF-16. */
static size_t cut_off(const struct ed_event_text *t, struct ed_str s)
{
	size_t odd = s.n % 2;
	unsigned char high;

	if (t->ended || s.n < 2 + odd)
		return t->ended ? 0 : s.n;
	high = (unsigned char)s.p[s.n - odd - (t->order == 'l' ? 1 : 2)];
	return high >= 0xd8 && high <= 0xdb ? odd + 2 : odd;
}

static struct ed_str without_mark(struct ed_event_text *t, struct ed_str s)
{
	t->begun = true;
	t->order = ed_utf16_order(ed_str_sub(s, 0, LOOK));
	if (ed_str_starts(s, ED_STR("\xff\xfe")) ||
	    ed_str_starts(s, ED_STR("\xfe\xff")))
		return ed_str_sub(s, 2, s.n);
	if (ed_str_starts(s, ED_STR("\xef\xbb\xbf")))
		return ed_str_sub(s, 3, s.n);
	return s;
}

/* More text; false at the end. */
static bool fill(struct ed_event_text *t)
{
	struct ed_arena scratch = {0};
	char raw[PIECE + sizeof(t->odd)];
	struct ed_str s;

	if (t->ended)
		return false;
	s = (struct ed_str){raw, take(t, raw)};
	if (!t->begun)
		s = without_mark(t, s);
	if (t->order) {
		t->n_odd = cut_off(t, s);
		s.n -= t->n_odd;
		memcpy(t->odd, s.p + s.n, t->n_odd);
		s = ed_utf16_to_utf8(&scratch, s, t->order);
	}
	if (ed_str_has(s, '\0'))
		note(t, ED_LOST_TO_NUL);
	append(t, s);
	ed_arena_free(&scratch);
	return !t->ended || s.n;
}

size_t ed_event_find(struct ed_str s)
{
	static const char blanks[] = " \t\r\n>";
	size_t at = 0, next;

	while (at < s.n) {
		next = ed_str_find(ed_str_sub(s, at, s.n), ED_STR("<Event"));
		if (at + next + 6 >= s.n)
			return s.n;
		at += next;
		if (memchr(blanks, s.p[at + 6], sizeof(blanks) - 1))
			return at;
		at += 6;
	}
	return s.n;
}

static struct ed_str waiting(const struct ed_event_text *t)
{
	return (struct ed_str){t->room + t->start, t->end - t->start};
}

static bool holds(struct ed_str s, const char *word)
{
	return ed_str_find(s, ed_str_of(word)) < s.n;
}

static bool opens_element(struct ed_str s)
{
	for (size_t i = 0; i + 1 < s.n; i++)
		if (s.p[i] == '<' && (s.p[i + 1] | 32) >= 'a' &&
		    (s.p[i + 1] | 32) <= 'z')
			return true;
	return false;
}

/* What stands between events says little, but a root must end. */
static void pass(struct ed_event_text *t, size_t n)
{
	struct ed_str gap = ed_str_sub(waiting(t), 0, n);

	if (holds(gap, "<!DOCTYPE") || holds(gap, "<!ENTITY"))
		note(t, "it declares a document type or entities, which no "
			"log does");
	t->rooted = t->rooted || (t->number == 0 && opens_element(gap));
	t->closed = t->closed || holds(gap, "</");
	t->start += n;
	t->seen = 0;
}

/* Is the next start tag at the beginning of what waits? */
static bool find_start(struct ed_event_text *t)
{
	for (;;) {
		struct ed_str s = waiting(t);
		size_t at = ed_event_find(s);

		if (at < s.n) {
			pass(t, at);
			return true;
		}
		if (s.n > PIECE)
			pass(t, s.n - TAIL);
		if (!fill(t)) {
			pass(t, waiting(t).n);
			return false;
		}
	}
}

/* Offset behind the first end tag, or 0: what waits has none. */
static size_t find_end(struct ed_event_text *t)
{
	static const char tag[] = "</Event>";
	const size_t n = sizeof(tag) - 1;

	for (;;) {
		struct ed_str s = waiting(t);
		struct ed_str rest = ed_str_sub(s, t->seen, s.n);
		size_t at = ed_str_find(rest, ED_STR(tag));

		if (at < rest.n)
			return t->seen + at + n;
		if (s.n >= ED_MAX_EVENT)
			return 0;
		t->seen = s.n > n ? s.n - n : 0;
		if (!fill(t))
			return 0;
	}
}

/*
 * No end in sight: either no other event ends here, or this one is too long.
 * Both are left in one go, so that a hostile file costs no more than another.
 */
static void skip(struct ed_event_text *t)
{
	const size_t n = waiting(t).n;

	if (n >= ED_MAX_EVENT)
		note(t, "an event is longer than any real one");
	else
		note(t, CUT_OFF);
	t->start += n > TAIL ? n - TAIL : n;
	t->seen = 0;
}

/* Where the last event begins before offset n: those before were cut off. */
static size_t find_last_start(struct ed_str s, size_t n)
{
	size_t at = 0, next;

	for (;;) {
		next = ed_event_find(ed_str_sub(s, at + 6, n - at - 6));
		if (next == n - at - 6)
			return at;
		at += 6 + next;
	}
}

bool ed_event_text_next(struct ed_event_text *t, struct ed_str *event)
{
	while (find_start(t)) {
		size_t n = find_end(t), inner;

		if (n == 0) {
			skip(t);
			continue;
		}
		inner = find_last_start(waiting(t), n);
		if (inner)
			note(t, CUT_OFF);
		*event = ed_str_sub(waiting(t), inner, n - inner);
		t->start += n;
		t->seen = 0;
		t->number++;
		t->closed = false;
		if (event->n <= ED_MAX_EVENT)
			return true;
		note(t, "an event is longer than any real one");
	}
	return false;
}

uint64_t ed_event_text_number(const struct ed_event_text *t)
{
	return t->number;
}

const char *ed_event_text_damage(const struct ed_event_text *t)
{
	if (!t->damage && t->rooted && !t->closed)
		return "it ends before its root element does";
	return t->damage;
}

uint64_t ed_event_text_bytes(const struct ed_event_text *t)
{
	return t->n_bytes;
}

struct ed_str ed_event_text_sha256(
    struct ed_event_text *t, struct ed_arena *arena)
{
	unsigned char sum[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	(void)EVP_DigestFinal_ex(t->digest, sum, &n);
	return ed_hex(arena, (struct ed_str){(const char *)sum, n});
}

void ed_event_text_free(struct ed_event_text *t)
{
	if (!t)
		return;
	EVP_MD_CTX_free(t->digest);
	free(t->room);
	free(t);
}
