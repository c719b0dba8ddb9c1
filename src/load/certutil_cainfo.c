/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What certutil -CAInfo prints: an authority's kind and names. The kind also
 * stands there as the name of a constant, which no language changes.
 */
#include "load/certutil_text.h"
#include "load/loader.h"

#include "base/encoding.h"

#include <easdoctor/limits.h>

enum { MAX_STATES = 256, NAME = 256 };

struct reading {
	struct ed_case *c;
	struct ed_input *in;
	struct ed_ca_info *info;
	struct ed_certutil_lines lines;
	struct ed_list states; /* int */
};

static const struct {
	const char *word;
	enum ed_ca_kind kind;
} kinds[] = {
    {"ENUM_ENTERPRISE_ROOTCA", ED_CA_ENTERPRISE_ROOT},
    {"ENUM_ENTERPRISE_SUBCA", ED_CA_ENTERPRISE_SUB},
    {"ENUM_STANDALONE_ROOTCA", ED_CA_STANDALONE_ROOT},
    {"ENUM_STANDALONE_SUBCA", ED_CA_STANDALONE_SUB},
};

static enum ed_ca_kind kind_named(struct ed_str words)
{
	for (size_t i = 0; i < ED_COUNT(kinds); i++)
		if (ed_str_starts(words, ed_str_of(kinds[i].word)))
			return kinds[i].kind;
	return ED_CA_UNSAID;
}

static bool tells_kind(struct ed_str words)
{
	return kind_named(words) != ED_CA_UNSAID;
}

static bool recognise(struct ed_str bytes)
{
	return ed_is_certutil(bytes, "CAInfo", tells_kind);
}

/* Two kinds in one output are two authorities: nothing is chosen. */
static void set_kind(struct reading *r, enum ed_ca_kind kind)
{
	struct ed_ca_info *info = r->info;

	if (info->kind != ED_CA_UNSAID && info->kind != kind) {
		info->kind = ED_CA_OTHER;
		r->in->incomplete = true;
		ed_damage(r->c, r->in, "line %u: another kind of CA than above",
		    r->lines.number);
		return;
	}
	info->kind = kind;
	info->kind_ref = ed_line_ref(r->c, r->in, &r->c->arena, &r->lines);
}

/* "3 -- Valid" */
static bool leading_number(struct ed_str value, int64_t *out)
{
	return ed_decimal(
	    ed_str_sub(value, 0, ed_str_find(value, ED_STR(" "))), out);
}

static void read_type(struct reading *r, struct ed_str value)
{
	int64_t n;

	if (!leading_number(value, &n))
		return;
	for (size_t i = 0; i < ED_COUNT(kinds); i++)
		if (n == (int64_t)kinds[i].kind) {
			set_kind(r, kinds[i].kind);
			return;
		}
	set_kind(r, ED_CA_OTHER);
}

static void read_state(struct reading *r, struct ed_str value)
{
	int64_t n;

	if (leading_number(value, &n) && n < 256 && r->states.n < MAX_STATES)
		*ED_PUSH(&r->c->arena, &r->states, int) = (int)n;
}

static void set_name(
    struct reading *r, struct ed_str *name, struct ed_str value)
{
	if (!name->n)
		*name = ed_copy(&r->c->arena, ed_str_sub(value, 0, NAME));
}

static bool read_label(struct reading *r)
{
	struct ed_str words = r->lines.words, value;
	size_t close = ed_str_find(words, ED_STR("]:"));

	if (ed_labelled(words, "CA name", &value))
		set_name(r, &r->info->name, value);
	else if (ed_labelled(words, "Sanitized CA name", &value))
		set_name(r, &r->info->sanitized, value);
	else if (ed_labelled(words, "DNS Name", &value))
		set_name(r, &r->info->host, value);
	else if (ed_labelled(words, "CA type", &value))
		read_type(r, value);
	else if (ed_labelled(words, "CA cert count", &value))
		(void)leading_number(value, &r->info->n_certificates);
	else if (ed_str_istarts(words, ED_STR("CA cert[")) && close < words.n)
		read_state(
		    r, ed_str_trim(ed_str_sub(words, close + 2, words.n)));
	else
		return false;
	return true;
}

static void read_line(struct reading *r)
{
	enum ed_ca_kind kind = kind_named(r->lines.words);
	struct ed_ending end = {0};

	if (kind != ED_CA_UNSAID) {
		set_kind(r, kind);
	} else if (ed_ends_command(r->lines.words, &end)) {
		r->info->ended = true;
		r->info->error = end.error;
		if (end.failed)
			r->info->kind_ref =
			    ed_line_ref(r->c, r->in, &r->c->arena, &r->lines);
	} else {
		(void)read_label(r);
	}
}

static void conclude(struct reading *r)
{
	r->info->states = r->states.items;
	r->info->n_states = r->states.n;
	if (!r->info->ended)
		ed_certutil_breaks_off(r->c, r->in);
}

static bool load(struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	struct ed_arena scratch = {0};
	struct reading r = {.c = c,
	    .in = in,
	    .info = ed_add_ca_info(c),
	    .lines = ed_certutil_lines_of(c, in, &scratch, bytes)};

	if (!r.info) {
		ed_damage(c, in, "more than %d outputs of certutil: left out",
		    ED_MAX_CA_INFOS);
		return false;
	}
	r.info->ref = (struct ed_ref){.input = ed_input_number(c, in)};
	r.info->kind_ref = r.info->ref;
	r.info->kind = ED_CA_UNSAID;
	r.info->n_certificates = -1;
	while (ed_certutil_next(&r.lines))
		read_line(&r);
	conclude(&r);
	ed_arena_free(&scratch);
	return true;
}

const struct ed_loader ed_loader_certutil_cainfo = {
    .kind = "certutil -CAInfo",
    .recognise = recognise,
    .load = load,
};
