/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A report without what it would tell of people and machines. What is known of
 * the case by kind is replaced by a name of that kind ("user-1", "host-2"),
 * the same everywhere, so that the report still makes sense; then the bytes
 * that were written are searched for what should be gone.
 *
 * A value that stands in the rules' own text is left as it is: it cannot be
 * told from that, and so tells nothing. So are values under four
 * characters, outside of an address.
 */
#ifndef ED_REPORT_PRIVACY_H
#define ED_REPORT_PRIVACY_H

#include "report/report.h"

enum ed_privacy {
	ED_PRIVACY_NONE,
	ED_PRIVACY_INTERNAL, /* SIDs and device ids are hidden */
	ED_PRIVACY_VENDOR,   /* and people, hosts and addresses */
	ED_PRIVACY_PUBLIC    /* and serials, thumbprints and paths */
};

/* The words of enum ed_privacy, in order; ends with NULL. */
extern const char *const ed_privacy_names[];

/* One value that must not be seen. */
struct ed_hidden {
	enum ed_kind kind;
	struct ed_str raw;
	struct ed_str name; /* "user-1" */
};

struct ed_veil {
	struct ed_arena *arena;
	enum ed_privacy level;
	struct ed_str key;     /* of names that last; empty: numbered */
	struct ed_list hidden; /* struct ed_hidden, longest first when done */
	struct ed_str own;     /* all text of the rules, in lower case */
	unsigned counts[16];   /* by word: how many names were given */
	size_t starts[256];    /* by first byte, in lower case */
	size_t ends[256];
};

/*
 * Collects what is to be hidden of a case and its report. key: bytes that
 * names are made from, or empty. Everything lives in arena.
 */
void ed_veil_make(struct ed_arena *arena, enum ed_privacy level,
    struct ed_str key, const struct ed_case *c, const struct ed_report *report,
    struct ed_veil *out);
/* The report behind the veil; it shares what did not change. */
void ed_veil_apply(const struct ed_veil *veil, const struct ed_report *report,
    struct ed_report *out);
/*
 * False when one of the values is still in bytes: as it is, or in base64,
 * UTF-16, percent encoding or hex. The message does not repeat it.
 */
ED_MUST_USE bool ed_veil_holds(
    const struct ed_veil *veil, struct ed_str bytes, struct ed_error *err);
/* Which name stands for what: a line each, for a file of its own. */
struct ed_str ed_veil_map(const struct ed_veil *veil);

/* For the parts of it. */
bool ed_veil_hides(const struct ed_veil *veil, enum ed_kind kind);
/* Takes a value of a kind; takes its parts, too. */
void ed_veil_add(struct ed_veil *veil, enum ed_kind kind, struct ed_str raw);
/* Addresses, SIDs and long hex numbers in any text. */
void ed_veil_sweep(struct ed_veil *veil, struct ed_str text);
void ed_veil_facts(struct ed_veil *veil, const struct ed_case *c);
/* ASCII letters in lower case. */
struct ed_str ed_veil_lower(struct ed_arena *arena, struct ed_str s);
/* Sorts and indexes; then values are found. */
void ed_veil_close(struct ed_veil *veil);
/* The value that stands at offset at of text, or NULL. */
const struct ed_hidden *ed_veil_find(
    const struct ed_veil *veil, struct ed_str text, size_t at);
/* text with names in place; in angle brackets where it is a command. */
struct ed_str ed_veil_text(
    const struct ed_veil *veil, struct ed_str text, bool command);

#endif
