/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Property lists, XML and binary, as one kind of small tree.
 *
 * The bytes are hostile: nothing is fetched, no DTD is loaded, no entity but
 * XML's own five is known, and a document that declares anything is refused.
 * What is wrong becomes a note with its line; what is whole is still used.
 */
#ifndef ED_LOAD_PLIST_H
#define ED_LOAD_PLIST_H

#include "base/arena.h"

enum ed_plist_type {
	ED_PLIST_DICT,
	ED_PLIST_ARRAY,
	ED_PLIST_STRING,
	ED_PLIST_DATA, /* ed_plist_data() gives its bytes */
	ED_PLIST_INTEGER,
	ED_PLIST_REAL,
	ED_PLIST_TRUE,
	ED_PLIST_FALSE,
	ED_PLIST_DATE
};

struct ed_plist_node {
	enum ed_plist_type type;
	bool damaged;      /* damage lies in it: do not trust what is absent */
	bool key_repeats;  /* its dict holds the same key again */
	bool raw;          /* data: text is the bytes, not their base64 */
	unsigned line;     /* from 1; 0: it stands in a binary list */
	unsigned position; /* among the elements of its parent, from 1 */
	struct ed_str key; /* of a value in a dict */
	struct ed_str text;
	const struct ed_plist_node *parent;
	const struct ed_plist_node *children;
	const struct ed_plist_node *next;
	size_t n_children;
};

struct ed_plist_note {
	unsigned line; /* 0: the whole document */
	struct ed_str text;
};

struct ed_plist {
	const struct ed_plist_node *root; /* NULL: nothing was read */
	bool binary;          /* no lines; paths are those of its XML */
	bool fragment;        /* the root is a bare <dict> or <array> */
	unsigned n_fragments; /* more than 1: root is an array made of them */
	bool damaged;         /* parts may be missing */
	size_t ill_formed;    /* number of the note that says where the text,
    before    it ends, is no XML; 0: none does */
	bool refused;         /* it declares entities or the like */
	unsigned n_top;       /* values below <plist>; only the first is kept */
	struct ed_list notes; /* struct ed_plist_note */
};

/*
 * Reads a binary property list, or an XML one in UTF-8 or UTF-16, with or
 * without a byte order mark; also bare <dict> and <array> elements, one or
 * several. Everything in out lives in arena. Values of keys that name a secret
 * are never quoted in a note.
 */
void ed_plist_read(
    struct ed_arena *arena, struct ed_str bytes, struct ed_plist *out);

/* The value of key in a dict, the last when it repeats; or NULL. Takes any
 * node and NULL. */
const struct ed_plist_node *ed_plist_get(
    const struct ed_plist_node *dict, struct ed_str key);

/* An XPath 1.0 that names exactly this node of the document. */
struct ed_str ed_plist_xpath(struct ed_arena *arena, const struct ed_plist *doc,
    const struct ed_plist_node *node);

/* The bytes of a <data>, or of base64 in a <string>. False when they are no
 * base64, or the node is of another type. They may be the node's own. */
ED_MUST_USE bool ed_plist_data(struct ed_arena *arena,
    const struct ed_plist_node *node, struct ed_str *out);

/* "string": the name of the element. */
const char *ed_plist_type_name(enum ed_plist_type type);
/* The type of that name. False when property lists have none such. */
bool ed_plist_type_of(struct ed_str name, enum ed_plist_type *out);
/* Does the key name a password or the like? */
bool ed_plist_is_secret(struct ed_str key);

#endif
