/* SPDX-License-Identifier: Apache-2.0 */
#include "load/known_files.h"

#include "base/file.h"

#include <string.h>
#include <sys/stat.h>

/*
 * One file can have several paths: "a.pem", "./a.pem", "../x/a.pem". Under
 * another name it is listed by that name too.
 */
static struct ed_file_key key_of(const char *path)
{
	struct ed_file_key key = {.name = ed_str_of(path)};
	struct stat st;

	if (strcmp(path, "-") == 0 || stat(path, &st))
		return key;
	key.device = (uint64_t)st.st_dev;
	key.inode = (uint64_t)st.st_ino;
	key.name = ed_path_name(key.name);
	return key;
}

static int compare(const struct ed_file_key *a, const struct ed_file_key *b)
{
	if (a->inode != b->inode)
		return a->inode < b->inode ? -1 : 1;
	if (a->device != b->device)
		return a->device < b->device ? -1 : 1;
	return ed_str_compare(a->name, b->name);
}

/* Where the key stands among the known files, or would have to. */
static size_t find_place(
    const struct ed_case *c, const struct ed_file_key *key, bool *found)
{
	const struct ed_known_file *known = c->known_files.items;
	size_t low = 0, high = c->known_files.n;

	*found = false;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare(&known[middle].key, key);

		if (order == 0)
			*found = true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The first input of a file stands for it. */
static void remember(struct ed_case *c, struct ed_input *in)
{
	struct ed_file_key key = key_of(in->path.p);
	struct ed_known_file *known;
	bool found;
	size_t place = find_place(c, &key, &found);

	if (found)
		return;
	(void)ED_PUSH(&c->arena, &c->known_files, struct ed_known_file);
	known = c->known_files.items;
	memmove(&known[place + 1], &known[place],
	    (c->known_files.n - 1 - place) * sizeof(*known));
	known[place] = (struct ed_known_file){key, in};
}

struct ed_input *ed_find_input(struct ed_case *c, const char *path)
{
	struct ed_file_key key = key_of(path);
	bool found;
	size_t place;

	while (c->n_remembered < c->inputs.n)
		remember(c,
		    ED_ITEMS(c->inputs, struct ed_input *)[c->n_remembered++]);
	place = find_place(c, &key, &found);
	if (!found)
		return NULL;
	return ED_ITEMS(c->known_files, struct ed_known_file)[place].input;
}

bool ed_is_same_file(struct ed_str known, const char *path)
{
	struct stat a, b;

	return ed_str_eq(known, ed_str_of(path)) ||
	       (known.n && stat(known.p, &a) == 0 && stat(path, &b) == 0 &&
		   a.st_dev == b.st_dev && a.st_ino == b.st_ino);
}
