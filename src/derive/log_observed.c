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
		ed_putf(&text, "; it began %.*s", ED_ARG(outcome->near_onset));
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
	seen->throttled = outcome->throttled;
	seen->logged = outcome;
	seen->text = words(c, log, outcome);
	if (outcome->n_refs)
		seen->ref = outcome->refs[0];
	tell_who(outcome, seen);
}

void ed_log_observe(struct ed_case *c, const struct ed_log *log)
{
	for (size_t i = 0; i < log->n_outcomes; i++)
		if (log->outcomes[i].present)
			observe(c, log, &log->outcomes[i]);
}
