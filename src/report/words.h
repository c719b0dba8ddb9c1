/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Puts a finding's values into a rule's words.
 *
 * A placeholder is {name} with a name of a-z, _ and, behind the first, 0-9, and
 * no % or $ before it, so that UEM lookups, %{http_code} and ${variables} stay
 * what they are.
 */
#ifndef ED_REPORT_WORDS_H
#define ED_REPORT_WORDS_H

#include "base/arena.h"
#include "engine/rule.h"
#include <easdoctor/check.h>

struct ed_veil; /* privacy.h */

/* What is put in; all borrowed. A value goes before {subject} and {file}. */
struct ed_fill {
	const struct ed_value *values; /* ends with a nameless entry, or NULL */
	struct ed_str subject;         /* or empty */
	struct ed_str file;            /* path of the input, or empty */
	struct ed_str endpoint;        /* its name, or empty */
	struct ed_str endpoint_address; /* name:port, or empty */
	const struct ed_veil *veil;     /* over all of these, or NULL */
};

/*
 * The {name} that starts at offset at of text: its bytes, 0 when there is
 * none. name is set when there is one.
 */
size_t ed_placeholder(struct ed_str text, size_t at, struct ed_str *name);
/* What stands for it; false when there is nothing. */
bool ed_fill_find(
    const struct ed_fill *fill, struct ed_str name, struct ed_str *value);

/* Values are escaped. One that is not there becomes <name>. */
struct ed_str ed_fill_prose(
    struct ed_arena *arena, struct ed_str text, const struct ed_fill *fill);

/*
 * A step (step.h). Within its commands values are quoted for PowerShell, and
 * one that cannot be becomes <name>; elsewhere they are escaped and hold no
 * backtick.
 */
struct ed_str ed_fill_step(
    struct ed_arena *arena, struct ed_str text, const struct ed_fill *fill);

/*
 * Values are quoted for the command's shell. {subject}, {file}, {endpoint} and
 * {endpoint_address} become SUBJECT, FILE, HOST and HOST:443 when they are not
 * there; other names stay. Refused when a value cannot be quoted safely where
 * it stands.
 */
ED_MUST_USE bool ed_fill_command(struct ed_arena *arena,
    const struct ed_rule_command *command, const struct ed_fill *fill,
    struct ed_str *out, struct ed_error *err);

#endif
