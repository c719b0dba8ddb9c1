/* SPDX-License-Identifier: Apache-2.0 */
/*
 * iis-mapping: IIS hands the certificate to Active Directory only when its
 * mapper is installed, on for the server, and on for the directory.
 */
#include <easdoctor/iis_judge.h>

static const struct ed_finding findings[] = {{"feature-missing", ED_NEED_IIS},
    {"server-off", ED_NEED_IIS}, {"vdir-off", ED_NEED_IIS},
    {"own-mapper-on", ED_NEED_IIS}, {0}};

static void settle_feature(const struct ed_iis *iis, struct ed_sink *out)
{
	if (!iis->module_known)
		ed_unknown(out, "feature-missing",
		    "the server's list of modules is not in evidence");
	else
		ed_settle(out, "feature-missing", !iis->module_installed,
		    iis->module_ref, NULL);
}

static void settle_own(const struct ed_iis *iis, struct ed_sink *out)
{
	const struct ed_iis_value *value = &iis->front.values[ED_IIS_OWN_ON];
	struct ed_digits n;

	if (!ed_iis_known(value)) {
		ed_unknown(out, "own-mapper-on", value->trouble);
		return;
	}
	ed_settle(out, "own-mapper-on", value->number == 1,
	    ed_iis_place(iis, value),
	    ED_VALUES({"object", ED_TEXT, iis->front.path},
		{"origin", ED_TEXT, ed_iis_origin(value)},
		{"mappings", ED_NUMBER, ed_number(&n, iis->n_own_mappings)}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_machine *machine = subject;
	const struct ed_iis *iis = machine->iis;

	if (ed_iis_leave(facts, machine, findings, out))
		return;
	settle_feature(iis, out);
	ed_iis_settle(out, "server-off",
	    iis->server.values[ED_IIS_MAPPING_ON].number == 0, iis,
	    &iis->server, ED_IIS_MAPPING_ON);
	ed_iis_settle(out, "vdir-off",
	    iis->front.values[ED_IIS_MAPPING_ON].number == 0, iis, &iis->front,
	    ED_IIS_MAPPING_ON);
	settle_own(iis, out);
}

const struct ed_check ed_check_iis_mapping = {
    .id = "iis-mapping",
    .title = "IIS hands certificates to Active Directory",
    .each = ED_MACHINE,
    .findings = findings,
    .run = run,
};
