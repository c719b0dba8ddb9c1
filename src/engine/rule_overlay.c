/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A site's own words. An override starts as a copy of what it overrides, so
 * that reading it by a table of the words changes exactly what it gives.
 */
#include "base/nearest.h"
#include "engine/rule_file.h"

#include "engine/rule_read.h"

enum { MAX_NEAR = 2000 }; /* ids among which a typo is looked for */

static struct ed_rule *find_rule(
    const struct ed_rule_set *set, struct ed_str id)
{
	struct ed_rule *rules = set->rules.items;

	for (size_t i = 0; i < set->rules.n; i++)
		if (ed_str_eq(rules[i].id, id))
			return &rules[i];
	return NULL;
}

static struct ed_rule_check *find_check(
    const struct ed_rule_set *set, struct ed_str id)
{
	struct ed_rule_check *checks = set->checks.items;

	for (size_t i = 0; i < set->checks.n; i++)
		if (ed_str_eq(checks[i].id, id))
			return &checks[i];
	return NULL;
}

static bool fail_unknown(struct ed_yaml_node node, const char *what,
    struct ed_str id, const char *const *words, struct ed_error *err)
{
	const char *near = ed_nearest(id, words);

	return ed_yaml_fail(node, err, "there is no %s '%.*s'%s%s%s", what,
	    ED_ARG(ed_str_sub(id, 0, 100)), near ? "; did you mean '" : "",
	    near ? near : "", near ? "'?" : "");
}

static bool fail_rule(struct ed_arena *arena, struct ed_yaml_node node,
    const struct ed_rule_set *set, struct ed_str id, struct ed_error *err)
{
	const struct ed_rule *rules = set->rules.items;
	const char **words =
	    ed_alloc_array(arena, set->rules.n + 1, sizeof(*words));

	for (size_t i = 0; i < set->rules.n && i < MAX_NEAR; i++)
		words[i] = ed_copy_c(arena, rules[i].id);
	return fail_unknown(node, "finding", id, words, err);
}

static bool read_check(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	const struct ed_rule_reading *reading = ed_yaml_context(node);
	const struct ed_rule_set *set = reading->set;
	const struct ed_rule_check *checks = set->checks.items;
	const char **words =
	    ed_alloc_array(arena, set->checks.n + 1, sizeof(*words));
	struct ed_str id;

	(void)into;
	if (!ed_yaml_read_text(arena, node, "check", &id, err))
		return false;
	for (size_t i = 0; i < set->checks.n; i++)
		words[i] = ed_copy_c(arena, checks[i].id);
	if (!find_check(set, id))
		return fail_unknown(node, "check", id, words, err);
	if (!ed_str_eq(id, reading->check))
		return ed_yaml_fail(node, err,
		    "the file of this check must be named %.*s.yaml",
		    ED_ARG(id));
	return true;
}

static bool is_key(const struct ed_yaml_key *keys, struct ed_str name)
{
	for (; keys->name; keys++)
		if (ed_str_eq(name, ed_str_of(keys->name)))
			return true;
	return false;
}

/* Better than "unknown key": the key is known, and not the site's to set. */
static bool refuse_logic(struct ed_arena *arena, struct ed_yaml_node item,
    const struct ed_yaml_key *words, const struct ed_yaml_key *all,
    struct ed_error *err)
{
	struct ed_yaml_node key, value;

	for (size_t i = 0; i < ed_yaml_count(item); i++) {
		struct ed_str name;

		ed_yaml_pair(item, i, &key, &value);
		name = ed_yaml_text(arena, key);
		if (!is_key(words, name) && is_key(all, name))
			return ed_yaml_fail(key, err,
			    "'%.*s' is logic; a site may change words and "
			    "severity only",
			    ED_ARG(name));
	}
	return true;
}

static bool override(struct ed_arena *arena, struct ed_yaml_node item,
    struct ed_rule *rule, struct ed_error *err)
{
	bool cause = rule->kind == ED_CAUSE;
	const struct ed_yaml_key *words =
	    cause ? ed_rule_cause_word_keys : ed_rule_symptom_word_keys;
	struct ed_rule copy = *rule;

