/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include "report/page.h"
#include "report/step.h"

/* Pieces as [prose] and <command>. */
static const struct {
	const char *name;
	const char *text;
	const char *pieces;
} rows[] = {
    {"nothing", "", ""},
    {"prose", "do it", "[do it]"},
    {"a command", "`do it`", "<do it>"},
    {"both", "run `a b`, then `c`", "[run ]<a b>[, then ]<c>"},
    {"an open command", "run `a b", "[run ][`a b]"},
    {"a pair and an open one", "`a` `b", "<a>[ ][`b]"},
    {"an empty one", "a``b", "[a][``][b]"},
    {"a fence", "```a` b", "[``]<a>[ b]"},
    {"alone", "`", "[`]"},
};

static void each_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_arena arena = {0};
		struct ed_text out = {.arena = &arena};
		struct ed_str rest = ed_str_of(rows[i].text);
		struct ed_step_piece piece;

		print_message("row: %s\n", rows[i].name);
		while (ed_step_next(&rest, &piece))
			ed_putf(&out, piece.command ? "<%.*s>" : "[%.*s]",
			    ED_ARG(piece.text));
		assert_string_equal(
		    ed_copy_c(&arena, ed_text_str(&out)), rows[i].pieces);
		ed_arena_free(&arena);
	}
}

/* On 24 columns behind "1. ", so with 21 of room. */
static const struct {
	const char *name;
	const char *step;
	const char *lines;
} wrapped[] = {
    {"fits", "Run `a b c`, then go.", "1. Run a b c, then go.\n"},
    {"is not broken", "Then run now `certutil -pulse` there",
	"1. Then run now\n   certutil -pulse there\n"},
    {"is longer than a line",
	"Run `certutil -enterprise -addstore Root` and wait.",
	"1. Run\n   certutil -enterprise -addstore Root\n   and wait.\n"},
    {"what follows it stands apart", "`certutil -enterprise -addstore`; ok",
	"1. certutil -enterprise -addstore\n   ; ok\n"},
    {"prose is cut", "abcdefghijklmnopqrstuvwxyz",
	"1. abcdefghijklmnopqrstu\n   vwxyz\n"},
    {"an open command is prose", "see `abcdefghijklmnopq rstuvwxyz",
	"1. see\n   `abcdefghijklmnopq\n   rstuvwxyz\n"},
};

static void each_wrapped(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(wrapped); i++) {
		struct ed_arena arena = {0};
		struct ed_text out = {.arena = &arena};
		const struct ed_page page = {.out = &out, .width = 24};

		print_message("row: %s\n", wrapped[i].name);
		ed_page_step(&page, "1. ", ed_str_of(wrapped[i].step));
		assert_string_equal(
		    ed_copy_c(&arena, ed_text_str(&out)), wrapped[i].lines);
		ed_arena_free(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(each_wrapped)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
