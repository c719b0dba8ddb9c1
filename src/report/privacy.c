/* SPDX-License-Identifier: Apache-2.0 */
/* What is hidden, where it stands, and the names in its place. */
#include "report/privacy_parts.h"

#include "report/width.h"

#include <stdlib.h>
#include <string.h>

const char *const ed_privacy_names[] = {
    "none", "internal", "vendor", "public", NULL};

/* Hidden from this level on. */
static const enum ed_privacy levels[] = {
    [ED_TEXT] = ED_PRIVACY_PUBLIC,
    [ED_UPN] = ED_PRIVACY_VENDOR,
    [ED_EMAIL] = ED_PRIVACY_VENDOR,
    [ED_HOST] = ED_PRIVACY_VENDOR,
    [ED_IP] = ED_PRIVACY_VENDOR,
    [ED_DN] = ED_PRIVACY_VENDOR,
    [ED_SERIAL] = ED_PRIVACY_PUBLIC,
    [ED_THUMBPRINT] = ED_PRIVACY_PUBLIC,
    [ED_DEVICE] = ED_PRIVACY_INTERNAL,
    [ED_SID] = ED_PRIVACY_INTERNAL,
    [ED_PATH] = ED_PRIVACY_PUBLIC,
    [ED_TIME] = ED_PRIVACY_PUBLIC + 1,
    [ED_NUMBER] = ED_PRIVACY_PUBLIC + 1,
};

bool ed_veil_hides(const struct ed_veil *veil, enum ed_kind kind)
{
	return veil->level >= levels[kind];
}

static char lower(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte;
}

bool ed_is_word_byte(char byte)
{
	return (byte >= '0' && byte <= '9') ||
	       (lower(byte) >= 'a' && lower(byte) <= 'z') ||
	       (unsigned char)byte >= 0x80;
}

/* Quotation marks, dashes, signs: what stands between words beyond ASCII. */
static bool is_sign(uint32_t point)
{
	static const uint32_t signs[][2] = {{0x80, 0xa9}, {0xab, 0xb4},
	    {0xb6, 0xb9}, {0xbb, 0xbf}, {0xd7, 0xd7}, {0xf7, 0xf7},
	    {0x2000, 0x206f}, {0x20a0, 0x20cf}, {0x2190, 0x2bff},
	    {0x3000, 0x3004}, {0x3008, 0x3020}, {0xff01, 0xff0f},
	    {0xff1a, 0xff20}, {0xff3b, 0xff40}, {0xff5b, 0xff65}};

	for (size_t i = 0; i < ED_COUNT(signs); i++)
		if (point >= signs[i][0] && point <= signs[i][1])
			return true;
	return false;
}

bool ed_is_word_at(struct ed_str text, size_t at)
{
	size_t start = at;
	uint32_t point;

	if ((unsigned char)text.p[at] < 0x80)
		return ed_is_word_byte(text.p[at]);
	while (start > 0 && at - start < 3 &&
	       ((unsigned char)text.p[start] & 0xc0) == 0x80)
		start--;
	ed_utf8_first(ed_str_sub(text, start, text.n), &point);
	return point == ED_NOT_UTF8 || !is_sign(point);
}

size_t ed_word_end(struct ed_str text, size_t at)
{
	while (at < text.n && ed_is_word_at(text, at))
		at++;
	return at;
}

struct ed_str ed_veil_lower(struct ed_arena *arena, struct ed_str s)
{
	char *p = ed_alloc_array(arena, s.n + 1, 1);

	for (size_t i = 0; i < s.n; i++)
		p[i] = lower(s.p[i]);
	return (struct ed_str){p, s.n};
}

/* Order of bytes, letters folded. */
static int compare_folded(struct ed_str a, struct ed_str b)
{
	for (size_t i = 0; i < a.n && i < b.n; i++) {
		const unsigned char x = (unsigned char)lower(a.p[i]);
		const unsigned char y = (unsigned char)lower(b.p[i]);

		if (x != y)
			return x < y ? -1 : 1;
	}
	return a.n == b.n ? 0 : a.n < b.n ? -1 : 1;
}

