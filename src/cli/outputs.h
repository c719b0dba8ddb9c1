/* SPDX-License-Identifier: Apache-2.0 */
/* Where reports go: --format and -o, shared by the commands that write them. */
#ifndef ED_CLI_OUTPUTS_H
#define ED_CLI_OUTPUTS_H

#include "cli/options.h"
#include "report/privacy.h"

/* One report to write; file NULL is standard output. */
struct ed_output {
	const struct ed_reporter *reporter;
	const char *file;
};

/* What --format and -o gathered, in order. */
struct ed_outputs {
	struct ed_arena *arena;
	struct ed_list items;             /* struct ed_output */
	const struct ed_reporter *format; /* the last --format, not used up */
	bool quiet;
	bool silent; /* nothing goes to standard output unless asked for */
	unsigned verbose;
	/* Of a diagnosis: what its report is built from, and how much is told;
	 * NULL: the report is one that was read, for the public if at all. */
	const struct ed_report_parts *parts;
	const char *privacy;     /* or NULL: files are internal */
	const char *privacy_key; /* file, or NULL */
	const char *privacy_map; /* file, or NULL */
};

/* Is the level a word, and do the options go together? */
ED_MUST_USE bool ed_outputs_check(
    const struct ed_outputs *outputs, struct ed_error *err);

/* For option tables: ED_OPTION_CALL on a struct ed_outputs. */
bool ed_take_format(struct ed_arena *arena, void *outputs, const char *name,
    struct ed_error *err);
bool ed_take_output(struct ed_arena *arena, void *outputs, const char *file,
    struct ed_error *err);

/*
 * Writes every output asked for, and the text report to standard output when
 * none of them goes there, unless silent. False when one could not be written.
 */
ED_MUST_USE bool ed_write_outputs(struct ed_outputs *outputs,
    const struct ed_report *report, struct ed_error *err);

/* The style for a stream: colour only on a terminal, NO_COLOR respected. */
struct ed_style ed_style_of(const struct ed_outputs *outputs, bool is_stdout);

#endif
