/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/knowledge.h"

#include "engine/plugin.h"
#include "engine/rule_read.h"

#include <stddef.h>
#include <string.h>

/* Where the two lists stand in the options of the command. */
#define KNOWLEDGE(type)                                                        \
	{"plugin", 0, ED_OPTION_TEXTS, offsetof(type, plugins), "FILE",        \
	    "Load this plugin first; repeatable", NULL},                       \
	{                                                                      \
		"rules", 0, ED_OPTION_TEXTS, offsetof(type, rules), "DIR",     \
		    "A site's own words and severities; repeatable", NULL      \
	}

const struct ed_option ed_knowledge_options[] = {
    KNOWLEDGE(struct ed_knowledge_options), {0}};

const struct ed_option ed_answer_options[] = {
    {"format", 'f', ED_OPTION_TEXT, offsetof(struct ed_answer_options, format),
	"NAME", "text or json", NULL},
    KNOWLEDGE(struct ed_answer_options), {0}};

bool ed_answer_format(
    const char *command, const struct ed_answer_options *o, bool *json)
{
	const char *format = o->format ? o->format : "text";

	*json = strcmp(format, "json") == 0;
	if (*json || strcmp(format, "text") == 0)
		return true;
	ed_usage_error(
	    command, "--format takes text or json, not \"%s\"", format);
	return false;
}

bool ed_knowledge_load(struct ed_arena *arena, const struct ed_list *plugins,
    const struct ed_list *folders, struct ed_knowledge *out,
    struct ed_error *err)
{
	struct ed_rule_set set = {0};

	ed_registry_init(arena, &out->registry);
	out->rules = ed_builtin_rules;
	if (plugins->n == 0 && folders->n == 0)
		return true;
	ed_rules_add_rules(arena, &set, &ed_builtin_rules);
	for (size_t i = 0; i < plugins->n; i++)
		if (!ed_plugin_load(arena, ED_ITEMS(*plugins, const char *)[i],
			&out->registry, &set, err))
			return false;
	for (size_t i = 0; i < folders->n; i++)
		if (!ed_rules_overlay(
			arena, &set, ED_ITEMS(*folders, const char *)[i], err))
			return false;
	return ed_rules_finish(arena, &set, &out->rules, NULL, err);
}
