/* SPDX-License-Identifier: Apache-2.0 */
/* Each way to find columns finds what a look at each byte finds. */
#include "ed_test.h"

#include "load/log_marks.h"
#include "load/log_stream.h"

#include <string.h>

enum { LONGEST = 700 };

static uint64_t state = 0x9e3779b97f4a7c15u;

static unsigned next(unsigned n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)(state >> 33) % n;
}

/* Few blanks, many, or nothing else; bytes that resemble them. */
static char any_byte(unsigned kind)
{
	static const char close[] = "\n \x0b\x1f!\x8a\xa0\r\t";

	switch (kind) {
	case 0:
		return next(20) ? 'x' : close[next(9)];
	case 1:
		return (char)next(256);
	case 2:
		return close[next(9)];
	default:
		return " \n"[next(2)];
	}
}

static void expect_marks(const struct ed_log_marks *m, const char *p, size_t n)
{
	size_t at = 1, lines = 0;

	for (size_t i = 0; i < n; i++) {
		if (p[i] != ' ' && p[i] != '\n')
			continue;
		assert_int_equal(m->starts[at], i + 1);
		if (p[i] == '\n') {
			assert_true(lines < m->n_lines);
			assert_int_equal(m->lines[lines++], at);
		}
		at++;
	}
	assert_int_equal(m->n_lines, lines);
}

static void every_way_agrees(void **way)
{
	const struct ed_log_way *w = *way;
	uint32_t starts[LONGEST + 80], lines[LONGEST + 80];
	char text[LONGEST + ED_LOG_PAD];

	for (int round = 0; round < 4000; round++) {
		size_t n = 1 + next(round < 400 ? 130 : LONGEST);
		struct ed_log_marks m = {
		    .starts = starts, .lines = lines, .room = n};

		/* What stands behind must not count. */
		memset(text, round % 2 ? ' ' : '\n', sizeof(text));
		for (size_t i = 0; i < n; i++)
			text[i] = any_byte((unsigned)round % 4);
		text[n - 1] = '\n';
		w->mark(&m, text, n);
		expect_marks(&m, text, n);
	}
}

static void room_grows(void **unused)
{
	struct ed_log_marks m = {0};
	char text[2 * LONGEST + ED_LOG_PAD];

	(void)unused;
	memset(text, ' ', sizeof(text));
	for (size_t n = 1; n <= 2 * LONGEST; n += 89) {
		text[n - 1] = '\n';
		ed_log_mark(&m, text, n);
		expect_marks(&m, text, n);
		assert_int_equal(m.starts[0], 0);
	}
	ed_log_marks_free(&m);
}

int main(void)
{
	struct CMUnitTest tests[9] = {cmocka_unit_test(room_grows)};
	size_t n = 1;

	for (const struct ed_log_way *w = ed_log_ways; w->name; w++)
		if (w->can())
			tests[n++] = (struct CMUnitTest){.name = w->name,
			    .test_func = every_way_agrees,
			    .initial_state = (void *)(uintptr_t)w};
	return _cmocka_run_group_tests("log marks", tests, n, NULL, NULL);
}
