/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two reports in one input, apart by a NUL, which no JSON holds; a single one
 * is compared with itself: nothing of it may be new or fixed then.
 */
#include "report/compare.h"

#include <stdlib.h>

static const char *const formats[] = {
    "text", "json", "markdown", "jira", "summary"};

static void write_all(
    struct ed_arena *arena, const struct ed_comparison *comparison)
{
	const struct ed_style style = {.detail = ED_NORMAL, .width = 80};

	for (size_t i = 0; i < ED_COUNT(formats); i++) {
		struct ed_text text = {.arena = arena};

		if (!ed_compare_write(
			comparison, ed_str_of(formats[i]), &style, &text) ||
		    ed_str_has(ed_text_str(&text), '\033'))
			abort();
	}
}

static void expect_no_change(const struct ed_comparison *comparison)
{
	for (size_t i = 0; i < comparison->n_changes; i++)
		if (comparison->changes[i].change == ED_CHANGE_NEW)
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct ed_str all = {(const char *)data, size};
	const size_t end = ed_str_find(all, (struct ed_str){"", 1});
	struct ed_report before, after;
	struct ed_comparison comparison;
	struct ed_arena arena = {0};
	struct ed_error err;

	if (!ed_report_read(&arena, ed_str_sub(all, 0, end), &before, &err))
		goto out;
	ed_compare(&arena, &before, &before, &comparison);
	expect_no_change(&comparison);
	write_all(&arena, &comparison);
	if (!ed_report_read(
		&arena, ed_str_sub(all, end + 1, size), &after, &err))
		goto out;
	ed_compare(&arena, &before, &after, &comparison);
	write_all(&arena, &comparison);
	ed_compare(&arena, &after, &before, &comparison);
	write_all(&arena, &comparison);
out:
	ed_arena_free(&arena);
	return 0;
}
