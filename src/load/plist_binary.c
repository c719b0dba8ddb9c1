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

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	HEADER = 8,
	TRAILER = 32,
	SECONDS_TO_2001 = 978307200,
	LONGEST_NUMBER = 32
};

/* The high half of an object's first byte. */
enum kind {
	KIND_SIMPLE = 0x0,
	KIND_INTEGER = 0x1,
	KIND_REAL = 0x2,
	KIND_DATE = 0x3,
	KIND_DATA = 0x4,
	KIND_ASCII = 0x5,
	KIND_UTF16 = 0x6,
	KIND_UTF8 = 0x7,
	KIND_UID = 0x8,
	KIND_ARRAY = 0xa,
	KIND_ORDERED_SET = 0xb,
	KIND_SET = 0xc,
	KIND_DICT = 0xd
};

struct walk {
	struct ed_plist_builder *b;
	struct ed_arena scratch;
	struct ed_str objects; /* from the header to the table of offsets */
	struct ed_str offsets;
	uint64_t n_objects;
	unsigned offset_size;
	unsigned ref_size;
	uint64_t open[ED_MAX_DEPTH]; /* containers around this place */
	unsigned depth;
	size_t n_text; /* bytes of text and data given to the builder */
};

struct object {
	enum kind kind;
	unsigned low;       /* the low half of its first byte */
	uint64_t n;         /* members, bytes, or UTF-16 units */
	struct ed_str body; /* exactly as long as n says */
};

bool ed_is_plist_binary(struct ed_str bytes)
{
	return ed_str_starts(bytes, ED_STR("bplist"));
}

/* Big-endian, at most 8 bytes. */
static uint64_t read_number(struct ed_str s)
{
	uint64_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n = n << 8 | (unsigned char)s.p[i];
	return n;
}

static bool read_trailer(
    struct walk *w, struct ed_str bytes, uint64_t *top_object)
{
	struct ed_str trailer;
	uint64_t table;

	if (bytes.n < HEADER + TRAILER)
		return false;
	trailer = ed_str_sub(bytes, bytes.n - TRAILER, TRAILER);
	w->offset_size = (unsigned char)trailer.p[6];
	w->ref_size = (unsigned char)trailer.p[7];
	w->n_objects = read_number(ed_str_sub(trailer, 8, 8));
	*top_object = read_number(ed_str_sub(trailer, 16, 8));
	table = read_number(ed_str_sub(trailer, 24, 8));
	if (w->offset_size < 1 || w->offset_size > 8 || w->ref_size < 1 ||
	    w->ref_size > 8 || table < HEADER || table > bytes.n - TRAILER)
		return false;
	if (w->n_objects > (bytes.n - TRAILER - table) / w->offset_size)
		return false;
	w->objects = ed_str_sub(bytes, 0, (size_t)table);
	w->offsets = ed_str_sub(
	    bytes, (size_t)table, (size_t)w->n_objects * w->offset_size);
	return *top_object < w->n_objects;
}

/* How many bytes each of n takes; 0: n is no count. */
static unsigned size_of_each(const struct walk *w, enum kind kind)
{
	switch (kind) {
	case KIND_DATA:
	case KIND_ASCII:
		return 1;
	case KIND_UTF16:
		return 2;
	case KIND_ARRAY:
		return w->ref_size;
	case KIND_DICT:
		return 2 * w->ref_size;
	default:
		return 0;
	}
}

/* A count of 15 and more stands behind the first byte, as an integer. */
static bool read_count(struct ed_str *rest, struct object *out)
{
	unsigned marker;
	size_t size;

	out->n = out->low;
	if (out->low < 15)
		return true;
	if (!rest->n)
		return false;
	marker = (unsigned char)rest->p[0];
	size = (size_t)1 << (marker & 15);
	if (marker >> 4 != KIND_INTEGER || (marker & 15) > 3 ||
	    rest->n < 1 + size)
		return false;
	out->n = read_number(ed_str_sub(*rest, 1, size));
	*rest = ed_str_sub(*rest, 1 + size, rest->n);
	return true;
}

static bool read_body(
    const struct walk *w, struct ed_str rest, struct object *out)
{
	unsigned each = size_of_each(w, out->kind);
	uint64_t n = 0;

	if (each) {
		if (!read_count(&rest, out) || out->n > rest.n / each)
			return false;
		out->body = ed_str_sub(rest, 0, (size_t)out->n * each);
		return true;
	}
	if (out->kind >= KIND_INTEGER && out->kind <= KIND_DATE)
		n = (uint64_t)1 << out->low;
	if (n > rest.n)
		return false;
	out->body = ed_str_sub(rest, 0, (size_t)n);
	return true;
}

