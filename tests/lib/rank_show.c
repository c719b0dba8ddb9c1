/* SPDX-License-Identifier: Apache-2.0 */
#include "rank_text.h"

#include <string.h>

static const char *const places[] = {"explains", "stops-next", "suspect",
    "partly", "later", "nothing", "consequence"};
static const char *const lines[] = {"prior", "direct", "affected", "onset"};

static struct ed_str id_of(const struct ed_rule *rule)
{
	return rule ? rule->id : ED_STR("-");
}

static const char *shown(struct ed_text *text)
{
	return ed_copy_c(text->arena, ed_text_str(text));
}

static void put_rules(struct ed_text *text, const char *label,
    const struct ed_rule *const *rules, size_t n)
{
	for (size_t i = 0; i < n; i++)
		ed_putf(text, "%s%.*s", i ? "+" : label, ED_ARG(rules[i]->id));
}

static void put_cause(struct ed_text *text, const struct ed_candidate *cause)
{
	ed_putf(text, "%.*s %s %s", ED_ARG(cause->rule->id),
	    ed_certainty_names[cause->certainty], places[cause->place]);
	if (cause->upstream)
		ed_putf(text, " of %.*s", ED_ARG(cause->upstream->id));
	put_rules(text, " ties ", cause->ties, cause->n_ties);
}

const char *rank_text_order(struct rank_text *text)
{
	struct ed_text out = {.arena = &text->arena};

	for (size_t i = 0; i < text->diagnosis.n_causes; i++) {
		if (i)
			ed_put(&out, ED_STR(", "));
		put_cause(&out, &text->diagnosis.causes[i]);
	}
	return shown(&out);
}

static void put_ledger(struct ed_text *text, const struct ed_candidate *cause)
{
	ed_putf(text, "%d =", cause->score);
	for (size_t i = 0; i < cause->n_lines; i++) {
		const struct ed_line *line = &cause->lines[i];

		if (line->kind == ED_LINE_SYMPTOM)
			ed_putf(text, " %s%.*s", line->present ? "" : "no ",
			    ED_ARG(line->symptom->id));
		else
			ed_putf(text, " %s", lines[line->kind]);
		ed_putf(text, " %+d", line->db);
	}
}

const char *rank_text_ledger(struct rank_text *text, const char *id)
{
	struct ed_text out = {.arena = &text->arena};

	for (size_t i = 0; i < text->diagnosis.n_causes; i++)
		if (ed_str_eq(
			text->diagnosis.causes[i].rule->id, ed_str_of(id)))
			put_ledger(&out, &text->diagnosis.causes[i]);
	return shown(&out);
}

static void put_path(struct ed_text *text, const struct ed_diagnosis *diagnosis)
{
	for (size_t i = 0; i < ED_N_HOP; i++)
		ed_put_byte(text,
		    diagnosis->clean[i] ? 'C' : "PFx."[diagnosis->path[i]]);
}

const char *rank_text_path(struct rank_text *text)
{
	struct ed_text out = {.arena = &text->arena};

	put_path(&out, &text->diagnosis);
	return shown(&out);
}

static void put_next(struct ed_text *text, const struct ed_diagnosis *diagnosis)
{
	for (size_t i = 0; i < diagnosis->n_next; i++) {
		const struct ed_suggestion *next = &diagnosis->next[i];

		ed_putf(text, "%s%.*s>%.*s/%.*s", i ? ", " : "",
		    ED_ARG(id_of(next->finding)),
		    ED_ARG(id_of(next->if_present)),
		    ED_ARG(id_of(next->if_absent)));
	}
}

const char *rank_text_next(struct rank_text *text)
{
	struct ed_text out = {.arena = &text->arena};

	put_next(&out, &text->diagnosis);
	return shown(&out);
}

const char *rank_text_all(
    struct ed_arena *arena, const struct ed_diagnosis *diagnosis)
{
	struct ed_text text = {.arena = arena};

	for (size_t i = 0; i < diagnosis->n_causes; i++) {
		const struct ed_candidate *cause = &diagnosis->causes[i];

		put_cause(&text, cause);
		put_rules(&text, " leads to ", cause->consequences,
		    cause->n_consequences);
		ed_put_byte(&text, ' ');
		put_ledger(&text, cause);
		ed_put_byte(&text, '\n');
	}
	put_path(&text, diagnosis);
	ed_put_byte(&text, '\n');
	put_next(&text, diagnosis);
	ed_putf(&text, "\nfailing %d\n", diagnosis->failing);
	return shown(&text);
}
