/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Walks a binary property list from its top object down.
 *
 * Objects name each other by number, so one can stand in many places, or in
 * itself: a hundred bytes can mean a gigabyte. What is expanded is therefore
 * counted, by the builder (elements, depth) and here (text). Nothing is read
 * beyond the table of offsets, whatever the trailer claims.
 */
#include "load/plist_binary.h"

#include "base/encoding.h"
#include "load/plist_object.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECONDS_TO_2001 = 978307200, LONGEST_NUMBER = 32 };

struct walk {
	struct ed_plist_builder *b;
	struct ed_plist_table table;
	struct ed_arena scratch;
	uint64_t open[ED_MAX_DEPTH]; /* containers around this place */
	unsigned depth;
	size_t n_text; /* bytes of text and data given to the builder */
};

bool ed_is_plist_binary(struct ed_str bytes)
{
	return ed_str_starts(bytes, ED_STR("bplist"));
}

static bool find_object(
    struct walk *w, uint64_t ref, struct ed_plist_object *out)
{
	const char *wrong = ed_plist_object_at(&w->table, ref, out);

	if (wrong)
		ed_plist_wrong(w->b, "%s", wrong);
	return !wrong;
}

/* Each place counts that a shared text stands in. */
static bool spend(struct walk *w, size_t n)
{
	w->n_text += n;
	if (w->n_text <= ED_MAX_PLIST_EXPANDED)
		return true;
	ed_plist_wrong(w->b,
	    "more than %u bytes once shared values are written out; the rest "
	    "is not read",
	    ED_MAX_PLIST_EXPANDED);
	w->b->stopped = true;
	return false;
}

static void put_scalar(struct walk *w, const char *name, struct ed_str text)
{
	if (!spend(w, text.n))
		return;
	ed_plist_open(w->b, ed_str_of(name));
	ed_plist_text(w->b, text);
	ed_plist_close(w->b);
}

