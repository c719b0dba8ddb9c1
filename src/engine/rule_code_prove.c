/* SPDX-License-Identifier: Apache-2.0 */
/* Do the codes and the evidence hold together with the rules? */
#include "engine/code.h"
#include "engine/rule_file.h"
#include "engine/rule_prove.h"

#include <easdoctor/limits.h>

static struct ed_str family_of(struct ed_str id)
{
	return ed_str_sub(id, 0, ed_str_find(id, ED_STR("/")));
}

static bool has_family(
    const struct ed_rules *rules, struct ed_str family, enum ed_rule_kind kind)
{
	for (size_t i = 0; i < rules->n_rules; i++)
		if (rules->rules[i].kind == kind &&
		    ed_str_eq(family_of(rules->rules[i].id), family))
			return true;
	return false;
}

/* Of a family that no rule is of, nothing can be said yet. */
static void prove_id(struct ed_rule_proving *proving,
    const struct ed_code *code, struct ed_str id, enum ed_rule_kind kind)
{
	const struct ed_rule *rule = ed_rule_find(proving->rules, id);

	if (!ed_str_has(id, '/'))
		ed_rule_text_problem(proving, code->file, code->line, id,
		    "'%.*s' is no id: family/name is expected", ED_ARG(id));
	else if (!rule && has_family(proving->rules, family_of(id), kind))
		ed_rule_text_problem(proving, code->file, code->line, id,
		    "there is no '%.*s'", ED_ARG(id));
	else if (rule && rule->kind != kind)
		ed_rule_text_problem(proving, code->file, code->line, id,
		    "'%.*s' is a %s", ED_ARG(id),
		    kind == ED_CAUSE ? "symptom" : "cause");
}

static void prove_length(struct ed_rule_proving *proving, struct ed_str file,
    unsigned line, struct ed_str text)
{
	if (text.n > ED_MAX_RULE_TEXT)
		ed_rule_text_problem(proving, file, line, text,
		    "the text has %zu bytes; %d is the most", text.n,
		    ED_MAX_RULE_TEXT);
}

static void prove_evidence_of(
    struct ed_rule_proving *proving, const struct ed_code *code)
{
	if (!code->evidence.n)
		ed_rule_text_problem(proving, code->file, code->line,
		    code->code, "the code names no evidence to collect");
	for (size_t i = 0; i < code->evidence.n; i++)
		if (!ed_evidence_find(proving->rules, code->evidence.items[i]))
			ed_rule_text_problem(proving, code->file, code->line,
			    code->evidence.items[i],
			    "there is no evidence of kind '%.*s'",
			    ED_ARG(code->evidence.items[i]));
}

static void prove_code(
    struct ed_rule_proving *proving, const struct ed_code *code)
{
	const struct ed_str texts[] = {
	    code->meaning, code->proves, code->does_not_prove};

	if (!ed_code_family_known(code->family))
		ed_rule_text_problem(proving, code->file, code->line,
		    code->family, "'%.*s' is no family of codes",
		    ED_ARG(code->family));
	if (!ed_code_can_be_read(code))
		ed_rule_text_problem(proving, code->file, code->line,
		    code->code, "'%.*s' is no code of its family",
		    ED_ARG(code->code));
	for (size_t i = 0; i < ED_COUNT(texts); i++)
		prove_length(proving, code->file, code->line, texts[i]);
	if (!code->proves.n || !code->does_not_prove.n)
		ed_rule_text_problem(proving, code->file, code->line,
		    code->code, "what it proves, and what not, must be said");
	if (code->finding.n)
		prove_id(proving, code, code->finding, ED_SYMPTOM_RULE);
	for (size_t i = 0; i < code->causes.n; i++)
		prove_id(proving, code, code->causes.items[i], ED_CAUSE);
	prove_evidence_of(proving, code);
}

/* Two rows of one code must differ in their names. */
static void prove_code_unique(struct ed_rule_proving *proving, size_t at)
{
	const struct ed_code *code = &proving->rules->codes[at];

	for (size_t i = at; i-- > 0;) {
		const struct ed_code *other = &proving->rules->codes[i];

		if (!ed_str_eq(other->family, code->family))
			return;
		if (ed_str_ieq(other->code, code->code) &&
		    ed_str_ieq(other->name, code->name))
			ed_rule_text_problem(proving, code->file, code->line,
			    code->code, "'%.*s' stands twice, first in line %u",
			    ED_ARG(code->code), other->line);
	}
}

static void prove_command(struct ed_rule_proving *proving,
    const struct ed_evidence *evidence, struct ed_rule_command command)
{
	struct ed_str word = ed_rule_command_writes(command, true);

	prove_length(proving, evidence->file, evidence->line, command.run);
	if (ed_str_has(command.run, '\n'))
		ed_rule_text_problem(proving, evidence->file, evidence->line,
		    command.run, "a command must be one line");
	if (word.n)
		ed_rule_text_problem(proving, evidence->file, evidence->line,
		    command.run,
		    "collecting must change nothing, and '%.*s' does",
		    ED_ARG(word));
}

static void prove_evidence(struct ed_rule_proving *proving, size_t at)
{
	const struct ed_evidence *evidence = &proving->rules->evidence[at];

	prove_length(proving, evidence->file, evidence->line, evidence->note);
	if (!evidence->n_commands)
		ed_rule_text_problem(proving, evidence->file, evidence->line,
		    evidence->kind, "no command makes it");
	for (size_t i = 0; i < evidence->n_commands; i++)
		prove_command(proving, evidence, evidence->commands[i]);
	for (size_t i = 0; i < at; i++)
		if (ed_str_eq(proving->rules->evidence[i].kind, evidence->kind))
			ed_rule_text_problem(proving, evidence->file,
			    evidence->line, evidence->kind,
			    "'%.*s' stands twice", ED_ARG(evidence->kind));
}

void ed_rules_prove_codes(struct ed_rule_proving *proving)
{
	for (size_t i = 0; i < proving->rules->n_codes; i++) {
		prove_code(proving, &proving->rules->codes[i]);
		prove_code_unique(proving, i);
	}
	for (size_t i = 0; i < proving->rules->n_evidence; i++)
		prove_evidence(proving, i);
}
