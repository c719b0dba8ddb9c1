/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/ed-file-XXXXXX";
static char seen[4096]; /* what a walk told, one word each */

static void put(const char *name, const char *text)
{
	FILE *file = fopen(name, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	fclose(file);
}

static int enter(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/ed-file-XXXXXX");
	seen[0] = '\0';
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return chdir("/") || system(command) ? -1 : 0;
}

static void on_file(void *context, const char *path)
{
	(void)context;
	strcat(strcat(seen, path), " ");
}

static void on_skipped(void *context, const char *path, const char *why)
{
	(void)context;
	snprintf(seen + strlen(seen), sizeof(seen) - strlen(seen), "%s(%s) ",
	    path, why);
}

static void walks_in_byte_order(void **state)
{
	(void)state;
	assert_int_equal(mkdir("d", 0755) || mkdir("d/b", 0755), 0);
	put("d/c", "");
	put("d/B", "");
	put("d/b/a", "");
	put("d/b.x", "");
	put("d/.hidden", "");
	ed_walk("d", on_file, on_skipped, NULL);
	assert_string_equal(seen, "d/B d/b/a d/b.x d/c ");
	seen[0] = '\0';
	ed_walk("d//", on_file, on_skipped, NULL);
	assert_string_equal(seen, "d/B d/b/a d/b.x d/c ");
	seen[0] = '\0';
	ed_walk("d/c", on_file, on_skipped, NULL);
	ed_walk("-", on_file, on_skipped, NULL);
	assert_string_equal(seen, "d/c - ");
}

static void tells_what_it_leaves_out(void **state)
{
	(void)state;
	assert_int_equal(mkdir("d", 0755), 0);
	put("d/file", "");
	assert_int_equal(symlink("..", "d/circle"), 0);
	assert_int_equal(symlink("file", "d/link"), 0);
	assert_int_equal(symlink("nowhere", "d/lost"), 0);
	assert_int_equal(mkfifo("d/pipe", 0644), 0);
	ed_walk("d", on_file, on_skipped, NULL);
	assert_string_equal(seen,
	    "d/circle(a link to a folder: not followed) d/file d/link "
	    "d/lost(No such file or directory) d/pipe(not a regular file) ");
	seen[0] = '\0';
	ed_walk("absent", on_file, on_skipped, NULL);
	assert_string_equal(seen, "absent(No such file or directory) ");
}

static void stops_at_a_depth(void **state)
{
	char path[256] = "d";

	(void)state;
	for (int i = 0; i < 20; i++) {
		assert_int_equal(mkdir(path, 0755), 0);
		strcat(path, "/d");
	}
	ed_walk("d", on_file, on_skipped, NULL);
	assert_non_null(strstr(seen, "nested too deeply"));
}

static void reads_whole_files(void **state)
{
	struct ed_arena arena = {0};
	struct ed_str bytes;
	struct ed_error err;

	(void)state;
	put("f", "0123456789");
	assert_true(ed_file_read(&arena, "f", 10, &bytes, &err));
	assert_true(ed_str_eq(bytes, ED_STR("0123456789")));
	assert_false(ed_file_read(&arena, "f", 9, &bytes, &err));
	assert_string_equal(err.text, "f: larger than the limit of 9 bytes");
	put("f", "");
	assert_true(ed_file_read(&arena, "f", 10, &bytes, &err));
	assert_int_equal(bytes.n, 0);
	/* Its size says 0, as that of all files there. */
	assert_true(
	    ed_file_read(&arena, "/proc/self/status", 1 << 20, &bytes, &err));
	assert_true(bytes.n > 100);
	ed_arena_free(&arena);
}

/* Opening a FIFO would wait for a writer for ever. */
static void refuses_what_is_no_file(void **state)
{
	static const char *const paths[] = {"pipe", "/dev/zero", "."};
	struct ed_arena arena = {0};
	struct ed_str bytes;
	struct ed_error err;

	(void)state;
	assert_int_equal(mkfifo("pipe", 0644), 0);
	for (size_t i = 0; i < ED_COUNT(paths); i++) {
		assert_false(ed_file_read(&arena, paths[i], 9, &bytes, &err));
		assert_non_null(strstr(err.text, "not a regular file"));
	}
	assert_false(ed_file_read(&arena, "absent", 9, &bytes, &err));
	assert_string_equal(err.text, "absent: No such file or directory");
	ed_arena_free(&arena);
}

static void reads_standard_input(void **state)
{
	struct ed_arena arena = {0};
	struct ed_str bytes;
	struct ed_error err;
	int saved = dup(0), ends[2];
	char *block = calloc(1, 60000);

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], block, 60000), 60000);
	close(ends[1]);
	dup2(ends[0], 0);
	assert_true(ed_file_read(&arena, "-", 1 << 20, &bytes, &err));
	assert_int_equal(bytes.n, 60000);
	dup2(saved, 0);
	close(saved);
	close(ends[0]);
	free(block);
	ed_arena_free(&arena);
}

static void assert_holds(const char *path, const char *text)
{
	struct ed_arena arena = {0};
	struct ed_str bytes;
	struct ed_error err;

	assert_true(ed_file_read(&arena, path, 4096, &bytes, &err));
	assert_true(ed_str_eq(bytes, ed_str_of(text)));
	ed_arena_free(&arena);
}

static void writes_by_rename(void **state)
{
	struct stat st;
	struct ed_error err;

	(void)state;
	umask(022);
	assert_true(ed_file_write("new", ED_STR("one"), &err));
	assert_holds("new", "one");
	assert_int_equal(stat("new", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0644);
	assert_int_equal(chmod("new", 0600) || symlink("new", "link"), 0);
	assert_true(ed_file_write("link", ED_STR("two"), &err));
	assert_holds("new", "two");
	assert_int_equal(lstat("link", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(stat("new", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_true(ed_file_write("/dev/null", ED_STR("gone"), &err));
	assert_int_equal(stat("/dev/null", &st), 0);
	assert_true(S_ISCHR(st.st_mode));
}

static void says_why_it_cannot_write(void **state)
{
	struct ed_error err;

	(void)state;
	assert_false(ed_file_write("no/such", ED_STR(""), &err));
	assert_string_equal(err.text, "no/such: No such file or directory");
	assert_false(ed_file_write(".", ED_STR(""), &err));
	assert_string_equal(err.text, ".: is a folder");
	ed_walk(".", on_file, on_skipped, NULL);
	assert_string_equal(seen, "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(walks_in_byte_order),
	    TEST(tells_what_it_leaves_out),
	    TEST(stops_at_a_depth),
	    TEST(reads_whole_files),
	    TEST(refuses_what_is_no_file),
	    TEST(reads_standard_input),
	    TEST(writes_by_rename),
	    TEST(says_why_it_cannot_write),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
