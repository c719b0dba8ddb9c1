/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Command lines as tables: parsing, usage and --help come from one place.
 */
#ifndef ED_CLI_OPTIONS_H
#define ED_CLI_OPTIONS_H

#include "base/arena.h"

enum ed_option_type {
	ED_OPTION_FLAG,  /* bool */
	ED_OPTION_COUNT, /* unsigned: how often it was given */
	ED_OPTION_TEXT,  /* const char * */
	ED_OPTION_TEXTS, /* struct ed_list of const char * */
	ED_OPTION_CALL   /* by take() */
};

struct ed_option {
	const char *name; /* "case"; NULL ends the table */
	char letter;      /* 'o', or 0 */
	enum ed_option_type type;
	size_t offset;        /* of the value in the command's struct */
	const char *argument; /* "FILE"; NULL for flags */
	const char *help;
	bool (*take)(struct ed_arena *arena, void *into, const char *argument,
	    struct ed_error *err);
};

struct ed_command_line {
	const char *name;                /* "diagnose" */
	const char *operands;            /* "[EVIDENCE…]" */
	const char *summary;             /* one line, no period */
	const char *details;             /* paragraphs, or NULL */
	const char *examples;            /* lines, or NULL */
	const struct ed_option *options; /* ends with a nameless entry */
	size_t size; /* of the struct that the options are read into */
	/* options is that struct; the result is the exit code. */
	int (*run)(struct ed_arena *arena, void *options,
	    const struct ed_list *operands);
};

/*
 * Runs a command: argv[1..] is parsed into its zeroed options; options may
 * stand between operands (const char *), "--" ends them; a minus and a digit
 * begin an operand. What begins like an option is no option's value, unless it
 * stands behind '='. Returns the exit code; help and complaints are printed.
 */
int ed_command_run(
    const struct ed_command_line *command, int argc, char **argv);

/* Prints "easdoctor: …" to standard error and returns ED_EXIT_UNKNOWN. */
int ed_complain(const char *format, ...) ED_PRINTF(1, 2);
/* Says how to get help, after a complaint about usage. */
int ed_usage_error(const char *command, const char *format, ...)
    ED_PRINTF(2, 3);
/* Prints text to standard output; false when it could not be written. */
bool ed_print(struct ed_str text);

extern const struct ed_command_line *const ed_commands[]; /* ends with NULL */
extern const struct ed_command_line ed_command_diagnose;
extern const struct ed_command_line ed_command_inspect;
extern const struct ed_command_line ed_command_explain;
extern const struct ed_command_line ed_command_why;
extern const struct ed_command_line ed_command_list;
extern const struct ed_command_line ed_command_report;
extern const struct ed_command_line ed_command_compare;
extern const struct ed_command_line ed_command_rules;
extern const struct ed_command_line ed_command_evaluate;

#endif
