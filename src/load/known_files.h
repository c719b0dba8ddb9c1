/* SPDX-License-Identifier: Apache-2.0 */
/* Which files a case has already, so that none is loaded twice. */
#ifndef ED_LOAD_KNOWN_FILES_H
#define ED_LOAD_KNOWN_FILES_H

#include "base/case.h"

/* The input of the file at path, by whatever path it was given; or NULL. */
struct ed_input *ed_find_input(struct ed_case *c, const char *path);
/*
 * Are these one file, whatever it is called? known is a path of the case,
 * which all have a NUL behind them.
 */
bool ed_is_same_file(struct ed_str known, const char *path);

#endif
