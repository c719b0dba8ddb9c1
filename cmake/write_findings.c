/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes a page of Markdown for each finding out of the compiled rules, and
 * an index. scripts/write-findings runs it over docs/findings; a test runs it
 * again and compares.
 *
 * usage: write_findings DIR
 */
#include "base/arena.h"
#include "engine/rule.h"
#include "report/step.h"
#include "report/words.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char *const blocks_words[] = {"every device", "this user",
    "some operations", "nothing yet, but later", "nothing"};
static const char *const proof_words[] = {"when it is seen",
    "when it is seen together with what is named below",
    "never from evidence alone",
    "when it is seen together with one of what is named below"};
static const char *const leak_words[] = {
    "never", "seldom", "now and then", "often"};

struct book {
	struct ed_arena arena;
	const char *folder;
	bool failed;
};

static void put_escaped(struct ed_text *out, struct ed_str text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (memchr("\\`*_<>[]|#", text.p[i], 10))
			ed_put_byte(out, '\\');
		ed_put_byte(out, text.p[i]);
	}
}

/* Prose with what Markdown would take for its own escaped. */
static void put_prose(
    struct book *book, struct ed_text *out, struct ed_str prose)
{
	const struct ed_fill nothing = {0};
	struct ed_str text =
	    ed_str_trim(ed_fill_prose(&book->arena, prose, &nothing));
	struct ed_step_piece piece;

	while (ed_step_next(&text, &piece)) {
		if (piece.command)
			ed_putf(out, "`%.*s`", ED_ARG(piece.text));
		else
			put_escaped(out, piece.text);
	}
}

static void put_paragraph(struct book *book, struct ed_text *out,
    const char *head, struct ed_str prose)
{
	if (prose.n == 0)
		return;
	if (*head)
		ed_putf(out, "\n## %s\n", head);
	ed_put_byte(out, '\n');
	put_prose(book, out, prose);
	ed_put_byte(out, '\n');
}

static void put_list(struct book *book, struct ed_text *out, const char *head,
    const char *mark, const struct ed_words *words)
{
	if (words->n == 0)
		return;
	ed_putf(out, "\n## %s\n\n", head);
	for (size_t i = 0; i < words->n; i++) {
		ed_putf(out, "%s ", mark);
		put_prose(book, out, words->items[i]);
		ed_put_byte(out, '\n');
	}
}

/* A page is found from docs/findings/CHECK/. */
static void put_link(struct ed_text *out, struct ed_str id)
{
	ed_putf(out, "[%.*s](../%.*s.md)", ED_ARG(id), ED_ARG(id));
}

static void put_ids(
    struct ed_text *out, const char *head, const struct ed_words *ids)
{
	if (ids->n == 0)
		return;
	ed_putf(out, "\n%s: ", head);
	for (size_t i = 0; i < ids->n; i++) {
		ed_putf(out, "%s", i ? ", " : "");
		put_link(out, ids->items[i]);
	}
	ed_put(out, ED_STR(".\n"));
}

/* Indented, so that no fence can end it. */
static void put_command(struct book *book, struct ed_text *out,
    const struct ed_rule_command *command)
{
	const struct ed_fill nothing = {0};
	struct ed_error err;
	struct ed_str run;

	if (command->run.n &&
	    ed_fill_command(&book->arena, command, &nothing, &run, &err))
		ed_putf(out, "\n    %.*s\n", ED_ARG(ed_str_trim(run)));
}

static void put_verify(
    struct book *book, struct ed_text *out, const struct ed_rule *rule)
{
	if (rule->n_verify)
		ed_put(out, ED_STR("\n## How to verify\n"));
	for (size_t i = 0; i < rule->n_verify; i++)
		put_command(book, out, &rule->verify[i]);
}

static void put_effects(
    struct book *book, struct ed_text *out, const struct ed_rule *rule)
{
	if (rule->n_explains)
		ed_put(out, ED_STR("\n## What it makes appear\n\n"));
	for (size_t i = 0; i < rule->n_explains; i++) {
		const struct ed_link *link = &rule->explains[i];

		ed_put(out, ED_STR("- "));
		put_link(out, link->finding);
		ed_putf(out, ", %s%s", ed_strength_names[link->strength],
		    link->via.n ? ": " : "");
		put_prose(book, out, link->via);
		ed_put_byte(out, '\n');
	}
}

static void put_origins(
    struct book *book, struct ed_text *out, const struct ed_rule *rule)
{
	bool any = false;

	for (size_t i = 0; i < ed_builtin_rules.n_rules; i++) {
		const struct ed_rule *cause = &ed_builtin_rules.rules[i];

		for (size_t k = 0; k < cause->n_explains; k++) {
			const struct ed_link *link = &cause->explains[k];

			if (!ed_str_eq(link->finding, rule->id))
				continue;
			if (!any)
				ed_put(out,
				    ED_STR("\n## What can be behind it\n\n"));
			any = true;
			ed_put(out, ED_STR("- "));
			put_link(out, cause->id);
			ed_putf(
			    out, ", %s: ", ed_strength_names[link->strength]);
			put_prose(book, out, cause->title);
			ed_put_byte(out, '\n');
		}
	}
}

static void put_supply(
    struct book *book, struct ed_text *out, const struct ed_rule *rule)
{
	const struct ed_rule_check *check =
	    ed_rule_check_find(&ed_builtin_rules, rule->check);

	if (!check)
		return;
	put_paragraph(book, out, "What it takes to judge it", check->supply);
	put_command(book, out, &check->collect);
}

