/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The last look at what was written: whatever a reporter or a new check did
 * wrong, a value that should be hidden stops the report here.
 *
 * Bytes are looked at as they are, with their escapes undone, and decoded:
 * every run of them that could be hex or base64. In what was decoded a value
 * need not be a word of its own: DER puts a length before it.
 */
#include "report/privacy_parts.h"

#include "base/encoding.h"

#include <stdlib.h>
#include <string.h>

/* Shorter codes occur by chance. */
enum { LEAST_CODE = 8, GRAM = 4 };

/* Values by their first four bytes, for decoded bytes. */
struct gram {
	uint32_t start;
	const struct ed_hidden *hidden;
};

struct scan {
	const struct ed_veil *veil;
	struct ed_arena arena;
	struct gram *grams; /* sorted by start */
	size_t n_grams;
	int64_t *counts; /* by number of hidden: in bytes, less in frame */
	const struct ed_hidden *found;
	const char *how;
};

static unsigned char folded(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static uint32_t gram_at(const char *p)
{
	return (uint32_t)folded(p[0]) << 24 | (uint32_t)folded(p[1]) << 16 |
	       (uint32_t)folded(p[2]) << 8 | folded(p[3]);
}

static int compare_grams(const void *a, const void *b)
{
	const struct gram *x = a, *y = b;

	return x->start == y->start ? 0 : x->start < y->start ? -1 : 1;
}

static void make_grams(struct scan *scan)
{
	const struct ed_hidden *items = scan->veil->hidden.items;

	scan->grams = ed_alloc_array(
	    &scan->arena, scan->veil->hidden.n, sizeof(*scan->grams));
	for (size_t i = 0; i < scan->veil->hidden.n; i++)
		if (items[i].raw.n >= GRAM && !items[i].own)
			scan->grams[scan->n_grams++] =
			    (struct gram){gram_at(items[i].raw.p), &items[i]};
	qsort(scan->grams, scan->n_grams, sizeof(*scan->grams), compare_grams);
}

/* The first gram that is not less than start. */
static size_t first_gram(const struct scan *scan, uint32_t start)
{
	size_t from = 0, to = scan->n_grams;

	while (from < to) {
		const size_t middle = from + (to - from) / 2;

		if (scan->grams[middle].start < start)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* Any value anywhere in bytes that were decoded. */
static void look_inside(struct scan *scan, struct ed_str bytes, const char *how)
{
	for (size_t i = 0; i + GRAM <= bytes.n && !scan->found; i++) {
		const uint32_t start = gram_at(bytes.p + i);
		size_t k = first_gram(scan, start);

		for (; k < scan->n_grams && scan->grams[k].start == start;
		     k++) {
			const struct ed_hidden *one = scan->grams[k].hidden;

			if (!ed_str_ieq(
				ed_str_sub(bytes, i, one->raw.n), one->raw))
				continue;
			scan->found = one;
			scan->how = how;
			return;
		}
	}
}

/* UTF-16 of text that is not far from ASCII, whatever its order. */
static struct ed_str narrow(struct scan *scan, struct ed_str bytes)
{
	char *p = ed_alloc_array(&scan->arena, bytes.n + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < bytes.n; i++)
		if (bytes.p[i])
			p[n++] = bytes.p[i];
	return (struct ed_str){p, n};
}

static void look_decoded(
    struct scan *scan, struct ed_str bytes, const char *how)
{
	const struct ed_str text = narrow(scan, bytes);

	look_inside(scan, bytes, how);
	if (text.n != bytes.n)
		look_inside(scan, text, how);
}

static int hex_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if ((c | 32) >= 'a' && (c | 32) <= 'f')
		return (c | 32) - 'a' + 10;
	return -1;
}

static int base64_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	return c == '/' || c == '_' ? 63 : -1;
}

/* What a run of digits of some bits each says from one of them on. */
static void look_coded(struct scan *scan, struct ed_str run, int bits,
    int (*value_of)(char), const char *how)
{
	const size_t phases = bits == 4 ? 2 : 4;

	for (size_t skip = 0; skip < phases && skip < run.n; skip++) {
		char *p = ed_alloc_array(&scan->arena, run.n + 1, 1);
		uint32_t held = 0;
		int n_held = 0;
		size_t n = 0;

		for (size_t i = skip; i < run.n; i++) {
			held = held << bits | (uint32_t)value_of(run.p[i]);
			n_held += bits;
			if (n_held < 8)
				continue;
			n_held -= 8;
			p[n++] = (char)(held >> n_held & 0xff);
		}
		look_decoded(scan, (struct ed_str){p, n}, how);
	}
}

static void look_runs(struct scan *scan, struct ed_str bytes, int bits,
    int (*value_of)(char), const char *how)
{
	for (size_t i = 0; i < bytes.n && !scan->found;) {
		size_t end = i;

		while (end < bytes.n && value_of(bytes.p[end]) >= 0)
			end++;
		if (end - i >= LEAST_CODE)
			look_coded(scan, ed_str_sub(bytes, i, end - i), bits,
			    value_of, how);
		i = end > i ? end : i + 1;
	}
}

static void count_words(struct scan *scan, struct ed_str bytes, int64_t step)
{
	const struct ed_hidden *items = scan->veil->hidden.items;

	for (size_t i = 0; i < bytes.n;) {
		const struct ed_hidden *found =
		    ed_veil_find(scan->veil, bytes, i, false);

		if (found)
			scan->counts[found - items] += step;
		i += found ? found->raw.n : 1;
	}
}

/* In bytes and not, as often, in the frame. */
static void look_at_words(struct scan *scan, struct ed_str bytes,
    struct ed_str frame, const char *how)
{
	const struct ed_hidden *items = scan->veil->hidden.items;
	const size_t n = scan->veil->hidden.n;

	if (scan->found)
		return;
	memset(scan->counts, 0, n * sizeof(*scan->counts));
	count_words(scan, bytes, 1);
	count_words(scan, frame, -1);
	for (size_t i = 0; i < n && !scan->found; i++)
		if (scan->counts[i] > 0) {
			scan->found = &items[i];
			scan->how = how;
		}
}

/* How long an entity is, and the byte that it stands for; 0: none. */
static size_t entity(struct ed_str text, size_t at, char *byte)
{
	static const struct {
		const char *name;
		char byte;
	} known[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'},
	    {"&quot;", '"'}, {"&apos;", '\''}};
	const struct ed_str rest = ed_str_sub(text, at, 10);
	const bool hex = rest.n > 2 && (rest.p[2] | 32) == 'x';
	unsigned number = 0;
	size_t i = hex ? 3 : 2;

	for (size_t k = 0; k < ED_COUNT(known); k++)
		if (ed_str_istarts(rest, ed_str_of(known[k].name))) {
			*byte = known[k].byte;
			return ed_str_of(known[k].name).n;
		}
	if (!ed_str_starts(rest, ED_STR("&#")))
		return 0;
	for (; i < rest.n && hex_of(rest.p[i]) >= 0; i++)
		number = number * (hex ? 16 : 10) + (unsigned)hex_of(rest.p[i]);
	if (i == rest.n || rest.p[i] != ';' || number == 0 || number > 127)
		return 0;
	*byte = (char)number;
	return i + 1;
}

/* \uXXXX, or a backslash before what is no letter. */
static size_t escaped(struct ed_str text, size_t at, char *byte)
{
	const struct ed_str rest = ed_str_sub(text, at, 6);
	unsigned number = 0;

	if (rest.n < 2)
		return 0;
	if (!ed_is_word_byte(rest.p[1])) {
		*byte = rest.p[1];
		return 2;
	}
	if (rest.n < 6 || rest.p[1] != 'u')
		return 0;
	for (size_t i = 2; i < 6; i++) {
		if (hex_of(rest.p[i]) < 0)
			return 0;
		number = number * 16 + (unsigned)hex_of(rest.p[i]);
	}
	*byte = (char)number;
	return number > 0 && number < 128 ? 6 : 0;
}

static size_t percent(struct ed_str text, size_t at, char *byte)
{
	if (at + 2 >= text.n || hex_of(text.p[at + 1]) < 0 ||
	    hex_of(text.p[at + 2]) < 0)
		return 0;
	*byte = (char)(hex_of(text.p[at + 1]) << 4 | hex_of(text.p[at + 2]));
	return 3;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Escapes of JSON, HTML, markup and addresses undone; blanks are one. */
static struct ed_str plain(struct scan *scan, struct ed_str bytes)
{
	char *p = ed_alloc_array(&scan->arena, bytes.n + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < bytes.n;) {
		char byte = bytes.p[i];
		size_t used = 0;

		if (byte == '&')
			used = entity(bytes, i, &byte);
		else if (byte == '\\')
			used = escaped(bytes, i, &byte);
		else if (byte == '%')
			used = percent(bytes, i, &byte);
		if (is_blank(byte))
			byte = ' ';
		if (byte != ' ' || n == 0 || p[n - 1] != ' ')
			p[n++] = byte;
		i += used ? used : 1;
	}
	return (struct ed_str){p, n};
}

static void look(struct scan *scan, struct ed_str bytes, struct ed_str frame)
{
	const struct ed_str text = plain(scan, bytes);
	const struct ed_str other = plain(scan, frame);

	look_at_words(scan, bytes, frame, "");
	look_at_words(scan, text, other, " escaped");
	if (memchr(bytes.p, '\0', bytes.n))
		look_inside(scan, narrow(scan, bytes), " in UTF-16");
	look_runs(scan, bytes, 4, hex_of, " in hex");
	look_runs(scan, text, 4, hex_of, " in hex");
	look_runs(scan, bytes, 6, base64_of, " in base64");
}

bool ed_veil_holds(const struct ed_veil *veil, struct ed_str bytes,
    struct ed_str frame, struct ed_error *err)
{
	struct scan scan = {.veil = veil};
	bool holds;

	if (veil->hidden.n == 0 || bytes.n == 0)
		return true;
	make_grams(&scan);
	scan.counts =
	    ed_alloc_array(&scan.arena, veil->hidden.n, sizeof(*scan.counts));
	look(&scan, bytes, frame);
	holds = scan.found == NULL;
	if (!holds)
		ed_fail(err,
		    "the report still holds what %.*s stands for%s; it was not "
		    "written",
		    ED_ARG(scan.found->name), scan.how);
	ed_arena_free(&scan.arena);
	return holds;
}
