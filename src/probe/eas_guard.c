/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Walks WBXML once, before libwbxml2 does: depth and number of elements are
 * bounded, and only the tokens that ActiveSync uses are let through
 * (MS-ASWBXML 2.1.2.1: no attributes, no string table).
 */
#include "probe/eas_wbxml.h"

/* Real answers nest 6 deep; a mailbox of 1,000 folders has 6,000 elements. */
enum { MAX_NESTED = 24, MAX_ELEMENTS = 20000 };

enum {
	SWITCH_PAGE = 0x00,
	END = 0x01,
	STR_I = 0x03,
	OPAQUE = 0xc3,
	HAS_CONTENT = 0x40,
	HAS_ATTRIBUTES = 0x80,
	TAG = 0x3f,
	FIRST_TAG = 0x05
};

enum { PAGE_PROVISION = 14, REMOTE_WIPE = 0x0c, ACCOUNT_WIPE = 0x3b };

struct walk {
	struct ed_str rest;
	unsigned page;
	unsigned depth;
	unsigned n_elements;
	enum ed_wipe wipe;
	const char *why;
};

static bool fail(struct walk *w, const char *why)
{
	w->why = why;
	return false;
}

static bool take_byte(struct walk *w, unsigned *out)
{
	if (!w->rest.n)
		return fail(w, "it ends too early");
	*out = (unsigned char)w->rest.p[0];
	w->rest = ed_str_sub(w->rest, 1, w->rest.n);
	return true;
}

/* A multi-byte integer of at most 28 bits. */
static bool take_integer(struct walk *w, size_t *out)
{
	enum { MAX_BYTES = 4 };
	unsigned byte;
	size_t n = 0;

	for (int i = 0; i < MAX_BYTES; i++) {
		if (!take_byte(w, &byte))
			return false;
		n = n << 7 | (byte & 0x7f);
		if (!(byte & 0x80)) {
			*out = n;
			return true;
		}
	}
	return fail(w, "a number in it is too long");
}

static bool skip(struct walk *w, size_t n)
{
	if (n > w->rest.n)
		return fail(w, "it ends too early");
	w->rest = ed_str_sub(w->rest, n, w->rest.n);
	return true;
}

static bool walk_head(struct walk *w)
{
	enum { UTF8 = 106, NEWEST = 3 };
	size_t id, charset, table;
	unsigned version;

	if (!take_byte(w, &version) || !take_integer(w, &id) ||
	    !take_integer(w, &charset) || !take_integer(w, &table))
		return false;
	if (version > NEWEST || id == 0 || charset != UTF8 || table != 0)
		return fail(w, "its head is not that of ActiveSync");
	return true;
}

static void note_wipe(struct walk *w, unsigned tag)
{
	if (w->page != PAGE_PROVISION)
		return;
	if (tag == REMOTE_WIPE)
		w->wipe = ED_WIPE_DEVICE;
	else if (tag == ACCOUNT_WIPE && w->wipe == ED_WIPE_NONE)
		w->wipe = ED_WIPE_ACCOUNT;
}

static bool walk_tag(struct walk *w, unsigned token)
{
	if (token & HAS_ATTRIBUTES || (token & TAG) < FIRST_TAG)
		return fail(w, "it holds a token that ActiveSync does not use");
	if (++w->n_elements > MAX_ELEMENTS)
		return fail(w, "it holds too many elements");
	if (w->depth == 0 && w->n_elements > 1)
		return fail(w, "it holds more than one document");
	note_wipe(w, token & TAG);
	if (token & HAS_CONTENT && ++w->depth > MAX_NESTED)
		return fail(w, "its elements nest too deep");
	return true;
}

static bool walk_text(struct walk *w, unsigned token)
{
	size_t n;

	if (w->depth == 0)
		return fail(w, "it holds text outside of elements");
	if (token == OPAQUE)
		return take_integer(w, &n) && skip(w, n);
	n = ed_str_find(w->rest, (struct ed_str){"\0", 1});
	return skip(w, n + 1);
}

static bool walk_token(struct walk *w)
{
	unsigned token;

	if (!take_byte(w, &token))
		return false;
	switch (token) {
	case SWITCH_PAGE:
		return take_byte(w, &w->page);
	case END:
		if (w->depth == 0)
			return fail(w, "it ends more elements than it begins");
		w->depth--;
		return true;
	case STR_I:
	case OPAQUE:
		return walk_text(w, token);
	default:
		return walk_tag(w, token);
	}
}

bool ed_wbxml_guard(struct ed_str bytes, enum ed_wipe *wipe, const char **why)
{
	struct walk w = {.rest = bytes};
	bool ok = walk_head(&w);

	while (ok && w.rest.n)
		ok = walk_token(&w);
	if (ok && (w.depth || !w.n_elements))
		ok = fail(&w, "it ends too early");
	*wipe = w.wipe;
	*why = w.why;
	return ok;
}
