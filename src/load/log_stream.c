/* SPDX-License-Identifier: Apache-2.0 */
#include "load/log_stream.h"

#include "base/encoding.h"
#include "base/file.h"
#include "base/lines.h"
#include "load/log_unpack.h"

#include <easdoctor/limits.h>

#include <errno.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A piece stays in the second-level cache. */
enum { PIECE = 256 * 1024, PACKED = 64 * 1024 };

struct stream {
	int fd; /* -1: bytes */
	struct ed_str bytes;
	uint64_t left;
	struct ed_unpack *unpack;
	char *packed;
	struct ed_str waiting; /* in packed, or of bytes */
	char *room;            /* ED_MAX_LOG_ROW, PIECE and ED_LOG_PAD */
	size_t carried;        /* of a line, at the end of the first part */
	bool skipping;         /* the rest of a line that was too long */
	struct ed_log_end *end;
	ed_log_take *take;
	void *context;
};

static void *must(void *p)
{
	if (p)
		return p;
	fputs("easdoctor: out of memory\n", stderr);
	exit(3);
}

static size_t read_some(struct stream *s, char *to, size_t room)
{
	ssize_t n;

	if (s->fd < 0) {
		size_t k = s->bytes.n < room ? s->bytes.n : room;

		if (k)
			memcpy(to, s->bytes.p, k);
		s->bytes = ed_str_sub(s->bytes, k, s->bytes.n);
		s->end->bytes += k;
		return k;
	}
	if (room > s->left)
		room = (size_t)s->left;
	do
		n = room ? read(s->fd, to, room) : 0;
	while (n < 0 && errno == EINTR);
	if (n < 0)
		s->end->damage = "it cannot be read to its end";
	if (n <= 0)
		return 0;
	s->left -= (uint64_t)n;
	s->end->bytes += (uint64_t)n;
	return (size_t)n;
}

/* The next bytes of the log itself; 0 at its end. */
static size_t next_piece(struct stream *s, char *to, size_t room)
{
	size_t n = 0;

	if (!s->unpack)
		return read_some(s, to, room);
	while (n == 0 && !s->end->damage) {
		if (s->waiting.n == 0)
			s->waiting = (struct ed_str){
			    s->packed, read_some(s, s->packed, PACKED)};
		if (s->waiting.n == 0) {
			s->end->damage = ed_unpack_rest(s->unpack);
			break;
		}
		n = ed_unpack_some(
		    s->unpack, &s->waiting, to, room, &s->end->damage);
	}
	return n;
}

static const char *last_line_end(const char *p, size_t n)
{
	const char *hit = memrchr(p, '\n', n);

	return hit ? hit + 1 : NULL;
}

static void lose_line(struct stream *s)
{
	s->end->n_long++;
	s->skipping = true;
	s->carried = 0;
	s->take(s->context, NULL, NULL);
}

/* n new bytes stand behind the carried ones. */
static void hand_out(struct stream *s, size_t n)
{
	char *piece = s->room + ED_MAX_LOG_ROW;
	const char *end = piece + n, *from = piece - s->carried, *rest;

	if (s->skipping) {
		from = memchr(piece, '\n', n);
		if (!from)
			return;
		from++;
		s->skipping = false;
	}
	rest = last_line_end(piece, n);
	if (rest && rest > from) {
		s->take(s->context, from, rest);
		from = rest;
	}
	s->carried = (size_t)(end - from);
	if (s->carried > ED_MAX_LOG_ROW)
		lose_line(s);
	else if (s->carried)
		memmove(piece - s->carried, from, s->carried);
}

static void read_all(struct stream *s)
{
	char *piece = s->room + ED_MAX_LOG_ROW;
	size_t n;

	while ((n = next_piece(s, piece, PIECE)) > 0)
		hand_out(s, n);
	if (!s->carried)
		return;
	*piece = '\n';
	s->end->unended = true;
	s->take(s->context, piece - s->carried, piece + 1);
}

/* The hash has a core of its own, so that the reader need not wait for it. */
struct hasher {
	pthread_t thread;
	bool running;
	int fd;
	uint64_t left;
	char hex[65];
};

static void to_hex(const unsigned char *sum, char *hex)
{
	static const char digits[] = "0123456789abcdef";

	for (int i = 0; i < 32; i++) {
		hex[2 * i] = digits[sum[i] >> 4];
		hex[2 * i + 1] = digits[sum[i] & 15];
	}
	hex[64] = '\0';
}

