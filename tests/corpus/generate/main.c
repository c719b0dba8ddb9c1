/* SPDX-License-Identifier: Apache-2.0 */
/* easdoctor-corpus: makes labelled bundles for "easdoctor evaluate". */
#include "mutators.h"
#include "pki.h"
#include "plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int usage(void)
{
	fputs("Usage: easdoctor-corpus OUT_DIR [--seed N]\n"
	      "       easdoctor-corpus --list\n"
	      "Writes labelled bundles below OUT_DIR, or lists each cause and "
	      "its number of\nvariants; docs/corpus.md tells more.\n",
	    stderr);
	return 3;
}

static int list(void)
{
	size_t n;
	const struct ed_mutator *const *all = ed_mutators(&n);

	for (size_t i = 0; i < n; i++)
		printf("%s %u\n", all[i]->cause, all[i]->n_variants);
	return 0;
}

static bool parse_seed(const char *text, uint64_t *seed)
{
	if (!*text || strlen(text) > 9)
		return false;
	for (*seed = 0; *text; text++) {
		if (*text < '0' || *text > '9')
			return false;
		*seed = *seed * 10 + (uint64_t)(*text - '0');
	}
	return true;
}

int main(int argc, char **argv)
{
	struct ed_plan plan = {.seed = 1};

	if (argc == 2 && strcmp(argv[1], "--list") == 0)
		return list();
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--seed") == 0 && i + 1 < argc) {
			if (!parse_seed(argv[++i], &plan.seed))
				return usage();
		} else if (argv[i][0] == '-' || plan.out) {
			return usage();
		} else {
			plan.out = argv[i];
		}
	}
	if (!plan.out)
		return usage();
	plan.keys = ed_keys_new();
	ed_plan_singles(&plan);
	ed_plan_doubles(&plan);
	ed_plan_thin(&plan);
	ed_plan_healthy(&plan);
	ed_keys_free(plan.keys);
	printf("%u bundles in %s\n", plan.written, plan.out);
	return 0;
}
