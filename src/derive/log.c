/* SPDX-License-Identifier: Apache-2.0 */
/* What the rows of all logs add up to, as facts. */
#include "derive/log.h"
#include "derive/derive.h"

#include <easdoctor/limits.h>

#include <stdlib.h>

struct ed_ref ed_log_ref(struct ed_case *c, unsigned input, uint64_t line)
{
	if (!line)
		return (struct ed_ref){0};
	return (struct ed_ref){.input = input,
	    .kind = ED_AT_LINE,
	    .at = ed_format(&c->arena, "%llu", (unsigned long long)line)};
}

static struct ed_log_count count_of(
    struct ed_case *c, const struct ed_log_tally *tally)
{
	return (struct ed_log_count){.n = tally->n,
	    .first = tally->first,
	    .last = tally->last,
	    .ref = ed_log_ref(c, tally->input, tally->line),
	    .what = ed_copy(&c->arena, tally->what)};
}

static void copy_counts(struct ed_case *c, struct ed_log *log)
{
	const struct ed_log_table *t = c->log;

	log->has_w3c = t->has_w3c;
	log->has_httperr = t->has_httperr;
	log->lost = t->lost;
	log->rows = t->rows;
	log->bad_rows = t->bad_rows;
	log->first = t->first;
	log->last = t->last;
	log->requests = t->requests;
	log->proxied = t->proxied;
	log->monitoring = t->monitoring;
	log->since_requests = t->since_requests;
	log->covers_since = t->since && log->first <= t->since &&
			    log->last >= (int64_t)t->since + 3600;
	log->of_device = t->of_device;
	log->of_user = t->of_user;
	log->backend_only = t->requests == 0 && t->proxied > 0;
	log->health_ok = count_of(c, &t->health_ok);
	log->health_refused = count_of(c, &t->health_refused);
	log->health_status = t->health_status;
	log->health_substatus = t->health_substatus == ED_LOG_NO_SUBSTATUS
				    ? 0
				    : t->health_substatus;
	log->crl_filtered = count_of(c, &t->crl_filtered);
	log->crl_served = count_of(c, &t->crl_served);
}

static void count_devices(struct ed_case *c, struct ed_log *log)
{
	const struct ed_log_table *t = c->log;

	for (uint32_t i = 0; i < t->n_devices; i++) {
		const struct ed_log_device *device = &t->devices[i];

		if ((int64_t)device->last_ok > log->last_ok)
			log->last_ok = device->last_ok;
		if (!device->name_n)
			continue;
		log->devices++;
		log->failing_devices += ed_log_fails(t, i);
	}
}

static int more_first(const void *a, const void *b)
{
	const struct ed_log_cell *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	if (x->status != y->status)
		return x->status < y->status ? -1 : 1;
	if (x->substatus != y->substatus)
		return x->substatus < y->substatus ? -1 : 1;
	return ed_str_compare(x->device, y->device);
}

static int signed_substatus(unsigned substatus)
{
	return substatus == ED_LOG_NO_SUBSTATUS ? -1 : (int)substatus;
}

static void list_cells(struct ed_case *c, struct ed_log *log)
{
	const struct ed_log_table *t = c->log;
	struct ed_log_cell *cells;

	if (!t->n_pairs)
		return;
	cells = ed_alloc_array(&c->arena, t->n_pairs, sizeof(*cells));
	for (size_t i = 0; i < t->n_pairs; i++) {
		const struct ed_log_pair *pair = &t->pairs[i];
		const struct ed_log_class *class = &t->classes[pair->class];

		/* The table stays as long as the case. */
		cells[i] = (struct ed_log_cell){
		    .device = ed_log_device_name(t, pair->device),
		    .status = class->status,
		    .substatus = signed_substatus(class->substatus),
		    .n = pair->n};
	}
	qsort(cells, t->n_pairs, sizeof(*cells), more_first);
	log->cells = cells;
	log->n_cells = t->n_pairs;
}

static int by_name(const void *a, const void *b)
{
	const struct ed_log_reason *x = a, *y = b;

	return ed_str_compare(x->name, y->name);
}

static void list_reasons(struct ed_case *c, struct ed_log *log)
{
	const struct ed_log_table *t = c->log;
	struct ed_log_reason *reasons;

	if (!t->n_errors)
		return;
	reasons = ed_alloc_array(&c->arena, t->n_errors, sizeof(*reasons));
	for (size_t i = 0; i < t->n_errors; i++) {
		const struct ed_log_error *error = &t->errors[i];

		reasons[i] = (struct ed_log_reason){
		    .name = ed_copy(&c->arena, error->name),
		    .rows = error->rows,
		    .eas_rows = error->eas_rows,
		    .ours = error->ours,
		    .first = error->tally.first,
		    .last = error->tally.last,
		    .ref =
			ed_log_ref(c, error->tally.input, error->tally.line)};
	}
	qsort(reasons, t->n_errors, sizeof(*reasons), by_name);
	log->reasons = reasons;
	log->n_reasons = t->n_errors;
}

static enum ed_log_scope scope_of(const struct ed_case *c)
{
	if (c->log->device.n)
		return ED_LOG_DEVICE;
	return c->log->n_users ? ED_LOG_USER : ED_LOG_ALL;
}

void ed_derive_log(struct ed_case *c)
{
	struct ed_log *log;

	if (!c->log || !(c->log->has_w3c || c->log->has_httperr))
		return;
	ed_log_conclude(c->log);
	log = ED_NEW(&c->arena, struct ed_log);
	copy_counts(c, log);
	count_devices(c, log);
	list_cells(c, log);
	list_reasons(c, log);
	log->scope = scope_of(c);
	if (log->scope == ED_LOG_ALL)
		ed_log_judge_all(c, log);
	else
		ed_log_judge_ours(c, log);
	ed_log_find_traits(c, log);
	for (size_t i = 0; i < log->n_outcomes; i++)
		ed_log_find_onset(
		    c, log, (struct ed_log_outcome *)&log->outcomes[i]);
	ed_log_find_issuer(c, log);
	c->facts.log = log;
	ed_log_observe(c, log);
}
