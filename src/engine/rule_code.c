/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of codes and the list of evidence, from YAML into a set. */
#include "engine/rule_file.h"

#include "base/file.h"

#include <easdoctor/limits.h>

static const char *const basis_names[] = {"verified", "memory", NULL};

/* One table entry; ed_rule_read_text remembers where a text stands. */
#define CODE_TEXT(key, must)                                                   \
	{                                                                      \
#key, ED_YAML_CUSTOM, offsetof(struct ed_code, key),           \
		    .required = (must), .read = ed_rule_read_text              \
	}
#define CODE_WORDS(key)                                                        \
	{                                                                      \
#key, ED_YAML_CUSTOM, offsetof(struct ed_code, key),           \
		    .read = ed_rule_read_words                                 \
	}
#define CODE_BASIS(must)                                                       \
	{                                                                      \
		"basis", ED_YAML_WORD, offsetof(struct ed_code, basis),        \
		    .required = (must), .words = basis_names                   \
	}

static const struct ed_yaml_key code_keys[] = {
    {"code", ED_YAML_CUSTOM, offsetof(struct ed_code, code), .required = true,
	.read = ed_rule_read_text,
	.line_offset = offsetof(struct ed_code, line)},
    CODE_TEXT(name, false),
    CODE_WORDS(also),
    CODE_TEXT(meaning, true),
    CODE_TEXT(proves, false),
    CODE_TEXT(does_not_prove, false),
    CODE_BASIS(false),
    CODE_TEXT(finding, false),
    CODE_WORDS(causes),
    CODE_WORDS(suspects),
    CODE_WORDS(evidence),
    {0},
};

/* What a row does not say, its file says for all. */
static void inherit(struct ed_code *code, const struct ed_code *common)
{
	code->family = common->family;
	if (!code->proves.n)
		code->proves = common->proves;
	if (!code->does_not_prove.n)
		code->does_not_prove = common->does_not_prove;
	if (!code->evidence.n)
		code->evidence = common->evidence;
}

static bool read_codes(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	const struct ed_rule_reading *reading = ed_yaml_context(node);
	struct ed_code_file *file = into;

	if (!ed_yaml_is_sequence(node))
		return ed_yaml_fail(node, err, "codes must be a list");
	for (size_t i = 0; i < ed_yaml_count(node); i++) {
		struct ed_code *code =
		    ED_PUSH(arena, &file->codes, struct ed_code);

		*code = (struct ed_code){
		    .basis = file->common.basis, .file = reading->file};
		if (!ed_yaml_read_mapping(
			arena, ed_yaml_item(node, i), code_keys, code, err))
			return false;
	}
	return true;
}

const struct ed_yaml_key ed_code_file_keys[] = {
    CODE_TEXT(family, true),
    CODE_BASIS(true),
    CODE_TEXT(proves, false),
    CODE_TEXT(does_not_prove, false),
    CODE_WORDS(evidence),
    {"codes", ED_YAML_CUSTOM, 0, .required = true, .read = read_codes},
    {0},
};

_Static_assert(offsetof(struct ed_code_file, common) == 0,
    "the keys of a row are those of its file");

static bool read_commands(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_evidence *evidence = into;
	size_t n = ed_yaml_count(node);
	struct ed_rule_command *items =
	    ed_alloc_array(arena, n, sizeof(*items));

	if (!ed_yaml_is_sequence(node))
		return ed_yaml_fail(
		    node, err, "commands must be a list of { shell, run }");
	for (size_t i = 0; i < n; i++)
		if (!ed_rule_read_command(
			arena, ed_yaml_item(node, i), &items[i], err))
			return false;
	evidence->commands = items;
	evidence->n_commands = n;
	return true;
}

#define EVIDENCE(key, must, reader)                                            \
	{                                                                      \
#key, ED_YAML_CUSTOM, offsetof(struct ed_evidence, key),       \
		    .required = (must), .read = (reader)                       \
	}

static const struct ed_yaml_key evidence_keys[] = {
    {"kind", ED_YAML_CUSTOM, offsetof(struct ed_evidence, kind),
	.required = true, .read = ed_rule_read_text,
	.line_offset = offsetof(struct ed_evidence, line)},
    EVIDENCE(title, true, ed_rule_read_text),
    EVIDENCE(where, true, ed_rule_read_text),
    {"who", ED_YAML_WORD, offsetof(struct ed_evidence, who), .required = true,
	.words = ed_owner_names},
    {"commands", ED_YAML_CUSTOM, 0, .required = true, .read = read_commands},
    EVIDENCE(note, false, ed_rule_read_text),
    EVIDENCE(feeds, true, ed_rule_read_words),
    {0},
};

/* into is the set's list of evidence. */
static bool read_evidence(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	const struct ed_rule_reading *reading = ed_yaml_context(node);

	if (!ed_yaml_is_sequence(node))
		return ed_yaml_fail(node, err, "evidence must be a list");
	for (size_t i = 0; i < ed_yaml_count(node); i++) {
		struct ed_evidence *evidence =
		    ED_PUSH(arena, into, struct ed_evidence);

		*evidence = (struct ed_evidence){.file = reading->file};
		if (!ed_yaml_read_mapping(arena, ed_yaml_item(node, i),
			evidence_keys, evidence, err))
			return false;
	}
	return true;
}

const struct ed_yaml_key ed_evidence_file_keys[] = {
    {"evidence", ED_YAML_CUSTOM, 0, .required = true, .read = read_evidence},
    {0},
};

bool ed_rule_is_code_file(struct ed_str path)
{
	struct ed_str name = ed_path_name(path);
	struct ed_str folder = ed_str_sub(path, 0, path.n - name.n);

	return ed_str_eq(folder, ED_STR("codes/")) ||
	       ed_str_iends(folder, ED_STR("/codes/"));
}

bool ed_rule_is_evidence_file(struct ed_str path)
{
	return ed_str_eq(ed_rule_file_check(path), ED_STR("evidence"));
}

bool ed_rule_add_codes(struct ed_arena *arena, struct ed_rule_reading *reading,
    const char *name, struct ed_str text, struct ed_error *err)
{
	struct ed_code_file file = {0};
	const struct ed_code *codes;

	if (!ed_yaml_read_for(
		arena, name, text, ed_code_file_keys, &file, reading, err))
		return false;
	if (reading->set->codes.n + file.codes.n > ED_MAX_CODES)
		return ed_fail(
		    err, "%s: more than %d codes", name, ED_MAX_CODES);
	codes = file.codes.items;
	for (size_t i = 0; i < file.codes.n; i++) {
		struct ed_code *code =
		    ED_PUSH(arena, &reading->set->codes, struct ed_code);

		*code = codes[i];
		inherit(code, &file.common);
	}
	return true;
}

bool ed_rule_add_evidence(struct ed_arena *arena,
    struct ed_rule_reading *reading, const char *name, struct ed_str text,
    struct ed_error *err)
{
	struct ed_list *list = &reading->set->evidence;

	if (!ed_yaml_read_for(
		arena, name, text, ed_evidence_file_keys, list, reading, err))
		return false;
	if (list->n > ED_MAX_EVIDENCE)
		return ed_fail(err, "%s: more than %d kinds of evidence", name,
		    ED_MAX_EVIDENCE);
	return true;
}
