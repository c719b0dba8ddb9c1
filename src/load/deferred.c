/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Exports of a directory and CRLs are read last: what of them can matter
 * depends on the certificates and profiles beside them. So they need not be
 * held until then, and may be larger than other files.
 */
#include "base/file.h"
#include "load/loader.h"
#include "load/log_unpack.h"

#include <easdoctor/limits.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What a loader looks at to recognise a file; zstd comes in larger blocks. */
enum { HEAD = 16 * 1024, PACKED_HEAD = 256 * 1024 };
/* Files of one size and beginning that one is compared with: copies have few.
 */
enum { MOST_COMPARED = 16 };

static void remember(
    struct ed_case *c, const struct ed_deferred *what, struct ed_str bytes)
{
	struct ed_deferred *kept =
	    ED_PUSH(&c->arena, &c->deferred, struct ed_deferred);

	*kept = *what;
	kept->bytes = ed_copy(&c->waiting, bytes);
	if (!what->loader)
		return;
	what->in->kind = ed_str_of(what->loader->kind);
	what->in->of_machine = what->loader->of_machine;
}

void ed_defer(struct ed_case *c, struct ed_input *in,
    const struct ed_loader *loader, struct ed_str bytes)
{
	remember(c,
	    &(struct ed_deferred){
		.form = ED_WAITS_AS_BYTES, .in = in, .loader = loader},
	    bytes);
}

void ed_defer_crl(struct ed_case *c, struct ed_input *in, struct ed_ref ref,
    struct ed_str der)
{
	remember(c,
	    &(struct ed_deferred){
		.form = ED_WAITS_AS_CRL, .in = in, .ref = ref},
	    der);
}

/* CRLs in PEM are the certificate loader's until they are too large for it. */
static const struct ed_loader *find_loader(struct ed_str head, uint64_t size)
{
	const struct ed_loader *loader = head.n ? ed_find_loader(head) : NULL;

	if (size > ED_MAX_FILE && loader == &ed_loader_certificate &&
	    ed_is_crl_text(head))
		loader = &ed_loader_crl;
	return loader && loader->load_file && size <= loader->limit ? loader
								    : NULL;
}

/* Its beginning, into room. */
static size_t read_head(int fd, char *room)
{
	ssize_t n = read(fd, room, HEAD), more = 0;

	if (n == HEAD && ed_packing_of((struct ed_str){room, HEAD}))
		more = read(fd, room + HEAD, PACKED_HEAD - HEAD);
	return n > 0 ? (size_t)n + (more > 0 ? (size_t)more : 0) : 0;
}

/* Evidence by its beginning, of which nothing will be read. */
static void note_too_large(struct ed_input *in, struct ed_str head)
{
	const struct ed_loader *loader = head.n ? ed_find_loader(head) : NULL;

	if (!loader)
		return;
	in->kind = ed_str_of(loader->kind);
	in->incomplete = true;
}

bool ed_defer_file(struct ed_case *c, struct ed_input *in, const char *path)
{
	struct ed_deferred what = {.form = ED_WAITS_AS_FILE, .in = in};
	static _Thread_local char head[PACKED_HEAD];
	struct ed_error err;
	struct ed_str bytes = {head, 0};
	uint64_t size;
	int fd;

	if (strcmp(path, "-") == 0 ||
	    !ed_file_open(path, ED_MAX_LOG, &fd, &size, &err))
		return false;
	bytes.n = read_head(fd, head);
	close(fd);
	what.size = size;
	what.loader = find_loader(bytes, size);
	if (!what.loader && size > ED_MAX_FILE)
		note_too_large(in, bytes);
	if (what.loader)
		remember(c, &what, bytes);
	/* What may be larger is read in pieces, and not held. */
	if (what.loader && what.loader->limit <= ED_MAX_TOTAL)
		in->bytes = size;
	/* It may hold a key. */
	explicit_bzero(head, bytes.n);
	return what.loader != NULL;
}

static void load_crl(struct ed_case *c, const struct ed_deferred *later)
{
	struct ed_error err = {""};

	if (ed_load_crl_der(c, later->in, later->ref, later->bytes, &err))
		return;
	later->in->incomplete = true;
	ed_damage(c, later->in, "%s", err.text);
}

/* Have both files the same bytes? */
static bool are_same(const char *one, const char *other)
{
	char a[HEAD], b[HEAD];
	FILE *first = fopen(one, "rbe"), *second = fopen(other, "rbe");
	bool same = first && second;
	size_t n = 1;

	while (same && n) {
		n = fread(a, 1, sizeof(a), first);
		same =
		    fread(b, 1, sizeof(b), second) == n && memcmp(a, b, n) == 0;
	}
	if (first)
		fclose(first);
	if (second)
		fclose(second);
	return same;
}

/* The file among those before it that it is a copy of, or NULL. */
static const struct ed_deferred *find_twin(
    const struct ed_case *c, const struct ed_deferred *later)
{
	unsigned n_compared = 0;

	for (size_t i = 0; i < c->deferred.n; i++) {
		const struct ed_deferred *one =
		    &ED_ITEMS(c->deferred, struct ed_deferred)[i];

		if (one == later || n_compared == MOST_COMPARED)
			break;
		if (one->form != ED_WAITS_AS_FILE || one->in->unreadable ||
		    one->loader != later->loader || one->size != later->size ||
		    !ed_str_eq(one->bytes, later->bytes))
			continue;
		n_compared++;
		if (are_same(one->in->path.p, later->in->path.p))
			return one;
	}
	return NULL;
}

/* Of other kinds two machines may well have the same. */
static bool counts_rows(const struct ed_loader *loader)
{
	return loader == &ed_loader_iis_log ||
	       loader == &ed_loader_httperr_log ||
	       loader == &ed_loader_events || loader == &ed_loader_exchange;
}

/* What is counted in a file must not count twice for a copy of it. */
static bool is_copy(struct ed_case *c, const struct ed_deferred *later)
{
	const struct ed_deferred *twin = NULL;

	if (later->form == ED_WAITS_AS_FILE && counts_rows(later->loader))
		twin = find_twin(c, later);

	if (!twin)
		return false;
	later->in->bytes = twin->in->bytes;
	later->in->sha256 = twin->in->sha256;
	later->in->incomplete = twin->in->incomplete;
	ed_damage(c, later->in, "a copy of %.*s: not read a second time",
	    ED_ARG(twin->in->path));
	return true;
}

static void load(struct ed_case *c, const struct ed_deferred *later)
{
	const struct ed_loader *loader = later->loader;
	bool ok = true;

	if (later->form == ED_WAITS_AS_CRL)
		load_crl(c, later);
	else if (later->form == ED_WAITS_AS_BYTES)
		ok = loader->load(c, later->in, later->bytes);
	else
		ok = loader->load_file(c, later->in, later->bytes);
	later->in->unreadable |= !ok;
}

void ed_load_deferred(struct ed_case *c)
{
	/* Events name accounts, by what an export of the directory says. */
	for (int events = 0; events <= 1; events++)
		for (size_t i = 0; i < c->deferred.n; i++) {
			const struct ed_deferred *one =
			    &ED_ITEMS(c->deferred, struct ed_deferred)[i];

			if ((one->loader == &ed_loader_events) == events &&
			    !is_copy(c, one))
				load(c, one);
		}
	c->deferred.n = 0;
	ed_arena_free(&c->waiting);
}
