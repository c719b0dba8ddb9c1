/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Exports of the registry (.reg): keys in brackets, "name"=value below them.
 *
 * A whole export is far larger than what counts of it, so it is read line by
 * line, and only keys that decide about client certificates are kept.
 */
#include "base/encoding.h"
#include "base/lines.h"
#include "load/certutil_text.h"
#include "load/line_file.h"
#include "load/loader.h"

#include <easdoctor/limits.h>

enum { LOOK = 512, PATH = 1024 };

struct reading {
	struct ed_case *c;
	struct ed_input *in;
	bool kept;         /* the key that stands above counts */
	struct ed_str key; /* of it */
	bool goes_on;      /* the value's next line belongs to it */
	bool too_long;     /* the value that goes on is not kept */
	unsigned line;     /* where it began */
	struct ed_text text;
	bool full;
};

static const char *const wanted[] = {
    ED_KEY_HTTP, ED_KEY_SCHANNEL, ED_KEY_KDC, ED_KEY_NTAUTH};

static bool recognise(struct ed_str bytes)
{
	struct ed_arena arena = {0};
	struct ed_str text = ed_to_utf8(&arena, ed_str_sub(bytes, 0, LOOK));
	struct ed_str line = {NULL, 0};
	bool is;

	while (ed_line_take(&text, &line) && !ed_str_trim(line).n)
		;
	line = ed_str_trim(line);
	is = ed_str_istarts(line, ED_STR("Windows Registry Editor Version")) ||
	     ed_str_eq(line, ED_STR("REGEDIT4"));
	ed_arena_free(&arena);
	return is;
}

static bool skip(struct ed_str *path, const char *prefix)
{
	struct ed_str want = ed_str_of(prefix);

	if (!ed_str_istarts(*path, want))
		return false;
	*path = ed_str_sub(*path, want.n, path->n);
	return true;
}

/* From the control set on, or from SOFTWARE. Empty: none that counts. */
static struct ed_str shorten(struct ed_str path)
{
	if (!skip(&path, "HKEY_LOCAL_MACHINE\\") && !skip(&path, "HKLM\\"))
		return (struct ed_str){NULL, 0};
	if (skip(&path, "SYSTEM\\CurrentControlSet\\") ||
	    skip(&path, "SYSTEM\\ControlSet001\\") ||
	    ed_str_istarts(path, ED_STR("SOFTWARE\\")))
		return path;
	return (struct ed_str){NULL, 0};
}

static bool counts(struct ed_str path)
{
	for (size_t i = 0; i < ED_COUNT(wanted); i++) {
		struct ed_str want = ed_str_of(wanted[i]);

		if (ed_str_istarts(path, want) &&
		    (path.n == want.n || path.p[want.n] == '\\'))
			return true;
	}
	return false;
}

static bool has_room(struct reading *r, const struct ed_list *list)
{
	if (list->n < ED_MAX_REGISTRY)
		return true;
	if (!r->full)
		ed_line_damage(r->c, r->in, r->line,
		    "more keys or values than any server has: the rest is "
		    "left out");
	r->full = true;
	return false;
}

static void take_key(struct reading *r, struct ed_str line, unsigned number)
{
	size_t end = line.n;
	struct ed_str path;
	bool deleted = line.n > 1 && line.p[1] == '-';

	while (end > 0 && line.p[end - 1] != ']')
		end--;
	r->kept = false;
	r->line = number;
	if (end == 0) {
		ed_line_damage(r->c, r->in, number, "a key has no end");
		return;
	}
	path = shorten(ed_str_sub(line, 1 + deleted, end - 2 - deleted));
	if (!counts(path) || path.n > PATH ||
	    !has_room(r, &r->c->registry_keys))
		return;
	r->key = ed_copy(&r->c->arena, path);
	r->kept = !deleted;
	*ED_PUSH(&r->c->arena, &r->c->registry_keys, struct ed_registry_key) =
	    (struct ed_registry_key){
		.ref = ed_at_line(r->c, r->in, number, line),
		.path = r->key,
		.deleted = deleted};
}

