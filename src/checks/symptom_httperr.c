/* SPDX-License-Identifier: Apache-2.0 */
/*
 * httperr: why http.sys itself refused or lost requests to ActiveSync.
 *
 * These never reach IIS's own log. Some are about the pool, and so everybody's;
 * others end one connection.
 */
#include <easdoctor/check.h>

static const struct {
	const char *reason;
	const char *id;
	bool of_pool; /* what succeeds later shows that it is over */
} known[] = {{"AppOffline", "app-offline", true},
    {"AppShutdown", "app-shutdown", true}, {"Disabled", "disabled", true},
    {"QueueFull", "queue-full", true},
    {"Timer_SslRenegotiation", "timer-ssl-renegotiation", false},
    {"Connection_Abandoned_By_AppPool", "connection-abandoned-by-app-pool",
	false}};

static const struct ed_finding findings[] = {{"app-offline", 0},
    {"app-shutdown", 0}, {"disabled", 0}, {"queue-full", 0},
    {"timer-ssl-renegotiation", 0}, {"connection-abandoned-by-app-pool", 0},
    {"other", 0}, {0}};

enum { SOME = 3, A_MINUTE = 60 };

static const char none[] = "no HTTPERR log is in evidence";

/* Requests that came through beside it show that the log would tell. */
static void settle_none(
    const struct ed_log *log, const char *id, struct ed_sink *out)
{
	if (log->has_w3c && !log->lost && log->attempts >= ED_LOG_ENOUGH)
		ed_settle(out, id, false, (struct ed_ref){0}, NULL);
	else
		ed_unknown(out, id,
		    "there are too few attempts in IIS's log beside HTTPERR "
		    "for what it lacks to mean anything");
}

static void tell(const struct ed_log_reason *reason, uint64_t n, const char *id,
    struct ed_sink *out)
{
	struct ed_digits count, first, last;

	ed_settle(out, id, true, reason->ref,
	    ED_VALUES({"reason", ED_TEXT, reason->name},
		{"count", ED_NUMBER, ed_number(&count, (int64_t)n)},
		{"first", ED_TIME, ed_time(&first, reason->first)},
		{"last", ED_TIME, ed_time(&last, reason->last)}));
}

static void settle_known(
    const struct ed_log *log, size_t i, struct ed_sink *out)
{
	const struct ed_log_reason *reason =
	    ed_log_find_reason(log, known[i].reason);
	bool ours = log->scope != ED_LOG_ALL && !known[i].of_pool;
	uint64_t n = !reason ? 0 : ours ? reason->ours : reason->eas_rows;

	if (n == 0)
		settle_none(log, known[i].id, out);
	else if (n < SOME)
		ed_unknown(out, known[i].id,
		    "it stands there too rarely to be told from chance");
	else if (known[i].of_pool && log->last_ok > reason->last + A_MINUTE)
		ed_unknown(out, known[i].id,
		    "requests have succeeded since it stood there last");
	else
		tell(reason, n, known[i].id, out);
}

static bool is_known(struct ed_str name)
{
	for (size_t i = 0; i < ED_COUNT(known); i++)
		if (ed_str_ieq(name, ed_str_of(known[i].reason)))
			return true;
	return false;
}

/* The most frequent of the rest. */
static void settle_other(const struct ed_log *log, struct ed_sink *out)
{
	const struct ed_log_reason *most = NULL;

	for (size_t i = 0; i < log->n_reasons; i++)
		if (!is_known(log->reasons[i].name) &&
		    log->reasons[i].eas_rows >= SOME &&
		    (!most || log->reasons[i].eas_rows > most->eas_rows))
			most = &log->reasons[i];
	if (most)
		tell(most, most->eas_rows, "other", out);
	else
		settle_none(log, "other", out);
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_log *log = facts->log;

	(void)subject;
	for (size_t i = 0; findings[i].id; i++)
		ed_not_asked(out, findings[i].id, none);
	if (!log || !log->has_httperr)
		return;
	for (size_t i = 0; i < ED_COUNT(known); i++)
		settle_known(log, i, out);
	settle_other(log, out);
}

const struct ed_check ed_check_symptom_httperr = {
    .id = "httperr",
    .title = "http.sys refuses and loses no requests",
    .each = ED_SYMPTOM,
    .findings = findings,
    .run = run,
};
