/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/endpoints.h"
#include "cli/probe_fleet.h"
#include "cli/worker.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void reads_a_list(void **state)
{
	struct ed_arena arena = {0};
	struct ed_list list = {0};
	struct ed_error err;
	const struct ed_listed *items;

	(void)state;
	assert_true(ed_endpoints_parse(&arena,
	    ED_STR("# nodes\r\n\r\nmail.ex.test\r\n"
		   "  mail.ex.test:8443\t192.0.2.7 # second\n"
		   "[2001:db8::1]:443 [2001:db8::2]:4443"),
	    &list, &err));
	assert_int_equal(list.n, 3);
	items = list.items;
	assert_int_equal(items[0].line, 3);
	assert_int_equal(items[0].target.port, 0);
	assert_int_equal(items[0].connect_to.host.n, 0);
	assert_int_equal(items[1].line, 4);
	assert_int_equal(items[1].target.port, 8443);
	assert_true(ed_str_eq(items[1].connect_to.host, ED_STR("192.0.2.7")));
	assert_int_equal(items[1].connect_to.port, 0);
	assert_true(ed_str_eq(items[2].target.host, ED_STR("2001:db8::1")));
	assert_int_equal(items[2].connect_to.port, 4443);
	ed_arena_free(&arena);
}

static void refuses_a_list(void **state)
{
	static const char *const bad[] = {"", "\n#\n", "ok\nhttps://h/\n",
	    "u:geheim@h", "h 1.2.3.4 x", "h name.test", "h:0", "h 1.2.3.4:0"};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(bad); i++) {
		struct ed_arena arena = {0};
		struct ed_list list = {0};
		struct ed_error err;

		if (ed_endpoints_parse(&arena, ed_str_of(bad[i]), &list, &err))
			fail_msg("taken: %s", bad[i]);
		assert_null(strstr(err.text, "geheim"));
		ed_arena_free(&arena);
	}
}

static void the_worst_gives_the_exit_code(void **state)
{
	static const struct {
		struct ed_fleet_counts counts;
		int code;
	} rows[] = {{{{5, 0, 0, 0}}, 0}, {{{5, 1, 0, 0}}, 1},
	    {{{5, 1, 0, 1}}, 3}, {{{5, 1, 1, 9}}, 2}};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++)
		assert_int_equal(ed_fleet_exit(&rows[i].counts), rows[i].code);
}

enum { GOOD, LONG, CRASHES, MUTE, CUT, ODD };

static int work(void *context, size_t item, struct ed_str *line)
{
	static char many[100000];

	(void)context;
	*line = ED_STR("a line\n");
	if (item == CRASHES)
		_Exit(77);
	if (item == MUTE)
		*line = ED_STR("");
	if (item == CUT)
		*line = ED_STR("half a li");
	if (item == LONG) {
		memset(many, 'x', sizeof(many));
		many[sizeof(many) - 1] = '\n';
		*line = (struct ed_str){many, sizeof(many)};
	}
	return item == ODD ? 9 : 2;
}

static char *result_of(struct ed_worker *w, int *code)
{
	enum ed_working state;

	do
		state = ed_worker_read(w);
	while (state == ED_WORKING);
	return state == ED_WORK_DONE ? ed_worker_take(w, code) : NULL;
}

static void takes_only_whole_results(void **state)
{
	(void)state;
	for (size_t item = GOOD; item <= ODD; item++) {
		struct ed_worker w;
		int code = -1;
		char *line;

		assert_true(ed_worker_start(&w, work, NULL));
		assert_true(ed_worker_give(&w, item));
		line = result_of(&w, &code);
		assert_int_equal(line != NULL, item <= LONG);
		assert_int_equal(code, item <= LONG ? 2 : -1);
		if (item == LONG)
			assert_int_equal(strlen(line), 100000);
		free(line);
		ed_worker_end(&w);
		assert_int_equal(w.pid, 0);
	}
}

/* The second item of a process is worth as much as the first. */
static void works_on_one_after_another(void **state)
{
	static const size_t items[] = {GOOD, LONG, GOOD, CRASHES};
	struct ed_worker w;

	(void)state;
	assert_true(ed_worker_start(&w, work, NULL));
	for (size_t i = 0; i < ED_COUNT(items); i++) {
		int code = -1;
		char *line;

		assert_int_equal(w.done, i);
		assert_true(ed_worker_give(&w, items[i]));
		assert_int_equal(w.item, items[i]);
		line = result_of(&w, &code);
		assert_int_equal(line != NULL, items[i] != CRASHES);
		if (items[i] == GOOD)
			assert_string_equal(line, "a line\n");
		free(line);
	}
	assert_true(w.busy);
	ed_worker_end(&w);
}

/* One that ended while it had nothing to do does not end us. */
static void gives_nothing_to_the_dead(void **state)
{
	struct ed_worker w;
	bool given = true;

	(void)state;
	assert_true(ed_worker_start(&w, work, NULL));
	assert_int_equal(kill(w.pid, SIGKILL), 0);
	for (int i = 0; i < 500 && given; i++) {
		given = ed_worker_give(&w, GOOD);
		usleep(10000);
	}
	assert_false(given);
	ed_worker_end(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_a_list),
	    cmocka_unit_test(refuses_a_list),
	    cmocka_unit_test(the_worst_gives_the_exit_code),
	    cmocka_unit_test(takes_only_whole_results),
	    cmocka_unit_test(works_on_one_after_another),
	    cmocka_unit_test(gives_nothing_to_the_dead),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
