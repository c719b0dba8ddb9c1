/* SPDX-License-Identifier: Apache-2.0 */
/* From a text to the codes that stand in it. */
#include "engine/code.h"

#include "engine/code_family.h"
#include "engine/code_name.h"

#include <easdoctor/limits.h>

enum {
	ALL = 0x7fffffff,
	/* What is written in 32 bits: no event, alert or status is. */
	WIDE = ED_CODE_WIN32 | ED_CODE_HRESULT | ED_CODE_CA | ED_CODE_TRUST |
	       ED_CODE_DEVICE | ED_CODE_SCHANNEL,
	NEAR = 3,        /* words by which a pointing word may be away */
	LARGE = 0x10000, /* counts nothing that people count */
	MAX_HITS = 64
};

struct search {
	struct ed_arena *arena;
	const struct ed_rules *rules;
	struct ed_code_status status;
	struct ed_code_answer *out;
	unsigned families; /* that the words before point to */
	unsigned left;     /* words for which they still do */
	bool status_word;  /* the last word was "status" */
	bool only_codes;   /* the text holds nothing else */
};

static void add_hit(
    struct search *search, const struct ed_code *code, struct ed_str seen)
{
	const struct ed_code_hit *hits = search->out->hits.items;

	for (size_t i = 0; i < search->out->hits.n; i++)
		if (hits[i].code == code)
			return;
	if (search->out->hits.n < MAX_HITS)
		*ED_PUSH(search->arena, &search->out->hits,
		    struct ed_code_hit) = (struct ed_code_hit){code, seen};
}

static bool same_number(
    const struct ed_code_family *family, int64_t a, int64_t b)
{
	if (family->form == ED_CODE_WIDE)
		return (uint32_t)a == (uint32_t)b;
	return a == b;
}

static size_t look_up(struct search *search, unsigned families, int64_t number,
    struct ed_str seen)
{
	size_t n = 0;

	for (size_t i = 0; i < search->rules->n_codes; i++) {
		const struct ed_code *code = &search->rules->codes[i];
		const struct ed_code_family *family =
		    ed_code_family_find(code->family);
		int64_t its;

		if (!family || !(family->bit & families) ||
		    !ed_code_number(code->code, &its) ||
		    !same_number(family, its, number))
			continue;
		add_hit(search, code, seen);
		n++;
	}
	return n;
}

/* 0x8007nnnn is the Windows error nnnn in another dress. */
static size_t look_up_inner(
    struct search *search, int64_t number, struct ed_str seen)
{
	if ((uint32_t)number >> 16 != 0x8007)
		return 0;
	return look_up(search, ED_CODE_WIN32, number & 0xffff, seen);
}

static size_t look_up_wide(
    struct search *search, uint32_t number, struct ed_str seen)
{
	const unsigned wide = ED_CODE_WIN32 | ED_CODE_HRESULT;
	size_t n = look_up(search, wide, number, seen);

	return n ? n : look_up_inner(search, number, seen);
}

static const struct ed_code *find_nearest(
    const struct search *search, int64_t number)
{
	const struct ed_code *best = NULL;
	uint64_t least = 256; /* further away is another matter */

	/* Small numbers count one after the other: neighbours say nothing. */
	if (number >= 0 && number < LARGE)
		return NULL;
	for (size_t i = 0; i < search->rules->n_codes; i++) {
		const struct ed_code *code = &search->rules->codes[i];
		int64_t its;
		uint64_t away;

		if (!ed_code_number(code->code, &its))
			continue;
		if (number > INT32_MAX && its < 0)
			its = (uint32_t)its;
		away = (uint64_t)(its > number ? its - number : number - its);
		if (away < least) {
			least = away;
			best = code;
		}
	}
	return best;
}

static void add_stranger(
    struct search *search, struct ed_str seen, int64_t number)
{
	if (search->out->strangers.n < MAX_HITS)
		*ED_PUSH(search->arena, &search->out->strangers,
		    struct ed_code_stranger) =
		    (struct ed_code_stranger){.seen = seen,
			.number = number,
			.nearest = find_nearest(search,
			    number < 0 ? (int64_t)(uint32_t)number : number)};
}

/* "403 16 5" or "403.16", as a row's code; the row, or NULL. */
static const struct ed_code *find_status(
    const struct search *search, struct ed_str wanted)
{
	for (size_t i = 0; i < search->rules->n_codes; i++) {
		const struct ed_code *code = &search->rules->codes[i];

		if (ed_str_eq(code->family, ED_STR("http")) &&
		    ed_str_eq(code->code, wanted))
			return code;
	}
	return NULL;
}

