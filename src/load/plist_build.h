/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Builds the tree of a property list from the events of a parser: XML's, or
 * the walker's over a binary list, which gives each object as the element that
 * it would be.
 *
 * What does not fit is noted and skipped, and everything that is open at that
 * place is marked as damaged. Once stopped is set, nothing more is taken.
 */
#ifndef ED_LOAD_PLIST_BUILD_H
#define ED_LOAD_PLIST_BUILD_H

#include "load/plist.h"
#include <easdoctor/limits.h>

enum ed_plist_frame_kind {
	ED_FRAME_PLIST,
	ED_FRAME_KEY,
	ED_FRAME_VALUE,
	ED_FRAME_IGNORED
};

/* One element that is open. */
struct ed_plist_frame {
	enum ed_plist_frame_kind kind;
	struct ed_plist_node *node; /* of a value */
	struct ed_plist_node *last; /* its newest child */
	struct ed_str key;          /* of a dict: read, its value is awaited */
	bool has_key;
	unsigned n_elements;
};

struct ed_plist_builder {
	struct ed_arena *arena;
	struct ed_plist *out;
	unsigned line; /* where the parser is; set before each event */
	struct ed_plist_node *last_root; /* of several fragments */
	bool stopped;
	unsigned n_nodes;
	unsigned n_wrong;
	unsigned depth;
	struct ed_plist_frame frames[ED_MAX_DEPTH];
	struct ed_text text; /* of the innermost scalar or key */
};

void ed_plist_open(struct ed_plist_builder *b, struct ed_str name);
void ed_plist_close(struct ed_plist_builder *b);
void ed_plist_text(struct ed_plist_builder *b, struct ed_str text);
/* Is a fragment complete, so that another may follow? */
bool ed_plist_awaits_fragment(const struct ed_plist_builder *b);
/* Something is wrong here. */
void ed_plist_wrong(struct ed_plist_builder *b, const char *format, ...)
    ED_PRINTF(2, 3);
/* A remark that costs nothing. */
void ed_plist_remark(
    struct ed_plist_builder *b, unsigned line, struct ed_str text);
/* The document is over; what is still open is damaged. */
void ed_plist_finish(struct ed_plist_builder *b);

#endif
