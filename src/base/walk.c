/* SPDX-License-Identifier: Apache-2.0 */
/* Folders, walked in an order that does not depend on the file system. */
#include "base/file.h"

#include <easdoctor/limits.h>

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Names of one folder: they are all held before they are sorted. */
enum { MAX_NAMES = 16 * ED_MAX_INPUTS };

struct walk {
	ed_walk_fn *file;
	void (*skipped)(void *context, const char *path, const char *why);
	void *context;
	unsigned n_files;
	bool full;
};

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in an open folder, without the hidden ones. */
static void read_names(struct ed_arena *arena, DIR *folder, const char *path,
    struct walk *walk, struct ed_list *names)
{
	const struct dirent *entry;

	while (errno = 0, (entry = readdir(folder))) {
		if (entry->d_name[0] == '.')
			continue;
		if (names->n == MAX_NAMES) {
			walk->skipped(walk->context, path,
			    "the folder holds too many files to list");
			break;
		}
		*ED_PUSH(arena, names, const char *) =
		    ed_copy_c(arena, ed_str_of(entry->d_name));
	}
	if (!entry && errno)
		walk->skipped(walk->context, path, strerror(errno));
	if (names->n)
		qsort(names->items, names->n, sizeof(char *), by_bytes);
}

static void hand_out(struct walk *walk, const char *path)
{
	if (walk->n_files < ED_MAX_INPUTS) {
		walk->n_files++;
		walk->file(walk->context, path);
		return;
	}
	if (!walk->full)
		walk->skipped(walk->context, path,
		    "too many files: this one and those behind it are left "
		    "out");
	walk->full = true;
}

static void walk_folder(struct walk *walk, const char *path, unsigned depth);

/* A link to a file is a file; a link to a folder could lead in a circle. */
static void visit(struct walk *walk, const char *path, unsigned depth)
{
	struct stat st, link;

	if (walk->full)
		return;
	if (stat(path, &st) || lstat(path, &link)) {
		walk->skipped(walk->context, path, strerror(errno));
		return;
	}
	if (S_ISREG(st.st_mode)) {
		hand_out(walk, path);
		return;
	}
	if (!S_ISDIR(st.st_mode))
		walk->skipped(walk->context, path, "not a regular file");
	else if (depth && S_ISLNK(link.st_mode))
		walk->skipped(
		    walk->context, path, "a link to a folder: not followed");
	else if (depth > ED_MAX_FOLDERS)
		walk->skipped(
		    walk->context, path, "folders are nested too deeply");
	else
		walk_folder(walk, path, depth);
}

static void walk_folder(struct walk *walk, const char *path, unsigned depth)
{
	struct ed_arena arena = {0};
	struct ed_list names = {0};
	size_t n = strlen(path);
	DIR *folder = opendir(path);

	if (!folder) {
		walk->skipped(walk->context, path, strerror(errno));
		return;
	}
	while (n > 1 && path[n - 1] == '/')
		n--;
	read_names(&arena, folder, path, walk, &names);
	closedir(folder);
	for (size_t i = 0; i < names.n; i++) {
		struct ed_str below = ed_format(&arena, "%.*s%s%s", (int)n,
		    path, path[n - 1] == '/' ? "" : "/",
		    ED_ITEMS(names, const char *)[i]);

		visit(walk, ed_copy_c(&arena, below), depth + 1);
	}
	ed_arena_free(&arena);
}

void ed_walk(const char *path, ed_walk_fn *file,
    void (*skipped)(void *context, const char *path, const char *why),
    void *context)
{
	struct walk walk = {file, skipped, context, 0, false};

	if (strcmp(path, "-") == 0)
		file(context, path);
	else
		visit(&walk, path, 0);
}
