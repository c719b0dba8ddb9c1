/* SPDX-License-Identifier: Apache-2.0 */
/* Single values of a case file. What people mistype is told where it stands. */
#include "base/zone.h"
#include "load/case_file.h"

#include <string.h>

struct ed_case *ed_case_of(struct ed_yaml_node node)
{
	const struct ed_case_reading *reading = ed_yaml_context(node);

	return reading->c;
}

bool ed_case_line(struct ed_arena *arena, struct ed_yaml_node node, void *into,
    struct ed_error *err)
{
	struct ed_str text;

	if (!ed_yaml_read_text(arena, node, "this", &text, err))
		return false;
	if (ed_str_has(text, '\n') || ed_str_has(text, '\t'))
		return ed_yaml_fail(
		    node, err, "this must be one line without tabs");
	if (ed_str_trim(text).n != text.n)
		return ed_yaml_fail(
		    node, err, "this begins or ends with white space");
	*(struct ed_str *)into = text;
	return true;
}

bool ed_case_upn(struct ed_arena *arena, struct ed_yaml_node node, void *into,
    struct ed_error *err)
{
	struct ed_str text;

	if (!ed_case_line(arena, node, &text, err))
		return false;
	/* Else what names the account proves a certificate wrong. */
	if (!ed_is_upn(text))
		return ed_yaml_fail(
		    node, err, "a UPN looks like alice@corp.example");
	*(struct ed_str *)into = text;
	return true;
}

bool ed_case_zone(struct ed_arena *arena, struct ed_yaml_node node, void *into,
    struct ed_error *err)
{
	struct ed_str text;

	if (!ed_case_line(arena, node, &text, err))
		return false;
	if (!ed_zone_is_known(text))
		return ed_yaml_fail(node, err,
		    "a timezone is UTC, an offset like +01:00 or a name like "
		    "Europe/Berlin");
	*(struct ed_str *)into = text;
	return true;
}

static size_t count_digits(struct ed_str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return n;
}

bool ed_case_sid(struct ed_arena *arena, struct ed_yaml_node node, void *into,
    struct ed_error *err)
{
	struct ed_str text, rest;
	bool ok;

	if (!ed_case_line(arena, node, &text, err))
		return false;
	ok = ed_str_istarts(text, ED_STR("S-1-"));
	rest = ed_str_sub(text, 3, text.n);
	while (ok && rest.n) {
		size_t n;

		ok = rest.p[0] == '-';
		rest = ed_str_sub(rest, 1, rest.n);
		n = count_digits(rest);
		ok = ok && n > 0 && n < 16;
		rest = ed_str_sub(rest, n, rest.n);
	}
	if (!ok)
		return ed_yaml_fail(
		    node, err, "a SID looks like S-1-5-21-1-2-3-1104");
	*(struct ed_str *)into = text;
	return true;
}

bool ed_case_host(struct ed_arena *arena, struct ed_yaml_node node, void *into,
    struct ed_error *err)
{
	struct ed_str text;
	size_t colon;

	if (!ed_case_line(arena, node, &text, err))
		return false;
	colon = ed_str_find(text, ED_STR(":"));
	if (ed_str_has(text, '/') || ed_str_has(text, ' ') ||
	    ed_str_has(text, '@'))
		return ed_yaml_fail(node, err,
		    "a host is a name alone, without scheme, user or path");
	/* Two colons and more are an IPv6 address. */
	if (colon < text.n &&
	    !ed_str_has(ed_str_sub(text, colon + 1, text.n), ':'))
		return ed_yaml_fail(node, err,
		    "a host is a name alone; its port is the key 'port'");
	*(struct ed_str *)into = text;
	return true;
}

bool ed_case_port(struct ed_arena *arena, struct ed_yaml_node node, void *into,
    struct ed_error *err)
{
	struct ed_str text = {0};
	unsigned port = 0;

	if (!ed_case_line(arena, node, &text, err))
		return false;
	if (text.n <= 5 && count_digits(text) == text.n)
		for (size_t i = 0; i < text.n; i++)
			port = 10 * port + (unsigned)(text.p[i] - '0');
	if (port < 1 || port > 65535)
		return ed_yaml_fail(
		    node, err, "a port is a number from 1 to 65535");
	*(unsigned *)into = port;
	return true;
}

bool ed_case_path(struct ed_arena *arena, struct ed_yaml_node node, void *into,
    struct ed_error *err)
{
	const struct ed_case_reading *reading = ed_yaml_context(node);
	struct ed_str folder = ed_str_of(reading->folder), path;

	if (!ed_case_line(arena, node, &path, err))
		return false;
	while (ed_str_starts(path, ED_STR("./")))
		path = ed_str_sub(path, 2, path.n);
	if (!path.n)
		path = ED_STR(".");
	if (path.p[0] == '/' || !folder.n || ed_str_eq(folder, ED_STR(".")))
		*(struct ed_str *)into = ed_copy(arena, path);
	else if (ed_str_eq(path, ED_STR(".")))
		*(struct ed_str *)into = ed_copy(arena, folder);
	else
		*(struct ed_str *)into =
		    ed_format(arena, "%.*s%s%.*s", ED_ARG(folder),
			folder.p[folder.n - 1] == '/' ? "" : "/", ED_ARG(path));
	return true;
}

static bool add_path(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_str path;

	if (!ed_case_path(arena, node, &path, err))
		return false;
	*ED_PUSH(arena, (struct ed_list *)into, struct ed_str) = path;
	return true;
}

bool ed_case_paths(struct ed_arena *arena, struct ed_yaml_node node, void *into,
    struct ed_error *err)
{
	return ed_case_each(arena, node, add_path, into, err);
}

bool ed_case_choice(struct ed_arena *arena, struct ed_yaml_node node,
    const char *const *words, const char *why, struct ed_str *out,
    struct ed_error *err)
{
	struct ed_str text;

	if (!ed_yaml_read_text(arena, node, "this", &text, err))
		return false;
	for (; *words; words++) {
		if (ed_str_ieq(text, ed_str_of(*words))) {
			*out = ed_str_of(*words);
			return true;
		}
	}
	return ed_yaml_fail(node, err, "%s", why);
}

bool ed_case_each(struct ed_arena *arena, struct ed_yaml_node node,
    bool (*read)(struct ed_arena *arena, struct ed_yaml_node node, void *into,
	struct ed_error *err),
    void *into, struct ed_error *err)
{
	if (ed_yaml_is_text(node))
		return read(arena, node, into, err);
	if (!ed_yaml_is_sequence(node))
		return ed_yaml_fail(node, err, "this must be a list");
	for (size_t i = 0; i < ed_yaml_count(node); i++)
		if (!read(arena, ed_yaml_item(node, i), into, err))
			return false;
	return true;
}
