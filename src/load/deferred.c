/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bulk evidence is read last and in pieces: what of it can matter depends on
 * the certificates and profiles beside it.
 */
#include "base/file.h"
#include "load/loader.h"

#include <easdoctor/limits.h>

#include <string.h>
#include <unistd.h>

/* What a loader looks at to recognise a file. */
enum { HEAD = 16 * 1024 };

static void remember(struct ed_case *c, struct ed_input *in,
    const struct ed_loader *loader, struct ed_str bytes, bool held)
{
	in->kind = ed_str_of(loader->kind);
	*ED_PUSH(&c->arena, &c->deferred, struct ed_deferred) =
	    (struct ed_deferred){in, loader, ed_copy(&c->arena, bytes), held};
}

void ed_defer(struct ed_case *c, struct ed_input *in,
    const struct ed_loader *loader, struct ed_str bytes)
{
	remember(c, in, loader, bytes, true);
}

bool ed_put_off(struct ed_case *c, struct ed_input *in, const char *path)
{
	char head[HEAD];
	struct ed_error err;
	struct ed_str bytes = {head, 0};
	const struct ed_loader *loader = NULL;
	uint64_t size;
	ssize_t n;
	int fd;

	if (strcmp(path, "-") == 0 ||
	    !ed_file_open(path, ED_MAX_BULK, &fd, &size, &err))
		return false;
	n = read(fd, head, sizeof(head));
	close(fd);
	bytes.n = n > 0 ? (size_t)n : 0;
	if (bytes.n)
		loader = ed_find_loader(bytes);
	if (loader && !loader->load_file)
		loader = NULL;
	if (loader)
		remember(c, in, loader, bytes, false);
	/* It may hold a key. */
	explicit_bzero(head, sizeof(head));
	return loader != NULL;
}

static void load(struct ed_case *c, const struct ed_deferred *later)
{
	const struct ed_loader *loader = later->loader;
	bool ok = later->held ? loader->load(c, later->in, later->bytes)
			      : loader->load_file(c, later->in, later->bytes);

	later->in->unreadable |= !ok;
}

void ed_load_deferred(struct ed_case *c)
{
	for (size_t i = 0; i < c->deferred.n; i++)
		load(c, &ED_ITEMS(c->deferred, struct ed_deferred)[i]);
	c->deferred.n = 0;
}
