/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads a report and writes it again, in every format. What can be read must
 * render the same after another trip through JSON.
 */
#include "report/report.h"

#include <stdlib.h>

static struct ed_str write_report(
    struct ed_arena *arena, const char *name, const struct ed_report *report)
{
	const struct ed_style style = {.detail = ED_EVERYTHING, .width = 80};
	struct ed_text text = {.arena = arena};

	ed_reporter_find(ed_str_of(name))->write(report, &style, &text);
	return ed_text_str(&text);
}

static void render_twice(struct ed_arena *arena, const struct ed_report *report)
{
	struct ed_str text = write_report(arena, "text", report);
	struct ed_str json = write_report(arena, "json", report);
	struct ed_report again;
	struct ed_error err;

	for (size_t i = 0; ed_reporters[i]; i++)
		write_report(arena, ed_reporters[i]->name, report);
	if (!ed_report_read(arena, json, &again, &err))
		abort();
	if (!ed_str_eq(text, write_report(arena, "text", &again)))
		abort();
	if (!ed_str_eq(json, write_report(arena, "json", &again)))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ed_arena arena = {0};
	struct ed_report report;
	struct ed_error err;

	if (ed_report_read(&arena, (struct ed_str){(const char *)data, size},
		&report, &err))
		render_twice(&arena, &report);
	ed_arena_free(&arena);
	return 0;
}
