/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mailbox-service: Exchange's own part must run and take the requests.
 *
 * When its application pool is stopped, http.sys answers for it; when Exchange
 * throttles a user, it says so on the back end.
 */
#include <easdoctor/check.h>

enum { SOME = 3, A_MINUTE = 60 };

static const char *const reasons[] = {
    "AppOffline", "Disabled", "AppShutdown", "QueueFull", NULL};

static const struct ed_log_reason *find_reason(const struct ed_log *log)
{
	const struct ed_log_reason *most = NULL, *one;

	for (size_t i = 0; reasons[i]; i++) {
		one = ed_log_find_reason(log, reasons[i]);
		if (one && one->eas_rows &&
		    (!most || one->eas_rows > most->eas_rows))
			most = one;
	}
	return most;
}

static void settle_offline(const struct ed_log *log, struct ed_sink *out)
{
	const struct ed_log_reason *reason = find_reason(log);
	struct ed_digits count, first, last;

	if (!log->has_httperr)
		ed_not_asked(out, "offline", "no HTTPERR log is in evidence");
	else if (reason && reason->eas_rows >= SOME &&
		 log->last_ok <= reason->last + A_MINUTE)
		ed_settle(out, "offline", true, reason->ref,
		    ED_VALUES({"reason", ED_TEXT, reason->name},
			{"count", ED_NUMBER,
			    ed_number(&count, (int64_t)reason->eas_rows)},
			{"first", ED_TIME, ed_time(&first, reason->first)},
			{"last", ED_TIME, ed_time(&last, reason->last)}));
	else if (!reason && log->has_w3c && !log->lost &&
		 log->succeeded >= ED_LOG_ENOUGH)
		ed_settle(out, "offline", false, (struct ed_ref){0}, NULL);
	else
		ed_unknown(out, "offline",
		    reason ? "the pool was away for a time, and requests have "
			     "succeeded since, or there are too few rows"
			   : "there are too few attempts in IIS's log beside "
			     "HTTPERR");
}

static bool was_unavailable(const struct ed_log *log)
{
	for (size_t i = 0; i < log->n_outcomes; i++)
		if (log->outcomes[i].status == 503 && log->outcomes[i].requests)
			return true;
	return false;
}

static void settle_throttled(const struct ed_log *log, struct ed_sink *out)
{
	const struct ed_log_count *seen = &log->throttled;
	struct ed_digits count, first, last;

	if (!log->has_w3c)
		ed_not_asked(out, "throttled", "no log of IIS is in evidence");
	else if (seen->n >= SOME && seen->last > log->last_success)
		ed_settle(out, "throttled", true, seen->ref,
		    ED_VALUES({"count", ED_NUMBER,
				  ed_number(&count, (int64_t)seen->n)},
			{"first", ED_TIME, ed_time(&first, seen->first)},
			{"last", ED_TIME, ed_time(&last, seen->last)}));
	else if (!seen->n && !was_unavailable(log) && !log->lost &&
		 log->attempts >= ED_LOG_ENOUGH)
		ed_settle(out, "throttled", false, (struct ed_ref){0}, NULL);
	else
		ed_unknown(out, "throttled",
		    seen->n ? "it was throttled for a time, and has succeeded "
			      "since, or there are too few rows"
			    : "the logs hold too few attempts, or 503 without "
			      "what Exchange noted on the back end");
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	(void)subject;
	if (!facts->log) /* the engine says so */
		return;
	settle_offline(facts->log, out);
	settle_throttled(facts->log, out);
}

const struct ed_check ed_check_mailbox_service = {
    .id = "mailbox-service",
    .title = "Exchange takes the requests",
    .each = ED_CASE,
    .findings =
	ED_FINDINGS({"throttled", ED_NEED_LOG}, {"offline", ED_NEED_LOG}),
    .run = run,
};
