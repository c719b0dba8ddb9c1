/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads the JSON of a probe's record by tables of its keys.
 *
 * A record is evidence like any other: what has the wrong type or is too long
 * is damage on that part, what has another name is passed over, and the rest
 * is used.
 */
#ifndef ED_LOAD_RECORD_H
#define ED_LOAD_RECORD_H

#include "base/case.h"

#include <jansson.h>

struct ed_record {
	struct ed_case *c;
	struct ed_input *in;
	char path[160]; /* of what is being read: "attempts[3].tls" */
};

enum ed_record_type {
	ED_RECORD_TEXT,   /* struct ed_str */
	ED_RECORD_NUMBER, /* unsigned */
	ED_RECORD_FLAG,   /* bool */
	ED_RECORD_WORD,   /* an enum; words, its value 0 is for all others */
	ED_RECORD_TIME    /* int64_t, from RFC 3339 */
};

struct ed_record_key {
	const char *key; /* NULL ends a table */
	enum ed_record_type type;
	size_t at;                /* offset in the struct */
	const char *const *words; /* from value 1 on; ends with NULL */
	size_t has;               /* offset of a bool set with it, or 0 */
};

/* Reads members of json into base. json may be NULL: nothing is there. */
void ed_record_read(struct ed_record *r, json_t *json,
    const struct ed_record_key *keys, void *base);
/* Members that must be objects or arrays; NULL when absent or damaged. */
json_t *ed_record_object(struct ed_record *r, json_t *json, const char *key);
json_t *ed_record_array(struct ed_record *r, json_t *json, const char *key);
/* A text, copied and cut to limits; false and damage when it is none. */
bool ed_record_text(
    struct ed_record *r, json_t *json, const char *what, struct ed_str *out);
/* Base64 of at most max bytes; false and damage when it is none. */
bool ed_record_base64(struct ed_record *r, json_t *json, const char *what,
    size_t max, struct ed_str *out);
/* An array of texts or numbers, at most max of them. */
struct ed_texts_read {
	struct ed_str *items;
	size_t n;
};
struct ed_texts_read ed_record_texts(
    struct ed_record *r, json_t *json, const char *key);
size_t ed_record_numbers(
    struct ed_record *r, json_t *json, const char *key, unsigned **out);
/* How many of an array are read; the rest is damage. */
size_t ed_record_bound(
    struct ed_record *r, json_t *array, const char *key, size_t max);
/* Goes one down in the path; returns what ed_record_leave() wants. */
size_t ed_record_enter(struct ed_record *r, const char *key, size_t i);
void ed_record_leave(struct ed_record *r, size_t end);
/* Damage with the path in front; the input is then incomplete. */
void ed_record_damage(struct ed_record *r, const char *format, ...)
    ED_PRINTF(2, 3);

#endif
