/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/canary.h"
#include "cli/evaluate.h"
#include "cli/options.h"

#include <string.h>

struct options {
	struct ed_list rules;
	struct ed_list plugins;
	int half; /* 1 + enum ed_label_half; 0: not said */
	bool json;
	bool misses;
};

#define AT(field) offsetof(struct options, field)

static bool take_half(struct ed_arena *arena, void *into, const char *argument,
    struct ed_error *err)
{
	(void)arena;
	for (int i = 0; ed_label_halves[i]; i++) {
		if (strcmp(argument, ed_label_halves[i]) != 0)
			continue;
		*(int *)into = 1 + i;
		return true;
	}
	return ed_fail(err, "\"%s\" is none of tune, report, all", argument);
}

static bool take_format(struct ed_arena *arena, void *into,
    const char *argument, struct ed_error *err)
{
	(void)arena;
	*(bool *)into = strcmp(argument, "json") == 0;
	return *(bool *)into || strcmp(argument, "text") == 0 ||
	       ed_fail(err, "\"%s\" is none of text, json", argument);
}

static const struct ed_option options[] = {
    {"half", 0, ED_OPTION_CALL, AT(half), "HALF",
	"Which variants: tune, report or all (the default)", take_half},
    {"format", 'f', ED_OPTION_CALL, AT(json), "NAME",
	"text (the default) or json", take_format},
    {"misses", 0, ED_OPTION_FLAG, AT(misses), NULL,
	"List every bundle that came out wrong", NULL},
    {"rules", 0, ED_OPTION_TEXTS, AT(rules), "DIR",
	"A site's own words and severities; repeatable", NULL},
    {"plugin", 0, ED_OPTION_TEXTS, AT(plugins), "FILE",
	"More checks, from a shared object; repeatable", NULL},
    {0}};

static int run(
    struct ed_arena *arena, void *into, const struct ed_list *operands);

const struct ed_command_line ed_command_evaluate = {.name = "evaluate",
    .operands = "CORPUS",
    .summary = "Measure accuracy on bundles whose answer is known",
    .details = "Every folder below CORPUS with a label.yaml is diagnosed by "
	       "its case.yaml. Exit\ncode: 0 when all targets hold, 2 when "
	       "one does not, 3 when the corpus cannot be\nused.\n",
    .examples = "  easdoctor evaluate --half tune --misses corpus\n"
		"  easdoctor evaluate --half report --format json corpus\n",
    .options = options,
    .size = sizeof(struct options),
    .run = run};

static bool add_bundle(struct ed_arena *arena,
    const struct ed_knowledge *knowledge, int half, const char *folder,
    struct ed_scores *scores, struct ed_error *err)
{
	struct ed_label *label = ED_NEW(arena, struct ed_label);
	struct ed_judged outcome;

	if (!ed_label_read(arena, folder, label, err))
		return false;
	if (half != ED_HALF_ALL && half != label->half)
		return true;
	if (!ed_bundle_judge(arena, knowledge, folder, label, &outcome, err))
		return false;
	ed_scores_add(arena, scores, &outcome);
	return true;
}

static bool add_corpus(struct ed_arena *arena,
    const struct ed_knowledge *knowledge, int half, const char *path,
    struct ed_scores *scores, struct ed_error *err)
{
	struct ed_list folders = {0};
	unsigned n = 0;

	if (!ed_corpus_find(arena, path, &folders, err))
		return false;
	for (size_t i = 0; i < folders.n; i++)
		if (!add_bundle(arena, knowledge, half,
			ED_ITEMS(folders, const char *)[i], scores, err))
			return false;
	for (size_t i = 0; i < ED_N_LABEL_KINDS; i++)
		n += scores->bundles[i];
	return n || ed_fail(err, "%s: no bundle of the half \"%s\"", path,
			ed_label_halves[half]);
}

static int evaluate(
    struct ed_arena *arena, const struct options *given, const char *path)
{
	struct ed_text out = {.arena = arena};
	struct ed_scores scores = {0};
	const int half = given->half ? given->half - 1 : ED_HALF_ALL;
	struct ed_knowledge knowledge;
	struct ed_error err;

	if (!ed_knowledge_load(
		arena, &given->plugins, &given->rules, &knowledge, &err) ||
	    !ed_canary_sings(&knowledge, &err) ||
	    !add_corpus(arena, &knowledge, half, path, &scores, &err))
		return ed_complain("%s", err.text);
	if (given->json)
		ed_scores_json(&scores, given->misses, &out);
	else
		ed_scores_text(&scores, given->misses, &out);
	if (!ed_print(ed_text_str(&out)))
		return ed_complain("cannot write the result");
	return ed_scores_hold(&scores) ? ED_EXIT_HEALTHY : ED_EXIT_BLOCKED;
}

static int run(
    struct ed_arena *arena, void *into, const struct ed_list *operands)
{
	if (operands->n != 1)
		return ed_usage_error("evaluate", "one corpus is needed");
	return evaluate(arena, into, ED_ITEMS(*operands, const char *)[0]);
}
