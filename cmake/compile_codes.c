/* SPDX-License-Identifier: Apache-2.0 */
/* The codes and the list of evidence, as const tables. */
#include "compile.h"

#include "base/file.h"

static void put_code(
    struct ed_text *out, const struct ed_code *code, const size_t *numbers)
{
	ed_put(out, ED_STR("    {\n"));
	ed_put_member(out, "family", code->family);
	ed_put_member(out, "code", code->code);
	ed_put_member(out, "name", code->name);
	ed_put_words_member(out, "also", code->also, numbers[0]);
	ed_put_member(out, "meaning", code->meaning);
	ed_put_member(out, "proves", code->proves);
	ed_put_member(out, "does_not_prove", code->does_not_prove);
	ed_putf(out, "\t.basis = %d,\n", (int)code->basis);
	ed_put_member(out, "finding", code->finding);
	ed_put_words_member(out, "causes", code->causes, numbers[1]);
	ed_put_words_member(out, "suspects", code->suspects, numbers[2]);
	ed_put_words_member(out, "evidence", code->evidence, numbers[3]);
	ed_put_member(out, "file",
	    ed_format(out->arena, "rules/codes/%.*s",
		ED_ARG(ed_path_name(code->file))));
	ed_putf(out, "\t.line = %u,\n    },\n", code->line);
}

void ed_put_codes(struct writer *writer, const struct ed_rules *rules)
{
	struct ed_text *out = &writer->out;
	size_t(*numbers)[4] =
	    ed_alloc_array(out->arena, rules->n_codes, sizeof(*numbers));

	if (!rules->n_codes)
		return;
	for (size_t i = 0; i < rules->n_codes; i++) {
		numbers[i][0] = ed_put_words(writer, rules->codes[i].also);
		numbers[i][1] = ed_put_words(writer, rules->codes[i].causes);
		numbers[i][2] = ed_put_words(writer, rules->codes[i].suspects);
		numbers[i][3] = ed_put_words(writer, rules->codes[i].evidence);
	}
	ed_put(out, ED_STR("static const struct ed_code codes[] = {\n"));
	for (size_t i = 0; i < rules->n_codes; i++)
		put_code(out, &rules->codes[i], numbers[i]);
	ed_put(out, ED_STR("};\n"));
}

static void put_evidence_commands(
    struct ed_text *out, const struct ed_evidence *evidence, size_t i)
{
	ed_putf(
	    out, "static const struct ed_rule_command commands_%zu[] = {\n", i);
	for (size_t j = 0; j < evidence->n_commands; j++) {
		ed_put_byte(out, '\t');
		ed_put_command(out, &evidence->commands[j]);
		ed_put(out, ED_STR(",\n"));
	}
	ed_put(out, ED_STR("};\n"));
}

void ed_put_evidence(struct writer *writer, const struct ed_rules *rules)
{
	struct ed_text *out = &writer->out;
	size_t *feeds =
	    ed_alloc_array(out->arena, rules->n_evidence, sizeof(*feeds));

	if (!rules->n_evidence)
		return;
	for (size_t i = 0; i < rules->n_evidence; i++) {
		feeds[i] = ed_put_words(writer, rules->evidence[i].feeds);
		put_evidence_commands(out, &rules->evidence[i], i);
	}
	ed_put(out, ED_STR("static const struct ed_evidence evidence[] = {\n"));
	for (size_t i = 0; i < rules->n_evidence; i++) {
		const struct ed_evidence *one = &rules->evidence[i];

		ed_put(out, ED_STR("    {\n"));
		ed_put_member(out, "kind", one->kind);
		ed_put_member(out, "title", one->title);
		ed_put_member(out, "where", one->where);
		ed_putf(out, "\t.who = %d,\n", (int)one->who);
		ed_putf(out,
		    "\t.commands = commands_%zu,\n\t.n_commands = %zu,\n", i,
		    one->n_commands);
		ed_put_member(out, "note", one->note);
		ed_put_words_member(out, "feeds", one->feeds, feeds[i]);
		ed_put_member(out, "file",
		    ed_format(out->arena, "rules/%.*s",
			ED_ARG(ed_path_name(one->file))));
		ed_putf(out, "\t.line = %u,\n    },\n", one->line);
	}
	ed_put(out, ED_STR("};\n"));
}
