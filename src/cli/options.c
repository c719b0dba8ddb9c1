/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/options.h"

#include "base/nearest.h"
#include "report/escape.h"
#include <easdoctor/report.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* File names and arguments can hold anything; a terminal obeys it. */
ED_PRINTF(1, 0)
static void print_escaped(const char *format, va_list args)
{
	struct ed_arena arena = {0};
	struct ed_str shown =
	    ed_escape_line(&arena, ed_vformat(&arena, format, args));

	fwrite(shown.p, 1, shown.n, stderr);
	fputc('\n', stderr);
	ed_arena_free(&arena);
}

int ed_complain(const char *format, ...)
{
	va_list args;

	fflush(stdout);
	fputs("easdoctor: ", stderr);
	va_start(args, format);
	print_escaped(format, args);
	va_end(args);
	return ED_EXIT_UNKNOWN;
}

int ed_usage_error(const char *command, const char *format, ...)
{
	va_list args;

	fflush(stdout);
	fprintf(stderr, "easdoctor %s: ", command);
	va_start(args, format);
	print_escaped(format, args);
	va_end(args);
	fprintf(stderr, "Try \"easdoctor %s --help\".\n", command);
	return ED_EXIT_UNKNOWN;
}

bool ed_print(struct ed_str text)
{
	return fwrite(text.p, 1, text.n, stdout) == text.n &&
	       fflush(stdout) == 0;
}

static void print_option(const struct ed_option *option)
{
	char left[64];

	snprintf(left, sizeof(left), "%c%c%s--%s%s%s",
	    option->letter ? '-' : ' ', option->letter ? option->letter : ' ',
	    option->letter ? ", " : "  ", option->name,
	    option->argument ? " " : "",
	    option->argument ? option->argument : "");
	if (strlen(left) <= 24)
		printf("  %-24s  %s\n", left, option->help);
	else
		printf("  %s\n  %-24s  %s\n", left, "", option->help);
}

static void print_help(const struct ed_command_line *command)
{
	printf("Usage: easdoctor %s [OPTION]… %s\n%s.\n", command->name,
	    command->operands, command->summary);
	if (command->details)
		printf("\n%s", command->details);
	printf("\nOptions:\n");
	for (const struct ed_option *o = command->options; o->name; o++)
		print_option(o);
	printf("  -h, --help                Show this help\n");
	if (command->examples)
		printf("\nExamples:\n%s", command->examples);
}

static bool take_value(struct ed_arena *arena, const struct ed_option *option,
    const char *argument, void *into, struct ed_error *err)
{
	void *value = (char *)into + option->offset;

	switch (option->type) {
	case ED_OPTION_FLAG:
		*(bool *)value = true;
		return true;
	case ED_OPTION_COUNT:
		++*(unsigned *)value;
		return true;
	case ED_OPTION_TEXT:
		*(const char **)value = argument;
		return true;
	case ED_OPTION_TEXTS:
		*ED_PUSH(arena, (struct ed_list *)value, const char *) =
		    argument;
		return true;
	case ED_OPTION_CALL:
		return option->take(arena, value, argument, err);
	}
	return false;
}

static const struct ed_option *find_long(
    const struct ed_command_line *command, struct ed_str name)
{
	for (const struct ed_option *o = command->options; o->name; o++)
		if (ed_str_eq(ed_str_of(o->name), name))
			return o;
	return NULL;
}

static const struct ed_option *find_letter(
    const struct ed_command_line *command, char letter)
{
	for (const struct ed_option *o = command->options; o->name; o++)
		if (o->letter && o->letter == letter)
			return o;
	return NULL;
}

static const char *nearest_option(
    const struct ed_command_line *command, struct ed_str name)
{
	const char *names[64] = {"help"};
	size_t n = 1;

	for (const struct ed_option *o = command->options; o->name && n < 63;
	     o++)
		names[n++] = o->name;
	return ed_nearest(name, names);
}

struct parse {
	struct ed_arena *arena;
	const struct ed_command_line *command;
	int argc;
	char **argv;
	int at;
	void *into;
};

/* Is it written like an option of the command, known or not? */
static bool names_option(
    const struct ed_command_line *command, const char *text)
{
	if (text[0] != '-' || text[1] == '\0')
		return false;
	return text[1] == '-' || find_letter(command, text[1]);
}

