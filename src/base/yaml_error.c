/* SPDX-License-Identifier: Apache-2.0 */
#include "base/yaml_document.h"

#include <stdio.h>
#include <string.h>

enum {
	MAX_NAME = 160, /* of a file name in a message, its end counts */
	MAX_WORD = 64   /* of a value in a message */
};

static bool continues_character(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

struct ed_str ed_yaml_clip(struct ed_str s)
{
	if (s.n <= MAX_WORD)
		return s;
	s.n = MAX_WORD;
	while (s.n && continues_character(s.p[s.n]))
		s.n--;
	return s;
}

/* The name's end, on one line whatever the file is called. */
static void write_name(char *out, const char *name)
{
	size_t n = strlen(name), skip = n > MAX_NAME ? n - MAX_NAME : 0;

	while (skip && continues_character(name[skip]))
		skip++;
	for (name += skip; *name; name++)
		*out++ =
		    (unsigned char)*name < ' ' || *name == 0x7f ? '?' : *name;
	*out = '\0';
}

bool ed_yaml_vfail_at(const char *name, size_t line, size_t column,
    struct ed_error *err, const char *format, va_list args)
{
	char shown[MAX_NAME + 1], text[sizeof(err->text)];

	write_name(shown, name);
	vsnprintf(text, sizeof(text), format, args);
	return ed_fail(err, "%s:%zu:%zu: %s", shown, line, column, text);
}

bool ed_yaml_fail_at(const char *name, size_t line, size_t column,
    struct ed_error *err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	ed_yaml_vfail_at(name, line, column, err, format, args);
	va_end(args);
	return false;
}

bool ed_yaml_fail(
    struct ed_yaml_node node, struct ed_error *err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	ed_yaml_vfail_at(
	    node.yaml->name, node.line, node.column, err, format, args);
	va_end(args);
	return false;
}

/* libyaml gives no line for bytes that it cannot even take as characters. */
static bool fail_reader(const char *name, struct ed_str text,
    const yaml_parser_t *parser, struct ed_error *err)
{
	size_t line = 1, column = 1, end = parser->problem_offset;
	const char *why =
	    parser->problem_value >= 0 && strstr(parser->problem, "control")
		? "a control character"
		: "not UTF-8; save the file as UTF-8";

	for (size_t i = 0; i < end && i < text.n; i++) {
		if (text.p[i] == '\n') {
			line++;
			column = 1;
		} else if (!continues_character(text.p[i])) {
			column++;
		}
	}
	return ed_yaml_fail_at(name, line, column, err, "%s", why);
}

bool ed_yaml_fail_parser(const char *name, struct ed_str text,
    const yaml_parser_t *parser, struct ed_error *err)
{
	const char *why = parser->problem ? parser->problem : "not YAML";

	if (parser->error == YAML_READER_ERROR)
		return fail_reader(name, text, parser, err);
	return ed_yaml_fail_at(name, parser->problem_mark.line + 1,
	    parser->problem_mark.column + 1, err, "not YAML: %s", why);
}
