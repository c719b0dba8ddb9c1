/* SPDX-License-Identifier: Apache-2.0 */
/*
 * iis-filtering: request filtering answers 404 before Exchange sees anything.
 */
#include <easdoctor/iis_judge.h>

static const struct ed_finding findings[] = {
    {"verb-or-path", ED_NEED_IIS}, {0}};

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_machine *machine = subject;
	const struct ed_iis *iis = machine->iis;
	const struct ed_iis_filter *filter;

	if (ed_iis_leave(facts, machine, findings, out))
		return;
	filter = &iis->front.filter;
	if (filter->what)
		ed_settle(out, "verb-or-path", true, filter->ref,
		    ED_VALUES({"what", ED_TEXT, ed_str_of(filter->what)},
			{"value", ED_TEXT, filter->value},
			{"object", ED_TEXT, iis->front.path}));
	else if (!iis->has_host || iis->cut || iis->web_undecided)
		ed_unknown(out, "verb-or-path",
		    "the configuration is not whole, or of a web.config it is "
		    "not known to which directory it belongs");
	else if (!iis->has_web)
		ed_not_asked(out, "verb-or-path",
		    "the web.config of the ActiveSync directory is not given");
	else
		ed_settle(out, "verb-or-path", false, iis->ref, NULL);
}

const struct ed_check ed_check_iis_filtering = {
    .id = "iis-filtering",
    .title = "Request filtering lets ActiveSync through",
    .each = ED_MACHINE,
    .findings = findings,
    .run = run,
};
