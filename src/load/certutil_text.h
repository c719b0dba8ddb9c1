/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What all texts of certutil share: lines, codes, and how a command ends.
 *
 * Windows speaks many languages. Labels are in the language of the system;
 * codes, names of constants and object identifiers are not, so those count.
 */
#ifndef ED_LOAD_CERTUTIL_TEXT_H
#define ED_LOAD_CERTUTIL_TEXT_H

#include "base/case.h"

struct ed_certutil_lines {
	struct ed_str rest;
	unsigned number;     /* of the line handed out last; 0: none yet */
	struct ed_str line;  /* without its end */
	struct ed_str words; /* the same, trimmed */
};

/* UTF-8 without a byte order mark. */
struct ed_certutil_lines ed_certutil_lines_in(struct ed_str text);
/* The same of bytes as they are in a file, which may have lost a part. */
struct ed_certutil_lines ed_certutil_lines_of(struct ed_case *c,
    struct ed_input *in, struct ed_arena *scratch, struct ed_str bytes);
bool ed_certutil_next(struct ed_certutil_lines *lines);
struct ed_ref ed_line_ref(const struct ed_case *c, const struct ed_input *in,
    struct ed_arena *arena, const struct ed_certutil_lines *lines);

/* The value behind "label" and a colon; false when the line is another. */
bool ed_labelled(struct ed_str words, const char *label, struct ed_str *value);
/* What stands behind the first colon, trimmed; empty when there is none. */
struct ed_str ed_behind_colon(struct ed_str words);

/* The number in hexadecimal digits, with or without 0x; false if too long. */
bool ed_hex_number(struct ed_str digits, uint32_t *out);
/* The last code of the form 0x8… in the line; 0 when there is none. */
uint32_t ed_last_code(struct ed_str words);
/* Lower case, without blanks; empty when it is not pairs of digits. */
struct ed_str ed_hex_digits(struct ed_arena *arena, struct ed_str text);
/* A decimal number, digits only. */
bool ed_decimal(struct ed_str digits, int64_t *out);

/* "CertUtil: -verb command completed", or FAILED with a code. */
struct ed_ending {
	bool ended;
	bool failed;
	uint32_t error;     /* of a failure; 0: none was given */
	struct ed_str verb; /* "verify", or empty */
};

/* Does the line end a command? In any language: the colon, the verb. */
bool ed_ends_command(struct ed_str words, struct ed_ending *out);

/* Is it what this verb prints? A line tells it, or ends the command. */
bool ed_is_certutil(
    struct ed_str bytes, const char *verb, bool (*tells)(struct ed_str words));
/* Notes that no line ended the command. */
void ed_certutil_breaks_off(struct ed_case *c, struct ed_input *in);

#endif
