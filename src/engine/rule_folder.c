/* SPDX-License-Identifier: Apache-2.0 */
/* The files of a rules folder: all of them, or a reason. */
#include "base/file.h"
#include "engine/rule_file.h"

#include <easdoctor/limits.h>

#include <stdlib.h>
#include <string.h>

struct folder {
	struct ed_arena *arena;
	struct ed_list files; /* const char * */
	struct ed_error *err;
	bool ok;
};

struct ed_str ed_rule_file_check(struct ed_str path)
{
	static const struct ed_str end = {".yaml", 5};
	struct ed_str name = ed_path_name(path);

	if (name.n <= end.n ||
	    !ed_str_eq(ed_str_sub(name, name.n - end.n, end.n), end))
		return ED_STR("");
	return ed_str_sub(name, 0, name.n - end.n);
}

bool ed_rule_is_symptom_file(struct ed_str path)
{
	return ed_str_eq(ed_rule_file_check(path), ED_STR("symptoms"));
}

static void refuse(void *context, const char *path, const char *why)
{
	struct folder *folder = context;

	if (folder->ok)
		folder->ok = ed_fail(folder->err, "%s: %s", path, why);
}

/* A file that was meant as a rule must not go unnoticed. */
static void take_file(void *context, const char *path)
{
	struct folder *folder = context;
	struct ed_str name = ed_str_of(path);
	struct ed_str base = ed_path_name(name);

	if (base.n && base.p[0] == '.')
		return;
	if (ed_str_iends(base, ED_STR(".yml")) ||
	    (ed_str_iends(base, ED_STR(".yaml")) &&
		!ed_rule_file_check(name).n)) {
		refuse(context, path, "a rule file is named <check>.yaml");
		return;
	}
	if (!ed_rule_file_check(name).n)
		return;
	*ED_PUSH(folder->arena, &folder->files, const char *) =
	    ed_copy_c(folder->arena, name);
}

static int compare_path(const void *a, const void *b)
{
	struct ed_str x = ed_str_of(*(const char *const *)a);
	struct ed_str y = ed_str_of(*(const char *const *)b);
	int order = ed_str_compare(ed_path_name(x), ed_path_name(y));

	return order ? order : ed_str_compare(x, y);
}

bool ed_rule_each_file(struct ed_arena *arena, struct ed_rule_set *set,
    const char *folder, ed_rule_add_fn *add, struct ed_error *err)
{
	struct folder found = {.arena = arena, .err = err, .ok = true};
	const char **files;

	ed_walk(folder, take_file, refuse, &found);
	if (!found.ok)
		return false;
	if (!found.files.n)
		return ed_fail(err, "%s: holds no .yaml file", folder);
	files = found.files.items;
	qsort(files, found.files.n, sizeof(*files), compare_path);
	for (size_t i = 0; i < found.files.n; i++) {
		struct ed_str text;

		if (!ed_file_read(arena, files[i], ED_MAX_YAML, &text, err) ||
		    !add(arena, set, files[i], text, err))
			return false;
	}
	return true;
}
