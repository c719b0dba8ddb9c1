/* SPDX-License-Identifier: Apache-2.0 */
#include "base/nearest.h"
#include "cli/options.h"
#include "cli/why_answer.h"
#include "report/escape.h"
#include <easdoctor/report.h>

enum { SHOWN = 120 };

/* Titles of symptoms and names of codes: what could have been meant. */
static const char *nearest(struct ed_arena *arena,
    const struct ed_knowledge *knowledge, struct ed_str text)
{
	const struct ed_rules *rules = &knowledge->rules;
	const char **words = ed_alloc_array(
	    arena, rules->n_rules + rules->n_codes + 1, sizeof(*words));
	size_t n = 0;

	for (size_t i = 0; i < rules->n_rules; i++)
		if (rules->rules[i].kind == ED_SYMPTOM_RULE)
			words[n++] = ed_copy_c(arena, rules->rules[i].title);
	for (size_t i = 0; i < rules->n_codes; i++)
		words[n++] = ed_copy_c(arena, rules->codes[i].name.n
						  ? rules->codes[i].name
						  : rules->codes[i].code);
	return ed_nearest(text, words);
}

static int unknown_symptom(struct ed_arena *arena,
    const struct ed_knowledge *knowledge, const struct ed_why *why)
{
	const struct ed_code_stranger *strangers = why->codes.strangers.items;
	const char *near = nearest(arena, knowledge, why->asked);
	struct ed_text text = {.arena = arena};

	for (size_t i = 0; i < why->codes.strangers.n; i++) {
		const struct ed_code *code = strangers[i].nearest;

		ed_putf(&text, "; %.*s",
		    ED_ARG(
			ed_code_decode(arena, (uint32_t)strangers[i].number)));
		if (code)
			ed_putf(&text, "; the nearest that is known is %s %.*s",
			    ed_code_family_title(code->family),
			    ED_ARG(code->code));
	}
	return ed_complain(
	    "\"%.*s\" names no symptom that is known%s%s%s%.*s; \"easdoctor "
	    "list symptoms\" names them",
	    ED_ARG(ed_escape_line(arena, ed_str_sub(why->asked, 0, SHOWN))),
	    near ? ", did you mean \"" : "", near ? near : "",
	    near ? "\"?" : "", ED_ARG(ed_text_str(&text)));
}

static int why(struct ed_arena *arena, const struct ed_answer_options *o,
    bool json, struct ed_str symptom)
{
	struct ed_knowledge knowledge;
	struct ed_why answer;
	struct ed_error err;

	if (!ed_knowledge_load(arena, &o->plugins, &o->rules, &knowledge, &err))
		return ed_complain("%s", err.text);
	ed_why_ask(arena, &knowledge, symptom, &answer);
	if ((json || ed_why_knows(&answer)) &&
	    !ed_print(json ? ed_why_json(arena, &answer)
			   : ed_why_text(arena, &answer)))
		return ed_complain("cannot write to standard output");
	if (!ed_why_knows(&answer))
		return unknown_symptom(arena, &knowledge, &answer);
	return ED_EXIT_HEALTHY;
}

/* The operands as one text, so that quotes can be forgotten. */
static struct ed_str join(
    struct ed_arena *arena, const struct ed_list *operands)
{
	struct ed_text text = {.arena = arena};

	for (size_t i = 0; i < operands->n; i++) {
		if (i)
			ed_put_byte(&text, ' ');
		ed_put(&text, ed_str_of(ED_ITEMS(*operands, const char *)[i]));
	}
	return ed_text_str(&text);
}

static int run(
    struct ed_arena *arena, void *into, const struct ed_list *operands)
{
	const struct ed_answer_options *o = into;
	bool json;

	if (operands->n == 0)
		return ed_usage_error("why", "say what was seen");
	if (!ed_answer_format("why", o, &json))
		return ED_EXIT_UNKNOWN;
	return why(arena, o, json, join(arena, operands));
}

const struct ed_command_line ed_command_why = {
    .name = "why",
    .operands = "SYMPTOM",
    .summary = "Say what can be behind a code or a message, offline",
    .details = "SYMPTOM is a code in any spelling, a message, or a whole line "
	       "of an IIS or\nHTTPERR log (best with its #Fields line before "
	       "it). Where a number can be read\nin several ways, all are "
	       "told.\n\n"
	       "Exit codes: 0 it is known, 3 it is not.\n",
    .examples = "  easdoctor why 403.16\n"
		"  easdoctor why 401 2 5\n"
		"  easdoctor why 0x800B0109\n"
		"  easdoctor why -2146893042\n"
		"  easdoctor why event 39\n"
		"  easdoctor why status 142\n"
		"  easdoctor why Cannot Get Mail\n",
    .options = ed_answer_options,
    .size = sizeof(struct ed_answer_options),
    .run = run,
};