static bool is_ascii(struct ed_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

/* The text of a string in the scratch arena; NUL may stand in it. */
static struct ed_str text_of(
    struct walk *w, const struct ed_plist_object *object)
{
	if (object->kind == ED_KIND_UTF16)
		return ed_utf16be_to_utf8(&w->scratch, object->body);
	if (is_ascii(object->body))
		return object->body;
	ed_plist_wrong(w->b, "a string is marked as ASCII and is none");
	return ed_latin1_to_utf8(&w->scratch, object->body);
}

static bool is_string(const struct ed_plist_object *object)
{
	return object->kind == ED_KIND_ASCII || object->kind == ED_KIND_UTF16;
}

static void put_string(struct walk *w, const struct ed_plist_object *object)
{
	put_scalar(w, "string", text_of(w, object));
	ed_arena_free(&w->scratch);
}

/* 8 bytes are signed, fewer are not; of 16, only what fits into 8. */
static void put_integer(struct walk *w, struct ed_str body)
{
	char room[LONGEST_NUMBER];
	struct ed_str low = body;
	uint64_t high = 0, n;
	bool negative;

	if (body.n > 8) {
		low = ed_str_sub(body, body.n - 8, 8);
		high = ed_plist_number(ed_str_sub(body, 0, 8));
	}
	n = ed_plist_number(low);
	negative =
	    body.n >= 8 && n >> 63 && (body.n == 8 || high == UINT64_MAX);
	if (body.n > 16 || (high && !(negative && body.n == 16))) {
		ed_plist_wrong(w->b, "an integer of more than 64 bits");
		return;
	}
	if (negative)
		snprintf(
		    room, sizeof(room), "-%llu", (unsigned long long)(0 - n));
	else
		snprintf(room, sizeof(room), "%llu", (unsigned long long)n);
	put_scalar(w, "integer", ed_str_of(room));
}

static bool read_double(struct ed_str body, double *out)
{
	uint64_t n = body.n <= 8 ? ed_plist_number(body) : 0;
	uint32_t narrow = (uint32_t)n;
	float single;

	if (body.n == 8) {
		memcpy(out, &n, sizeof(n));
		return true;
	}
	if (body.n != 4)
		return false;
	memcpy(&single, &narrow, sizeof(single));
	*out = (double)single;
	return true;
}

/* The shortest text that reads as this number. */
static void put_real(struct walk *w, struct ed_str body)
{
	char room[LONGEST_NUMBER];
	double number;
	int digits = 15;

	if (!read_double(body, &number)) {
		ed_plist_wrong(w->b, "a real number of an unknown size");
		return;
	}
	do
		snprintf(room, sizeof(room), "%.*g", digits++, number);
	while (digits <= 17 && strtod(room, NULL) != number);
	put_scalar(w, "real", ed_str_of(room));
}

static void put_date(struct walk *w, struct ed_str body)
{
	static const double first = -62135596800.0, last = 253402300799.0;
	struct ed_digits digits;
	double seconds;
	int64_t whole;

	if (body.n != 8 || !read_double(body, &seconds) ||
	    !(seconds + SECONDS_TO_2001 >= first &&
		seconds + SECONDS_TO_2001 <= last)) {
		ed_plist_wrong(w->b, "a date that is on no calendar");
		return;
	}
	whole = (int64_t)seconds;
	whole -= (double)whole > seconds;
	put_scalar(w, "date", ed_time(&digits, whole + SECONDS_TO_2001));
}

/* Objects that XML property lists do not have, by what they are called. */
static void put_unsupported(
    struct walk *w, const struct ed_plist_object *object)
{
	static const char *const names[16] = {[ED_KIND_UTF8] = "a UTF-8 string",
	    [ED_KIND_UID] = "a UID",
	    [ED_KIND_ORDERED_SET] = "an ordered set",
	    [ED_KIND_SET] = "a set"};
	const char *name = names[object->kind];

	if (object->kind == ED_KIND_SIMPLE)
		name = object->low == 0 ? "a null" : "a URL, a UUID or filler";
	ed_plist_wrong(w->b, "%s, which a profile cannot hold",
	    name ? name : "an object of an unknown kind");
}

static void put_simple(struct walk *w, const struct ed_plist_object *object)
{
	if (object->low == 8)
		put_scalar(w, "false", ED_STR(""));
	else if (object->low == 9)
		put_scalar(w, "true", ED_STR(""));
	else
		put_unsupported(w, object);
}

static void put_value(struct walk *w, uint64_t ref);

static uint64_t ref_at(
    const struct walk *w, const struct ed_plist_object *object, uint64_t i)
{
	return ed_plist_number(ed_str_sub(
	    object->body, (size_t)i * w->table.ref_size, w->table.ref_size));
}

static bool put_key(struct walk *w, uint64_t ref)
{
	struct ed_plist_object key;
	struct ed_str text;

	if (!find_object(w, ref, &key))
		return false;
	if (!is_string(&key)) {
		ed_plist_wrong(w->b, "a key that is no string");
		return false;
	}
	text = text_of(w, &key);
	if (spend(w, text.n)) {
		ed_plist_open(w->b, ED_STR("key"));
		ed_plist_text(w->b, text);
		ed_plist_close(w->b);
	}
	ed_arena_free(&w->scratch);
	return !w->b->stopped;
}

static void put_members(struct walk *w, const struct ed_plist_object *object)
{
	for (uint64_t i = 0; i < object->n && !w->b->stopped; i++) {
		if (object->kind == ED_KIND_ARRAY)
			put_value(w, ref_at(w, object, i));
		else if (put_key(w, ref_at(w, object, i)))
			put_value(w, ref_at(w, object, object->n + i));
	}
}

static bool is_open(const struct walk *w, uint64_t ref)
{
	for (unsigned i = 0; i < w->depth; i++)
		if (w->open[i] == ref)
			return true;
	return false;
}

static void put_container(
    struct walk *w, const struct ed_plist_object *object, uint64_t ref)
{
	if (is_open(w, ref)) {
		ed_plist_wrong(w->b, "an object that holds itself");
		return;
	}
	ed_plist_open(w->b,
	    object->kind == ED_KIND_DICT ? ED_STR("dict") : ED_STR("array"));
	/* The builder stops before this is deeper than its own frames. */
	if (w->b->stopped)
		return;
	w->open[w->depth++] = ref;
	put_members(w, object);
	w->depth--;
	ed_plist_close(w->b);
}

static void put_value(struct walk *w, uint64_t ref)
{
	struct ed_plist_object object;

	if (!find_object(w, ref, &object))
		return;
	switch (object.kind) {
	case ED_KIND_SIMPLE:
		put_simple(w, &object);
		return;
	case ED_KIND_INTEGER:
		put_integer(w, object.body);
		return;
	case ED_KIND_REAL:
		put_real(w, object.body);
		return;
	case ED_KIND_DATE:
		put_date(w, object.body);
		return;
	case ED_KIND_DATA:
		put_scalar(w, "data", object.body);
		return;
	case ED_KIND_ASCII:
	case ED_KIND_UTF16:
		put_string(w, &object);
		return;
	case ED_KIND_ARRAY:
	case ED_KIND_DICT:
		put_container(w, &object, ref);
		return;
	default:
		put_unsupported(w, &object);
	}
}

void ed_plist_binary(struct ed_plist_builder *b, struct ed_str bytes)
{
	struct walk w = {.b = b};

	b->out->binary = true;
	if (!ed_str_starts(bytes, ED_STR("bplist00"))) {
		ed_plist_wrong(
		    b, "a binary property list of an unknown version");
		return;
	}
	if (!ed_plist_table_read(bytes, &w.table)) {
		ed_plist_wrong(b,
		    "a binary property list whose trailer does not fit it: cut "
		    "off or altered");
		return;
	}
	ed_plist_open(b, ED_STR("plist"));
	put_value(&w, w.table.top);
	ed_plist_close(b);
	ed_arena_free(&w.scratch);
}
