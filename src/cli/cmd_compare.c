/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "cli/options.h"
#include "cli/outputs.h"
#include "report/compare.h"

#include <easdoctor/limits.h>

struct options {
	struct ed_outputs outputs;
	const char *format;
	const char *output;
	bool quiet;
};

#define AT(field) offsetof(struct options, field)

static const struct ed_option options[] = {
    {"format", 'f', ED_OPTION_TEXT, AT(format), "NAME",
	"text, json, markdown, jira or summary", NULL},
    {"output", 'o', ED_OPTION_TEXT, AT(output), "FILE",
	"Write it there instead of to standard output", NULL},
    {"quiet", 'q', ED_OPTION_FLAG, AT(quiet), NULL, "One paragraph", NULL},
    {0}};

static bool read_one(struct ed_arena *arena, const char *path,
    struct ed_report *report, struct ed_error *err)
{
	struct ed_error why;
	struct ed_str json;

	if (!ed_file_read(arena, path, ED_MAX_FILE, &json, err))
		return false;
	return ed_report_read(arena, json, report, &why) ||
	       ed_fail(err, "%s: %s", path, why.text);
}

static bool write_comparison(struct options *o,
    const struct ed_comparison *comparison, struct ed_error *err)
{
	const struct ed_style style = ed_style_of(&o->outputs, !o->output);
	struct ed_text text = {.arena = o->outputs.arena};

	if (!ed_compare_write(comparison,
		ed_str_of(o->format ? o->format : "text"), &style, &text))
		return ed_fail(err,
		    "--format takes text, json, markdown, jira or summary");
	if (o->output)
		return ed_file_write(o->output, ed_text_str(&text), err);
	return ed_print(ed_text_str(&text)) ||
	       ed_fail(err, "standard output cannot be written");
}

static int run(
    struct ed_arena *arena, void *into, const struct ed_list *operands)
{
	struct options *o = into;
	struct ed_comparison comparison;
	struct ed_report before, after;
	struct ed_error err;

	o->outputs.arena = arena;
	o->outputs.quiet = o->quiet;
	if (operands->n != 2)
		return ed_usage_error(
		    "compare", "takes two JSON reports: OLD.json NEW.json");
	if (!read_one(
		arena, ED_ITEMS(*operands, const char *)[0], &before, &err) ||
	    !read_one(
		arena, ED_ITEMS(*operands, const char *)[1], &after, &err))
		return ed_complain("%s", err.text);
	ed_compare(arena, &before, &after, &comparison);
	if (!write_comparison(o, &comparison, &err))
		return ed_complain("%s", err.text);
	return (int)comparison.exit;
}

const struct ed_command_line ed_command_compare = {
    .name = "compare",
    .operands = "OLD.json NEW.json",
    .summary = "Two reports of a case: fixed, persisting, new, not re-checked",
    .details =
	"Findings are told apart by id and subject; a certificate that was "
	"renewed counts\nas the same subject. What the later report did not "
	"look at is not taken for\nfixed.\n\nExit codes: 0 healthy now, 1 "
	"warnings are left, 2 sync is blocked still or anew,\n3 could not "
	"tell, or a cause that could block was not looked at again.\n",
    .examples = "  easdoctor diagnose -f json -o before.json evidence/\n"
		"  easdoctor compare before.json after.json\n",
    .options = options,
    .size = sizeof(struct options),
    .run = run,
};