/* A text in quotes; false when its end is missing. */
static bool take_quoted(
    struct ed_arena *arena, struct ed_str *rest, struct ed_str *out)
{
	char *p = ed_alloc(arena, rest->n + 1);
	size_t n = 0, i = 1;

	for (; i < rest->n && rest->p[i] != '"'; i++) {
		if (rest->p[i] == '\\' && i + 1 < rest->n)
			i++;
		p[n++] = rest->p[i];
	}
	if (i >= rest->n)
		return false;
	*out = (struct ed_str){p, n};
	*rest = ed_str_sub(*rest, i + 1, rest->n);
	return true;
}

/* Bytes in hexadecimal digits, parted by commas. */
static bool take_bytes(
    struct ed_arena *arena, struct ed_str text, struct ed_str *out)
{
	char *p = ed_alloc(arena, text.n + 1);
	uint32_t byte;
	size_t n = 0;

	while ((text = ed_str_trim(text)).n) {
		size_t at = ed_str_find(text, ED_STR(","));
		struct ed_str one = ed_str_trim(ed_str_sub(text, 0, at));

		if (one.n != 2 || !ed_hex_number(one, &byte))
			return false;
		p[n++] = (char)byte;
		text = ed_str_sub(text, at + 1, text.n);
	}
	*out = (struct ed_str){p, n};
	return true;
}

static uint64_t little_endian(struct ed_str bytes)
{
	uint64_t n = 0;

	for (size_t i = bytes.n; i-- > 0;)
		n = n << 8 | (unsigned char)bytes.p[i];
	return n;
}

/* The text of hex(1), hex(2) and hex(7): UTF-16, or bytes of REGEDIT4. */
static struct ed_str text_of(struct ed_arena *arena, struct ed_str bytes)
{
	struct ed_str text = bytes;

	if (bytes.n >= 2 && bytes.n % 2 == 0 && !bytes.p[1])
		text = ed_utf16_to_utf8(arena, bytes, 'l');
	while (text.n && !text.p[text.n - 1])
		text.n--;
	return text;
}

static void set_bytes(struct reading *r, struct ed_registry_value *to,
    char type, struct ed_str bytes)
{
	if ((type == '4' && bytes.n == 4) || (type == 'b' && bytes.n == 8)) {
		to->type = ED_REG_NUMBER;
		to->number = little_endian(bytes);
		return;
	}
	to->type = type == '1' || type == '2' || type == '7' ? ED_REG_TEXT
							     : ED_REG_BYTES;
	if (to->type == ED_REG_TEXT)
		bytes = text_of(r->text.arena, bytes);
	to->cut = bytes.n > ED_MAX_REGISTRY_VALUE;
	to->text =
	    ed_copy(&r->c->arena, ed_str_sub(bytes, 0, ED_MAX_REGISTRY_VALUE));
}

static bool read_hex(
    struct reading *r, struct ed_registry_value *to, struct ed_str rest)
{
	struct ed_str bytes;
	char type = '3';

	if (skip(&rest, "hex(")) {
		size_t close = ed_str_find(rest, ED_STR("):"));

		if (close == rest.n || close == 0)
			return false;
		type = close == 1 ? rest.p[0] : '?';
		rest = ed_str_sub(rest, close + 2, rest.n);
	} else if (!skip(&rest, "hex:")) {
		return false;
	}
	if (!take_bytes(r->text.arena, rest, &bytes))
		return false;
	set_bytes(r, to, type, bytes);
	return true;
}

static bool read_value(
    struct reading *r, struct ed_registry_value *to, struct ed_str rest)
{
	struct ed_str text;
	uint32_t number;

	if (rest.n && rest.p[0] == '"') {
		if (!take_quoted(r->text.arena, &rest, &text))
			return false;
		to->type = ED_REG_TEXT;
		to->cut = text.n > ED_MAX_REGISTRY_VALUE;
		to->text = ed_copy(
		    &r->c->arena, ed_str_sub(text, 0, ED_MAX_REGISTRY_VALUE));
		return true;
	}
	if (skip(&rest, "dword:")) {
		rest = ed_str_trim(rest);
		if (rest.n != 8 || !ed_hex_number(rest, &number))
			return false;
		to->type = ED_REG_NUMBER;
		to->number = number;
		return true;
	}
	to->deleted = ed_str_eq(rest, ED_STR("-"));
	return to->deleted || read_hex(r, to, rest);
}

