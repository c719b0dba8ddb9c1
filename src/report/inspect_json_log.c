/* SPDX-License-Identifier: Apache-2.0 */
#include "report/inspect_object.h"
#include "report/inspect_words.h"

#include <easdoctor/limits.h>

static void set_count(
    struct ed_object to, const char *name, const struct ed_log_count *count)
{
	struct ed_object out;

	if (!count->n)
		return;
	out = ed_set_object(to, name);
	ed_set_number(out, "requests", (int64_t)count->n);
	ed_set_time(out, "first", count->first);
	ed_set_time(out, "last", count->last);
	ed_set_maybe(out, "what", count->what);
	ed_set_where(out, &count->ref);
}

/* One that the log does not tell is left out. */
static void set_status(struct ed_object to, unsigned status, int substatus)
{
	ed_set_number(to, "status", status);
	if (substatus >= 0)
		ed_set_number(to, "substatus", substatus);
}

static void set_traits(
    struct ed_object to, const struct ed_log_trait *traits, size_t n)
{
	struct ed_object list = ed_set_array(to, "shared");

	for (size_t i = 0; i < n; i++) {
		const struct ed_log_trait *trait = &traits[i];
		struct ed_object out = ed_append_object(list);

		ed_set_word(out, "attribute", trait->name);
		ed_set_text(out, "value", trait->value);
		ed_set_number(
		    out, "failing_with", (int64_t)trait->failing_with);
		ed_set_number(out, "failing", (int64_t)trait->failing);
		ed_set_number(out, "fine_with", (int64_t)trait->fine_with);
		ed_set_number(out, "fine", (int64_t)trait->fine);
	}
}

static void set_outcome(
    struct ed_object to, const struct ed_log_outcome *outcome)
{
	set_status(to, outcome->status, outcome->substatus);
	ed_set_number(to, "win32", outcome->win32);
	ed_set_number(to, "requests", (int64_t)outcome->requests);
	ed_set_number(to, "attempts", (int64_t)outcome->attempts);
	if (outcome->requests) {
		ed_set_time(to, "first", outcome->first);
		ed_set_time(to, "last", outcome->last);
	}
	if (outcome->onset)
		ed_set_time(to, "onset", outcome->onset);
	if (outcome->before)
		ed_set_time(to, "last_success_before", outcome->before);
	ed_set_maybe(to, "near_onset", outcome->near_onset);
	ed_set_flag(to, "present", outcome->present);
	ed_set_flag(to, "recovered", outcome->recovered);
	ed_set_number(to, "all_requests", (int64_t)outcome->all_requests);
	ed_set_number(to, "all_devices", (int64_t)outcome->all_devices);
	set_traits(to, outcome->traits, outcome->n_traits);
}

static void set_reasons(struct ed_object to, const struct ed_log *log)
{
	struct ed_object list = ed_set_array(to, "reasons");

	for (size_t i = 0; i < log->n_reasons; i++) {
		const struct ed_log_reason *reason = &log->reasons[i];
		struct ed_object out = ed_append_object(list);

		ed_set_text(out, "reason", reason->name);
		ed_set_number(out, "rows", (int64_t)reason->rows);
		ed_set_number(out, "activesync", (int64_t)reason->eas_rows);
		ed_set_number(out, "ours", (int64_t)reason->ours);
		if (!reason->eas_rows)
			continue;
		ed_set_time(out, "first", reason->first);
		ed_set_time(out, "last", reason->last);
	}
}

static void set_cells(struct ed_object to, const struct ed_log *log)
{
	size_t n =
	    log->n_cells < ED_MAX_LOG_CELLS ? log->n_cells : ED_MAX_LOG_CELLS;
	struct ed_object list = ed_set_array(to, "failures");

	for (size_t i = 0; i < n; i++) {
		const struct ed_log_cell *cell = &log->cells[i];
		struct ed_object out = ed_append_object(list);

		ed_set_text(out, "device", cell->device);
		set_status(out, cell->status, cell->substatus);
		ed_set_number(out, "requests", (int64_t)cell->n);
	}
	ed_set_number(to, "failures_left_out", (int64_t)(log->n_cells - n));
}

static void set_scope(struct ed_object to, const struct ed_log *log)
{
	ed_set_word(to, "of", ed_log_scope_name(log->scope));
	ed_set_number(to, "device_requests", (int64_t)log->of_device);
	ed_set_number(to, "user_requests", (int64_t)log->of_user);
	ed_set_number(to, "attempts", (int64_t)log->attempts);
	ed_set_number(to, "succeeded", (int64_t)log->succeeded);
	if (log->last_success)
		ed_set_time(to, "last_success", log->last_success);
	if (log->last_failure)
		ed_set_time(to, "last_failure", log->last_failure);
	set_count(to, "policy", &log->policy);
	set_count(to, "throttled", &log->throttled);
}

void ed_json_log(struct ed_object root, const struct ed_log *log)
{
	struct ed_object to, list;

	if (!log)
		return;
	to = ed_set_object(root, "log");
	ed_set_flag(to, "iis", log->has_w3c);
	ed_set_flag(to, "httperr", log->has_httperr);
	ed_set_flag(to, "lost", log->lost);
	ed_set_number(to, "rows", (int64_t)log->rows);
	ed_set_number(to, "bad_rows", (int64_t)log->bad_rows);
	if (log->last) {
		ed_set_time(to, "first", log->first);
		ed_set_time(to, "last", log->last);
	}
	ed_set_number(to, "requests", (int64_t)log->requests);
	ed_set_number(to, "proxied", (int64_t)log->proxied);
	ed_set_number(to, "monitoring", (int64_t)log->monitoring);
	ed_set_number(to, "devices", (int64_t)log->devices);
	ed_set_number(to, "failing_devices", (int64_t)log->failing_devices);
	set_count(to, "health_ok", &log->health_ok);
	set_count(to, "health_refused", &log->health_refused);
	set_count(to, "crl_filtered", &log->crl_filtered);
	set_count(to, "crl_served", &log->crl_served);
	set_scope(ed_set_object(to, "judged"), log);
	list = ed_set_array(to, "outcomes");
	for (size_t i = 0; i < log->n_outcomes; i++)
		set_outcome(ed_append_object(list), &log->outcomes[i]);
	set_reasons(to, log);
	set_traits(to, log->traits, log->n_traits);
	set_cells(to, log);
}
