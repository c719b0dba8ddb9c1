/* SPDX-License-Identifier: Apache-2.0 */
/*
 * iis-request-limits: mails with attachments are large requests, and IIS and
 * ASP.NET each have a limit of their own.
 */
#include <easdoctor/iis_judge.h>

/* What Exchange sets for ActiveSync, in KiB. */
enum { WANTED = 10240 };

static const struct ed_finding findings[] = {{"too-small", ED_NEED_IIS}, {0}};

static bool is_set_below(const struct ed_iis_value *value, int64_t wanted)
{
	return ed_iis_known(value) && value->ref.input &&
	       value->number < wanted;
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_machine *machine = subject;
	const struct ed_iis *iis = machine->iis;
	const struct ed_iis_value *content, *request;

	if (ed_iis_leave(facts, machine, findings, out))
		return;
	content = &iis->front.values[ED_IIS_MAX_CONTENT];
	request = &iis->front.values[ED_IIS_MAX_REQUEST];
	if (is_set_below(request, WANTED))
		ed_settle(out, "too-small", true, request->ref,
		    ED_VALUES({"name", ED_TEXT, ED_STR("maxRequestLength")},
			{"value", ED_TEXT, request->text},
			{"origin", ED_TEXT, ed_iis_origin(request)}));
	else if (is_set_below(content, WANTED * 1024))
		ed_settle(out, "too-small", true, content->ref,
		    ED_VALUES(
			{"name", ED_TEXT, ED_STR("maxAllowedContentLength")},
			{"value", ED_TEXT, content->text},
			{"origin", ED_TEXT, ed_iis_origin(content)}));
	else if (!iis->has_web && !iis->web_undecided)
		ed_not_asked(out, "too-small",
		    "the web.config of the ActiveSync directory is not given");
	else if (!iis->has_web || !ed_iis_known(content))
		ed_unknown(out, "too-small",
		    "of a web.config it is not known to which directory it "
		    "belongs, or it is not whole");
	else
		ed_settle(out, "too-small", false, iis->ref, NULL);
}

const struct ed_check ed_check_iis_request_limits = {
    .id = "iis-request-limits",
    .title = "Requests of ActiveSync may be as large as Exchange allows",
    .each = ED_MACHINE,
    .findings = findings,
    .run = run,
};