static void *hash_file(void *context)
{
	struct hasher *h = context;
	EVP_MD_CTX *digest = must(EVP_MD_CTX_new());
	unsigned char sum[EVP_MAX_MD_SIZE] = {0};
	char *room = must(malloc(PIECE));
	ssize_t n;

	(void)EVP_DigestInit_ex(digest, EVP_sha256(), NULL);
	while (h->left) {
		n = read(h->fd, room, h->left < PIECE ? h->left : PIECE);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		(void)EVP_DigestUpdate(digest, room, (size_t)n);
		h->left -= (uint64_t)n;
	}
	(void)EVP_DigestFinal_ex(digest, sum, NULL);
	to_hex(sum, h->hex);
	EVP_MD_CTX_free(digest);
	free(room);
	return NULL;
}

static void begin_hash(struct hasher *h, const char *path, uint64_t size)
{
	struct ed_error err;
	uint64_t now;

	h->left = size;
	if (!ed_file_open(path, ED_MAX_LOG, &h->fd, &now, &err))
		return;
	h->running = pthread_create(&h->thread, NULL, hash_file, h) == 0;
	if (!h->running)
		(void)hash_file(h);
}

static void end_hash(struct hasher *h, struct ed_log_end *end)
{
	if (h->running)
		pthread_join(h->thread, NULL);
	if (h->fd >= 0)
		close(h->fd);
	memcpy(end->sha256, h->hex, sizeof(h->hex));
}

static void hash_bytes(struct ed_str bytes, struct ed_log_end *end)
{
	unsigned char sum[EVP_MAX_MD_SIZE] = {0};

	(void)EVP_Digest(
	    bytes.p ? bytes.p : "", bytes.n, sum, NULL, EVP_sha256(), NULL);
	to_hex(sum, end->sha256);
}

static void run(struct stream *s, enum ed_packing packing)
{
	s->room = must(calloc(1, ED_MAX_LOG_ROW + PIECE + ED_LOG_PAD));
	if (packing != ED_PLAIN_LOG) {
		s->unpack = ed_unpack_new(packing);
		s->packed = must(malloc(PACKED));
	}
	read_all(s);
	ed_unpack_free(s->unpack);
	free(s->packed);
	free(s->room);
}

/* Somebody saved it anew, as PowerShell does; that is rare and may be slow. */
static void run_utf16(struct ed_lines *lines, struct stream *s)
{
	struct ed_str line;
	char *room = must(malloc(ED_MAX_LOG_ROW + 1 + ED_LOG_PAD));

	while (ed_lines_next(lines, &line)) {
		if (line.n > ED_MAX_LOG_ROW) {
			s->end->n_long++;
			s->take(s->context, NULL, NULL);
			continue;
		}
		if (line.n)
			memcpy(room, line.p, line.n);
		memset(room + line.n, 0, ED_LOG_PAD);
		room[line.n] = '\n';
		s->take(s->context, room, room + line.n + 1);
	}
	s->end->bytes = ed_lines_bytes(lines);
	s->end->damage = ed_lines_damage(lines);
	free(room);
	ed_lines_free(lines);
}

static bool run_file(struct stream *s, const char *path, struct ed_error *err)
{
	struct hasher hasher = {.fd = -1};
	struct ed_lines *lines;
	char head[4096];
	ssize_t n;

	if (!ed_file_open(path, ED_MAX_LOG, &s->fd, &s->left, err))
		return false;
	n = pread(s->fd, head, sizeof(head), 0);
	begin_hash(&hasher, path, s->left);
	if (n > 0 && ed_utf16_order((struct ed_str){head, (size_t)n})) {
		lines = ed_lines_of_file(path, ED_MAX_LOG, err);
		if (lines)
			run_utf16(lines, s);
	} else {
		run(s, ed_packing_of(
			   (struct ed_str){head, n > 0 ? (size_t)n : 0}));
	}
	close(s->fd);
	end_hash(&hasher, s->end);
	return true;
}

bool ed_log_stream(const char *path, struct ed_str bytes, ed_log_take *take,
    void *context, struct ed_log_end *end, struct ed_error *err)
{
	struct stream s = {.fd = -1,
	    .bytes = bytes,
	    .end = end,
	    .take = take,
	    .context = context};

	*end = (struct ed_log_end){0};
	if (path)
		return run_file(&s, path, err);
	hash_bytes(bytes, end);
	if (ed_utf16_order(ed_str_sub(bytes, 0, 4096)))
		run_utf16(ed_lines_of(bytes), &s);
	else
		run(&s, ed_packing_of(bytes));
	return true;
}

struct ed_str ed_log_peek(struct ed_str head, char *room, size_t size)
{
	enum ed_packing packing = ed_packing_of(head);
	struct ed_unpack *unpack;
	const char *why = NULL;
	struct ed_str in = head;
	size_t n = 0, some = 1;

	if (packing == ED_PLAIN_LOG)
		return ed_str_sub(head, 0, 2 * size);
	unpack = ed_unpack_new(packing);
	while (n < size && in.n && some && !why) {
		some = ed_unpack_some(unpack, &in, room + n, size - n, &why);
		n += some;
	}
	ed_unpack_free(unpack);
	return (struct ed_str){room, n};
}
