/* SPDX-License-Identifier: Apache-2.0 */
/*
 * log: the device does not come to the server at all.
 *
 * That says something only when the log is of the time of the failure, and
 * shows that others came.
 */
#include <easdoctor/check.h>

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	static const char id[] = "no-request-from-device";
	const struct ed_log *log = facts->log;
	struct ed_digits others, first, last;

	(void)subject;
	if (!log || !log->has_w3c)
		ed_not_asked(out, id, "no log of IIS is in evidence");
	else if (log->scope == ED_LOG_ALL)
		ed_not_asked(out, id,
		    "the case names neither a device (device.eas_id) nor a "
		    "user");
	else if (log->of_device + log->of_user)
		ed_settle(out, id, false, (struct ed_ref){0}, NULL);
	else if (!log->covers_since)
		ed_unknown(out, id,
		    "it is not known that the logs are of the time of the "
		    "failure (the case's since)");
	else if (log->lost || log->since_requests < ED_LOG_ENOUGH)
		ed_unknown(out, id,
		    "the logs are damaged, or show too few requests since "
		    "then");
	else
		ed_settle(out, id, true, (struct ed_ref){0},
		    ED_VALUES(
			{"others", ED_NUMBER,
			    ed_number(&others, (int64_t)log->since_requests)},
			{"first", ED_TIME, ed_time(&first, log->first)},
			{"last", ED_TIME, ed_time(&last, log->last)}));
}

const struct ed_check ed_check_symptom_log = {
    .id = "log",
    .title = "The device's requests come to the server",
    .each = ED_SYMPTOM,
    .findings = ED_FINDINGS({"no-request-from-device", 0}),
    .run = run,
};
