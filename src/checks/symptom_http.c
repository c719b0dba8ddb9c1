/* SPDX-License-Identifier: Apache-2.0 */
/*
 * http: the answer that ended the device's attempt.
 *
 * A status alone says little; who answered and with which substatus says
 * where the attempt died. Each observation becomes the most specific finding
 * that it supports, and nothing more.
 */
#include <easdoctor/check.h>
#include <easdoctor/date.h>

#include <string.h>

/* Logs that ended longer ago say nothing of now. */
enum { STALE = 14 * 86400 };

/* A substatus with a finding of its own. */
static const struct {
	unsigned status;
	int substatus;
	const char *id;
} known[] = {{401, 1, "401-1"}, {401, 2, "401-2"}, {403, 4, "403-4"},
    {403, 7, "403-7"}, {403, 12, "403-12"}, {403, 13, "403-13"},
    {403, 16, "403-16"}, {403, 17, "403-17"}, {500, 19, "500-19"}};

/*
 * Windows waits so long for a revocation list, and says 403.13 without one.
 * Without a certificate the same server must have been far quicker, or it is
 * slow with everything.
 */
enum { SLOW_MS = 15000, QUICK_MS = 5000 };

/* Statuses that mean the same whoever sends them. */
static const struct {
	unsigned status;
	const char *id;
} plain[] = {{404, "404"}, {413, "413"}, {449, "449"}, {451, "451"}};

static const struct ed_finding findings[] = {{"401", 0},
    {"401-without-scheme", 0}, {"401-basic", 0}, {"401-bearer", 0},
    {"401-1", 0}, {"401-2", 0}, {"403", 0}, {"403-by-iis", 0},
    {"403-after-certificate", 0}, {"403-slow", 0}, {"403-4", 0}, {"403-7", 0},
    {"403-12", 0}, {"403-13", 0}, {"403-16", 0}, {"403-17", 0},
    {"403-by-exchange", 0}, {"404", 0}, {"413", 0}, {"449", 0}, {"451", 0},
    {"500-0x32", 0}, {"500-19", 0}, {"503-by-http-sys", 0},
    {"503-throttled", 0}, {"login-page", 0}, {"not-eas", 0}, {"unreadable", 0},
    {"other", 0}, {0}};

static const char *name_401(const struct ed_observation *seen)
{
	switch (seen->scheme) {
	case ED_SCHEME_NONE:
		return "401-without-scheme";
	case ED_SCHEME_BASIC:
		return "401-basic";
	case ED_SCHEME_BEARER:
		return "401-bearer";
	case ED_SCHEME_UNKNOWN:
		break;
	}
	return "401";
}

/* The certificate went out: what lacks one is not what was refused. */
static bool has_shown_certificate(const struct ed_attempt *attempt)
{
	for (size_t i = 0; i < attempt->tls.n_requests; i++)
		if (attempt->tls.requests[i].answered ==
		    ED_ANSWERED_CERTIFICATE)
			return true;
	return false;
}

/* From the end of the handshake to that of the answer's head. */
static unsigned wait_of(const struct ed_attempt *attempt)
{
	return attempt->http.ms > attempt->tls.ms
		   ? attempt->http.ms - attempt->tls.ms
		   : 0;
}

/* Is its server as slow when no certificate is there to be checked? */
static bool is_always_slow(
    const struct ed_facts *facts, const struct ed_attempt *attempt)
{
	for (size_t i = 0; i < facts->n_nodes; i++) {
		const struct ed_node *node = facts->nodes[i];

		if (node->device_like == attempt && node->bare &&
		    (node->bare->http.state != ED_HTTP_ANSWERED ||
			wait_of(node->bare) > QUICK_MS))
			return true;
	}
	return false;
}

