/* SPDX-License-Identifier: Apache-2.0 */
/* Rules from YAML into a set; rule_set.c then checks them together. */
#include "engine/rule_read.h"

#include "engine/rule_file.h"

#include <easdoctor/limits.h>

#include <string.h>

/* Ids in a check's file lack the check; symptoms stand in full. */
static void name_rule(struct ed_arena *arena, struct ed_rule_set *set,
    struct ed_str check, struct ed_rule *rule)
{
	struct ed_rule_place *places = set->places.items;
	struct ed_str id = rule->id;

	if (!check.n) {
		rule->check = ed_str_sub(id, 0, ed_str_find(id, ED_STR("/")));
		return;
	}
	rule->check = check;
	rule->id = ed_format(arena, "%.*s/%.*s", ED_ARG(check), ED_ARG(id));
	for (size_t i = set->places.n; i-- > 0;)
		if (places[i].p == id.p) {
			places[i].p = rule->id.p;
			return;
		}
}

static bool add_file(struct ed_arena *arena, struct ed_rule_set *set,
    struct ed_rule_file *file, const char *name, struct ed_error *err)
{
	struct ed_rule *rules = file->rules.items;

	if (set->rules.n + file->rules.n > ED_MAX_RULES)
		return ed_fail(
		    err, "%s: more than %d rules", name, ED_MAX_RULES);
	for (size_t i = 0; i < file->rules.n; i++) {
		name_rule(arena, set, file->check.id, &rules[i]);
		*ED_PUSH(arena, &set->rules, struct ed_rule) = rules[i];
	}
	if (file->check.id.n)
		*ED_PUSH(arena, &set->checks, struct ed_rule_check) =
		    file->check;
	return true;
}

bool ed_rules_add_text(struct ed_arena *arena, struct ed_rule_set *set,
    const char *name, struct ed_str text, struct ed_error *err)
{
	struct ed_str path = ed_copy(arena, ed_str_of(name));
	struct ed_rule_reading reading = {.set = set, .file = path};
	struct ed_rule_file file = {.check.file = path};
	bool codes = ed_rule_is_code_file(path);
	bool evidence = ed_rule_is_evidence_file(path);
	const struct ed_yaml_key *keys = ed_rule_is_symptom_file(path)
					     ? ed_rule_symptom_file_keys
					     : ed_rule_check_file_keys;

	if (codes && !ed_rule_add_codes(arena, &reading, name, text, err))
		return false;
	if (evidence && !ed_rule_add_evidence(arena, &reading, name, text, err))
		return false;
	if (!codes && !evidence &&
	    (!ed_yaml_read_for(arena, name, text, keys, &file, &reading, err) ||
		!add_file(arena, set, &file, name, err)))
		return false;
	*ED_PUSH(arena, &set->files, struct ed_str) = ed_copy(arena, text);
	return true;
}

bool ed_rules_add_folder(struct ed_arena *arena, struct ed_rule_set *set,
    const char *folder, struct ed_error *err)
{
	return ed_rule_each_file(arena, set, folder, ed_rules_add_text, err);
}

void ed_rules_add_rules(struct ed_arena *arena, struct ed_rule_set *set,
    const struct ed_rules *rules)
{
	for (size_t i = 0; i < rules->n_rules; i++)
		*ED_PUSH(arena, &set->rules, struct ed_rule) = rules->rules[i];
	for (size_t i = 0; i < rules->n_checks; i++)
		*ED_PUSH(arena, &set->checks, struct ed_rule_check) =
		    rules->checks[i];
	for (size_t i = 0; i < rules->n_codes; i++)
		*ED_PUSH(arena, &set->codes, struct ed_code) = rules->codes[i];
	for (size_t i = 0; i < rules->n_evidence; i++)
		*ED_PUSH(arena, &set->evidence, struct ed_evidence) =
		    rules->evidence[i];
	*ED_PUSH(arena, &set->files, struct ed_str) = rules->sha256;
}
