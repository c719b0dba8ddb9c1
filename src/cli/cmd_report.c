/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "cli/options.h"
#include "cli/outputs.h"

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
    {"quiet", 'q', ED_OPTION_FLAG, AT(quiet), NULL, "One line", NULL},
    {"verbose", 'v', ED_OPTION_COUNT, AT(verbose), NULL,
	"More: -v findings and ledgers, -vv everything", NULL},
    {0}};

static int render(struct ed_arena *arena, struct options *o, const char *path)
{
	struct ed_report report;
	struct ed_str json;
	struct ed_error err;

	if (!ed_file_read(arena, path, ED_MAX_FILE, &json, &err))
		return ed_complain("%s", err.text);
	if (!ed_report_read(arena, json, &report, &err))
		return ed_complain("%s: %s", path, err.text);
	o->outputs.quiet = o->quiet;
	o->outputs.verbose = o->verbose;
	if (!ed_write_outputs(&o->outputs, &report, &err))
		return ed_complain("%s", err.text);
	return report.verdict.exit_code;
}

static int run(int argc, char **argv)
{
	struct ed_arena arena = {0};
	struct options o = {.outputs.arena = &arena};
	struct ed_list operands = {0};
	enum ed_parsed parsed = ed_options_parse(
	    &arena, &ed_command_report, argc, argv, &o, &operands);
	int code = parsed == ED_PARSED_HELP ? ED_EXIT_HEALTHY : ED_EXIT_UNKNOWN;

	if (parsed == ED_PARSED && operands.n != 1)
		code = ed_usage_error("report", "takes one JSON report");
	else if (parsed == ED_PARSED)
		code = render(&arena, &o, ED_ITEMS(operands, const char *)[0]);
	ed_arena_free(&arena);
	return code;
}

const struct ed_command_line ed_command_report = {
    .name = "report",
    .operands = "FILE.json",
    .summary = "Render an earlier JSON report again, in any format",
    .details = "The exit code is the one of the run that wrote the report.\n",
    .examples = "  easdoctor report report.json\n"
		"  easdoctor report -vv report.json | less\n",
    .options = options,
    .run = run,
};
