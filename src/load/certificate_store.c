/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What certutil -store prints: the store's name, and of each certificate a few
 * lines. Labels are in the language of Windows; "NotBefore", "NotAfter" and
 * "sha1" are not.
 */
#include "load/certutil_text.h"
#include "load/line_file.h"
#include "load/loader.h"

#include "base/encoding.h"

#include <easdoctor/limits.h>

enum { NAME = 1024, N_RULE = 16 };

struct reading {
	struct ed_case *c;
	struct ed_input *in;
	struct ed_store *store;
	struct ed_list items; /* struct ed_stored */
	bool inside;          /* a certificate began */
	bool ended;
	bool failed;
	bool full;
	bool foreign;
	unsigned line;
};

/* "================ Certificate 0 ================" */
static bool begins_certificate(struct ed_str words)
{
	size_t n = 0;

	while (n < words.n && words.p[n] == '=')
		n++;
	return n == N_RULE && words.n > 2 * N_RULE &&
	       words.p[words.n - 1] == '=' && words.p[words.n - N_RULE] == '=';
}

static bool recognise(struct ed_str bytes)
{
	return ed_is_certutil(bytes, "store", begins_certificate) ||
	       ed_is_certutil(bytes, "viewstore", begins_certificate);
}

/* The first word, "Root", or a language's name of it. */
static enum ed_store_kind kind_of(struct ed_str name)
{
	static const struct {
		const char *name;
		enum ed_store_kind kind;
	} kinds[] = {
	    {"Root", ED_STORE_ROOT},
	    {"CA", ED_STORE_CA},
	    {"NTAuth", ED_STORE_NTAUTH},
	    {"ClientAuthIssuer", ED_STORE_CLIENT_ISSUERS},
	};
	struct ed_str word =
	    ed_str_sub(name, 0, ed_str_find(name, ED_STR(" ")));

	if (word.n >= 2 && word.p[0] == '"')
		word = ed_str_sub(word, 1,
		    ed_str_find(ed_str_sub(word, 1, word.n), ED_STR("\"")));
	for (size_t i = 0; i < ED_COUNT(kinds); i++)
		if (ed_str_ieq(word, ed_str_of(kinds[i].name)))
			return kinds[i].kind;
	return ED_STORE_UNNAMED;
}

static void end_store(struct reading *r)
{
	r->store->items = r->items.items;
	r->store->n = r->items.n;
	r->store->incomplete |= !r->ended || r->full || r->foreign;
	if (!r->ended)
		ed_certutil_breaks_off(r->c, r->in);
	if (r->foreign) {
		r->in->incomplete = true;
		ed_damage(r->c, r->in,
		    "localised output: the labels of its certificates are in "
		    "another language; their names were not read");
	}
	r->store = NULL;
	r->items = (struct ed_list){0};
	r->inside = r->ended = r->foreign = false;
}

static bool open_store(struct reading *r, unsigned number, struct ed_str words)
{
	if (r->store)
		return true;
	r->store = ed_add_store(r->c);
	if (!r->store)
		return false;
	r->store->ref = ed_at_line(r->c, r->in, number, words);
	return true;
}

static void begin_certificate(
    struct reading *r, unsigned number, struct ed_str words)
{
	r->inside = false;
	r->line = number;
	if (!open_store(r, number, words) || r->c->n_stored >= ED_MAX_STORED) {
		if (!r->full)
			ed_line_damage(r->c, r->in, number,
			    "more stores or certificates than any server "
			    "has: the rest is left out");
		r->full = true;
		return;
	}
	r->c->n_stored++;
	ED_PUSH(&r->c->arena, &r->items, struct ed_stored)->ref =
	    ed_at_line(r->c, r->in, number, words);
	r->inside = true;
}

static struct ed_str keep(struct reading *r, struct ed_str value)
{
	return ed_copy(&r->c->arena, ed_str_sub(value, 0, NAME));
}

