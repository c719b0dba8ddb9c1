/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/plugin.h"

#include <dlfcn.h>
#include <easdoctor/plugin.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whoever can write it runs code as the caller. */
static bool only_ours(const struct stat *st)
{
	return (st->st_uid == 0 || st->st_uid == geteuid()) &&
	       !(st->st_mode & (S_IWGRP | S_IWOTH));
}

static bool folder_is_ours(
    const char *path, struct ed_arena *arena, struct ed_error *err)
{
	struct ed_str whole = ed_str_of(path);
	struct ed_str folder;
	struct stat st;
	size_t n = whole.n;

	while (n > 1 && whole.p[n - 1] != '/')
		n--;
	folder = ed_str_sub(whole, 0, n > 1 ? n - 1 : 1);
	if (stat(ed_copy_c(arena, folder), &st) != 0)
		return ed_fail(err, "plugin %s: %s", path, strerror(errno));
	if (only_ours(&st))
		return true;
	return ed_fail(err,
	    "plugin %s: its folder must belong to root or to you, and others "
	    "must not be able to write to it",
	    path);
}

/* An open file, so that what was checked is what is loaded. */
static int open_checked(
    const char *path, struct ed_arena *arena, struct ed_error *err)
{
	char *real = realpath(path, NULL);
	struct stat st;
	int fd = -1;
	bool good;

	if (!real) {
		ed_fail(err, "plugin %s: %s", path, strerror(errno));
		return -1;
	}
	good = folder_is_ours(real, arena, err);
	if (good)
		fd = open(real, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	free(real);
	if (!good)
		return -1;
	if (fd < 0 || fstat(fd, &st) != 0) {
		ed_fail(err, "plugin %s: %s", path, strerror(errno));
	} else if (!S_ISREG(st.st_mode)) {
		ed_fail(err, "plugin %s: not a regular file", path);
	} else if (!only_ours(&st)) {
		ed_fail(err,
		    "plugin %s: it must belong to root or to you, and others "
		    "must not be able to write to it",
		    path);
	} else {
		return fd;
	}
	if (fd >= 0)
		close(fd);
	return -1;
}

static const struct ed_plugin *open_plugin(
    const char *path, struct ed_arena *arena, struct ed_error *err)
{
	int fd = open_checked(path, arena, err);
	const struct ed_plugin *plugin;
	void *handle;
	struct ed_str by_fd;

	if (fd < 0)
		return NULL;
	by_fd = ed_format(arena, "/proc/self/fd/%d", fd);
	handle = dlopen(by_fd.p, RTLD_NOW | RTLD_LOCAL);
	if (!handle) {
		ed_fail(err, "plugin %s: %s", path, dlerror());
		close(fd);
		return NULL;
	}
	/*
	 * fd stays open: dlopen() knows objects by name, and the next plugin
	 * must not get this one's.
	 */
	plugin = dlsym(handle, "easdoctor_plugin");
	if (!plugin) {
		ed_fail(err, "plugin %s: it exports no easdoctor_plugin", path);
		return NULL;
	}
	if (!plugin->abi || strcmp(plugin->abi, ED_ABI) != 0) {
		ed_fail(err,
		    "plugin %s: built with other headers (ABI %.12s, this is "
		    "%.12s); build it again",
		    path, plugin->abi ? plugin->abi : "none", ED_ABI);
		return NULL;
	}
	return plugin;
}

static int compare_registered(const void *a, const void *b)
{
	const struct ed_registered *x = a, *y = b;

	return strcmp(x->check->id, y->check->id);
}

static bool add_check(struct ed_arena *arena, const char *path,
    const struct ed_check *check, struct ed_registry *registry,
    struct ed_error *err)
{
	struct ed_registered *all = registry->checks.items;

	if (strncmp(check->id, "x-", 2) != 0)
		return ed_fail(err,
		    "plugin %s: the id of its check \"%s\" must start with "
		    "\"x-\"",
		    path, check->id);
	for (size_t i = 0; i < registry->checks.n; i++)
		if (strcmp(all[i].check->id, check->id) == 0)
			return ed_fail(err,
			    "plugin %s: there is already a check \"%s\"", path,
			    check->id);
	*ED_PUSH(arena, &registry->checks, struct ed_registered) =
	    (struct ed_registered){
		.check = check, .origin = ed_copy(arena, ed_str_of(path))};
	return true;
}

bool ed_plugin_load(struct ed_arena *arena, const char *path,
    struct ed_registry *registry, struct ed_rule_set *rules,
    struct ed_error *err)
{
	const struct ed_plugin *plugin = open_plugin(path, arena, err);

	if (!plugin)
		return false;
	for (size_t i = 0; plugin->checks[i]; i++)
		if (!add_check(arena, path, plugin->checks[i], registry, err))
			return false;
	for (size_t i = 0; plugin->rules[i]; i++) {
		struct ed_str name =
		    ed_format(arena, "%s (rules %zu)", path, i + 1);

		if (!ed_rules_add_text(
			arena, rules, name.p, ed_str_of(plugin->rules[i]), err))
			return false;
	}
	qsort(registry->checks.items, registry->checks.n,
	    sizeof(struct ed_registered), compare_registered);
	return true;
}