/* What a 403 of IIS says more when a probe got it. */
static const char *name_probed_403(const struct ed_facts *facts,
    const struct ed_observation *seen, const char *id)
{
	const struct ed_attempt *attempt = seen->attempt;

	if (!attempt || !has_shown_certificate(attempt))
		return id;
	if (wait_of(attempt) >= SLOW_MS && !is_always_slow(facts, attempt))
		return "403-slow";
	return "403-after-certificate";
}

/* 403.0 is what IIS logs when the application behind it said no. */
static const char *name_403(
    const struct ed_facts *facts, const struct ed_observation *seen)
{
	bool of_iis = (seen->substatus >= 1 && seen->substatus <= 22) ||
		      (seen->substatus >= 501 && seen->substatus <= 503);

	if (of_iis)
		return name_probed_403(facts, seen, "403-by-iis");
	if (seen->answerer == ED_BY_EXCHANGE || seen->substatus == 0)
		return "403-by-exchange";
	if (seen->answerer == ED_BY_UNKNOWN || seen->answerer == ED_BY_OTHER)
		return "403";
	return name_probed_403(facts, seen, "403-by-iis");
}

static const char *name_50x(const struct ed_observation *seen)
{
	bool not_supported = seen->win32 == 0x32 || seen->win32 == 0x80070032;

	if (seen->status == 500 && not_supported)
		return "500-0x32";
	if (seen->status == 503 && seen->throttled)
		return "503-throttled";
	if (seen->status == 503 && seen->answerer == ED_BY_HTTP_SYS)
		return "503-by-http-sys";
	return "other";
}

/* A success that Exchange ActiveSync would have told otherwise. */
static bool is_not_eas(const struct ed_observation *seen)
{
	const struct ed_http *http =
	    seen->attempt ? &seen->attempt->http : NULL;

	return http && seen->status >= 200 && seen->status < 300 &&
	       ed_str_eq(http->method, ED_STR("OPTIONS")) &&
	       !(seen->status == 200 &&
		   ed_http_has(http, ED_STR("ms-asprotocolversions")) &&
		   ed_http_has(http, ED_STR("ms-asprotocolcommands")));
}

/* The finding that an observation supports; NULL: it is no failure. */
static const char *name_symptom(
    const struct ed_facts *facts, const struct ed_observation *seen)
{
	if (seen->saw != ED_SAW_HTTP)
		return NULL;
	if (seen->login_page)
		return "login-page";
	if (is_not_eas(seen))
		return "not-eas";
	if (seen->status == 0 || (seen->status >= 200 && seen->status < 300))
		return NULL;
	for (size_t i = 0; i < ED_COUNT(known); i++)
		if (seen->status == known[i].status &&
		    seen->substatus == known[i].substatus)
			return known[i].id;
	for (size_t i = 0; i < ED_COUNT(plain); i++)
		if (seen->status == plain[i].status)
			return plain[i].id;
	if (seen->status == 401)
		return name_401(seen);
	if (seen->status == 403)
		return name_403(facts, seen);
	return name_50x(seen);
}

/* What one answer to OPTIONS would have shown, and did not. */
static const char *const shown_by_options[] = {"401", "401-without-scheme",
    "401-basic", "401-bearer", "401-1", "401-2", "403", "403-by-iis",
    "403-after-certificate", "403-slow", "403-4", "403-7", "403-12", "403-13",
    "403-16", "403-17", "403-by-exchange", "404", "451", "500-0x32", "500-19",
    "503-by-http-sys", "login-page", "not-eas", "unreadable", NULL};

/* A probe's exchange, as the device would make it; NULL: none is complete. */
static const struct ed_node *find_looked(const struct ed_facts *facts)
{
	const struct ed_node *found = NULL;

	for (size_t i = 0; i < facts->n_nodes; i++) {
		const struct ed_node *node = facts->nodes[i];

		if (!node->probe->same_server ||
		    !node->probe->same_certificate || !node->connected)
			continue;
		if (!node->device_like ||
		    node->device_like->http.state != ED_HTTP_ANSWERED)
			return NULL;
		found = node;
	}
	return found;
}

