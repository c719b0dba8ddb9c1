/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena_save.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { ITEMS = 5000, LARGE = 300000 };

/* Small ones over several blocks, and one with a block of its own. */
static void puts_back_what_was_changed(void **state)
{
	struct ed_arena arena = {0}, aside = {0}, other = {0};
	struct ed_list list = {0}, saved;
	char *large = ed_alloc(&arena, LARGE);

	(void)state;
	for (int i = 0; i < ITEMS; i++)
		*ED_PUSH(&arena, &list, int) = i;
	memset(large, 'a', LARGE);
	assert_true(ed_arena_size(&arena) >= LARGE + ITEMS * sizeof(int));
	saved = ed_arena_save(&arena, &aside);
	for (int round = 0; round < 3; round++) {
		struct ed_list row = list;

		for (int i = 0; i < ITEMS; i++)
			ED_ITEMS(row, int)[i] = -1;
		memset(large, 'b', LARGE);
		/* What is added goes elsewhere, or where room was left. */
		for (int i = 0; i < ITEMS; i++)
			*ED_PUSH(&other, &row, int) = -2;
		ed_arena_put_back(&saved);
		for (int i = 0; i < ITEMS; i++)
			assert_int_equal(ED_ITEMS(list, int)[i], i);
		assert_int_equal(large[0], 'a');
		assert_int_equal(large[LARGE - 1], 'a');
		for (size_t i = list.n; i < list.room; i++)
			assert_int_equal(ED_ITEMS(list, int)[i], 0);
		ed_arena_reset(&other);
	}
	ed_arena_free(&other);
	ed_arena_free(&aside);
	ed_arena_free(&arena);
}

static void an_empty_one_is_nothing(void **state)
{
	struct ed_arena arena = {0}, aside = {0};
	struct ed_list saved = ed_arena_save(&arena, &aside);

	(void)state;
	assert_int_equal(saved.n, 0);
	assert_int_equal(ed_arena_size(&arena), 0);
	ed_arena_put_back(&saved);
	ed_arena_free(&aside);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(puts_back_what_was_changed),
	    cmocka_unit_test(an_empty_one_is_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
