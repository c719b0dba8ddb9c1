/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A report that was written before, for the public. Only some of its values
 * say of which kind they are; of all other texts no word stays that is not
 * the program's, so nothing need be known of them.
 */
#include "report/privacy_parts.h"

#include <string.h>

enum { KEYED_DIGITS = 10, MOST_DIGITS = 9 };

/* A name that stands for something: what it begins with, and its number. */
struct pseudonym {
	const char *word;
	unsigned number; /* 0: made with a key */
	size_t end;
};

static const struct {
	const char *word;
	enum ed_privacy since;
} words[] = {{"sid", ED_PRIVACY_INTERNAL}, {"device", ED_PRIVACY_INTERNAL},
    {"user", ED_PRIVACY_VENDOR}, {"host", ED_PRIVACY_VENDOR},
    {"domain", ED_PRIVACY_VENDOR}, {"ip", ED_PRIVACY_VENDOR},
    {"name", ED_PRIVACY_VENDOR}};

static bool read_number(struct ed_str digits, unsigned *number)
{
	bool hex = digits.n == KEYED_DIGITS, decimal = digits.n <= MOST_DIGITS;

	*number = 0;
	for (size_t i = 0; i < digits.n; i++) {
		hex &= ed_str_has(ED_STR("0123456789abcdef"), digits.p[i]);
		decimal &= digits.p[i] >= '0' && digits.p[i] <= '9';
		if (decimal)
			*number = *number * 10 + (unsigned)(digits.p[i] - '0');
	}
	return digits.n && (hex || decimal);
}

/* Does one stand at offset at of text? Only kinds that were hidden count. */
static bool read_name(const struct ed_veil *veil, struct ed_str text, size_t at,
    struct pseudonym *out)
{
	const size_t dash = ed_word_end(text, at);
	const struct ed_str word = ed_str_sub(text, at, dash - at);

	if (dash >= text.n || text.p[dash] != '-')
		return false;
	out->end = ed_word_end(text, dash + 1);
	for (size_t i = 0; i < ED_COUNT(words); i++) {
		if (veil->had < words[i].since ||
		    !ed_str_eq(word, ed_str_of(words[i].word)))
			continue;
		out->word = words[i].word;
		return read_number(
		    ed_str_sub(text, dash + 1, out->end - dash - 1),
		    &out->number);
	}
	return false;
}

/* It stands for itself. */
static void keep(struct ed_veil *veil, struct ed_str name)
{
	struct ed_hidden *kept;

	ed_veil_put(veil, ED_TEXT, name, ed_copy(veil->arena, name));
	kept = ed_veil_find_raw(veil, name);
	kept->own = true;
}

/* "user-1", and "user-1@domain-1" as a whole. */
static size_t keep_one(struct ed_veil *veil, struct ed_str text, size_t from)
{
	struct pseudonym name;
	size_t at = from, end = from;

	while (read_name(veil, text, at, &name)) {
		ed_veil_count_from(veil, name.word, name.number);
		keep(veil, ed_str_sub(text, at, name.end - at));
		end = name.end;
		if (end >= text.n || !ed_str_has(ED_STR("@.\\/"), text.p[end]))
			break;
		at = end + 1;
	}
	if (end > from)
		keep(veil, ed_str_sub(text, from, end - from));
	return end;
}

static void keep_names(struct ed_veil *veil, struct ed_str text)
{
	for (size_t at = 0; at < text.n;) {
		const size_t end = keep_one(veil, text, at);

		at = end > at ? end : ed_word_end(text, at);
		while (at < text.n && !ed_is_word_byte(text.p[at]))
			at++;
	}
}

static void add_typed(struct ed_veil *veil, const struct ed_report *report)
{
	for (size_t i = 0; i < report->n_suppressed; i++)
		ed_veil_add(veil, ED_UPN, report->suppressed[i].author);
	for (size_t i = 0; i < report->n_inputs; i++)
		ed_veil_add_path(veil, report->inputs[i].path);
	ed_veil_report(veil, report);
}

struct tally {
	const struct ed_veil *veil;
	int64_t *counts; /* by number of hidden */
};

static void count(const struct tally *tally, struct ed_str text, int step)
{
	const struct ed_hidden *items = tally->veil->hidden.items;

	for (size_t i = 0; i < text.n;) {
		/* A rule's "{name}" is where a value goes. */
		if (step < 0 && text.p[i] == '{')
			i += ed_str_find(
			    ed_str_sub(text, i, text.n), ED_STR("}"));
		if (i >= text.n)
			break;
		const struct ed_hidden *found =
		    ed_veil_find(tally->veil, text, i, true);

		if (found)
			tally->counts[found - items] += step;
		i += found ? found->raw.n : 1;
	}
}

static void count_rule(const struct tally *tally, const struct ed_rule *rule)
{
	count(tally, rule->title, -1);
	count(tally, rule->text, -1);
	count(tally, rule->undo, -1);
	count(tally, rule->handoff, -1);
	for (size_t i = 0; i < rule->fix.n; i++)
		count(tally, rule->fix.items[i], -1);
	for (size_t i = 0; i < rule->n_verify; i++)
		count(tally, rule->verify[i].run, -1);
}

static void count_cause(
    const struct tally *tally, const struct ed_report_cause *cause)
{
	count(tally, cause->title, 1);
	count(tally, cause->text, 1);
	count(tally, cause->undo, 1);
	count(tally, cause->handoff, 1);
	for (size_t i = 0; i < cause->fix.n; i++)
		count(tally, cause->fix.items[i], 1);
	for (size_t i = 0; i < cause->verify.n; i++)
		count(tally, cause->verify.items[i].run, 1);
}

/*
 * What rules say of everybody stays in their words; but where it stands more
 * often than in the rule, a value was put there.
 */
static void find_filled(
    const struct ed_veil *veil, const struct ed_report *report)
{
	const struct ed_rules *rules = &ed_builtin_rules;
	const bool same = ed_str_eq(report->run.rules_sha256, rules->sha256);
	struct ed_hidden *items = veil->hidden.items;
	const struct tally tally = {
	    veil, ed_alloc_array(veil->arena, veil->hidden.n, sizeof(int64_t))};

	for (size_t i = 0; i < report->n_causes; i++) {
		const struct ed_rule *rule =
		    ed_rule_find(rules, report->causes[i].id);

		count_cause(&tally, &report->causes[i]);
		if (same && rule)
			count_rule(&tally, rule);
	}
	for (size_t i = 0; i < veil->hidden.n; i++)
		if (tally.counts[i] > 0 &&
		    !ed_str_eq(items[i].raw, items[i].name))
			items[i].own = false;
}

static enum ed_privacy level_of(struct ed_str word)
{
	enum ed_privacy level = ED_PRIVACY_NONE;

	for (size_t i = 0; ed_privacy_names[i]; i++)
		if (ed_str_eq(word, ed_str_of(ed_privacy_names[i])))
			level = (enum ed_privacy)i;
	return level;
}

void ed_veil_make_again(struct ed_arena *arena, struct ed_str key,
    const struct ed_report *report, struct ed_veil *out)
{
	*out = (struct ed_veil){.arena = arena,
	    .level = ED_PRIVACY_PUBLIC,
	    .key = key,
	    .again = true,
	    .had = level_of(report->run.privacy)};
	ed_veil_collect_own(out);
	ed_veil_each(out, report, keep_names);
	add_typed(out, report);
	out->skips_own = true;
	ed_veil_each(out, report, ed_veil_take);
	ed_veil_close(out);
	find_filled(out, report);
}