	if (!refuse_logic(arena, item, words,
		cause ? ed_rule_cause_keys : ed_rule_symptom_keys, err) ||
	    !ed_yaml_read_mapping(arena, item, words, &copy, err))
		return false;
	copy.id = rule->id;
	*rule = copy;
	return true;
}

static bool take_once(struct ed_arena *arena, struct ed_yaml_node item,
    struct ed_str id, struct ed_error *err)
{
	struct ed_rule_reading *reading = ed_yaml_context(item);
	const struct ed_str *ids = reading->overridden.items;

	for (size_t i = 0; i < reading->overridden.n; i++)
		if (ed_str_eq(ids[i], id))
			return ed_yaml_fail(
			    item, err, "'%.*s' is given twice", ED_ARG(id));
	*ED_PUSH(arena, &reading->overridden, struct ed_str) = id;
	return true;
}

static bool read_item(
    struct ed_arena *arena, struct ed_yaml_node item, struct ed_error *err)
{
	const struct ed_rule_reading *reading = ed_yaml_context(item);
	struct ed_str id = ed_rule_peek(arena, item, "id");
	struct ed_rule *rule;

	if (!ed_yaml_is_mapping(item) || !id.n)
		return ed_yaml_fail(item, err, "the key 'id' is missing");
	if (reading->check.n)
		id = ed_format(
		    arena, "%.*s/%.*s", ED_ARG(reading->check), ED_ARG(id));
	rule = find_rule(reading->set, id);
	if (!rule)
		return fail_rule(arena, item, reading->set, id, err);
	return take_once(arena, item, id, err) &&
	       override(arena, item, rule, err);
}

static bool read_overrides(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	(void)into;
	if (!ed_yaml_is_sequence(node))
		return ed_yaml_fail(node, err, "this must be a list");
	for (size_t i = 0; i < ed_yaml_count(node); i++)
		if (!read_item(arena, ed_yaml_item(node, i), err))
			return false;
	return true;
}

static const struct ed_yaml_key check_keys[] = {
    {"check", ED_YAML_CUSTOM, .required = true, .read = read_check},
    {"supply", ED_YAML_CUSTOM, offsetof(struct ed_rule_check, supply),
	.read = ed_rule_read_text},
    {"collect", ED_YAML_CUSTOM, offsetof(struct ed_rule_check, collect),
	.read = ed_rule_read_command},
    {"who", ED_YAML_WORD, offsetof(struct ed_rule_check, who),
	.words = ed_owner_names},
    {"findings", ED_YAML_CUSTOM, .read = read_overrides},
    {0},
};

static const struct ed_yaml_key symptom_keys[] = {
    {"symptoms", ED_YAML_CUSTOM, .required = true, .read = read_overrides},
    {0},
};

static bool overlay_text(struct ed_arena *arena, struct ed_rule_set *set,
    const char *name, struct ed_str text, struct ed_error *err)
{
	struct ed_str path = ed_copy(arena, ed_str_of(name));
	bool symptoms = ed_rule_is_symptom_file(path);
	struct ed_rule_reading reading = {.set = set, .file = path};
	struct ed_rule_check copy = {0}, *check = NULL;

	if (!symptoms) {
		reading.check = ed_rule_file_check(path);
		check = find_check(set, reading.check);
	}
	if (check)
		copy = *check;
	if (!ed_yaml_read_for(arena, name, text,
		symptoms ? symptom_keys : check_keys, &copy, &reading, err))
		return false;
	if (check)
		*check = copy;
	*ED_PUSH(arena, &set->files, struct ed_str) = ed_copy(arena, text);
	return true;
}

bool ed_rules_overlay(struct ed_arena *arena, struct ed_rule_set *set,
    const char *folder, struct ed_error *err)
{
	return ed_rule_each_file(arena, set, folder, overlay_text, err);
}
