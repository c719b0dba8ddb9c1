/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/outputs.h"

#include "base/file.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool ed_take_format(
    struct ed_arena *arena, void *into, const char *name, struct ed_error *err)
{
	struct ed_outputs *outputs = into;

	if (outputs->format)
		ED_PUSH(arena, &outputs->items, struct ed_output)->reporter =
		    outputs->format;
	outputs->format = ed_reporter_find(ed_str_of(name));
	if (outputs->format)
		return true;
	return ed_fail(err,
	    "no format \"%s\"; \"easdoctor list formats\" names them", name);
}

bool ed_take_output(
    struct ed_arena *arena, void *into, const char *file, struct ed_error *err)
{
	struct ed_outputs *outputs = into;
	struct ed_output *output;

	(void)err;
	output = ED_PUSH(arena, &outputs->items, struct ed_output);
	output->file = file;
	output->reporter = outputs->format;
	if (!output->reporter)
		output->reporter = ed_reporter_find(ED_STR("text"));
	outputs->format = NULL;
	return true;
}

struct ed_style ed_style_of(const struct ed_outputs *outputs, bool is_stdout)
{
	const char *no_color = getenv("NO_COLOR");
	const char *term = getenv("TERM");
	struct ed_style style = {.detail = ED_NORMAL, .width = 80};

	if (outputs->quiet)
		style.detail = ED_QUIET;
	else if (outputs->verbose)
		style.detail =
		    outputs->verbose == 1 ? ED_VERBOSE : ED_EVERYTHING;
	style.colour = is_stdout && isatty(STDOUT_FILENO) &&
		       !(no_color && *no_color) && term &&
		       strcmp(term, "dumb") != 0;
	/* A file is read later, by somebody who cannot ask for more. */
	if (!is_stdout)
		style.detail = ED_EVERYTHING;
	return style;
}

static bool write_one(struct ed_outputs *outputs,
    const struct ed_report *report, const struct ed_output *output,
    struct ed_error *err)
{
	const bool is_stdout = !output->file || strcmp(output->file, "-") == 0;
	const struct ed_style style = ed_style_of(outputs, is_stdout);
	struct ed_text text = {.arena = outputs->arena};

	output->reporter->write(report, &style, &text);
	if (!is_stdout)
		return ed_file_write(output->file, ed_text_str(&text), err);
	if (ed_print(ed_text_str(&text)))
		return true;
	return ed_fail(
	    err, "standard output: cannot write: %s", strerror(errno));
}

bool ed_write_outputs(struct ed_outputs *outputs,
    const struct ed_report *report, struct ed_error *err)
{
	struct ed_output last = {.reporter = outputs->format};
	bool to_stdout = outputs->format != NULL;

	for (size_t i = 0; i < outputs->items.n; i++) {
		const struct ed_output *one =
		    &ED_ITEMS(outputs->items, struct ed_output)[i];

		to_stdout |= !one->file || strcmp(one->file, "-") == 0;
		if (!write_one(outputs, report, one, err))
			return false;
	}
	if (!to_stdout && !outputs->silent)
		last.reporter = ed_reporter_find(ED_STR("text"));
	return !last.reporter || write_one(outputs, report, &last, err);
}
