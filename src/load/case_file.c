/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The case file: what should be true, what was seen, where to look. Unlike
 * evidence it is written by whoever runs easdoctor, so a mistake in it ends
 * the run instead of becoming damage.
 */
#include "load/case_file.h"

#include "base/encoding.h"
#include "base/file.h"
#include "load/loader.h"

#include <easdoctor/limits.h>

#include <string.h>

static bool is_known_key(struct ed_str word)
{
	for (const struct ed_yaml_key *key = ed_case_keys; key->name; key++)
		if (ed_str_eq(word, ed_str_of(key->name)))
			return true;
	return false;
}

static bool says_nothing(struct ed_str line)
{
	line = ed_str_trim(line);
	return line.n == 0 || line.p[0] == '#' || line.p[0] == '%' ||
	       ed_str_starts(line, ED_STR("---"));
}

/* The first line that says something begins with "user:", say. */
static bool recognise(struct ed_str bytes)
{
	struct ed_str rest = ed_str_sub(bytes, 0, 4096);

	if (ed_str_starts(rest, ED_STR("\xef\xbb\xbf")))
		rest = ed_str_sub(rest, 3, rest.n);
	while (rest.n) {
		size_t end = ed_str_find(rest, ED_STR("\n"));
		struct ed_str line = ed_str_sub(rest, 0, end);
		size_t colon = ed_str_find(line, ED_STR(":"));

		rest = ed_str_sub(rest, end + 1, rest.n);
		if (says_nothing(line))
			continue;
		return colon < line.n &&
		       is_known_key(ed_str_sub(line, 0, colon)) &&
		       (colon + 1 == line.n || line.p[colon + 1] == ' ' ||
			   line.p[colon + 1] == '\r' ||
			   line.p[colon + 1] == '\t') &&
		       ed_is_utf8(line);
	}
	return false;
}

/* A case is read when it is named as one; found in a folder, it is named. */
static bool load(struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	(void)c;
	(void)bytes;
	in->kind = ED_STR("case");
	in->vantage = ED_STR("stated");
	return true;
}

const struct ed_loader ed_loader_case = {
    .kind = "case",
    .recognise = recognise,
    .load = load,
};

bool ed_load_case_text(struct ed_case *c, const char *name, const char *folder,
    struct ed_str text, struct ed_error *err)
{
	struct ed_input *in = ed_add_input(c, ed_str_of(name));
	struct ed_case_reading reading = {.c = c, .folder = folder};

	if (!in)
		return ed_fail(err, "%s: too many files", name);
	in->kind = ED_STR("case");
	in->vantage = ED_STR("stated");
	in->named = true;
	in->bytes = text.n;
	in->sha256 = ed_sha256_hex(&c->arena, text);
	reading.input = ed_input_number(c, in);
	c->name = in->path;
	return ed_yaml_read_for(
	    &c->arena, name, text, ed_case_keys, c, &reading, err);
}

/* The folder of a path, as it is written; "." when it has none. */
static const char *folder_of(struct ed_arena *arena, struct ed_str path)
{
	size_t n = path.n;

	while (n && path.p[n - 1] != '/')
		n--;
	if (n == 0)
		return ".";
	return ed_copy_c(arena, ed_str_sub(path, 0, n > 1 ? n - 1 : 1));
}

bool ed_load_case(struct ed_case *c, const char *path, struct ed_error *err)
{
	const char *folder = folder_of(&c->arena, ed_str_of(path));
	struct ed_str text;

	return ed_file_read(&c->arena, path, ED_MAX_YAML, &text, err) &&
	       ed_load_case_text(c, path, folder, text, err);
}
