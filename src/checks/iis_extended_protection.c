/* SPDX-License-Identifier: Apache-2.0 */
/*
 * iis-extended-protection: Windows sign-in between front end and back end is
 * bound to the TLS channel; both ends must want the same.
 */
#include <easdoctor/iis_judge.h>

static const struct ed_finding findings[] = {{"mismatch", ED_NEED_IIS}, {0}};

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_machine *machine = subject;
	const struct ed_iis *iis = machine->iis;
	const struct ed_iis_value *front, *back;
	bool both_off, both_on;

	if (ed_iis_leave(facts, machine, findings, out))
		return;
	front = &iis->front.values[ED_IIS_TOKEN_CHECKING];
	back = &iis->back.values[ED_IIS_TOKEN_CHECKING];
	if (!ed_iis_known(front) || !ed_iis_known(back) || !iis->has_back) {
		ed_unknown(out, "mismatch",
		    "the front end's or the back end's setting is not known");
		return;
	}
	both_off = front->number == ED_IIS_TOKEN_NONE &&
		   back->number == ED_IIS_TOKEN_NONE;
	both_on = front->number == ED_IIS_TOKEN_ALLOW &&
		  back->number == ED_IIS_TOKEN_REQUIRE;
	ed_settle(out, "mismatch", !both_off && !both_on,
	    ed_iis_place(iis, front->ref.input ? front : back),
	    ED_VALUES({"front", ED_TEXT, front->text},
		{"back", ED_TEXT, back->text}));
}

const struct ed_check ed_check_iis_extended_protection = {
    .id = "iis-extended-protection",
    .title = "Extended Protection is as Exchange expects it",
    .each = ED_MACHINE,
    .findings = findings,
    .run = run,
};
