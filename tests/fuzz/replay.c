/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs a fuzz target over every file of a folder, without a fuzzer: corpora
 * replay in every test run, under any compiler.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data = NULL;
	long size = -1;

	if (file && fseek(file, 0, SEEK_END) == 0)
		size = ftell(file);
	if (size >= 0 && fseek(file, 0, SEEK_SET) == 0)
		data = malloc((size_t)size + 1);
	if (!data || fread(data, 1, (size_t)size, file) != (size_t)size) {
		fprintf(stderr, "%s: cannot be read\n", path);
		exit(1);
	}
	fclose(file);
	LLVMFuzzerTestOneInput(data, (size_t)size);
	free(data);
	return 1;
}

int main(int argc, char **argv)
{
	struct dirent **names = NULL;
	int n = argc == 2 ? scandir(argv[1], &names, NULL, alphasort) : -1;
	int replayed = 0;

	for (int i = 0; i < n; i++) {
		char path[4096];

		snprintf(
		    path, sizeof(path), "%s/%s", argv[1], names[i]->d_name);
		if (names[i]->d_name[0] != '.')
			replayed += replay(path);
		free(names[i]);
	}
	free(names);
	printf("%d inputs replayed\n", replayed);
	return replayed > 0 ? 0 : 1;
}
