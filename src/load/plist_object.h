/* SPDX-License-Identifier: Apache-2.0 */
/* The objects of a binary property list, each found by its number. */
#ifndef ED_LOAD_PLIST_OBJECT_H
#define ED_LOAD_PLIST_OBJECT_H

#include <easdoctor/base.h>

/* The high half of an object's first byte. */
enum ed_plist_kind {
	ED_KIND_SIMPLE = 0x0,
	ED_KIND_INTEGER = 0x1,
	ED_KIND_REAL = 0x2,
	ED_KIND_DATE = 0x3,
	ED_KIND_DATA = 0x4,
	ED_KIND_ASCII = 0x5,
	ED_KIND_UTF16 = 0x6,
	ED_KIND_UTF8 = 0x7,
	ED_KIND_UID = 0x8,
	ED_KIND_ARRAY = 0xa,
	ED_KIND_ORDERED_SET = 0xb,
	ED_KIND_SET = 0xc,
	ED_KIND_DICT = 0xd
};

struct ed_plist_table {
	struct ed_str objects; /* from the header to the table of offsets */
	struct ed_str offsets;
	uint64_t n_objects;
	uint64_t top; /* the number of the object that holds all */
	unsigned offset_size;
	unsigned ref_size;
};

struct ed_plist_object {
	enum ed_plist_kind kind;
	unsigned low;       /* the low half of its first byte */
	uint64_t n;         /* members, bytes, or UTF-16 units */
	struct ed_str body; /* exactly as long as n says */
};

/* False when the trailer does not fit the file. */
ED_MUST_USE bool ed_plist_table_read(
    struct ed_str bytes, struct ed_plist_table *out);
/* NULL, or why there is none; nothing beyond the objects is read. */
const char *ed_plist_object_at(const struct ed_plist_table *table,
    uint64_t number, struct ed_plist_object *out);
/* Big-endian, at most 8 bytes. */
uint64_t ed_plist_number(struct ed_str s);

#endif
