/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A report without what it would tell of people and machines. What is known of
 * the case by its field is replaced by a name of its kind ("user-1",
 * "host-2"), the same everywhere, so that the report still makes sense. What
 * was written is then searched for what should be gone.
 *
 * For the public that is not all: of any text that comes from evidence only
 * words stay that stand in the program or its rules, and numbers and times.
 *
 * Where a value is put into the words of a rule, the value is replaced and the
 * words are not: an example in a rule stays, be it somebody's name.
 */
#ifndef ED_REPORT_PRIVACY_H
#define ED_REPORT_PRIVACY_H

#include "report/report.h"

enum ed_privacy {
	ED_PRIVACY_NONE,
	ED_PRIVACY_INTERNAL, /* SIDs and device ids are hidden */
	ED_PRIVACY_VENDOR,   /* and people, hosts, addresses and names */
	ED_PRIVACY_PUBLIC    /* and serials, thumbprints, paths and words */
};

/* The words of enum ed_privacy, in order; ends with NULL. */
extern const char *const ed_privacy_names[];

/* One value that must not be seen. */
struct ed_hidden {
	enum ed_kind kind;
	struct ed_str raw;  /* escaped, as reports show it */
	struct ed_str name; /* "user-1" */
	bool own;           /* rules say it too, of nobody */
	size_t n_start;     /* of its first word, when closed */
};

struct ed_veil {
	struct ed_arena *arena;
	enum ed_privacy level;
	struct ed_str key;     /* of names that last; empty: numbered */
	struct ed_list hidden; /* struct ed_hidden; when closed: sorted */
	struct ed_str own;     /* all text of the rules, in lower case */
	bool again;            /* made from a report, not from a case */
	enum ed_privacy had;   /* of that report */
	bool skips_own;        /* what is taken just now may be a rule's */
	unsigned counts[16];   /* by word: how many names were given */
	uint32_t *index;       /* numbers of hidden plus 1, by hash of raw */
	size_t n_index;
};

/*
 * Collects what is to be hidden of a case and its report. key: bytes that
 * names are made from, or empty. Everything lives in arena.
 */
void ed_veil_make(struct ed_arena *arena, enum ed_privacy level,
    struct ed_str key, const struct ed_case *c, const struct ed_report *report,
    struct ed_veil *out);
/*
 * The same for what inspect shows of a case: shown is each text of it, a line
 * each.
 */
void ed_veil_make_shown(struct ed_arena *arena, enum ed_privacy level,
    struct ed_str key, const struct ed_case *c, struct ed_str shown,
    struct ed_veil *out);
/*
 * The same for a report that was written before, for the public: its texts do
 * not say what in them is a name, so that no other level can be promised.
 * Names that it has already are left.
 */
void ed_veil_make_again(struct ed_arena *arena, struct ed_str key,
    const struct ed_report *report, struct ed_veil *out);
/*
 * A report that was built with the veil, once more: what no part of the
 * builder covered. It shares what did not change.
 */
void ed_veil_apply(const struct ed_veil *veil, const struct ed_report *report,
    struct ed_report *out);
/* The report with x for every letter: the frame that a reporter puts around. */
void ed_veil_frame(struct ed_arena *arena, const struct ed_report *report,
    struct ed_report *out);
/*
 * False when one of the values is still in bytes: as it is, or escaped, in
 * base64, UTF-16, percent encoding or hex. What frame holds is the reporter's.
 * The message does not repeat it.
 */
ED_MUST_USE bool ed_veil_holds(const struct ed_veil *veil, struct ed_str bytes,
    struct ed_str frame, struct ed_error *err);
/* Which name stands for what: a line each, for a file of its own. */
struct ed_str ed_veil_map(const struct ed_veil *veil);

/* What a page does with each text on its way out. */
struct ed_cover {
	struct ed_arena *arena;
	const struct ed_veil *veil; /* NULL: x for every letter */
	struct ed_text *shown;      /* or NULL; else it is only listed here */
};

/* text as it may be told; cover may be NULL. text is escaped. */
struct ed_str ed_cover_text(const struct ed_cover *cover, struct ed_str text);

/* text as it may be told; veil may be NULL. In angle brackets in commands. */
struct ed_str ed_veil_text(
    const struct ed_veil *veil, struct ed_str text, bool command);

#endif
