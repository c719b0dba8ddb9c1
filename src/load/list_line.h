/* SPDX-License-Identifier: Apache-2.0 */
/* Lines as PowerShell's Format-List prints them. */
#ifndef ED_LOAD_LIST_LINE_H
#define ED_LOAD_LIST_LINE_H

#include <easdoctor/base.h>

/*
 * "Name   : value"; names hold no blank. column is where values begin. False
 * for any other line.
 */
ED_MUST_USE bool ed_list_split(
    struct ed_str line, struct ed_str *name, size_t *column);

#endif
