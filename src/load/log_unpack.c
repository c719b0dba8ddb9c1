/* SPDX-License-Identifier: Apache-2.0 */
#include "load/log_unpack.h"

#include <easdoctor/limits.h>

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

/* Windows of 8 MiB: what the levels of zstd up to 19 write. */
enum { WINDOW = 23, GZIP_WINDOW = 15 + 16 };

struct ed_unpack {
	enum ed_packing packing;
	z_stream z;
	ZSTD_DStream *zstd;
	bool between; /* members or frames */
	uint64_t in, out;
};

enum ed_packing ed_packing_of(struct ed_str head)
{
	if (ed_str_starts(head, ED_STR("\x1f\x8b\x08")))
		return ED_GZIP_LOG;
	if (ed_str_starts(head, ED_STR("\x28\xb5\x2f\xfd")))
		return ED_ZSTD_LOG;
	return ED_PLAIN_LOG;
}

static void *must(void *p)
{
	if (p)
		return p;
	fputs("easdoctor: out of memory\n", stderr);
	exit(3);
}

struct ed_unpack *ed_unpack_new(enum ed_packing packing)
{
	struct ed_unpack *u = must(calloc(1, sizeof(*u)));

	u->packing = packing;
	u->between = true;
	if (packing == ED_ZSTD_LOG) {
		u->zstd = must(ZSTD_createDStream());
		ZSTD_DCtx_setParameter(u->zstd, ZSTD_d_windowLogMax, WINDOW);
	} else if (inflateInit2(&u->z, GZIP_WINDOW) != Z_OK) {
		must(NULL);
	}
	return u;
}

static size_t inflate_some(struct ed_unpack *u, struct ed_str *in, char *out,
    size_t room, const char **why)
{
	int got;

	/* Members follow each other; zeros behind them are padding. */
	if (u->between && u->in) {
		while (in->n && in->p[0] == '\0')
			*in = ed_str_sub(*in, 1, in->n);
		if (!in->n)
			return 0;
		inflateReset(&u->z);
	}
	u->z.next_in = (unsigned char *)in->p;
	u->z.avail_in = (unsigned)in->n;
	u->z.next_out = (unsigned char *)out;
	u->z.avail_out = (unsigned)room;
	got = inflate(&u->z, Z_NO_FLUSH);
	u->between = got == Z_STREAM_END;
	if (got != Z_OK && got != Z_STREAM_END && got != Z_BUF_ERROR)
		*why = "its gzip is damaged: the rest was not read";
	*in = ed_str_sub(*in, in->n - u->z.avail_in, in->n);
	return room - u->z.avail_out;
}

static size_t zstd_some(struct ed_unpack *u, struct ed_str *in, char *out,
    size_t room, const char **why)
{
	ZSTD_inBuffer from = {in->p, in->n, 0};
	ZSTD_outBuffer to = {out, room, 0};
	size_t left = ZSTD_decompressStream(u->zstd, &to, &from);

	u->between = left == 0;
	if (ZSTD_isError(left))
		*why = "its zstd is damaged, or needs more memory than is "
		       "given: the rest was not read";
	*in = ed_str_sub(*in, from.pos, in->n);
	return to.pos;
}

size_t ed_unpack_some(struct ed_unpack *u, struct ed_str *in, char *out,
    size_t room, const char **why)
{
	size_t before = in->n, n;

	n = u->packing == ED_ZSTD_LOG ? zstd_some(u, in, out, room, why)
				      : inflate_some(u, in, out, room, why);
	u->in += before - in->n;
	u->out += n;
	if (u->out > ED_MAX_LOG_FREE && u->out / ED_MAX_LOG_GROWTH > u->in)
		*why = "it grows more than any real log: the rest was not "
		       "read";
	return n;
}

const char *ed_unpack_rest(const struct ed_unpack *u)
{
	return u->between ? NULL : "it is cut off";
}

void ed_unpack_free(struct ed_unpack *u)
{
	if (!u)
		return;
	if (u->packing == ED_ZSTD_LOG)
		ZSTD_freeDStream(u->zstd);
	else
		inflateEnd(&u->z);
	free(u);
}
