/* SPDX-License-Identifier: Apache-2.0 */
/* What --privacy and its companions name, for the commands that have them. */
#ifndef ED_CLI_VEIL_H
#define ED_CLI_VEIL_H

#include "report/privacy.h"

/* NULL leaves level as it is. */
ED_MUST_USE bool ed_veil_level(
    const char *word, enum ed_privacy *level, struct ed_error *err);
/*
 * The key in a file, which only its owner may read: who has it can try which
 * value a name stands for. NULL leaves key as it is.
 */
ED_MUST_USE bool ed_veil_key(struct ed_arena *arena, const char *file,
    struct ed_str *key, struct ed_error *err);
/* Writes which name stands for what; NULL writes nothing. */
ED_MUST_USE bool ed_veil_put_map(
    const struct ed_veil *veil, const char *file, struct ed_error *err);
/* The files of a key and a map: is something hidden, and are they two? */
ED_MUST_USE bool ed_veil_files(
    const char *key, const char *map, bool hides, struct ed_error *err);

#endif
