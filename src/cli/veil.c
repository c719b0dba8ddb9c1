/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/veil.h"

#include "base/file.h"

#include <string.h>
#include <sys/stat.h>

/* A key needs the first, and nobody more than the second. */
enum { LEAST_KEY = 16, MAX_KEY = 4096 };

bool ed_veil_level(
    const char *word, enum ed_privacy *level, struct ed_error *err)
{
	if (!word)
		return true;
	for (size_t i = 0; ed_privacy_names[i]; i++)
		if (strcmp(word, ed_privacy_names[i]) == 0) {
			*level = (enum ed_privacy)i;
			return true;
		}
	return ed_fail(err, "--privacy takes none, internal, vendor or public");
}

bool ed_veil_key(struct ed_arena *arena, const char *file, struct ed_str *key,
    struct ed_error *err)
{
	struct stat st;

	if (!file)
		return true;
	if (strcmp(file, "-") != 0 && stat(file, &st) == 0 &&
	    S_ISREG(st.st_mode) && (st.st_mode & 077))
		return ed_fail(err,
		    "%.300s: others than its owner have access to this key: "
		    "chmod 600",
		    file);
	if (!ed_file_read(arena, file, MAX_KEY, key, err))
		return false;
	return ed_str_trim(*key).n >= LEAST_KEY ||
	       ed_fail(
		   err, "%.300s: a key of names has 16 bytes or more", file);
}

bool ed_veil_put_map(
    const struct ed_veil *veil, const char *file, struct ed_error *err)
{
	return !file || ed_file_write_own(file, ed_veil_map(veil), err);
}

bool ed_veil_files(
    const char *key, const char *map, bool hides, struct ed_error *err)
{
	if ((map || key) && !hides)
		return ed_fail(err,
		    "--privacy-key and --privacy-map need a --privacy that "
		    "hides something");
	if (map && key && strcmp(map, key) == 0)
		return ed_fail(
		    err, "--privacy-map would overwrite the --privacy-key");
	return !map || strcmp(map, "-") != 0 ||
	       ed_fail(err, "--privacy-map needs a file of its own, not "
			    "standard output");
}
