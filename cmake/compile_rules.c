/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compile_rules OUT.c FILE.yaml…: the rules as const tables, so that a run of
 * easdoctor parses none of them. Runs while building, on the building machine.
 */
#include "compile.h"

#include "base/file.h"
#include "engine/rule_file.h"
#include "engine/rule_read.h"

#include <easdoctor/limits.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare_name(const void *a, const void *b)
{
	struct ed_str x = ed_str_of(*(const char *const *)a);
	struct ed_str y = ed_str_of(*(const char *const *)b);

	return ed_str_compare(ed_path_name(x), ed_path_name(y));
}

/* Octal escapes end after three digits, whatever follows; '?' could begin a
 * trigraph. */
static void put_byte(struct ed_text *out, unsigned char c)
{
	if (c < ' ' || c > '~')
		ed_putf(out, "\\%03o", c);
	else if (c == '"' || c == '\\' || c == '?')
		ed_putf(out, "\\%c", c);
	else
		ed_put_byte(out, (char)c);
}

static void put_string(struct ed_text *out, struct ed_str s)
{
	if (s.n == 0) {
		ed_put(out, ED_STR("{\"\", 0}"));
		return;
	}
	ed_put(out, ED_STR("{\""));
	for (size_t i = 0; i < s.n; i++)
		put_byte(out, (unsigned char)s.p[i]);
	ed_putf(out, "\", %zu}", s.n);
}

void ed_put_member(struct ed_text *out, const char *name, struct ed_str s)
{
	ed_putf(out, "\t.%s = ", name);
	put_string(out, s);
	ed_put(out, ED_STR(",\n"));
}

void ed_put_command(struct ed_text *out, const struct ed_rule_command *command)
{
	ed_put_byte(out, '{');
	put_string(out, command->shell);
	ed_put(out, ED_STR(", "));
	put_string(out, command->run);
	ed_put_byte(out, '}');
}

/* The texts of a list, as an array of their own. Its number, 0 when empty. */
size_t ed_put_words(struct writer *writer, struct ed_words words)
{
	struct ed_text *out = &writer->out;

	if (!words.n)
		return 0;
	writer->n_words++;
	ed_putf(out, "static const struct ed_str words_%zu[] = {\n",
	    writer->n_words);
	for (size_t i = 0; i < words.n; i++) {
		ed_put_byte(out, '\t');
		put_string(out, words.items[i]);
		ed_put(out, ED_STR(",\n"));
	}
	ed_put(out, ED_STR("};\n"));
	return writer->n_words;
}

void ed_put_words_member(
    struct ed_text *out, const char *name, struct ed_words words, size_t number)
{
	if (number)
		ed_putf(
		    out, "\t.%s = {words_%zu, %zu},\n", name, number, words.n);
}

static void put_links(
    struct writer *writer, const struct ed_rule *rule, size_t i)
{
	size_t *numbers;
	struct ed_text *out = &writer->out;

	if (!rule->n_explains)
		return;
	numbers =
	    ed_alloc_array(out->arena, rule->n_explains, sizeof(*numbers));
	for (size_t j = 0; j < rule->n_explains; j++)
		numbers[j] = ed_put_words(writer, rule->explains[j].when);
	ed_putf(out, "static const struct ed_link links_%zu[] = {\n", i);
	for (size_t j = 0; j < rule->n_explains; j++) {
		const struct ed_link *link = &rule->explains[j];

		ed_put(out, ED_STR("    {\n"));
		ed_put_member(out, "finding", link->finding);
		ed_putf(out, "\t.strength = %d,\n", (int)link->strength);
		ed_put_member(out, "via", link->via);
		ed_put_words_member(out, "when", link->when, numbers[j]);
		ed_put(out, ED_STR("    },\n"));
	}
	ed_put(out, ED_STR("};\n"));
}

static void put_verify(
    struct ed_text *out, const struct ed_rule *rule, size_t i)
{
	if (!rule->n_verify)
		return;
	ed_putf(
	    out, "static const struct ed_rule_command verify_%zu[] = {\n", i);
	for (size_t j = 0; j < rule->n_verify; j++) {
		ed_put_byte(out, '\t');
		ed_put_command(out, &rule->verify[j]);
		ed_put(out, ED_STR(",\n"));
	}
	ed_put(out, ED_STR("};\n"));
}

