/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/why_answer.h"

#include "report/escape.h"

#include <jansson.h>
#include <stdlib.h>

static json_t *text(struct ed_arena *arena, struct ed_str s)
{
	s = ed_escape_line(arena, s);
	return json_stringn(s.n ? s.p : "", s.n);
}

static void put(
    struct ed_arena *arena, json_t *to, const char *key, struct ed_str value)
{
	if (value.n)
		json_object_set_new(to, key, text(arena, value));
}

static void put_words(struct ed_arena *arena, json_t *to, const char *key,
    const struct ed_str *words, size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(array, text(arena, words[i]));
	json_object_set_new(to, key, array);
}

static json_t *code_object(
    struct ed_arena *arena, const struct ed_code_hit *hit)
{
	const struct ed_code *code = hit->code;
	json_t *to = json_object();

	put(arena, to, "seen", hit->seen);
	put(arena, to, "family", code->family);
	put(arena, to, "code", code->code);
	put(arena, to, "spellings", ed_code_spellings(arena, code));
	put(arena, to, "name", code->name);
	put(arena, to, "meaning", code->meaning);
	put(arena, to, "proves", code->proves);
	put(arena, to, "does_not_prove", code->does_not_prove);
	put(arena, to, "basis",
	    code->basis == ED_VERIFIED ? ED_STR("verified") : ED_STR("memory"));
	put(arena, to, "finding", code->finding);
	put_words(arena, to, "causes", code->causes.items, code->causes.n);
	put_words(
	    arena, to, "suspects", code->suspects.items, code->suspects.n);
	put_words(
	    arena, to, "evidence", code->evidence.items, code->evidence.n);
	return to;
}

static json_t *stranger_object(
    struct ed_arena *arena, const struct ed_code_stranger *stranger)
{
	json_t *to = json_object();

	put(arena, to, "seen", stranger->seen);
	put(arena, to, "read_as",
	    ed_code_decode(arena, (uint32_t)stranger->number));
	if (stranger->nearest)
		put(arena, to, "nearest", stranger->nearest->code);
	return to;
}

static json_t *cause_object(
    struct ed_arena *arena, const struct ed_why_cause *cause)
{
	json_t *to = json_object();

	put(arena, to, "id", cause->id);
	if (cause->rule) {
		put(arena, to, "title", cause->rule->title);
		put(arena, to, "owner",
		    ed_str_of(ed_owner_names[cause->rule->owner]));
	}
	put_words(arena, to, "because", cause->because.items, cause->because.n);
	return to;
}

static json_t *evidence_object(
    struct ed_arena *arena, const struct ed_evidence *evidence)
{
	json_t *to = json_object();
	json_t *commands = json_array();

	put(arena, to, "kind", evidence->kind);
	put(arena, to, "title", evidence->title);
	put(arena, to, "who", ed_str_of(ed_owner_names[evidence->who]));
	put(arena, to, "where", evidence->where);
	for (size_t i = 0; i < evidence->n_commands; i++) {
		json_t *command = json_object();

		put(arena, command, "shell", evidence->commands[i].shell);
		put(arena, command, "run",
		    ed_evidence_command(arena, &evidence->commands[i]));
		json_array_append_new(commands, command);
	}
	json_object_set_new(to, "commands", commands);
	put(arena, to, "note", evidence->note);
	return to;
}

static void put_symptoms(
    struct ed_arena *arena, json_t *to, const struct ed_why *why)
{
	const struct ed_rule *const *symptoms = why->symptoms.items;
	json_t *array = json_array();

	for (size_t i = 0; i < why->symptoms.n; i++) {
		json_t *one = json_object();

		put(arena, one, "id", symptoms[i]->id);
		put(arena, one, "title", symptoms[i]->title);
		json_array_append_new(array, one);
	}
	json_object_set_new(to, "symptoms", array);
}

struct ed_str ed_why_json(struct ed_arena *arena, const struct ed_why *why)
{
	json_t *whole = json_object();
	json_t *codes = json_array(), *strangers = json_array();
	json_t *causes = json_array(), *evidence = json_array();
	struct ed_text out = {.arena = arena};
	char *dump;

	put(arena, whole, "asked", why->asked);
	for (size_t i = 0; i < why->codes.hits.n; i++)
		json_array_append_new(codes,
		    code_object(arena,
			&ED_ITEMS(why->codes.hits, struct ed_code_hit)[i]));
	for (size_t i = 0; i < why->codes.strangers.n; i++)
		json_array_append_new(strangers,
		    stranger_object(arena, &ED_ITEMS(why->codes.strangers,
					       struct ed_code_stranger)[i]));
	for (size_t i = 0; i < why->causes.n; i++)
		json_array_append_new(causes,
		    cause_object(
			arena, &ED_ITEMS(why->causes, struct ed_why_cause)[i]));
	for (size_t i = 0; i < why->evidence.n; i++)
		json_array_append_new(evidence,
		    evidence_object(arena, ED_ITEMS(why->evidence,
					       const struct ed_evidence *)[i]));
	json_object_set_new(whole, "codes", codes);
	json_object_set_new(whole, "unknown", strangers);
	put_symptoms(arena, whole, why);
	json_object_set_new(whole, "causes", causes);
	put_words(
	    arena, whole, "suspects", why->suspects.items, why->suspects.n);
	json_object_set_new(whole, "evidence", evidence);
	dump = json_dumps(whole, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
	if (dump)
		ed_putf(&out, "%s\n", dump);
	free(dump);
	json_decref(whole);
	return ed_text_str(&out);
}