static void add_status(struct search *search)
{
	const struct ed_code_status s = search->status;
	struct ed_arena *arena = search->arena;
	const struct ed_str whole = ed_format(
	    arena, "%u %d %u", s.status, s.substatus, (unsigned)s.win32);
	const struct ed_str exact =
	    ed_format(arena, "%u.%d", s.status, s.substatus);
	const struct ed_str plain = ed_format(arena, "%u", s.status);
	const struct ed_code *code = NULL;

	if (s.substatus >= 0 && (code = find_status(search, whole)))
		add_hit(search, code, whole);
	if (s.substatus >= 0 && (code = find_status(search, exact)))
		add_hit(search, code, exact);
	if (!code && (code = find_status(search, plain)))
		add_hit(search, code, s.substatus > 0 ? exact : plain);
	if (!code)
		add_stranger(
		    search, s.substatus >= 0 ? exact : plain, s.status);
	if (s.win32 && !look_up_wide(search, s.win32,
			   ed_format(arena, "%u", (unsigned)s.win32)))
		add_stranger(
		    search, ed_format(arena, "%u", (unsigned)s.win32), s.win32);
}

/* Is the number a part of the HTTP status that was found before? */
static bool is_of_status(const struct search *search, int64_t number)
{
	const struct ed_code_status *s = &search->status;

	if (s->status && s->substatus >= 0 && number == 0)
		return true;
	return s->status &&
	       (number == s->status || number == s->substatus ||
		   (s->win32 && (uint32_t)number == s->win32)) &&
	       (search->left < NEAR || search->status_word);
}

static bool wide_spelling(struct ed_str word, int64_t number)
{
	return ed_str_istarts(word, ED_STR("0x")) || number < 0 ||
	       number >= LARGE;
}

static void take_number(
    struct search *search, struct ed_str word, int64_t number)
{
	unsigned families = search->left ? search->families : 0;
	bool wide = wide_spelling(word, number);
	size_t n = 0;

	if (is_of_status(search, number))
		return;
	if (families)
		n = look_up(search, families, number, word);
	/* 36887 46: the alert that the event is about. */
	if (!n && (families & ED_CODE_SCHANNEL) && number < 256)
		n = look_up(search, ED_CODE_TLS, number, word);
	if (!n && (wide || families || search->only_codes))
		n = look_up(search, wide ? WIDE : (unsigned)ALL, number, word);
	if (!n)
		n = look_up_inner(search, number, word);
	if (!n && (wide || families || search->only_codes))
		add_stranger(search, word, number);
}

/* 800b0109 without its 0x: what names a failure begins with 8 or C. */
static void take_bare(struct search *search, struct ed_str word, int64_t number)
{
	if (!look_up_wide(search, (uint32_t)number, word) && search->only_codes)
		add_stranger(search, word, number);
}

static void take_word(struct search *search, struct ed_str word)
{
	unsigned families = ed_code_word_families(word);
	int64_t number;

	if (ed_code_bare_number(word, &number)) {
		take_bare(search, word, number);
		return;
	}
	if (ed_code_number(word, &number)) {
		take_number(search, word, number);
		return;
	}
	search->status_word = ed_str_ieq(word, ED_STR("status"));
	if (families) {
		/* "Schannel event": the one narrows the other. */
		if (search->left == NEAR && (search->families & families))
			families &= search->families;
		search->families = families;
		search->left = NEAR;
	} else if (search->left) {
		search->left--;
	}
}

static bool next_word(struct ed_str *rest, struct ed_str *word)
{
	static const struct ed_str between = {" \t\r\n,;:()[]{}<>=\"'/|", 19};
	size_t from = 0, to;

	while (from < rest->n && ed_str_has(between, rest->p[from]))
		from++;
	to = from;
	while (to < rest->n && !ed_str_has(between, rest->p[to]))
		to++;
	*word = ed_str_sub(*rest, from, to - from);
	*rest = ed_str_sub(*rest, to, rest->n);
	/* The end of a sentence is no part of its last word. */
	while (word->n > 1 && ed_str_has(ED_STR(".!?"), word->p[word->n - 1]))
		word->n--;
	return word->n > 0;
}

static bool is_only_codes(struct ed_str text)
{
	struct ed_str word;
	int64_t number;

	while (next_word(&text, &word))
		if (!ed_code_number(word, &number) &&
		    !ed_code_bare_number(word, &number) &&
		    !ed_code_word_families(word))
			return false;
	return true;
}

void ed_codes_find(struct ed_arena *arena, const struct ed_rules *rules,
    struct ed_str text, struct ed_code_status status,
    struct ed_code_answer *out)
{
	struct search search = {
	    .arena = arena, .rules = rules, .status = status, .out = out};
	struct ed_str rest = ed_str_sub(text, 0, ED_MAX_CODE_TEXT), word;

	*out = (struct ed_code_answer){0};
	search.only_codes = is_only_codes(rest);
	if (status.status)
		add_status(&search);
	for (size_t i = 0; i < rules->n_codes; i++)
		if (ed_code_is_named(&rules->codes[i],
			ed_str_sub(text, 0, ED_MAX_CODE_TEXT), &word))
			add_hit(&search, &rules->codes[i], word);
	for (size_t i = 0; i < ED_MAX_CODE_WORDS; i++) {
		if (!next_word(&rest, &word))
			break;
		take_word(&search, word);
	}
}