/* Numbers of a rule's word arrays, in the order of the members below. */
enum { CITE, NEEDS, REQUIRES, EXCLUDES, FIX, N_WORDS };

static void put_numbers(struct ed_text *out, const struct ed_rule *rule)
{
	const struct {
		const char *name;
		int value;
	} members[] = {
	    {"kind", rule->kind},
	    {"stage", rule->stage},
	    {"bites", rule->bites},
	    {"blocks", rule->blocks},
	    {"prior", rule->prior},
	    {"proof", rule->proof},
	    {"basis", rule->basis},
	    {"owner", rule->owner},
	    {"risk", rule->risk},
	    {"meets", rule->meets},
	    {"onset", (int)rule->onset},
	    {"leak", rule->leak},
	    {"seen_at", rule->seen_at},
	    {"refutes_to", rule->refutes_to},
	    {"line", (int)rule->line},
	};

	for (size_t i = 0; i < ED_COUNT(members); i++)
		ed_putf(
		    out, "\t.%s = %d,\n", members[i].name, members[i].value);
}

/* Names no folder of the building machine. */
static struct ed_str shown_file(struct ed_arena *arena, struct ed_str file)
{
	return ed_format(arena, "rules/%.*s", ED_ARG(ed_path_name(file)));
}

static void put_rule(struct ed_text *out, const struct ed_rule *rule, size_t i,
    const size_t *numbers)
{
	ed_put(out, ED_STR("    {\n"));
	ed_put_member(out, "id", rule->id);
	ed_put_member(out, "check", rule->check);
	ed_put_member(out, "title", rule->title);
	ed_put_member(out, "text", rule->text);
	ed_put_member(out, "undo", rule->undo);
	ed_put_member(out, "handoff", rule->handoff);
	ed_put_member(out, "group", rule->group);
	ed_put_member(out, "parent", rule->parent);
	ed_put_member(out, "file", shown_file(out->arena, rule->file));
	put_numbers(out, rule);
	ed_put_words_member(out, "cite", rule->cite, numbers[CITE]);
	ed_put_words_member(
	    out, "proof_needs", rule->proof_needs, numbers[NEEDS]);
	ed_put_words_member(out, "requires", rule->requires, numbers[REQUIRES]);
	ed_put_words_member(out, "excludes", rule->excludes, numbers[EXCLUDES]);
	ed_put_words_member(out, "fix", rule->fix, numbers[FIX]);
	if (rule->n_explains)
		ed_putf(out, "\t.explains = links_%zu,\n\t.n_explains = %zu,\n",
		    i, rule->n_explains);
	if (rule->n_verify)
		ed_putf(out, "\t.verify = verify_%zu,\n\t.n_verify = %zu,\n", i,
		    rule->n_verify);
	ed_put(out, ED_STR("    },\n"));
}

static void put_rules(struct writer *writer, const struct ed_rules *rules)
{
	struct ed_text *out = &writer->out;
	size_t(*numbers)[N_WORDS] =
	    ed_alloc_array(out->arena, rules->n_rules, sizeof(*numbers));

	for (size_t i = 0; i < rules->n_rules; i++) {
		const struct ed_rule *rule = &rules->rules[i];

		numbers[i][CITE] = ed_put_words(writer, rule->cite);
		numbers[i][NEEDS] = ed_put_words(writer, rule->proof_needs);
		numbers[i][REQUIRES] = ed_put_words(writer, rule->requires);
		numbers[i][EXCLUDES] = ed_put_words(writer, rule->excludes);
		numbers[i][FIX] = ed_put_words(writer, rule->fix);
		put_links(writer, rule, i);
		put_verify(out, rule, i);
	}
	ed_put(out, ED_STR("static const struct ed_rule rules[] = {\n"));
	for (size_t i = 0; i < rules->n_rules; i++)
		put_rule(out, &rules->rules[i], i, numbers[i]);
	ed_put(out, ED_STR("};\n"));
}

