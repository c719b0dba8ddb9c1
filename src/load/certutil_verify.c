/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What certutil -verify prints, with -urlfetch or without: the chain that
 * Windows built, its errors, and each address that it asked for a list.
 */
#include "load/certutil_verify.h"
#include "load/certutil_text.h"
#include "load/loader.h"

#include "base/encoding.h"

#include <easdoctor/limits.h>

#define REVOCATION_PASSED ED_STR("Leaf certificate revocation check passed")

static bool tells_chain(struct ed_str words)
{
	return ed_str_istarts(words, ED_STR("CertContext[0][0]:")) ||
	       ed_str_istarts(words, ED_STR("ChainContext.dwErrorStatus"));
}

static bool recognise(struct ed_str bytes)
{
	return ed_is_certutil(bytes, "verify", tells_chain);
}

/* "NAME (0x40)": the number in the parentheses at the end. */
static uint32_t flag_of(struct ed_str words)
{
	size_t at = ed_str_find(words, ED_STR("(0x"));
	struct ed_str rest = ed_str_sub(words, at + 1, words.n);
	uint32_t value = 0;

	if (at == words.n ||
	    !ed_hex_number(
		ed_str_sub(rest, 0, ed_str_find(rest, ED_STR(")"))), &value))
		return 0;
	return value;
}

/* "dwErrorStatus=1000040" in the heading of a link. */
static uint32_t heading_errors(struct ed_str words)
{
	static const struct ed_str key = {"dwErrorStatus=", 14};
	size_t at = ed_str_find(words, key);
	struct ed_str rest = ed_str_sub(words, at + key.n, words.n);
	uint32_t value = 0;

	(void)!ed_hex_number(
	    ed_str_sub(rest, 0, ed_str_find(rest, ED_STR(" "))), &value);
	return value;
}

static void start_link(struct ed_verify_reading *r)
{
	struct ed_verified_link *link;

	ed_verify_end_link(r);
	if (r->links.n == ED_MAX_VERIFIED) {
		r->full = true;
		return;
	}
	link = ED_PUSH(&r->c->arena, &r->links, struct ed_verified_link);
	link->ref = ed_verify_ref(r);
	link->errors = heading_errors(r->lines.words);
	r->link = link;
}

/* Names, for people; the codes above are what counts. */
static void read_name(struct ed_verify_reading *r)
{
	struct ed_arena *arena = &r->c->arena;
	struct ed_str words = r->lines.words, value, hex;

	if (ed_labelled(words, "Issuer", &value) && !r->link->issuer.n)
		r->link->issuer = ed_copy(arena, value);
	else if (ed_labelled(words, "Subject", &value) && !r->link->subject.n)
		r->link->subject = ed_copy(arena, value);
	/* In every language the hash is 40 digits, the serial others. */
	hex = ed_hex_digits(arena, ed_behind_colon(words));
	if (hex.n == 40 && !r->link->sha1.n && r->link->serial.n)
		r->link->sha1 = hex;
	else if (hex.n >= 2 && hex.n <= 42 && !r->link->serial.n)
		r->link->serial = hex;
}

static void read_in_link(struct ed_verify_reading *r)
{
	struct ed_str words = r->lines.words;

	if (ed_str_istarts(words, ED_STR("Element.dwErrorStatus")))
		r->link->errors |= flag_of(words);
	else if (!ed_verify_read_fetch(r) && !r->in_section)
		read_name(r);
}

static void read_head(struct ed_verify_reading *r)
{
	struct ed_str words = r->lines.words, value;

	if (ed_str_istarts(words, ED_STR("ChainContext.dwErrorStatus")))
		r->v->chain_errors |= flag_of(words);
	else if (ed_str_eq(words, ED_STR("HCCE_LOCAL_MACHINE")))
		r->v->as_machine = true;
	else if (ed_str_eq(words, ED_STR("HCCE_CURRENT_USER")))
		r->v->as_user = true;
	else if (ed_labelled(words, "Cert Serial Number", &value))
		r->v->serial = ed_hex_digits(&r->c->arena, value);
}

/* Messages behind the chain: they end the last link. */
static bool read_message(struct ed_verify_reading *r)
{
	struct ed_str words = r->lines.words;
	struct ed_ending end = {0};
	uint32_t code;

	if (ed_ends_command(words, &end)) {
		r->v->ended = true;
		if (end.failed)
			r->v->error = end.error;
		return true;
	}
	if (ed_str_eq(words, REVOCATION_PASSED)) {
		r->v->passed = true;
		return true;
	}
	code = ed_last_code(words);
	/* That of an address stands between its result and its URL. */
	if (!code || (r->fetch && !r->fetch->url.n))
		return false;
	r->v->error = code;
	r->v->error_ref = ed_verify_ref(r);
	return true;
}

static void read_line(struct ed_verify_reading *r)
{
	struct ed_str words = r->lines.words;

	if (ed_str_istarts(words, ED_STR("CertContext[")))
		start_link(r);
	else if (ed_str_istarts(words, ED_STR("-------- CERT_CHAIN_CONTEXT")))
		ed_verify_end_link(r);
	else if (!words.n || read_message(r))
		return;
	else if (r->link)
		read_in_link(r);
	else
		read_head(r);
}

/* The labels are there when it is English. */
static bool is_other_language(const struct ed_verify_reading *r)
{
	for (size_t i = 0; i < r->links.n; i++)
		if (!ED_ITEMS(r->links, struct ed_verified_link)[i].issuer.n)
			return true;
	return false;
}

static void conclude(struct ed_verify_reading *r)
{
	struct ed_verification *v = r->v;

	ed_verify_end_link(r);
	v->links = r->links.items;
	v->n_links = r->links.n;
	v->in_other_language = is_other_language(r);
	if (!v->serial.n && v->n_links)
		v->serial = v->links[0].serial;
	if (!v->ended)
		ed_certutil_breaks_off(r->c, r->in);
	if (v->in_other_language)
		ed_damage(r->c, r->in,
		    "the language is not English: only codes and addresses "
		    "were read");
	if (r->full) {
		r->in->incomplete = true;
		ed_damage(r->c, r->in,
		    "more than %d certificates or addresses: left out",
		    ED_MAX_VERIFIED);
	}
}

static bool load(struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	struct ed_arena scratch = {0};
	struct ed_verify_reading r = {.c = c,
	    .in = in,
	    .v = ed_add_verification(c),
	    .lines = ed_certutil_lines_of(c, in, &scratch, bytes)};

	if (!r.v) {
		ed_damage(c, in, "more than %d outputs of certutil: left out",
		    ED_MAX_VERIFICATIONS);
		return false;
	}
	r.v->ref = (struct ed_ref){.input = ed_input_number(c, in)};
	while (ed_certutil_next(&r.lines))
		read_line(&r);
	conclude(&r);
	ed_arena_free(&scratch);
	return true;
}

const struct ed_loader ed_loader_certutil_verify = {
    .kind = "certutil -verify",
    .recognise = recognise,
    .load = load,
};