bool ed_is_vocabulary(struct ed_str word)
{
	size_t from = 0, to = ed_n_vocabulary;

	while (from < to) {
		const size_t middle = from + (to - from) / 2;
		const int order =
		    compare_folded(word, ed_str_of(ed_vocabulary[middle]));

		if (order == 0)
			return true;
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return false;
}

static bool is_hex(char byte)
{
	return (byte >= '0' && byte <= '9') ||
	       (lower(byte) >= 'a' && lower(byte) <= 'f');
}

/* "%5C", "=5C", "\\x5C", and what colours a terminal: no part of a word. */
static bool ends_escape(struct ed_str text, size_t at)
{
	size_t i = at;

	if (at >= 3 && is_hex(text.p[at - 1]) && is_hex(text.p[at - 2]))
		return text.p[at - 3] == '%' || text.p[at - 3] == '=' ||
		       (at >= 4 && text.p[at - 3] == 'x' &&
			   text.p[at - 4] == '\\');
	if (at == 0 || text.p[at - 1] != 'm')
		return false;
	while (i > 1 && (ed_str_has(ED_STR(";0123456789"), text.p[i - 2])))
		i--;
	return i > 1 && text.p[i - 2] == '[';
}

/* Does a word begin at offset at? */
static bool begins(struct ed_str text, size_t at)
{
	return at == 0 || !ed_is_word_at(text, at - 1) ||
	       !ed_is_word_at(text, at) || ends_escape(text, at);
}

/* A whole word: nothing on either side would make it a longer one. */
static bool stands_alone(struct ed_str text, size_t at, struct ed_str raw)
{
	const size_t end = at + raw.n;

	if (!begins(text, at))
		return false;
	return end >= text.n || !ed_is_word_at(raw, raw.n - 1) ||
	       !ed_is_word_at(text, end);
}

/* The text is long: it is searched only for what could be there. */
bool ed_veil_is_own(const struct ed_veil *veil, struct ed_str raw)
{
	const struct ed_str word = ed_veil_lower(veil->arena, raw);

	for (size_t at = 0; at < raw.n; at++) {
		const size_t end = ed_word_end(raw, at);

		if (end - at >= ED_LEAST_HIDDEN &&
		    !ed_is_vocabulary(ed_str_sub(raw, at, end - at)))
			return false;
		at = end;
	}
	for (size_t at = 0; at < veil->own.n; at++) {
		const struct ed_str rest =
		    ed_str_sub(veil->own, at, veil->own.n);

		at += ed_str_find(rest, word);
		if (at < veil->own.n && stands_alone(veil->own, at, word))
			return true;
	}
	return false;
}

/* FNV-1a over folded bytes. */
static size_t hash_of(struct ed_str raw)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < raw.n; i++)
		hash = (hash ^ (unsigned char)lower(raw.p[i])) *
		       UINT64_C(1099511628211);
	return (size_t)(hash ^ hash >> 32);
}

/* Where its number stands in the index, or would. */
static size_t slot_of(const struct ed_veil *veil, struct ed_str raw)
{
	const struct ed_hidden *items = veil->hidden.items;
	size_t at = hash_of(raw) & (veil->n_index - 1);

	while (
	    veil->index[at] && !ed_str_ieq(items[veil->index[at] - 1].raw, raw))
		at = (at + 1) & (veil->n_index - 1);
	return at;
}

struct ed_hidden *ed_veil_find_raw(
    const struct ed_veil *veil, struct ed_str raw)
{
	const uint32_t number =
	    veil->n_index ? veil->index[slot_of(veil, raw)] : 0;

	return number ? &ED_ITEMS(veil->hidden, struct ed_hidden)[number - 1]
		      : NULL;
}

/* Never more than half full. */
static void grow(struct ed_veil *veil)
{
	const struct ed_hidden *items = veil->hidden.items;

	if (veil->hidden.n * 2 < veil->n_index)
		return;
	veil->n_index = veil->n_index ? veil->n_index * 4 : 1024;
	veil->index =
	    ed_alloc_array(veil->arena, veil->n_index, sizeof(*veil->index));
	for (size_t i = 0; i < veil->hidden.n; i++)
		veil->index[slot_of(veil, items[i].raw)] = (uint32_t)i + 1;
}

void ed_veil_put(struct ed_veil *veil, enum ed_kind kind, struct ed_str raw,
    struct ed_str name)
{
	ed_veil_put_one(veil, kind, raw, name);
	ed_veil_put_variants(veil, kind, raw, name);
}

void ed_veil_put_one(struct ed_veil *veil, enum ed_kind kind, struct ed_str raw,
    struct ed_str name)
{
	struct ed_hidden *one;

