/* SPDX-License-Identifier: Apache-2.0 */
/*
 * iis-authentication: with another way to sign in left on, a certificate that
 * is not mapped shows as a request for a password.
 */
#include <easdoctor/iis_judge.h>

static const struct ed_finding findings[] = {{"others-on", ED_NEED_IIS}, {0}};

static const struct {
	enum ed_iis_setting setting;
	const char *name;
} schemes[] = {{ED_IIS_BASIC_ON, "Basic"}, {ED_IIS_WINDOWS_ON, "Windows"},
    {ED_IIS_ANONYMOUS_ON, "Anonymous"}, {ED_IIS_DIGEST_ON, "Digest"}};

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_machine *machine = subject;
	const struct ed_iis *iis = machine->iis;
	const struct ed_iis_value *value, *unknown = NULL;

	if (ed_iis_leave(facts, machine, findings, out))
		return;
	if (!facts->endpoint || facts->endpoint->certificate_only != ED_YES) {
		ed_not_asked(out, "others-on",
		    "the case does not say that only certificates are allowed");
		return;
	}
	for (size_t i = 0; i < ED_COUNT(schemes); i++) {
		value = &iis->front.values[schemes[i].setting];
		if (!ed_iis_known(value)) {
			unknown = value;
		} else if (value->number == 1) {
			ed_settle(out, "others-on", true,
			    ed_iis_place(iis, value),
			    ED_VALUES(
				{"scheme", ED_TEXT, ed_str_of(schemes[i].name)},
				{"origin", ED_TEXT, ed_iis_origin(value)},
				{"object", ED_TEXT, iis->front.path}));
			return;
		}
	}
	if (unknown)
		ed_unknown(out, "others-on", unknown->trouble);
	else
		ed_settle(out, "others-on", false, iis->ref, NULL);
}

const struct ed_check ed_check_iis_authentication = {
    .id = "iis-authentication",
    .title = "Only certificates sign in to the ActiveSync directory",
    .each = ED_MACHINE,
    .findings = findings,
    .run = run,
};
