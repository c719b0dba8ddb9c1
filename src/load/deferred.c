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

#include <string.h>
#include <unistd.h>

/* What a loader looks at to recognise a file; zstd comes in larger blocks. */
enum { HEAD = 16 * 1024, PACKED_HEAD = 256 * 1024 };

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

			if ((one->loader == &ed_loader_events) == events)
				load(c, one);
		}
	c->deferred.n = 0;
	ed_arena_free(&c->waiting);
}