static void put_value(struct reading *r)
{
	struct ed_str line = ed_str_trim(ed_text_str(&r->text)), name = {0};
	struct ed_registry_value value = {.key = r->key};
	struct ed_str rest = line;

	if (!has_room(r, &r->c->registry_values))
		return;
	if (ed_str_starts(rest, ED_STR("@"))) {
		rest = ed_str_sub(rest, 1, rest.n);
	} else if (!take_quoted(r->text.arena, &rest, &name)) {
		ed_line_damage(r->c, r->in, r->line, "a name has no end");
		return;
	}
	if (!skip(&rest, "=") || !read_value(r, &value, ed_str_trim(rest)))
		ed_line_damage(
		    r->c, r->in, r->line, "this value could not be read");
	value.name = ed_copy(&r->c->arena, ed_str_sub(name, 0, PATH));
	value.ref = ed_at_line(r->c, r->in, r->line, line);
	*ED_PUSH(&r->c->arena, &r->c->registry_values,
	    struct ed_registry_value) = value;
}

/* What counts of NTAuth is the name of its keys, not what they hold. */
static void end_value(struct reading *r)
{
	if (r->too_long)
		ed_line_damage(r->c, r->in, r->line,
		    "a value is larger than any real one: left out");
	else if (!ed_str_istarts(r->key, ED_STR(ED_KEY_NTAUTH)))
		put_value(r);
	ed_arena_free(r->text.arena);
	r->text = (struct ed_text){.arena = r->text.arena};
	r->too_long = r->goes_on = false;
}

static void take_value(struct reading *r, struct ed_str line, unsigned number)
{
	struct ed_str words = ed_str_trim(line);
	bool more = words.n && words.p[words.n - 1] == '\\';

	if (!r->goes_on)
		r->line = number;
	if (r->text.n + words.n > 8 * ED_MAX_REGISTRY_VALUE)
		r->too_long = !ed_str_istarts(r->key, ED_STR(ED_KEY_NTAUTH));
	else
		ed_put(&r->text, ed_str_sub(words, 0, words.n - more));
	r->goes_on = more;
	if (!more)
		end_value(r);
}

static void take(void *reading, struct ed_str line, unsigned number)
{
	struct reading *r = reading;
	struct ed_str words = ed_str_trim(line);

	if (words.n && words.p[0] == '[') {
		if (r->goes_on)
			end_value(r);
		take_key(r, words, number);
	} else if (r->kept &&
		   (r->goes_on ||
		       (words.n && (words.p[0] == '"' || words.p[0] == '@')))) {
		take_value(r, words, number);
	}
}

static bool conclude(struct reading *r)
{
	if (r->goes_on) {
		ed_line_damage(
		    r->c, r->in, r->line, "it breaks off within a value");
		r->too_long = false;
		ed_arena_free(r->text.arena);
	}
	return true;
}

static bool load(struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	struct ed_arena scratch = {0};
	struct reading r = {.c = c, .in = in, .text = {.arena = &scratch}};
	bool ok = ed_each_line(c, in, bytes, take, &r) && conclude(&r);

	ed_arena_free(&scratch);
	return ok;
}

static bool load_file(
    struct ed_case *c, struct ed_input *in, struct ed_str head)
{
	struct ed_arena scratch = {0};
	struct reading r = {.c = c, .in = in, .text = {.arena = &scratch}};
	bool ok = ed_each_line_of_file(c, in, take, &r) && conclude(&r);

	(void)head;
	ed_arena_free(&scratch);
	return ok;
}

const struct ed_loader ed_loader_registry = {
    .kind = "registry",
    .recognise = recognise,
    .load = load,
    .load_file = load_file,
    .of_machine = true,
    .limit = ED_MAX_BULK,
};
