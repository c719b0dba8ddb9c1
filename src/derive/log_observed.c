/* SPDX-License-Identifier: Apache-2.0 */
/* Outcomes that are symptoms, as observations like any other. */
#include "derive/log.h"

#include <inttypes.h>

static const char *whose(const struct ed_log *log)
{
	switch (log->scope) {
	case ED_LOG_DEVICE:
		return "the device";
	case ED_LOG_USER:
		return "the user";
	case ED_LOG_ALL:
		break;
	}
	return "all devices";
}

static struct ed_str code_of(
    struct ed_case *c, const struct ed_log_outcome *outcome)
{
	if (outcome->substatus < 0)
		return ed_format(&c->arena, "%u", outcome->status);
	return ed_format(
	    &c->arena, "%u.%d", outcome->status, outcome->substatus);
}

static struct ed_str words(struct ed_case *c, const struct ed_log *log,
    const struct ed_log_outcome *outcome)
{
	struct ed_text text = {.arena = &c->arena};
	struct ed_digits first, last;

	ed_putf(&text,
	    "%.*s ended %" PRIu64 " of %" PRIu64 " attempts of %s, from %.*s "
	    "to %.*s",
	    ED_ARG(code_of(c, outcome)), outcome->attempts, log->attempts,
	    whose(log), ED_ARG(ed_time(&first, outcome->first)),
	    ED_ARG(ed_time(&last, outcome->last)));
	ed_putf(&text, "; %" PRIu64 " of all %" PRIu64 " requests have it",
	    outcome->all_requests,
	    log->backend_only ? log->proxied : log->requests);
	if (outcome->win32)
		ed_putf(&text, "; sc-win32-status %u (0x%08x)", outcome->win32,
		    outcome->win32);
	if (outcome->near_onset.n)
		ed_putf(&text, "; it began %.*s, %.*s",
		    ED_ARG(ed_time(&first, outcome->onset)),
		    ED_ARG(outcome->near_onset));
	else if (log->scope != ED_LOG_ALL &&
		 outcome->onset - outcome->first >= 60)
		ed_putf(&text, "; nothing succeeded since %.*s",
		    ED_ARG(ed_time(&first, outcome->onset)));
	if (outcome->n_traits)
		ed_putf(&text, "; they share: %.*s",
		    ED_ARG(outcome->traits[0].text));
	return ed_text_str(&text);
}

/*
 * A substatus above zero is IIS's own. 403.0 is the application's, which only
 * a request reaches that signed in.
 */
static void tell_who(
    const struct ed_log_outcome *outcome, struct ed_observation *seen)
{
	seen->substatus = outcome->substatus;
	if (outcome->substatus > 0)
		seen->answerer = ED_BY_IIS;
	else if (outcome->signed_in)
		seen->answerer = ED_BY_EXCHANGE;
	else if (outcome->status == 403)
		seen->substatus = -1;
}

static void observe(struct ed_case *c, const struct ed_log *log,
    const struct ed_log_outcome *outcome)
{
	struct ed_observation *seen = ed_add_observation(c);

	if (!seen)
		return;
	seen->saw = ED_SAW_HTTP;
	seen->status = outcome->status;
	seen->win32 = outcome->win32;
	/* The front end does not tell; the back end's rows do. */
	seen->throttled = outcome->status == 503 &&
			  (outcome->throttled || log->throttled.n >= 3);
	seen->logged = outcome;
	seen->text = words(c, log, outcome);
	if (outcome->n_refs)
		seen->ref = outcome->refs[0];
	/* What the rows add up to says more than the first of them. */
	seen->ref.quote = seen->text;
	tell_who(outcome, seen);
}

/* With these http.sys answers 503 itself. */
static const char *const unavailable[] = {
    "AppOffline", "AppShutdown", "Disabled", "QueueFull", NULL};

/* Nothing has succeeded since. */
static bool still_holds(
    const struct ed_log *log, const struct ed_log_reason *reason)
{
	return reason->eas_rows >= 3 && log->last_ok <= reason->last + 60;
}

static void observe_reason(
    struct ed_case *c, const struct ed_log_reason *reason)
{
	struct ed_observation *seen = ed_add_observation(c);
	struct ed_log_outcome *outcome =
	    ED_NEW(&c->arena, struct ed_log_outcome);
	struct ed_digits first, last;

	if (!seen)
		return;
	*outcome = (struct ed_log_outcome){.status = 503,
	    .requests = reason->eas_rows,
	    .attempts = reason->eas_rows,
	    .first = reason->first,
	    .last = reason->last,
	    .onset = reason->first,
	    .present = true};
	seen->saw = ED_SAW_HTTP;
	seen->status = 503;
	seen->substatus = -1;
	seen->answerer = ED_BY_HTTP_SYS;
	seen->logged = outcome;
	seen->ref = reason->ref;
	seen->text = ed_format(&c->arena,
	    "http.sys refused %" PRIu64 " requests to ActiveSync with %.*s, "
	    "from %.*s to %.*s",
	    reason->eas_rows, ED_ARG(reason->name),
	    ED_ARG(ed_time(&first, reason->first)),
	    ED_ARG(ed_time(&last, reason->last)));
	seen->ref.quote = seen->text;
}

/*
 * Of several that show the same the first is told. A log counts attempts and
 * knows when they began; what somebody states knows neither.
 */
static void put_logged_first(struct ed_case *c)
{
	struct ed_observation **items = c->observations.items;
	const size_t n = c->observations.n;
	struct ed_observation **sorted =
	    ed_alloc_array(&c->arena, n, sizeof(*sorted));
	size_t at = 0;

	for (size_t i = 0; i < n; i++)
		if (items[i]->logged)
			sorted[at++] = items[i];
	for (size_t i = 0; i < n; i++)
		if (!items[i]->logged)
			sorted[at++] = items[i];
	for (size_t i = 0; i < n; i++)
		items[i] = sorted[i];
}

void ed_log_observe(struct ed_case *c, const struct ed_log *log)
{
	for (size_t i = 0; i < log->n_outcomes; i++)
		if (log->outcomes[i].present)
			observe(c, log, &log->outcomes[i]);
	for (size_t i = 0; unavailable[i]; i++) {
		const struct ed_log_reason *reason =
		    ed_log_find_reason(log, unavailable[i]);

		if (reason && still_holds(log, reason))
			observe_reason(c, reason);
	}
	put_logged_first(c);
}