static bool find_object(struct walk *w, uint64_t ref, struct object *out)
{
	uint64_t at;
	unsigned marker;

	if (ref >= w->n_objects) {
		ed_plist_wrong(w->b, "names an object that is not there");
		return false;
	}
	at = read_number(ed_str_sub(
	    w->offsets, (size_t)ref * w->offset_size, w->offset_size));
	if (at < HEADER || at >= w->objects.n) {
		ed_plist_wrong(w->b, "names a place outside its objects");
		return false;
	}
	marker = (unsigned char)w->objects.p[at];
	*out = (struct object){.kind = marker >> 4, .low = marker & 15};
	if (read_body(
		w, ed_str_sub(w->objects, (size_t)at + 1, w->objects.n), out))
		return true;
	ed_plist_wrong(w->b, "an object is longer than the file");
	return false;
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
static struct ed_str text_of(struct walk *w, const struct object *object)
{
	if (object->kind == KIND_UTF16)
		return ed_utf16be_to_utf8(&w->scratch, object->body);
	if (is_ascii(object->body))
		return object->body;
	ed_plist_wrong(w->b, "a string is marked as ASCII and is none");
	return ed_latin1_to_utf8(&w->scratch, object->body);
}

static bool is_string(const struct object *object)
{
	return object->kind == KIND_ASCII || object->kind == KIND_UTF16;
}

static void put_string(struct walk *w, const struct object *object)
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
		high = read_number(ed_str_sub(body, 0, 8));
	}
	n = read_number(low);
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
	uint64_t n = body.n <= 8 ? read_number(body) : 0;
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
static void put_unsupported(struct walk *w, const struct object *object)
{
	static const char *const names[16] = {[KIND_UTF8] = "a UTF-8 string",
	    [KIND_UID] = "a UID",
	    [KIND_ORDERED_SET] = "an ordered set",
	    [KIND_SET] = "a set"};
	const char *name = names[object->kind];

	if (object->kind == KIND_SIMPLE)
		name = object->low == 0 ? "a null" : "a URL, a UUID or filler";
	ed_plist_wrong(w->b, "%s, which a profile cannot hold",
	    name ? name : "an object of an unknown kind");
}

static void put_simple(struct walk *w, const struct object *object)
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
    const struct walk *w, const struct object *object, uint64_t i)
{
	return read_number(
	    ed_str_sub(object->body, (size_t)i * w->ref_size, w->ref_size));
}

static bool put_key(struct walk *w, uint64_t ref)
{
	struct object key;
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

static void put_members(struct walk *w, const struct object *object)
{
	for (uint64_t i = 0; i < object->n && !w->b->stopped; i++) {
		if (object->kind == KIND_ARRAY)
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
    struct walk *w, const struct object *object, uint64_t ref)
{
	if (is_open(w, ref)) {
		ed_plist_wrong(w->b, "an object that holds itself");
		return;
	}
	ed_plist_open(
	    w->b, object->kind == KIND_DICT ? ED_STR("dict") : ED_STR("array"));
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
	struct object object;

	if (!find_object(w, ref, &object))
		return;
	switch (object.kind) {
	case KIND_SIMPLE:
		put_simple(w, &object);
		return;
	case KIND_INTEGER:
		put_integer(w, object.body);
		return;
	case KIND_REAL:
		put_real(w, object.body);
		return;
	case KIND_DATE:
		put_date(w, object.body);
		return;
	case KIND_DATA:
		put_scalar(w, "data", object.body);
		return;
	case KIND_ASCII:
	case KIND_UTF16:
		put_string(w, &object);
		return;
	case KIND_ARRAY:
	case KIND_DICT:
		put_container(w, &object, ref);
		return;
	default:
		put_unsupported(w, &object);
	}
}

void ed_plist_binary(struct ed_plist_builder *b, struct ed_str bytes)
{
	struct walk w = {.b = b};
	uint64_t top_object;

	b->out->binary = true;
	if (!ed_str_starts(bytes, ED_STR("bplist00"))) {
		ed_plist_wrong(
		    b, "a binary property list of an unknown version");
		return;
	}
	if (!read_trailer(&w, bytes, &top_object)) {
		ed_plist_wrong(b,
		    "a binary property list whose trailer does not fit it: cut "
		    "off or altered");
		return;
	}
	ed_plist_open(b, ED_STR("plist"));
	put_value(&w, top_object);
	ed_plist_close(b);
	ed_arena_free(&w.scratch);
}
