/* SPDX-License-Identifier: Apache-2.0 */
/* What each rule and each check must say, and how long it may be. */
#include "engine/rule_file.h"
#include "engine/rule_prove.h"

#include <easdoctor/limits.h>

static bool is_id_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

static bool is_id(struct ed_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_id_byte(s.p[i]))
			return false;
	return s.n > 0 && s.p[0] != '-';
}

static bool is_full_id(struct ed_str id)
{
	size_t slash = ed_str_find(id, ED_STR("/"));

	return slash < id.n && is_id(ed_str_sub(id, 0, slash)) &&
	       is_id(ed_str_sub(id, slash + 1, id.n));
}

static size_t count_characters(struct ed_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}

static void prove_text(struct ed_rule_proving *proving,
    const struct ed_rule *rule, const char *what, struct ed_str text,
    size_t most)
{
	if (text.n > most)
		ed_rule_problem(proving, rule, text,
		    "the %s has %zu bytes; %zu is the most", what, text.n,
		    most);
}

/* Backticks stand around commands, so they come in pairs. */
static void prove_step(struct ed_rule_proving *proving,
    const struct ed_rule *rule, struct ed_str step)
{
	bool in_command = false;

	for (size_t i = 0; i < step.n; i++)
		in_command ^= step.p[i] == '`';
	if (in_command)
		ed_rule_problem(proving, rule, step,
		    "a command begins with a backtick and does not end");
}

static void prove_texts(struct ed_rule_proving *proving,
    const struct ed_rule *rule, const char *what, struct ed_words words)
{
	for (size_t i = 0; i < words.n; i++)
		prove_text(
		    proving, rule, what, words.items[i], ED_MAX_RULE_TEXT);
}

static void prove_title(
    struct ed_rule_proving *proving, const struct ed_rule *rule)
{
	size_t n = count_characters(rule->title);

	if (n > ED_MAX_TITLE)
		ed_rule_problem(proving, rule, rule->title,
		    "the title has %zu characters; %d is the most", n,
		    ED_MAX_TITLE);
	if (ed_str_has(rule->title, '\n'))
		ed_rule_problem(
		    proving, rule, rule->title, "the title must be one line");
	if (!rule->title.n)
		ed_rule_problem(proving, rule, rule->title, "no title");
}

static void prove_command(struct ed_rule_proving *proving,
    const struct ed_rule *rule, struct ed_rule_command command)
{
	struct ed_str word = ed_rule_command_writes(command, false);

	prove_text(proving, rule, "command", command.run, ED_MAX_RULE_TEXT);
	if (ed_str_has(command.run, '\n'))
		ed_rule_problem(
		    proving, rule, command.run, "a command must be one line");
	if (word.n)
		ed_rule_problem(proving, rule, command.run,
		    "verify must only read, and '%.*s' writes", ED_ARG(word));
}

/* What the reader of a report needs to act on a cause. */
static void prove_cause(
    struct ed_rule_proving *proving, const struct ed_rule *rule)
{
	const char *lacks = !rule->text.n   ? "a text"
			    : !rule->fix.n  ? "a fix"
			    : !rule->cite.n ? "a source (cite)"
					    : NULL;

	if (lacks)
		ed_rule_problem(
		    proving, rule, rule->id, "the cause lacks %s", lacks);
	if (!rule->n_verify && rule->blocks != ED_BLOCKS_NOTHING)
		ed_rule_problem(proving, rule, rule->id,
		    "verify may be empty only when it blocks nothing");
	if (rule->basis == ED_MEMORY && rule->proof != ED_PROOF_NEVER)
		ed_rule_problem(proving, rule, rule->id,
		    "what is known from memory proves nothing: basis memory "
		    "demands proof never");
	if ((rule->proof == ED_PROOF_NEEDS || rule->proof == ED_PROOF_ANY) &&
	    !rule->proof_needs.n)
		ed_rule_problem(proving, rule, rule->id,
		    "proof needs nothing; write 'proof: seen'");
	if (rule->proof == ED_PROOF_NEVER && !rule->n_explains)
		ed_rule_problem(proving, rule, rule->id,
		    "explains nothing and is never proven: it can never "
		    "matter");
}

static void prove_rule(
    struct ed_rule_proving *proving, const struct ed_rule *rule)
{
	if (!is_full_id(rule->id))
		ed_rule_problem(proving, rule, rule->id,
		    "an id is lower-case letters, digits and '-'%s",
		    rule->kind == ED_CAUSE ? "" : ", as family/name");
	prove_title(proving, rule);
	prove_text(proving, rule, "text", rule->text, ED_MAX_RULE_TEXT);
	prove_text(proving, rule, "undo", rule->undo, ED_MAX_RULE_TEXT);
	prove_text(proving, rule, "handoff", rule->handoff, ED_MAX_HANDOFF);
	prove_texts(proving, rule, "step", rule->fix);
	for (size_t i = 0; i < rule->fix.n; i++)
		prove_step(proving, rule, rule->fix.items[i]);
	prove_step(proving, rule, rule->undo);
	prove_texts(proving, rule, "source", rule->cite);
	for (size_t i = 0; i < rule->n_explains; i++)
		prove_text(proving, rule, "via", rule->explains[i].via,
		    ED_MAX_RULE_TEXT);
	for (size_t i = 0; i < rule->n_verify; i++)
		prove_command(proving, rule, rule->verify[i]);
	if (rule->kind == ED_CAUSE)
		prove_cause(proving, rule);
}

static void prove_check(
    struct ed_rule_proving *proving, const struct ed_rule_check *check)
{
	struct ed_str named = ed_rule_file_check(check->file);
	struct ed_str word = ed_rule_command_writes(check->collect, true);

	if (!is_id(check->id))
		ed_rule_check_problem(proving, check, check->id,
		    "a check's id is lower-case letters, digits and '-'");
	if (named.n && !ed_str_eq(named, check->id))
		ed_rule_check_problem(proving, check, check->id,
		    "the file of this check must be named %.*s.yaml",
		    ED_ARG(check->id));
	if (check->supply.n > ED_MAX_RULE_TEXT)
		ed_rule_check_problem(proving, check, check->supply,
		    "supply has %zu bytes; %d is the most", check->supply.n,
		    ED_MAX_RULE_TEXT);
	if (check->collect.run.n > ED_MAX_RULE_TEXT ||
	    ed_str_has(check->collect.run, '\n'))
		ed_rule_check_problem(proving, check, check->collect.run,
		    "a command must be one line of at most %d bytes",
		    ED_MAX_RULE_TEXT);
	if (word.n)
		ed_rule_check_problem(proving, check, check->collect.run,
		    "collect must change nothing, and '%.*s' does",
		    ED_ARG(word));
}

void ed_rules_prove_words(struct ed_rule_proving *proving)
{
	for (size_t i = 0; i < proving->rules->n_rules; i++)
		prove_rule(proving, &proving->rules->rules[i]);
	for (size_t i = 0; i < proving->rules->n_checks; i++)
		prove_check(proving, &proving->rules->checks[i]);
}
