/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "cli/options.h"
#include "cli/outputs.h"
#include "cli/veil.h"

#include <easdoctor/limits.h>

struct options {
	struct ed_outputs outputs; /* first: --format and -o write to it */
	bool quiet;
	unsigned verbose;
};

#define AT(field) offsetof(struct options, field)

static const struct ed_option options[] = {
    {"format", 'f', ED_OPTION_CALL, AT(outputs), "NAME",
	"Format of the next -o, or of standard output", ed_take_format},
    {"output", 'o', ED_OPTION_CALL, AT(outputs), "FILE",
	"Write it there; repeatable", ed_take_output},
    {"privacy", 0, ED_OPTION_TEXT, AT(outputs.privacy), "LEVEL",
	"public: make it one for the public", NULL},
    {"privacy-key", 0, ED_OPTION_TEXT, AT(outputs.privacy_key), "FILE",
	"Makes names that are the same in every run", NULL},
    {"privacy-map", 0, ED_OPTION_TEXT, AT(outputs.privacy_map), "FILE",
	"Write there which name stands for what (0600)", NULL},
    {"quiet", 'q', ED_OPTION_FLAG, AT(quiet), NULL, "One line", NULL},
    {"verbose", 'v', ED_OPTION_COUNT, AT(verbose), NULL,
	"More: -v findings and ledgers, -vv everything", NULL},
    {0}};

static enum ed_privacy level_of(const struct ed_report *report)
{
	const size_t n = report->run.privacy.n;
	size_t i = 0;

	while (ed_privacy_names[i] &&
	       !ed_str_eq(report->run.privacy, ed_str_of(ed_privacy_names[i])))
		i++;
	return n && ed_privacy_names[i] ? (enum ed_privacy)i : ED_PRIVACY_NONE;
}

/* What is hidden cannot be shown; what it is written with is kept. */
static bool may_have(struct ed_outputs *outputs, const struct ed_report *report,
    struct ed_error *err)
{
	const enum ed_privacy had = level_of(report);
	enum ed_privacy wanted = had;

	if (!ed_veil_level(outputs->privacy, &wanted, err))
		return false;
	if (wanted < had)
		return ed_fail(err,
		    "the report was made with --privacy %s, and what is hidden "
		    "in it cannot be shown again",
		    ed_privacy_names[had]);
	if (wanted != had && wanted != ED_PRIVACY_PUBLIC)
		return ed_fail(err,
		    "a report does not say which words of its texts are names: "
		    "it can only be made public. For --privacy %s, diagnose "
		    "the evidence again",
		    ed_privacy_names[wanted]);
	if (wanted == had && outputs->privacy_map)
		return ed_fail(err, "the report is as it was written, so that "
				    "there is no --privacy-map of it");
	if (wanted == had)
		outputs->privacy = NULL;
	return true;
}

static int render(struct ed_arena *arena, struct options *o, const char *path)
{
	struct ed_report report;
	struct ed_str json;
	struct ed_error err;

	if (!ed_file_read(arena, path, ED_MAX_FILE, &json, &err))
		return ed_complain("%s", err.text);
	if (!ed_report_read(arena, json, &report, &err))
		return ed_complain("%s: %s", path, err.text);
	if (!may_have(&o->outputs, &report, &err))
		return ed_complain("%s: %s", path, err.text);
	o->outputs.quiet = o->quiet;
	o->outputs.verbose = o->verbose;
	if (!ed_write_outputs(&o->outputs, &report, &err))
		return ed_complain("%s", err.text);
	return report.verdict.exit_code;
}

static int run(
    struct ed_arena *arena, void *into, const struct ed_list *operands)
{
	struct options *o = into;
	struct ed_error err;

	o->outputs.arena = arena;
	if (operands->n != 1)
		return ed_usage_error("report", "takes one JSON report");
	if (!ed_outputs_check(&o->outputs, &err))
		return ed_usage_error("report", "%s", err.text);
	return render(arena, o, ED_ITEMS(*operands, const char *)[0]);
}

const struct ed_command_line ed_command_report = {
    .name = "report",
    .operands = "FILE.json",
    .summary = "Render an earlier JSON report again, in any format",
    .details =
	"The exit code is the one of the run that wrote the report.\n\nOnly "
	"--privacy public can be made of it: a report does not say which "
	"words of\nits texts are names. One that is public stays as it is.\n",
    .examples = "  easdoctor report report.json\n"
		"  easdoctor report -vv report.json | less\n"
		"  easdoctor report --privacy public -f json -o public.json "
		"report.json\n",
    .options = options,
    .size = sizeof(struct options),
    .run = run,
};
