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

static int run(
    struct ed_arena *arena, void *into, const struct ed_list *operands)
{
	struct options *o = into;

	o->outputs.arena = arena;
	if (operands->n != 1)
		return ed_usage_error("report", "takes one JSON report");
	return render(arena, o, ED_ITEMS(*operands, const char *)[0]);
}

const struct ed_command_line ed_command_report = {
    .name = "report",
    .operands = "FILE.json",
    .summary = "Render an earlier JSON report again, in any format",
    .details = "The exit code is the one of the run that wrote the report.\n",
    .examples = "  easdoctor report report.json\n"
		"  easdoctor report -vv report.json | less\n",
    .options = options,
    .size = sizeof(struct options),
    .run = run,
};