/* "Cert Hash(sha1): b8 05 …", with blanks in old versions. */
static bool take_hash(
    struct reading *r, struct ed_stored *now, struct ed_str words)
{
	size_t at = ed_str_find(words, ED_STR("(sha1)"));
	struct ed_str digits;

	if (at == words.n)
		return false;
	digits = ed_hex_digits(
	    &r->c->arena, ed_behind_colon(ed_str_sub(words, at, words.n)));
	if (digits.n != 40)
		ed_line_damage(
		    r->c, r->in, r->line, "a hash of a certificate is broken");
	else
		now->sha1 = digits;
	return true;
}

static void take_label(struct reading *r, struct ed_str words)
{
	struct ed_stored *now =
	    &ED_ITEMS(r->items, struct ed_stored)[r->items.n - 1];
	struct ed_str value;

	if (take_hash(r, now, words)) {
		r->foreign |= !now->issuer.n;
		return;
	}
	if (ed_labelled(words, "Serial Number", &value) && !now->serial.n)
		now->serial =
		    ed_hex_digits(&r->c->arena, ed_str_sub(value, 0, NAME));
	else if (ed_labelled(words, "Issuer", &value) && !now->issuer.n)
		now->issuer = keep(r, value);
	else if (ed_labelled(words, "Subject", &value) && !now->subject.n)
		now->subject = keep(r, value);
	else if (ed_labelled(words, "NotBefore", &value))
		now->not_before = keep(r, value);
	else if (ed_labelled(words, "NotAfter", &value))
		now->not_after = keep(r, value);
}

/* The line above the first certificate names the store. */
static void take_name(struct reading *r, struct ed_str words, unsigned number)
{
	enum ed_store_kind kind = kind_of(words);

	if (kind == ED_STORE_UNNAMED && !ed_str_has(words, '"'))
		return;
	if (r->store && r->items.n == 0 && r->store->name.n)
		return;
	if (r->store && r->items.n)
		return;
	if (!open_store(r, number, words))
		return;
	r->store->kind = kind;
	r->store->name = keep(r, words);
}

/* What stands behind NUL may be of another certificate. */
static void lose_certificate(struct reading *r)
{
	struct ed_stored *now;

	if (!r->inside)
		return;
	now = &ED_ITEMS(r->items, struct ed_stored)[r->items.n - 1];
	*now = (struct ed_stored){.ref = now->ref};
	r->inside = false;
}

static void take(void *reading, struct ed_str line, unsigned number)
{
	struct reading *r = reading;
	struct ed_str words = ed_str_trim(line);
	struct ed_ending end = {0};

	if (ed_str_has(line, '\0')) {
		lose_certificate(r);
	} else if (begins_certificate(words)) {
		begin_certificate(r, number, words);
	} else if (ed_ends_command(words, &end)) {
		if (end.failed && !r->store)
			r->failed = true;
		r->ended = !end.failed;
		if (r->store)
			end_store(r);
	} else if (r->inside) {
		take_label(r, words);
	} else {
		take_name(r, words, number);
	}
}

static bool conclude(struct reading *r)
{
	if (r->store)
		end_store(r);
	if (r->failed)
		ed_damage(r->c, r->in, "certutil could not open the store");
	r->in->incomplete |= r->failed;
	/* What was lost may have been any certificate of any of them. */
	for (size_t i = 0; i < r->c->stores.n && r->in->incomplete; i++) {
		struct ed_store *store =
		    ED_ITEMS(r->c->stores, struct ed_store *)[i];

		if (store->ref.input == ed_input_number(r->c, r->in))
			store->incomplete = true;
	}
	return true;
}

static bool load(struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	struct reading r = {.c = c, .in = in};

	return ed_each_line(c, in, bytes, take, &r) && conclude(&r);
}

const struct ed_loader ed_loader_store = {
    .kind = "certificate store",
    .recognise = recognise,
    .load = load,
    .of_machine = true,
};
