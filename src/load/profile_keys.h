/* SPDX-License-Identifier: Apache-2.0 */
/* The keys that Apple documents for profiles and some of their payloads. */
#ifndef ED_LOAD_PROFILE_KEYS_H
#define ED_LOAD_PROFILE_KEYS_H

#include "load/plist.h"

/* Bits 1 << enum ed_plist_type of what a value may be. */
enum ed_key_types {
	ED_KEY_TEXT = 1 << ED_PLIST_STRING,
	ED_KEY_BOOL = 1 << ED_PLIST_TRUE | 1 << ED_PLIST_FALSE,
	ED_KEY_WHOLE = 1 << ED_PLIST_INTEGER,
	ED_KEY_REAL = 1 << ED_PLIST_REAL | 1 << ED_PLIST_INTEGER,
	ED_KEY_DATA = 1 << ED_PLIST_DATA,
	ED_KEY_DATE = 1 << ED_PLIST_DATE,
	ED_KEY_ARRAY = 1 << ED_PLIST_ARRAY,
	ED_KEY_DICT = 1 << ED_PLIST_DICT,
	ED_KEY_TEXTS = ED_KEY_TEXT | ED_KEY_ARRAY,
	ED_KEY_ANY = 0x1FF
};

struct ed_known_key {
	const char *name;
	unsigned types;
	const struct ed_known_key *inside; /* of a dict, or NULL */
};

/* Tables that end with a nameless entry. */
extern const struct ed_known_key ed_profile_keys[]; /* of the profile */
extern const struct ed_known_key ed_payload_keys[]; /* of every payload */
/* Those of one type, besides; NULL for a type that is not looked into. */
const struct ed_known_key *ed_keys_of_payload(struct ed_str type);
/* "<string>": what a value of these types is, for people. */
const char *ed_key_types_name(unsigned types);

const struct ed_known_key *ed_known_key(
    const struct ed_known_key *keys, struct ed_str name);
/*
 * The known key that name is misspelt from: in another case, or a letter or
 * two away, fewer in short keys. NULL when none is that near.
 */
const struct ed_known_key *ed_nearest_key(
    const struct ed_known_key *keys, struct ed_str name);

#endif