	if (raw.n == 0 || ed_veil_find_raw(veil, raw))
		return;
	one = ED_PUSH(veil->arena, &veil->hidden, struct ed_hidden);
	*one = (struct ed_hidden){.kind = kind,
	    .raw = ed_copy(veil->arena, raw),
	    .name = name,
	    .own = ed_veil_is_own(veil, raw)};
	grow(veil);
	veil->index[slot_of(veil, one->raw)] = (uint32_t)veil->hidden.n;
}

/* What a value begins with: a word, or a byte that is none. */
static struct ed_str start_of(struct ed_str text, size_t at)
{
	const size_t end = ed_word_end(text, at);

	return ed_str_sub(text, at, end > at ? end - at : 1);
}

/* The longest first: what is part of another must not tear it. */
static int compare_hidden(const void *a, const void *b)
{
	const struct ed_hidden *x = a, *y = b;
	const int order =
	    compare_folded(start_of(x->raw, 0), start_of(y->raw, 0));

	if (order)
		return order;
	if (x->raw.n != y->raw.n)
		return x->raw.n > y->raw.n ? -1 : 1;
	return ed_str_compare(x->raw, y->raw);
}

void ed_veil_close(struct ed_veil *veil)
{
	struct ed_hidden *items = veil->hidden.items;

	if (veil->hidden.n)
		qsort(items, veil->hidden.n, sizeof(*items), compare_hidden);
	/* Numbers have changed: from now on values are found by order. */
	veil->index = NULL;
	veil->n_index = 0;
}

/* The first item that does not begin with less than start. */
static size_t first_of(const struct ed_veil *veil, struct ed_str start)
{
	const struct ed_hidden *items = veil->hidden.items;
	size_t from = 0, to = veil->hidden.n;

	while (from < to) {
		const size_t middle = from + (to - from) / 2;

		if (compare_folded(start_of(items[middle].raw, 0), start) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

const struct ed_hidden *ed_veil_find(
    const struct ed_veil *veil, struct ed_str text, size_t at, bool own)
{
	const struct ed_hidden *items = veil->hidden.items;
	const struct ed_str start = start_of(text, at);

	if (!begins(text, at))
		return NULL;
	for (size_t i = first_of(veil, start); i < veil->hidden.n; i++) {
		if (!ed_str_ieq(start_of(items[i].raw, 0), start))
			break;
		if ((own || !items[i].own) &&
		    ed_str_ieq(
			ed_str_sub(text, at, items[i].raw.n), items[i].raw) &&
		    stands_alone(text, at, items[i].raw))
			return &items[i];
	}
	return NULL;
}

static struct ed_str replace(
    const struct ed_veil *veil, struct ed_str text, bool command, bool own)
{
	struct ed_text out = {.arena = veil->arena};
	size_t from = 0;

	for (size_t i = 0; i < text.n;) {
		const struct ed_hidden *found =
		    ed_veil_find(veil, text, i, own);

		if (!found) {
			i++;
			continue;
		}
		ed_put(&out, ed_str_sub(text, from, i - from));
		ed_putf(&out, "%s%.*s%s", command ? "<" : "",
		    ED_ARG(found->name), command ? ">" : "");
		i += found->raw.n;
		from = i;
	}
	if (from == 0)
		return text;
	ed_put(&out, ed_str_sub(text, from, text.n));
	return ed_text_str(&out);
}

struct ed_str ed_veil_text(
    const struct ed_veil *veil, struct ed_str text, bool command)
{
	return veil && veil->hidden.n ? replace(veil, text, command, true)
				      : text;
}

struct ed_str ed_veil_rest(
    const struct ed_veil *veil, struct ed_str text, bool command)
{
	return veil->hidden.n ? replace(veil, text, command, false) : text;
}

static int compare_names(const void *a, const void *b)
{
	const struct ed_hidden *x = a, *y = b;
	const int order = ed_str_compare(x->name, y->name);

	return order ? order : ed_str_compare(x->raw, y->raw);
}

struct ed_str ed_veil_map(const struct ed_veil *veil)
{
	struct ed_text out = {.arena = veil->arena};
	struct ed_hidden *items =
	    ed_alloc_array(veil->arena, veil->hidden.n, sizeof(*items));

	if (veil->hidden.n)
		memcpy(
		    items, veil->hidden.items, veil->hidden.n * sizeof(*items));
	qsort(items, veil->hidden.n, sizeof(*items), compare_names);
	for (size_t i = 0; i < veil->hidden.n; i++)
		ed_putf(&out, "%.*s\t%.*s\n", ED_ARG(items[i].name),
		    ED_ARG(items[i].raw));
	return ed_text_str(&out);
}
