/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/outputs.h"

#include "base/file.h"
#include "base/nearest.h"
#include "cli/veil.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool unknown_format(
    struct ed_arena *arena, const char *name, struct ed_error *err)
{
	const char **names;
	const char *near;
	size_t n = 0;

	while (ed_reporters[n])
		n++;
	names = ed_alloc_array(arena, n + 1, sizeof(*names));
	for (size_t i = 0; i < n; i++)
		names[i] = ed_reporters[i]->name;
	near = ed_nearest(ed_str_of(name), names);
	if (near)
		return ed_fail(
		    err, "no format \"%s\", did you mean \"%s\"?", name, near);
	return ed_fail(err,
	    "no format \"%s\"; \"easdoctor list formats\" names them", name);
}

bool ed_take_format(
    struct ed_arena *arena, void *into, const char *name, struct ed_error *err)
{
	struct ed_outputs *outputs = into;

	if (outputs->format)
		ED_PUSH(arena, &outputs->items, struct ed_output)->reporter =
		    outputs->format;
	outputs->format = ed_reporter_find(ed_str_of(name));
	return outputs->format || unknown_format(arena, name, err);
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

/* Is there a report in which something is hidden? */
static bool hides(const struct ed_outputs *outputs)
{
	enum ed_privacy level = ED_PRIVACY_NONE;
	struct ed_error err;

	if (outputs->privacy)
		return ed_veil_level(outputs->privacy, &level, &err) &&
		       level != ED_PRIVACY_NONE;
	for (size_t i = 0; i < outputs->items.n; i++) {
		const char *file =
		    ED_ITEMS(outputs->items, struct ed_output)[i].file;

		if (file && strcmp(file, "-") != 0)
			return true;
	}
	return false;
}

static bool is_written(const struct ed_outputs *outputs, const char *path)
{
	for (size_t i = 0; i < outputs->items.n; i++) {
		const char *file =
		    ED_ITEMS(outputs->items, struct ed_output)[i].file;

		if (file && strcmp(file, path) == 0)
			return true;
	}
	return false;
}

bool ed_outputs_check(const struct ed_outputs *outputs, struct ed_error *err)
{
	const char *map = outputs->privacy_map;
	enum ed_privacy level;

	if (!ed_veil_level(outputs->privacy, &level, err))
		return false;
	if (!ed_veil_files(outputs->privacy_key, map, hides(outputs), err))
		return false;
	if (!map || !is_written(outputs, map))
		return true;
	return ed_fail(
	    err, "--privacy-map needs a file of its own, not that of a report");
}

/* What is read on the spot is told whole; what is kept may be passed on. */
static bool level_of(const struct ed_outputs *outputs, bool is_stdout,
    enum ed_privacy *level, struct ed_error *err)
{
	*level = is_stdout || !outputs->parts ? ED_PRIVACY_NONE
					      : ED_PRIVACY_INTERNAL;
	return ed_veil_level(outputs->privacy, level, err);
}

static bool make_veil(const struct ed_outputs *outputs,
    const struct ed_report *report, enum ed_privacy level, struct ed_veil *veil,
    struct ed_error *err)
{
	struct ed_str key = {0};

	if (!ed_veil_key(outputs->arena, outputs->privacy_key, &key, err))
		return false;
	if (outputs->parts)
		ed_veil_make(outputs->arena, level, key, outputs->parts->c,
		    report, veil);
	else
		ed_veil_make_again(outputs->arena, key, report, veil);
	return ed_veil_put_map(veil, outputs->privacy_map, err);
}

/* The report as it may be told there; text is searched when it is written. */
static bool render(struct ed_outputs *outputs, const struct ed_report *report,
    const struct ed_output *output, bool is_stdout, struct ed_text *text,
    struct ed_error *err)
{
	const struct ed_style style = ed_style_of(outputs, is_stdout);
	enum ed_privacy level = ED_PRIVACY_NONE;
	struct ed_text frame = {.arena = outputs->arena};
	struct ed_report_parts parts;
	struct ed_report built = *report, veiled;
	struct ed_veil veil;

	if (!level_of(outputs, is_stdout, &level, err))
		return false;
	if (level == ED_PRIVACY_NONE) {
		output->reporter->write(report, &style, text);
		return true;
	}
	if (!make_veil(outputs, report, level, &veil, err))
		return false;
	if (outputs->parts) {
		parts = *outputs->parts;
		parts.veil = &veil;
		ed_report_build(&parts, outputs->arena, &built);
	}
	ed_veil_apply(&veil, &built, &veiled);
	output->reporter->write(&veiled, &style, text);
	ed_veil_frame(outputs->arena, &veiled, &built);
	output->reporter->write(&built, &style, &frame);
	return ed_veil_holds(
	    &veil, ed_text_str(text), ed_text_str(&frame), err);
}

static bool write_one(struct ed_outputs *outputs,
    const struct ed_report *report, const struct ed_output *output,
    struct ed_error *err)
{
	const bool is_stdout = !output->file || strcmp(output->file, "-") == 0;
	struct ed_text text = {.arena = outputs->arena};

	if (!render(outputs, report, output, is_stdout, &text, err))
		return false;
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
