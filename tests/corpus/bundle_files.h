/* SPDX-License-Identifier: Apache-2.0 */
/* A bundle in memory: read once, changed, and written into a work folder. */
#ifndef ED_TEST_BUNDLE_FILES_H
#define ED_TEST_BUNDLE_FILES_H

#include "base/file.h"
#include "cli/evaluate.h"

#include <easdoctor/limits.h>

#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* A file of a bundle; path is relative to the bundle. */
struct file {
	struct ed_str path;
	struct ed_str bytes;
	bool gone;
};

struct bundle {
	struct ed_arena arena;
	const char *folder;
	struct ed_label label;
	struct ed_list files; /* struct file */
};

static struct file *files_of(const struct bundle *b)
{
	return b->files.items;
}

static inline bool is_evidence(const struct file *file)
{
	return ed_str_starts(file->path, ED_STR("evidence/"));
}

static inline bool is_case(const struct file *file)
{
	return ed_str_eq(file->path, ED_STR("case.yaml"));
}

static void take_file(void *context, const char *path)
{
	struct bundle *b = context;
	struct file *file = ED_PUSH(&b->arena, &b->files, struct file);
	struct ed_error err;

	file->path =
	    ed_copy(&b->arena, ed_str_of(path + strlen(b->folder) + 1));
	if (!ed_file_read(&b->arena, path, ED_MAX_FILE, &file->bytes, &err))
		fail_msg("%s", err.text);
}

static void refuse_skipped(void *context, const char *path, const char *why)
{
	(void)context;
	fail_msg("%s: %s", path, why);
}

/* The files alone: a fixture has no label. */
static void open_files(struct bundle *b, const char *folder)
{
	memset(b, 0, sizeof(*b));
	b->folder = folder;
	ed_walk(folder, take_file, refuse_skipped, b);
}

static inline void open_bundle(struct bundle *b, const char *folder)
{
	struct ed_error err;

	open_files(b, folder);
	if (!ed_label_read(&b->arena, folder, &b->label, &err))
		fail_msg("%s", err.text);
	assert_true(b->files.n >= 3);
}

static int remove_one(
    const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static void make_folders(const char *path)
{
	char copy[4096];

	snprintf(copy, sizeof(copy), "%s", path);
	for (char *slash = strchr(copy + 1, '/'); slash;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(copy, 0700);
		*slash = '/';
	}
}

/* Writes the bundle as it is now into the emptied folder work. */
static inline void write_bundle(struct bundle *b, const char *work)
{
	nftw(work, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	for (size_t i = 0; i < b->files.n; i++) {
		const struct file *file = &files_of(b)[i];
		const char *path =
		    ed_format(&b->arena, "%s/%.*s", work, ED_ARG(file->path)).p;
		FILE *out;

		if (file->gone)
			continue;
		make_folders(path);
		out = fopen(path, "wb");
		assert_non_null(out);
		assert_int_equal(fwrite(file->bytes.p, 1, file->bytes.n, out),
		    file->bytes.n);
		fclose(out);
	}
}

#endif