/* "-o -f json" forgot the file: nobody means a file of the name "-f". */
static bool next_value(struct parse *parse, const struct ed_option *option,
    const char *shown, const char **value)
{
	const char *next =
	    parse->at + 1 < parse->argc ? parse->argv[parse->at + 1] : NULL;

	if (!next) {
		ed_usage_error(parse->command->name, "%s needs %s", shown,
		    option->argument);
		return false;
	}
	if (names_option(parse->command, next)) {
		ed_usage_error(parse->command->name,
		    "%s needs %s before %s; a value that begins like that is "
		    "written --%s=%s",
		    shown, option->argument, next, option->name, next);
		return false;
	}
	parse->at++;
	*value = next;
	return true;
}

static bool apply(struct parse *parse, const struct ed_option *option,
    const char *shown, const char *argument)
{
	struct ed_error err;

	if (option->argument && !argument &&
	    !next_value(parse, option, shown, &argument))
		return false;
	if (!option->argument && argument) {
		ed_usage_error(
		    parse->command->name, "%s takes no value", shown);
		return false;
	}
	if (take_value(parse->arena, option, argument, parse->into, &err))
		return true;
	ed_usage_error(parse->command->name, "%s: %s", shown, err.text);
	return false;
}

static bool parse_long(struct parse *parse, const char *text)
{
	const char *equals = strchr(text, '=');
	struct ed_str name = {
	    text, equals ? (size_t)(equals - text) : strlen(text)};
	const struct ed_option *option = find_long(parse->command, name);
	const char *shown;
	const char *near;

	shown = ed_format(parse->arena, "--%.*s", ED_ARG(name)).p;
	if (option)
		return apply(parse, option, shown, equals ? equals + 1 : NULL);
	near = nearest_option(parse->command, name);
	if (near)
		ed_usage_error(parse->command->name,
		    "unknown option %s, did you mean --%s?", shown, near);
	else
		ed_usage_error(
		    parse->command->name, "unknown option %s", shown);
	return false;
}

static bool parse_letters(struct parse *parse, const char *text)
{
	for (; *text; text++) {
		const struct ed_option *option =
		    find_letter(parse->command, *text);
		char shown[] = {'-', *text, '\0'};

		if (!option) {
			ed_usage_error(
			    parse->command->name, "unknown option %s", shown);
			return false;
		}
		if (option->argument)
			return apply(
			    parse, option, shown, text[1] ? text + 1 : NULL);
		if (!apply(parse, option, shown, NULL))
			return false;
	}
	return true;
}

/* -2146762487 is a code and no row of letters. */
static bool is_operand(const struct ed_command_line *command, const char *text)
{
	if (text[0] != '-' || text[1] == '\0')
		return true;
	return text[1] >= '0' && text[1] <= '9' &&
	       !find_letter(command, text[1]);
}

static bool is_help(const char *text)
{
	return strcmp(text, "--help") == 0 || strcmp(text, "-h") == 0;
}

enum parsed { PARSED, PARSED_HELP, PARSED_WRONG };

static enum parsed parse_all(struct parse *parse, struct ed_list *operands)
{
	bool only_operands = false;

	for (; parse->at < parse->argc; parse->at++) {
		const char *text = parse->argv[parse->at];
		bool good = true;

		if (only_operands || is_operand(parse->command, text)) {
			*ED_PUSH(parse->arena, operands, const char *) = text;
		} else if (strcmp(text, "--") == 0) {
			only_operands = true;
		} else if (is_help(text)) {
			print_help(parse->command);
			return PARSED_HELP;
		} else if (text[1] == '-') {
			good = parse_long(parse, text + 2);
		} else {
			good = parse_letters(parse, text + 1);
		}
		if (!good)
			return PARSED_WRONG;
	}
	return PARSED;
}

int ed_command_run(const struct ed_command_line *command, int argc, char **argv)
{
	struct ed_arena arena = {0};
	void *options = ed_alloc(&arena, command->size);
	struct parse parse = {&arena, command, argc, argv, 1, options};
	struct ed_list operands = {0};
	const enum parsed parsed = parse_all(&parse, &operands);
	int code = ED_EXIT_UNKNOWN;

	if (parsed == PARSED_HELP)
		code = ED_EXIT_HEALTHY;
	else if (parsed == PARSED)
		code = command->run(&arena, options, &operands);
	ed_arena_free(&arena);
	return code;
}
