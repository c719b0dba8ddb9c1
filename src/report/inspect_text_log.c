/* SPDX-License-Identifier: Apache-2.0 */
/* What the logs add up to: one timeline, whatever the number of files. */
#include "report/inspect_sheet.h"
#include "report/inspect_words.h"

#include <easdoctor/date.h>

#include <inttypes.h>

const char *ed_log_scope_name(enum ed_log_scope scope)
{
	static const char *const names[] = {[ED_LOG_ALL] = "all devices",
	    [ED_LOG_DEVICE] = "the case's device",
	    [ED_LOG_USER] = "the case's user"};

	return names[scope];
}

static struct ed_str code(
    const struct ed_inspect *sheet, unsigned status, int substatus)
{
	struct ed_arena *arena = sheet->page.out->arena;

	return substatus < 0 ? ed_format(arena, "%u", status)
			     : ed_format(arena, "%u.%d", status, substatus);
}

static void put_span(const struct ed_inspect *sheet, const char *name,
    int64_t first, int64_t last)
{
	struct ed_digits from, to;

	if (last)
		ed_inspect_words(sheet, name, "%.*s to %.*s",
		    ED_ARG(ed_time(&from, first)), ED_ARG(ed_time(&to, last)));
}

static void put_count(const struct ed_inspect *sheet, const char *name,
    const struct ed_log_count *count, const char *words)
{
	if (!count->n)
		return;
	ed_inspect_words(sheet, name, "%" PRIu64 " %s", count->n, words);
	put_span(sheet, "", count->first, count->last);
}

static void put_outcome(
    const struct ed_inspect *sheet, const struct ed_log_outcome *outcome)
{
	ed_inspect_words(sheet,
	    code(sheet, outcome->status, outcome->substatus).p,
	    "%" PRIu64 " requests, ended %" PRIu64 " attempts%s; %" PRIu64
	    " of %" PRIu64 " devices in all",
	    outcome->requests, outcome->attempts,
	    outcome->recovered ? ", and not any more" : "",
	    outcome->all_requests, outcome->all_devices);
	if (!outcome->requests)
		return;
	put_span(sheet, "", outcome->first, outcome->last);
	if (outcome->win32)
		ed_inspect_words(sheet, "", "sc-win32-status %u (0x%08x)",
		    outcome->win32, outcome->win32);
	if (outcome->near_onset.n)
		ed_inspect_words(sheet, "", "began %.*s",
		    ED_ARG(ed_inspect_safe(sheet, outcome->near_onset)));
	for (size_t i = 1; i < outcome->n_near; i++)
		ed_inspect_words(sheet, "", "and %.*s",
		    ED_ARG(ed_inspect_safe(sheet, outcome->near[i].text)));
	for (size_t i = 0; i < outcome->n_traits; i++)
		ed_inspect_value(sheet, "shared", outcome->traits[i].text);
}

static void put_judged(const struct ed_inspect *sheet, const struct ed_log *log)
{
	struct ed_digits time;
	size_t n = log->n_outcomes;

	ed_inspect_head(sheet, ed_str_of(ed_log_scope_name(log->scope)));
	if (log->scope != ED_LOG_ALL)
		ed_inspect_words(sheet, "requests",
		    "%" PRIu64 " of the device, %" PRIu64 " of the user",
		    log->of_device, log->of_user);
	ed_inspect_words(sheet, "attempts",
	    "%" PRIu64 ", of which %" PRIu64 " succeeded", log->attempts,
	    log->succeeded);
	if (log->last_success)
		ed_inspect_value(
		    sheet, "last success", ed_time(&time, log->last_success));
	if (!sheet->everything && n > ED_INSPECT_FEW)
		n = ED_INSPECT_FEW;
	for (size_t i = 0; i < n; i++)
		put_outcome(sheet, &log->outcomes[i]);
	put_count(sheet, "policy", &log->policy,
	    "requests were told to take "
	    "the policy first");
	put_count(
	    sheet, "throttled", &log->throttled, "requests were throttled");
}

static void put_cells(const struct ed_inspect *sheet, const struct ed_log *log)
{
	size_t n = log->n_cells;

	if (!n)
		return;
	ed_inspect_head(sheet, ED_STR("failures by device"));
	if (!sheet->everything && n > ED_INSPECT_FEW)
		n = ED_INSPECT_FEW;
	for (size_t i = 0; i < n; i++) {
		const struct ed_log_cell *cell = &log->cells[i];

		ed_inspect_words(sheet,
		    code(sheet, cell->status, cell->substatus).p,
		    "%" PRIu64 " of %.*s", cell->n,
		    ED_ARG(cell->device.n ? ed_inspect_safe(sheet, cell->device)
					  : ED_STR("no DeviceId")));
	}
	if (n < log->n_cells)
		ed_inspect_words(sheet, "", "and %zu more", log->n_cells - n);
}

static void put_reasons(
    const struct ed_inspect *sheet, const struct ed_log *log)
{
	if (!log->n_reasons)
		return;
	ed_inspect_head(sheet, ED_STR("reasons of http.sys"));
	for (size_t i = 0; i < log->n_reasons; i++) {
		const struct ed_log_reason *reason = &log->reasons[i];

		ed_inspect_value(sheet, "reason", reason->name);
		ed_inspect_words(sheet, "",
		    "%" PRIu64 " rows, %" PRIu64 " of ActiveSync", reason->rows,
		    reason->eas_rows);
		put_span(sheet, "", reason->first, reason->last);
	}
}

static void put_traits(const struct ed_inspect *sheet, const struct ed_log *log)
{
	if (!log->n_traits)
		return;
	ed_inspect_head(sheet, ED_STR("what failing devices share"));
	for (size_t i = 0; i < log->n_traits; i++) {
		const struct ed_log_trait *trait = &log->traits[i];

		ed_inspect_words(sheet, trait->name,
		    "%.*s: %" PRIu64 " of %" PRIu64 " that fail, %" PRIu64
		    " of %" PRIu64 " others",
		    ED_ARG(ed_inspect_safe(sheet, trait->value)),
		    trait->failing_with, trait->failing, trait->fine_with,
		    trait->fine);
	}
}

void ed_inspect_log(const struct ed_inspect *sheet, const struct ed_log *log)
{
	if (!log)
		return;
	ed_page_head(&sheet->page, "What the logs add up to");
	put_span(sheet, "time", log->first, log->last);
	ed_inspect_words(sheet, "rows", "%" PRIu64 "%s", log->rows,
	    log->lost ? ", and some that could not be used" : "");
	ed_inspect_words(sheet, "ActiveSync",
	    "%" PRIu64 " requests of %" PRIu64 " devices, of which %" PRIu64
	    " fail",
	    log->requests, log->devices, log->failing_devices);
	if (log->proxied)
		ed_inspect_words(
		    sheet, "back end", "%" PRIu64 " requests", log->proxied);
	if (log->monitoring)
		ed_inspect_words(sheet, "monitoring", "%" PRIu64 " requests",
		    log->monitoring);
	put_count(sheet, "health page", &log->health_ok, "answered");
	put_count(sheet, "health page", &log->health_refused, "refused");
	put_count(sheet, "delta CRL", &log->crl_filtered,
	    "refused as double escaping (404.11)");
	put_count(sheet, "delta CRL", &log->crl_served, "served");
	put_judged(sheet, log);
	put_cells(sheet, log);
	put_reasons(sheet, log);
	put_traits(sheet, log);
}