/* A probe sees no substatus, but knows what it showed and how long it took. */
static bool could_be(unsigned status, const char *id)
{
	if (strcmp(id, "403-after-certificate") == 0 ||
	    strcmp(id, "403-slow") == 0)
		return false;
	return status >= 400 && id[0] == (char)('0' + status / 100) &&
	       id[1] == (char)('0' + status / 10 % 10) &&
	       id[2] == (char)('0' + status % 10);
}

static bool any_could_be(const struct ed_facts *facts, const char *id)
{
	for (size_t i = 0; i < facts->n_observations; i++)
		if (facts->observations[i]->attempt &&
		    could_be(facts->observations[i]->status, id))
			return true;
	return false;
}

static void settle_absent(const struct ed_facts *facts, struct ed_sink *out)
{
	const struct ed_node *looked = find_looked(facts);

	for (size_t i = 0; looked && shown_by_options[i]; i++)
		if (any_could_be(facts, shown_by_options[i]))
			ed_unknown(out, shown_by_options[i],
			    "a probe sees the status, and only IIS's log the "
			    "rest");
		else
			ed_settle(out, shown_by_options[i], false,
			    looked->device_like->ref, NULL);
}

/* What IIS's log would have shown; it never sees headers. */
static const char *const shown_by_log[] = {"401", "401-without-scheme",
    "401-basic", "401-bearer", "401-1", "401-2", "403", "403-by-iis", "403-4",
    "403-7", "403-12", "403-13", "403-16", "403-17", "403-by-exchange", "404",
    "413", "449", "451", "500-0x32", "500-19", "503-throttled", NULL};

/* What a log does not tell from its children. */
static const char *const blurred[] = {"401", "401-without-scheme", "401-basic",
    "401-bearer", "403", "403-by-iis", "503-throttled", NULL};

static bool could_be_logged(const struct ed_facts *facts,
    const struct ed_log_outcome *outcome, const char *id)
{
	const struct ed_observation seen = {.saw = ED_SAW_HTTP,
	    .status = outcome->status,
	    .substatus = outcome->substatus,
	    .win32 = outcome->win32,
	    .throttled = outcome->throttled};
	const char *name = name_symptom(facts, &seen);

	if (!could_be(outcome->status, id))
		return false;
	for (size_t i = 0; blurred[i]; i++)
		if (strcmp(blurred[i], id) == 0)
			return true;
	return outcome->substatus < 0 || (name && strcmp(name, id) == 0);
}

/* How many attempts ended in what could be this finding. */
static uint64_t count_ended(const struct ed_facts *facts, const char *id)
{
	const struct ed_log *log = facts->log;
	uint64_t n = 0;

	for (size_t i = 0; i < log->n_outcomes; i++)
		if (could_be_logged(facts, &log->outcomes[i], id))
			n += log->outcomes[i].attempts;
	return n;
}

/* Recent enough, and so many attempts that it would have been among them. */
static bool shows_enough(const struct ed_facts *facts)
{
	const struct ed_log *log = facts->log;

	return !log->lost && log->late_attempts >= ED_LOG_ENOUGH &&
	       log->last + STALE >= facts->as_of;
}

static void settle_by_log(
    const struct ed_facts *facts, const char *id, struct ed_sink *out)
{
	const struct ed_log *log = facts->log;
	struct ed_digits attempts, requests;

	if (!log || !log->has_w3c)
		return;
	if (count_ended(facts, id) == 0 && shows_enough(facts))
		ed_settle(out, id, false, (struct ed_ref){0},
		    ED_VALUES({"attempts", ED_NUMBER,
				  ed_number(&attempts, (int64_t)log->attempts)},
			{"requests", ED_NUMBER,
			    ed_number(&requests, (int64_t)log->requests)}));
	else if (count_ended(facts, id))
		ed_unknown(out, id,
		    "the log shows it, too rarely or too long ago to be told "
		    "from chance");
	else if (!find_looked(facts))
		ed_unknown(out, id,
		    "the logs hold too few attempts of the device or user, or "
		    "are too old, for what they lack to mean anything");
}