static void put_checks(struct ed_text *out, const struct ed_rules *rules)
{
	if (!rules->n_checks)
		return;
	ed_put(out, ED_STR("static const struct ed_rule_check checks[] = {\n"));
	for (size_t i = 0; i < rules->n_checks; i++) {
		const struct ed_rule_check *check = &rules->checks[i];

		ed_put(out, ED_STR("    {\n"));
		ed_put_member(out, "id", check->id);
		ed_put_member(out, "supply", check->supply);
		ed_put(out, ED_STR("\t.collect = "));
		ed_put_command(out, &check->collect);
		ed_putf(out, ",\n\t.who = %d,\n\t.cost = %d,\n",
		    (int)check->who, (int)check->cost);
		ed_put_member(out, "file", shown_file(out->arena, check->file));
		ed_put(out, ED_STR("    },\n"));
	}
	ed_put(out, ED_STR("};\n"));
}

static struct ed_str compile(
    struct ed_arena *arena, const struct ed_rules *rules)
{
	struct writer writer = {.out.arena = arena};
	struct ed_text *out = &writer.out;

	ed_put(out, ED_STR("/* Written by compile_rules from rules/. */\n"
			   "#include \"engine/rule.h\"\n\n"));
	put_rules(&writer, rules);
	put_checks(out, rules);
	ed_put_codes(&writer, rules);
	ed_put_evidence(&writer, rules);
	ed_putf(out,
	    "const struct ed_rules ed_builtin_rules = {\n"
	    "\t.rules = rules,\n\t.n_rules = %zu,\n"
	    "\t.checks = %s,\n\t.n_checks = %zu,\n"
	    "\t.codes = %s,\n\t.n_codes = %zu,\n"
	    "\t.evidence = %s,\n\t.n_evidence = %zu,\n",
	    rules->n_rules, rules->n_checks ? "checks" : "NULL",
	    rules->n_checks, rules->n_codes ? "codes" : "NULL", rules->n_codes,
	    rules->n_evidence ? "evidence" : "NULL", rules->n_evidence);
	ed_put_member(out, "sha256", rules->sha256);
	ed_put(out, ED_STR("};\n"));
	return ed_text_str(out);
}

/* One message per bad file, so that one build shows all of them. */
static bool add_files(struct ed_arena *arena, struct ed_rule_set *set,
    const char **names, size_t n)
{
	struct ed_error err;
	struct ed_str text;
	bool ok = true;

	for (size_t i = 0; i < n; i++) {
		if (ed_file_read(arena, names[i], ED_MAX_YAML, &text, &err) &&
		    ed_rules_add_text(arena, set, names[i], text, &err))
			continue;
		fprintf(stderr, "%s\n", err.text);
		ok = false;
	}
	return ok;
}

static bool compile_files(
    struct ed_arena *arena, const char *out, const char **names, size_t n)
{
	struct ed_rule_set set = {0};
	struct ed_list problems = {0};
	struct ed_rules rules;
	struct ed_error err = {""};

	qsort(names, n, sizeof(*names), compare_name);
	if (!add_files(arena, &set, names, n))
		return false;
	if (!ed_rules_finish(arena, &set, &rules, &problems, &err)) {
		for (size_t i = 0; i < problems.n; i++)
			fprintf(stderr, "%.*s\n",
			    ED_ARG(ED_ITEMS(problems, struct ed_str)[i]));
		if (!problems.n)
			fprintf(stderr, "%s\n", err.text);
		return false;
	}
	if (ed_file_write(out, compile(arena, &rules), &err))
		return true;
	fprintf(stderr, "%s\n", err.text);
	return false;
}

int main(int argc, char **argv)
{
	struct ed_arena arena = {0};
	bool ok;

	if (argc < 3) {
		fputs("usage: compile_rules OUT.c FILE.yaml...\n", stderr);
		return 1;
	}
	ok = compile_files(
	    &arena, argv[1], (const char **)&argv[2], (size_t)argc - 2);
	ed_arena_free(&arena);
	return ok ? 0 : 1;
}
