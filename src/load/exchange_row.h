/* SPDX-License-Identifier: Apache-2.0 */
/* Which properties of Exchange's output are read, and what tells objects. */
#ifndef ED_LOAD_EXCHANGE_ROW_H
#define ED_LOAD_EXCHANGE_ROW_H

#include "base/case.h"
#include "base/lines.h"

#include <easdoctor/exchange.h>

enum { ED_MAX_PROPERTIES = 64 };

/* Its number in the table of names; -1: it is not read. */
int ed_exchange_name(struct ed_str name);
const char *ed_exchange_spelling(int name);
enum ed_kind ed_exchange_value_kind(int name);
/*
 * Of which kind is an object that has these properties, by bits of their
 * numbers? False when they do not tell.
 */
bool ed_exchange_kind_of(uint64_t names, enum ed_exchange_kind *out);
/* The bit that names an attribute of Get-ADUser. */
bool ed_exchange_is_ad(uint64_t names);

#endif
