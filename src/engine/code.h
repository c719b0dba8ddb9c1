/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looks codes up, in whatever spelling somebody gives them.
 *
 * One number means several things: 39 is an event, 46 an alert, 142 a status.
 * What stands beside it decides; where nothing does, every reading is told.
 */
#ifndef ED_ENGINE_CODE_H
#define ED_ENGINE_CODE_H

#include "base/arena.h"
#include "engine/rule.h"

/* A code in what was seen. */
struct ed_code_hit {
	const struct ed_code *code;
	struct ed_str seen; /* as it stood there */
};

/* A number that stands in no table. */
struct ed_code_stranger {
	struct ed_str seen;
	int64_t number;
	const struct ed_code *nearest; /* NULL: none is near */
};

/* The HTTP status that the text was already found to hold; 0: none. */
struct ed_code_status {
	unsigned status;
	int substatus;  /* -1: not known */
	uint32_t win32; /* 0: none known */
};

struct ed_code_answer {
	struct ed_list hits;      /* struct ed_code_hit, in order of the text */
	struct ed_list strangers; /* struct ed_code_stranger */
};

/* Slices of the answer point into text. */
void ed_codes_find(struct ed_arena *arena, const struct ed_rules *rules,
    struct ed_str text, struct ed_code_status status,
    struct ed_code_answer *out);

/*
 * code_log.c: a line of an IIS or HTTPERR log, with its #Fields before it or
 * the usual ones, and 403.16.2148204809, said in words: "HTTP 403 16
 * 2148204809". Anything else comes back as it is.
 */
struct ed_str ed_code_plain(
    struct ed_arena *arena, const struct ed_rules *rules, struct ed_str text);

/* code_number.c: reads a number: decimal, 0x… or negative; false: it is none.
 */
bool ed_code_number(struct ed_str text, int64_t *out);
/* code_number.c: eight hexadecimal digits of a failure, without 0x. */
bool ed_code_bare_number(struct ed_str text, int64_t *out);
/* All ways in which the code is written, joined by " = ". */
struct ed_str ed_code_spellings(
    struct ed_arena *arena, const struct ed_code *code);
/* What the bits of a 32-bit code say: severity, facility, code. */
struct ed_str ed_code_decode(struct ed_arena *arena, uint32_t code);

bool ed_code_family_known(struct ed_str family);
/* "HTTP status", "Windows error" … */
const char *ed_code_family_title(struct ed_str family);
/* Is a row's code written as codes of its family are? */
bool ed_code_can_be_read(const struct ed_code *code);

#endif
