/* SPDX-License-Identifier: Apache-2.0 */
#include "load/plist_object.h"

enum { HEADER = 8, TRAILER = 32 };

uint64_t ed_plist_number(struct ed_str s)
{
	uint64_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n = n << 8 | (unsigned char)s.p[i];
	return n;
}

bool ed_plist_table_read(struct ed_str bytes, struct ed_plist_table *out)
{
	struct ed_str trailer;
	uint64_t table;

	if (bytes.n < HEADER + TRAILER)
		return false;
	trailer = ed_str_sub(bytes, bytes.n - TRAILER, TRAILER);
	out->offset_size = (unsigned char)trailer.p[6];
	out->ref_size = (unsigned char)trailer.p[7];
	out->n_objects = ed_plist_number(ed_str_sub(trailer, 8, 8));
	out->top = ed_plist_number(ed_str_sub(trailer, 16, 8));
	table = ed_plist_number(ed_str_sub(trailer, 24, 8));
	if (out->offset_size < 1 || out->offset_size > 8 || out->ref_size < 1 ||
	    out->ref_size > 8 || table < HEADER || table > bytes.n - TRAILER)
		return false;
	if (out->n_objects > (bytes.n - TRAILER - table) / out->offset_size)
		return false;
	out->objects = ed_str_sub(bytes, 0, (size_t)table);
	out->offsets = ed_str_sub(
	    bytes, (size_t)table, (size_t)out->n_objects * out->offset_size);
	return out->top < out->n_objects;
}

/* How many bytes each of n takes; 0: n is no count. */
static unsigned size_of_each(
    const struct ed_plist_table *table, enum ed_plist_kind kind)
{
	switch (kind) {
	case ED_KIND_DATA:
	case ED_KIND_ASCII:
		return 1;
	case ED_KIND_UTF16:
		return 2;
	case ED_KIND_ARRAY:
		return table->ref_size;
	case ED_KIND_DICT:
		return 2 * table->ref_size;
	default:
		return 0;
	}
}

/* A count of 15 and more stands behind the first byte, as an integer. */
static bool read_count(struct ed_str *rest, struct ed_plist_object *out)
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
	if (marker >> 4 != ED_KIND_INTEGER || (marker & 15) > 3 ||
	    rest->n < 1 + size)
		return false;
	out->n = ed_plist_number(ed_str_sub(*rest, 1, size));
	*rest = ed_str_sub(*rest, 1 + size, rest->n);
	return true;
}

static bool read_body(const struct ed_plist_table *table, struct ed_str rest,
    struct ed_plist_object *out)
{
	unsigned each = size_of_each(table, out->kind);
	uint64_t n = 0;

	if (each) {
		if (!read_count(&rest, out) || out->n > rest.n / each)
			return false;
		out->body = ed_str_sub(rest, 0, (size_t)out->n * each);
		return true;
	}
	if (out->kind >= ED_KIND_INTEGER && out->kind <= ED_KIND_DATE)
		n = (uint64_t)1 << out->low;
	if (n > rest.n)
		return false;
	out->body = ed_str_sub(rest, 0, (size_t)n);
	return true;
}

const char *ed_plist_object_at(const struct ed_plist_table *table,
    uint64_t number, struct ed_plist_object *out)
{
	uint64_t at;
	unsigned marker;

	if (number >= table->n_objects)
		return "names an object that is not there";
	at = ed_plist_number(ed_str_sub(table->offsets,
	    (size_t)number * table->offset_size, table->offset_size));
	if (at < HEADER || at >= table->objects.n)
		return "names a place outside its objects";
	marker = (unsigned char)table->objects.p[at];
	*out =
	    (struct ed_plist_object){.kind = marker >> 4, .low = marker & 15};
	if (!read_body(table,
		ed_str_sub(table->objects, (size_t)at + 1, table->objects.n),
		out))
		return "an object is longer than the file";
	return NULL;
}
