/* SPDX-License-Identifier: Apache-2.0 */
#include "report/words.h"

#include "report/privacy.h"
#include "report/quote.h"
#include "report/report.h"
#include "report/step.h"

#include <stddef.h>

static bool begins_name(char byte)
{
	return (byte >= 'a' && byte <= 'z') || byte == '_';
}

static bool is_name_byte(char byte)
{
	return begins_name(byte) || (byte >= '0' && byte <= '9');
}

size_t ed_placeholder(struct ed_str text, size_t at, struct ed_str *name)
{
	size_t end = at + 1;

	if (text.p[at] != '{')
		return 0;
	if (end == text.n || !begins_name(text.p[end]))
		return 0;
	if (at > 0 && (text.p[at - 1] == '%' || text.p[at - 1] == '$'))
		return 0;
	while (end < text.n && is_name_byte(text.p[end]))
		end++;
	if (end == text.n || text.p[end] != '}' || end == at + 1)
		return 0;
	*name = ed_str_sub(text, at + 1, end - at - 1);
	return end + 1 - at;
}

/* A path of "-" was standard input: nobody can name it again. */
static bool is_file(struct ed_str path)
{
	return path.n && !ed_str_eq(path, ED_STR("-"));
}

/* What is known beside a finding's values, and what stands for it if not. */
static const struct {
	const char *name;
	size_t offset;
	const char *stand_in;
} given[] = {
    {"subject", offsetof(struct ed_fill, subject), "SUBJECT"},
    {"file", offsetof(struct ed_fill, file), "FILE"},
    {"endpoint", offsetof(struct ed_fill, endpoint), "HOST"},
    {"endpoint_address", offsetof(struct ed_fill, endpoint_address),
	"HOST:443"},
};

bool ed_fill_find(
    const struct ed_fill *fill, struct ed_str name, struct ed_str *value)
{
	for (const struct ed_value *v = fill->values; v && v->name; v++) {
		if (!ed_str_eq(ed_str_of(v->name), name))
			continue;
		*value = v->value;
		return true;
	}
	for (size_t i = 0; i < ED_COUNT(given); i++) {
		const struct ed_str from =
		    *(const struct ed_str *)((const char *)fill +
					     given[i].offset);

		if (!ed_str_eq(name, ed_str_of(given[i].name)) || !from.n)
			continue;
		*value = from;
		return given[i].offset != offsetof(struct ed_fill, file) ||
		       is_file(from);
	}
	return false;
}

static void put_value(
    struct ed_text *out, struct ed_str name, const struct ed_fill *fill)
{
	struct ed_str value;

	if (ed_fill_find(fill, name, &value))
		ed_put(out, ed_veil_text(fill->veil,
				ed_escape(out->arena, value), false));
	else
		ed_putf(out, "<%.*s>", ED_ARG(name));
}

struct ed_str ed_fill_prose(
    struct ed_arena *arena, struct ed_str text, const struct ed_fill *fill)
{
	struct ed_text out = {.arena = arena};
	struct ed_str name;

	text = ed_str_trim(text);
	for (size_t at = 0; at < text.n;) {
		size_t n = ed_placeholder(text, at, &name);

		if (n)
			put_value(&out, name, fill);
		else
			ed_put_byte(&out, text.p[at]);
		at += n ? n : 1;
	}
	return ed_text_str(&out);
}

/* So that no value ends a command, or begins one. */
static void put_without_backtick(struct ed_text *out, struct ed_str value)
{
	for (size_t i = 0; i < value.n; i++)
		ed_put_byte(out, value.p[i] == '`' ? '\'' : value.p[i]);
}

static void put_in_step(struct ed_text *out, struct ed_str name,
    const struct ed_fill *fill, struct ed_quoting *command)
{
	struct ed_str value;
	const bool found = ed_fill_find(fill, name, &value);

	if (found && !command)
		put_without_backtick(
		    out, ed_veil_text(
			     fill->veil, ed_escape(out->arena, value), false));
	else if (!found || ed_str_find(value, ED_STR("`")) < value.n ||
		 !ed_str_eq(ed_escape(out->arena, value), value) ||
		 !ed_quote(command, ed_veil_text(fill->veil, value, true), out))
		ed_putf(out, "<%.*s>", ED_ARG(name));
}

static void fill_piece(struct ed_text *out, const struct ed_step_piece *span,
    const struct ed_fill *fill)
{
	struct ed_quoting q = ed_quoting_of(ED_STR("powershell"), span->text);
	struct ed_str name;

	for (size_t at = 0; at < span->text.n;) {
		size_t n = ed_placeholder(span->text, at, &name);

		if (n) {
			put_in_step(out, name, fill, span->command ? &q : NULL);
		} else {
			n = 1;
			ed_put_byte(out, span->text.p[at]);
			ed_quoting_step(&q, at);
		}
		at += n;
	}
}

struct ed_str ed_fill_step(
    struct ed_arena *arena, struct ed_str text, const struct ed_fill *fill)
{
	struct ed_text out = {.arena = arena};
	struct ed_step_piece span;

	text = ed_str_trim(text);
	while (ed_step_next(&text, &span)) {
		ed_put(&out, span.command ? ED_STR("`") : ED_STR(""));
		fill_piece(&out, &span, fill);
		ed_put(&out, span.command ? ED_STR("`") : ED_STR(""));
	}
	return ed_text_str(&out);
}

/* A file named -rf must not become an option. */
static struct ed_str as_argument(
    struct ed_arena *arena, struct ed_str name, struct ed_str value)
{
	if (!ed_str_eq(name, ED_STR("file")) ||
	    !ed_str_starts(value, ED_STR("-")))
		return value;
	return ed_format(arena, "./%.*s", ED_ARG(value));
}

/* What cannot be shown as it is cannot be copied as it is. */
static bool put_quoted(struct ed_quoting *q, struct ed_text *out,
    struct ed_str name, struct ed_str value, const struct ed_fill *fill,
    struct ed_error *err)
{
	if (!ed_str_eq(ed_escape(out->arena, value), value))
		return ed_fail(err,
		    "{%.*s} holds characters that do not belong in a command",
		    ED_ARG(name));
	value = ed_veil_text(
	    fill->veil, as_argument(out->arena, name, value), true);
	if (ed_quote(q, value, out))
		return true;
	return ed_fail(err, "{%.*s} cannot be quoted safely for %.*s",
	    ED_ARG(name), ED_ARG(q->shell));
}

/* Names of values are not known here: awk's {print} is none. */
static const char *stand_in(struct ed_str name)
{
	for (size_t i = 0; i < ED_COUNT(given); i++)
		if (ed_str_eq(name, ed_str_of(given[i].name)))
			return given[i].stand_in;
	return NULL;
}

bool ed_fill_command(struct ed_arena *arena,
    const struct ed_rule_command *command, const struct ed_fill *fill,
    struct ed_str *out, struct ed_error *err)
{
	const struct ed_str run = ed_str_trim(command->run);
	struct ed_quoting q = ed_quoting_of(command->shell, run);
	struct ed_text text = {.arena = arena};
	struct ed_str name, value;

	for (size_t at = 0; at < run.n;) {
		size_t n = ed_placeholder(run, at, &name);

		if (n && ed_fill_find(fill, name, &value)) {
			if (!put_quoted(&q, &text, name, value, fill, err))
				return false;
		} else if (n && stand_in(name)) {
			ed_put(&text, ed_str_of(stand_in(name)));
		} else {
			n = 1;
			ed_put_byte(&text, run.p[at]);
			ed_quoting_step(&q, at);
		}
		at += n;
	}
	*out = ed_text_str(&text);
	return true;
}
