/* SPDX-License-Identifier: Apache-2.0 */
/*
 * iis-config: a section that stands where it is locked makes IIS refuse each
 * request with 500.19, before anything else is looked at.
 */
#include <easdoctor/iis_judge.h>

static const struct ed_finding findings[] = {
    {"locked-section", ED_NEED_IIS}, {0}};

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_machine *machine = subject;
	const struct ed_iis *iis = machine->iis;

	if (ed_iis_leave(facts, machine, findings, out))
		return;
	if (iis->n_violations)
		ed_settle(out, "locked-section", true, iis->violations[0].ref,
		    ED_VALUES({"section", ED_TEXT,
				  ed_str_of(ed_iis_section_path(
				      iis->violations[0].section))},
			{"object", ED_TEXT, iis->violations[0].path}));
	else if (!iis->n_webs)
		ed_not_asked(out, "locked-section", "no web.config was given");
	else if (iis->web_undecided)
		ed_unknown(out, "locked-section",
		    "of a web.config it is not known to which directory it "
		    "belongs, or it is not whole");
	else if (!iis->locks_known || iis->cut)
		ed_unknown(out, "locked-section",
		    "which sections are locked is not in evidence");
	else
		ed_settle(out, "locked-section", false, iis->ref, NULL);
}

const struct ed_check ed_check_iis_config = {
    .id = "iis-config",
    .title = "No section stands where it is locked",
    .each = ED_MACHINE,
    .findings = findings,
    .run = run,
};
