/* SPDX-License-Identifier: Apache-2.0 */
/* What happens to a file before somebody drops it in. */
#ifndef ED_TEST_DAMAGE_H
#define ED_TEST_DAMAGE_H

#include "base/arena.h"

/* The same numbers for the same seed on every machine (splitmix64). */
struct dice {
	uint64_t state;
};

uint64_t roll(struct dice *dice, uint64_t below);

/* All return new bytes in the arena. */
struct ed_str cut_at(struct ed_arena *arena, struct ed_str bytes, size_t at);
/* Single bits, as a bad cable or disk turns them. */
struct ed_str flip_bits(
    struct ed_arena *arena, struct ed_str bytes, struct dice *dice);
/* A sector that never came to the disk. */
struct ed_str zero_block(
    struct ed_arena *arena, struct ed_str bytes, struct dice *dice);
/* Any bytes in its place. */
struct ed_str noise_of(
    struct ed_arena *arena, struct ed_str bytes, struct dice *dice);
struct ed_str gzip(struct ed_arena *arena, struct ed_str bytes);
struct ed_str zstd(struct ed_arena *arena, struct ed_str bytes);

/* What stores text otherwise. Encodings: of UTF-8 without NUL. */
enum text_form {
	FORM_UTF8_BOM,    /* Notepad; Out-File -Encoding utf8 */
	FORM_UTF16_BOM,   /* PowerShell 5's > and Out-File */
	FORM_UTF16BE_BOM, /* -Encoding bigendianunicode */
	FORM_UTF16,       /* cmd /u */
	FORM_UTF16_CRLF,  /* PowerShell 5 again, each line ended as it does */
	FORM_CRLF_UTF8_BOM,
	N_TEXT_FORMS
};

extern const char *const text_form_names[N_TEXT_FORMS];

struct ed_str text_in_form(
    struct ed_arena *arena, struct ed_str text, enum text_form form);

#endif