static void put_weight(struct ed_text *out, const struct ed_rule *rule)
{
	if (rule->kind == ED_SYMPTOM_RULE) {
		ed_putf(out, "| healthy systems show it |\n|---|\n| %s |\n",
		    leak_words[rule->leak]);
		return;
	}
	ed_putf(out,
	    "| blocks | stage | stops sync at | how common | proven | for |\n"
	    "|---|---|---|---|---|---|\n| %s | %s | %s | %s | %s | %s |\n",
	    blocks_words[rule->blocks], ed_stage_names[rule->stage],
	    ed_hop_names[rule->bites], ed_prior_names[rule->prior],
	    proof_words[rule->proof], ed_owner_names[rule->owner]);
	put_ids(out,
	    rule->proof == ED_PROOF_ANY ? "Proven together with one of"
					: "Proven together with",
	    &rule->proof_needs);
	put_ids(out, "Only where these are", &rule->requires);
	put_ids(out, "Not where these are", &rule->excludes);
}

static const char generated[] =
    "<!-- Generated from rules/ by scripts/write-findings. -->\n";

static struct ed_str write_page(struct book *book, const struct ed_rule *rule)
{
	struct ed_text out = {.arena = &book->arena};

	ed_putf(&out, "%s# ", generated);
	put_prose(book, &out, rule->title);
	ed_putf(&out, "\n\n`%.*s`\n\n", ED_ARG(rule->id));
	put_weight(&out, rule);
	put_paragraph(book, &out, "", rule->text);
	put_list(book, &out, "How to fix it", "1.", &rule->fix);
	put_paragraph(book, &out, "How to undo the fix", rule->undo);
	put_verify(book, &out, rule);
	put_effects(book, &out, rule);
	put_origins(book, &out, rule);
	if (rule->kind == ED_CAUSE)
		put_supply(book, &out, rule);
	put_list(book, &out, "Sources", "-", &rule->cite);
	ed_put(&out, ED_STR("\n[All findings](../README.md)\n"));
	return ed_text_str(&out);
}

static void put_rows(struct book *book, struct ed_text *out,
    enum ed_rule_kind kind, enum ed_stage stage)
{
	for (size_t i = 0; i < ed_builtin_rules.n_rules; i++) {
		const struct ed_rule *rule = &ed_builtin_rules.rules[i];

		if (rule->kind != kind ||
		    (kind == ED_CAUSE && rule->stage != stage))
			continue;
		ed_putf(out, "| [%.*s](%.*s.md) | ", ED_ARG(rule->id),
		    ED_ARG(rule->id));
		put_prose(book, out, rule->title);
		if (kind == ED_CAUSE)
			ed_putf(out, " | %s", blocks_words[rule->blocks]);
		ed_put(out, ED_STR(" |\n"));
	}
}

static bool has_stage(enum ed_stage stage)
{
	for (size_t i = 0; i < ed_builtin_rules.n_rules; i++)
		if (ed_builtin_rules.rules[i].kind == ED_CAUSE &&
		    ed_builtin_rules.rules[i].stage == stage)
			return true;
	return false;
}

static struct ed_str write_index(struct book *book)
{
	struct ed_text out = {.arena = &book->arena};

	ed_putf(&out,
	    "%s# Findings\n\nWhat easdoctor can conclude, by where "
	    "the cause lives, and the symptoms that it knows. "
	    "`easdoctor explain ID` says the same.\n",
	    generated);
	for (int stage = 0; stage < ED_N_STAGES; stage++) {
		if (!has_stage((enum ed_stage)stage))
			continue;
		ed_putf(&out,
		    "\n## %s\n\n| id | what is wrong | blocks |\n"
		    "|---|---|---|\n",
		    ed_stage_names[stage]);
		put_rows(book, &out, ED_CAUSE, (enum ed_stage)stage);
	}
	ed_put(&out, ED_STR("\n## Symptoms\n\n| id | what is seen |\n"
			    "|---|---|\n"));
	put_rows(book, &out, ED_SYMPTOM_RULE, ED_N_STAGES);
	return ed_text_str(&out);
}

static void fail(struct book *book, const char *path)
{
	fprintf(stderr, "write_findings: %s: %s\n", path, strerror(errno));
	book->failed = true;
}

static void make_folder(struct book *book, const char *path)
{
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		fail(book, path);
}

static void save(struct book *book, const char *path, struct ed_str text)
{
	FILE *file = fopen(path, "wb");

	if (!file) {
		fail(book, path);
		return;
	}
	if (fwrite(text.p, 1, text.n, file) != text.n)
		fail(book, path);
	if (fclose(file) != 0)
		fail(book, path);
}

static void save_page(struct book *book, const struct ed_rule *rule)
{
	struct ed_str family =
	    ed_str_sub(rule->id, 0, ed_str_find(rule->id, ED_STR("/")));

	make_folder(book,
	    ed_format(&book->arena, "%s/%.*s", book->folder, ED_ARG(family)).p);
	save(book,
	    ed_format(
		&book->arena, "%s/%.*s.md", book->folder, ED_ARG(rule->id))
		.p,
	    write_page(book, rule));
}

int main(int argc, char **argv)
{
	struct book book = {.folder = argc == 2 ? argv[1] : NULL};

	if (!book.folder) {
		fprintf(stderr, "usage: write_findings DIR\n");
		return 3;
	}
	make_folder(&book, book.folder);
	for (size_t i = 0; i < ed_builtin_rules.n_rules; i++)
		save_page(&book, &ed_builtin_rules.rules[i]);
	save(&book, ed_format(&book.arena, "%s/README.md", book.folder).p,
	    write_index(&book));
	ed_arena_free(&book.arena);
	return book.failed ? 3 : 0;
}
