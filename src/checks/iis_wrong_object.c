/* SPDX-License-Identifier: Apache-2.0 */
/*
 * iis-wrong-object: the settings for certificates belong on the front end's
 * ActiveSync directory, and nowhere else.
 */
#include <easdoctor/iis_judge.h>

static const struct ed_finding findings[] = {{"back-end", ED_NEED_IIS},
    {"site-root", ED_NEED_IIS}, {"second-vdir", ED_NEED_IIS}, {0}};

static bool requires(const struct ed_iis_object *object)
{
	const struct ed_iis_value *flags = &object->values[ED_IIS_SSL_FLAGS];

	return ed_iis_known(flags) && (flags->number & ED_IIS_SSL_REQUIRE);
}

static bool maps(const struct ed_iis_object *object)
{
	const struct ed_iis_value *value = &object->values[ED_IIS_MAPPING_ON];

	return ed_iis_known(value) && value->number == 1;
}

static void settle_back(const struct ed_iis *iis, struct ed_sink *out)
{
	const struct ed_iis_object *back = &iis->back;

	if (iis->has_host && !iis->cut && !iis->has_back)
		ed_not_asked(
		    out, "back-end", "the server has no Exchange back end");
	else if (maps(back) && !requires(back) &&
		 back->values[ED_IIS_MAPPING_ON].level == ED_IIS_AT_OBJECT)
		ed_iis_settle(
		    out, "back-end", true, iis, back, ED_IIS_MAPPING_ON);
	else
		ed_iis_settle(out, "back-end", requires(back), iis, back,
		    ED_IIS_SSL_FLAGS);
}

static void settle_second(const struct ed_iis *iis, struct ed_sink *out)
{
	const struct ed_iis_object *front = &iis->front;

	if (!iis->has_host || iis->cut ||
	    !ed_iis_known(&front->values[ED_IIS_SSL_FLAGS])) {
		ed_unknown(out, "second-vdir",
		    "the server's sites are not all in evidence");
		return;
	}
	for (size_t i = 0; i < iis->n_others; i++) {
		const struct ed_iis_object *other = &iis->others[i];

		if (!requires(other) || !maps(other) ||
		    (requires(front) && maps(front)))
			continue;
		ed_settle(out, "second-vdir", true,
		    ed_iis_place(iis, &other->values[ED_IIS_SSL_FLAGS]),
		    ED_VALUES({"other", ED_TEXT, other->path},
			{"object", ED_TEXT, front->path}));
		return;
	}
	ed_settle(out, "second-vdir", false, iis->ref, NULL);
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_machine *machine = subject;
	const struct ed_iis *iis = machine->iis;

	if (ed_iis_leave(facts, machine, findings, out))
		return;
	settle_back(iis, out);
	ed_iis_settle(out, "site-root", requires(&iis->site), iis, &iis->site,
	    ED_IIS_SSL_FLAGS);
	settle_second(iis, out);
}

const struct ed_check ed_check_iis_wrong_object = {
    .id = "iis-wrong-object",
    .title = "Certificates are asked for at the ActiveSync directory only",
    .each = ED_MACHINE,
    .findings = findings,
    .run = run,
};
