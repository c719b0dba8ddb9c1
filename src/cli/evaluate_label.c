/* SPDX-License-Identifier: Apache-2.0 */
/* Labels of bundles, and where the bundles are. */
#include "base/file.h"
#include "base/yaml.h"
#include "cli/evaluate.h"

#include <easdoctor/limits.h>

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LABEL "label.yaml"

const char *const ed_label_kinds[] = {
    "single", "double", "thin", "healthy", NULL};
const char *const ed_label_halves[] = {"tune", "report", "all", NULL};

/* A bundle belongs to one half. */
static const char *const halves[] = {"tune", "report", NULL};

#define AT(field) offsetof(struct ed_label, field)

static const struct ed_yaml_key keys[] = {{.name = "kind",
					      .type = ED_YAML_WORD,
					      .offset = AT(kind),
					      .required = true,
					      .words = ed_label_kinds},
    {.name = "half",
	.type = ED_YAML_WORD,
	.offset = AT(half),
	.required = true,
	.words = halves},
    {.name = "truth",
	.type = ED_YAML_TEXTS,
	.offset = AT(truth),
	.required = true},
    {.name = "also", .type = ED_YAML_TEXTS, .offset = AT(also)},
    {.name = "mutators", .type = ED_YAML_TEXTS, .offset = AT(mutators)},
    {.name = "shown", .type = ED_YAML_FLAG, .offset = AT(shown)},
    {.name = "as_of",
	.type = ED_YAML_TIME,
	.offset = AT(as_of),
	.required = true},
    {0}};

bool ed_label_read(struct ed_arena *arena, const char *folder,
    struct ed_label *out, struct ed_error *err)
{
	static const size_t faults[] = {1, 2, 1, 0};
	const char *path = ed_format(arena, "%s/" LABEL, folder).p;
	struct ed_label label = {0};
	struct ed_str text;

	if (!ed_file_read(arena, path, ED_MAX_YAML, &text, err) ||
	    !ed_yaml_read(arena, path, text, keys, &label, err))
		return false;
	if (label.truth.n != faults[label.kind])
		return ed_fail(err,
		    "%s: truth of a %s bundle has %zu items, not %zu", path,
		    ed_label_kinds[label.kind], faults[label.kind],
		    label.truth.n);
	*out = label;
	return true;
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* A folder with a label is a bundle, and nothing below it is another. */
static bool find_below(struct ed_arena *arena, const char *path, unsigned depth,
    struct ed_list *folders, struct ed_error *err)
{
	struct dirent **names;
	bool good = true;
	int n;

	if (access(ed_format(arena, "%s/" LABEL, path).p, F_OK) == 0) {
		*ED_PUSH(arena, folders, const char *) = path;
		return true;
	}
	n = scandir(path, &names, is_visible, by_bytes);
	if (n < 0 && errno == ENOTDIR && depth)
		return true;
	if (n < 0)
		return ed_fail(err, "%s: %s", path, strerror(errno));
	if (n && depth == ED_MAX_FOLDERS)
		good = ed_fail(err, "%s: too deep for a corpus", path);
	for (int i = 0; i < n; i++) {
		good = good &&
		       find_below(arena,
			   ed_format(arena, "%s/%s", path, names[i]->d_name).p,
			   depth + 1, folders, err);
		free(names[i]);
	}
	free(names);
	return good;
}

bool ed_corpus_find(struct ed_arena *arena, const char *path,
    struct ed_list *folders, struct ed_error *err)
{
	if (!find_below(arena, path, 0, folders, err))
		return false;
	if (folders->n == 0)
		return ed_fail(err, "%s: no folder in it holds a " LABEL, path);
	return true;
}
