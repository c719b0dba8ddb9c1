/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many profiles a second are read, each as a case of its own, all in one
 * process: "tree" builds the property list's tree, "facts" runs the loader.
 *
 * usage: bench_profiles tree|facts SECONDS FILE…
 */
#include "base/file.h"
#include "load/loader.h"
#include "load/plist.h"

#include <easdoctor/limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool read_tree(const char *path)
{
	struct ed_arena arena = {0};
	struct ed_error err;
	struct ed_str bytes;
	struct ed_plist doc;
	bool ok = ed_file_read(&arena, path, ED_MAX_FILE, &bytes, &err);

	if (ok) {
		ed_plist_read(&arena, bytes, &doc);
		ok = doc.root && !doc.damaged;
	}
	ed_arena_free(&arena);
	return ok;
}

static bool read_facts(const char *path)
{
	struct ed_case c;
	bool ok;

	ed_case_init(&c);
	ed_load_path(&c, path, true);
	ok = c.profiles.n == 1 &&
	     ED_ITEMS(c.profiles, struct ed_profile *)[0]->n_accounts == 1;
	ed_case_free(&c);
	return ok;
}

int main(int argc, char **argv)
{
	bool trees = argc > 3 && strcmp(argv[1], "tree") == 0;
	double seconds = argc > 3 ? atof(argv[2]) : 0, start = now(), spent = 0;
	unsigned long n = 0;

	if (argc < 4)
		return 2;
	ed_arena_keep_memory();
	while (spent < seconds) {
		for (int i = 3; i < argc; i++, n++) {
			if (trees ? read_tree(argv[i]) : read_facts(argv[i]))
				continue;
			fprintf(stderr, "%s: not read\n", argv[i]);
			return 1;
		}
		spent = now() - start;
	}
	printf("%.0f\n", (double)n / spent);
	return 0;
}