/* Only HTTPERR tells of what http.sys answers by itself. */
static void settle_by_httperr(const struct ed_facts *facts, struct ed_sink *out)
{
	const struct ed_log *log = facts->log;

	if (log && log->has_httperr && log->has_w3c && shows_enough(facts))
		ed_settle(
		    out, "503-by-http-sys", false, (struct ed_ref){0}, NULL);
	else if (log && log->has_httperr && !find_looked(facts))
		ed_unknown(out, "503-by-http-sys",
		    "there are too few attempts in IIS's log beside HTTPERR");
}

static void settle(
    const struct ed_observation *seen, const char *id, struct ed_sink *out)
{
	const unsigned ms = seen->attempt ? wait_of(seen->attempt) : 0;
	const struct ed_log_outcome *logged = seen->logged;
	struct ed_ref also = seen->ref;
	struct ed_digits digits, waited;
	struct ed_log_digits room;
	struct ed_value values[3 + ED_LOG_VALUES + 1] = {
	    {"text", ED_TEXT, seen->text},
	    {"status", ED_NUMBER, ed_number(&digits, seen->status)},
	    {"ms", ED_NUMBER, ed_number(&waited, ms)}};

	if (logged)
		ed_log_tell(logged, &room, values + 3);
	ed_settle(out, id, true, seen->ref, values);
	for (size_t i = 0; logged && i < logged->n_traits; i++) {
		also.quote = logged->traits[i].text;
		ed_settle_also(out, id, also);
	}
	for (size_t i = 0; logged && i < logged->n_near; i++)
		ed_settle_also(out, id, logged->near[i].ref);
}

/* What came after the request is no HTTP, or no end of it came in bounds. */
static bool is_unreadable(const struct ed_attempt *attempt)
{
	return attempt && (attempt->http.state == ED_HTTP_GARBLED ||
			      attempt->http.state == ED_HTTP_TOO_LONG ||
			      attempt->http.state == ED_HTTP_STREAM_RESET);
}

static void settle_unreadable(const struct ed_node *node, struct ed_sink *out)
{
	const struct ed_attempt *at =
	    node->device_like ? node->device_like : node->bare;
	bool counts = node->probe->same_server &&
		      (!node->device_like || node->probe->same_certificate);
	struct ed_str why;

	if (!counts || !is_unreadable(at))
		return;
	why = at->http.state == ED_HTTP_TOO_LONG ? ED_STR("it does not end")
						 : ED_STR("it is no HTTP");
	ed_settle(out, "unreadable", true, at->ref,
	    ED_VALUES({"server", ED_HOST, node->label},
		{"why", ED_TEXT, at->http.error.n ? at->http.error : why}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	(void)subject;
	for (size_t i = 0; findings[i].id; i++)
		ed_not_asked(out, findings[i].id, "nobody reported it");
	settle_absent(facts, out);
	for (size_t i = 0; shown_by_log[i]; i++)
		settle_by_log(facts, shown_by_log[i], out);
	settle_by_httperr(facts, out);
	for (size_t i = facts->n_nodes; i-- > 0;)
		settle_unreadable(facts->nodes[i], out);
	/* Backwards, so that the first of several is the one shown. */
	for (size_t i = facts->n_observations; i-- > 0;) {
		const char *id = name_symptom(facts, facts->observations[i]);

		if (id)
			settle(facts->observations[i], id, out);
	}
}

const struct ed_check ed_check_symptom_http = {
    .id = "http",
    .title = "The server's answers show no failure",
    .each = ED_SYMPTOM,
    .findings = findings,
    .run = run,
};
