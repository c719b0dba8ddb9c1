/* SPDX-License-Identifier: Apache-2.0 */
/*
 * easdoctor.report/1 as tables: which key of JSON is which field of the model,
 * in the order in which they are written. The writer and the reader both go by
 * these, so that they cannot drift apart; docs/report.schema.json is compared
 * with what is written by a test.
 */
#ifndef ED_REPORT_JSON_FIELDS_H
#define ED_REPORT_JSON_FIELDS_H

#include <easdoctor/report.h>

enum ed_field_type {
	ED_FIELD_TEXT,   /* struct ed_str */
	ED_FIELD_INT,    /* int */
	ED_FIELD_COUNT,  /* unsigned */
	ED_FIELD_BYTES,  /* uint64_t */
	ED_FIELD_FLAG,   /* bool */
	ED_FIELD_INDEX,  /* int, of an input; -1 is not written */
	ED_FIELD_TEXTS,  /* struct ed_texts */
	ED_FIELD_OBJECT, /* some fields of the same struct */
	ED_FIELD_ITEMS,  /* pointer to structs, and their number */
	ED_FIELD_KEYED,  /* the same; an object keyed by their first field */
	ED_FIELD_ROW,    /* ED_N_HOPS structs in place */
	ED_FIELD_SCHEMA  /* no field: ED_REPORT_SCHEMA */
};

struct ed_json_field {
	const char *name; /* NULL ends a table */
	enum ed_field_type type;
	size_t offset;
	bool optional;    /* may be missing; not written when empty */
	size_t count;     /* offset of the number of items (size_t) */
	size_t item_size; /* of items and rows */
	const struct ed_json_field *fields; /* of objects and items */
	const char *const *words; /* the words that a text may be, or NULL */
};

extern const struct ed_json_field ed_report_fields[];

#endif
