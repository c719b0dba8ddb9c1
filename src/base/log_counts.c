/* SPDX-License-Identifier: Apache-2.0 */
/* The memory of a table of logs, and its plain counts. */
#include "base/log_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INDEX = 2 * ED_MAX_LOG_DEVICES, PAIR_INDEX = 2 * ED_MAX_LOG_PAIRS };

static void *must(void *p)
{
	if (p)
		return p;
	fputs("easdoctor: out of memory\n", stderr);
	exit(3);
}

struct ed_str ed_log_keep(struct ed_str s)
{
	char *p = must(malloc(s.n + 1));

	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return (struct ed_str){p, s.n};
}

struct ed_log_table *ed_log_table_new(void)
{
	struct ed_log_table *t = must(calloc(1, sizeof(*t)));

	/* Pages that nothing touches cost nothing. */
	t->devices = must(aligned_alloc(
	    4096, ED_MAX_LOG_DEVICES * sizeof(struct ed_log_device)));
	t->more = must(calloc(ED_MAX_LOG_DEVICES, sizeof(struct ed_log_more)));
	t->index = must(calloc(INDEX, sizeof(*t->index)));
	t->classes =
	    must(calloc(ED_MAX_LOG_CLASSES, sizeof(struct ed_log_class)));
	t->pairs = must(calloc(ED_MAX_LOG_PAIRS, sizeof(struct ed_log_pair)));
	t->pair_index = must(calloc(PAIR_INDEX, sizeof(*t->pair_index)));
	t->errors =
	    must(calloc(ED_MAX_LOG_REASONS, sizeof(struct ed_log_error)));
	for (int i = 0; i < ED_LOG_N; i++)
		t->values[i] = must(
		    calloc(ED_MAX_LOG_VALUES + 1, sizeof(struct ed_log_value)));
	return t;
}

static void free_text(struct ed_str s)
{
	free((char *)s.p);
}

void ed_log_table_free(struct ed_log_table *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < t->n_errors; i++) {
		free_text(t->errors[i].name);
		free_text(t->errors[i].tally.what);
	}
	for (int i = 0; i < ED_LOG_N; i++) {
		for (size_t k = 0; k < t->n_values[i]; k++)
			free_text(t->values[i][k].text);
		free(t->values[i]);
	}
	free_text(t->health_ok.what);
	free_text(t->health_refused.what);
	free_text(t->crl_filtered.what);
	free_text(t->crl_served.what);
	free_text(t->policy.what);
	free_text(t->throttled.what);
	free(t->devices);
	free(t->more);
	free(t->index);
	free(t->names);
	free(t->classes);
	free(t->pairs);
	free(t->pair_index);
	free(t->events);
	free(t->errors);
	free(t);
}

void ed_log_count(struct ed_log_tally *tally, uint32_t time, unsigned input,
    uint64_t line, struct ed_str what)
{
	if (tally->n++ == 0) {
		tally->first = time;
		tally->input = input;
		tally->line = line;
		tally->what =
		    ed_log_keep(ed_str_sub(what, 0, ED_MAX_LOG_VALUE));
	}
	if (time < tally->first)
		tally->first = time;
	if (time > tally->last)
		tally->last = time;
}

void ed_log_add_error(struct ed_log_table *t, struct ed_str reason, bool eas,
    const struct ed_log_row *row)
{
	struct ed_log_error *error = NULL;

	reason = ed_str_sub(reason, 0, ED_MAX_LOG_VALUE);
	for (size_t i = 0; i < t->n_errors && !error; i++)
		if (ed_str_ieq(t->errors[i].name, reason))
			error = &t->errors[i];
	if (!error && t->n_errors == ED_MAX_LOG_REASONS) {
		t->lost = true;
		return;
	}
	if (!error) {
		error = &t->errors[t->n_errors++];
		error->name = ed_log_keep(reason);
	}
	error->rows++;
	if (!eas)
		return;
	error->eas_rows++;
	error->ours += row->of_device || row->of_user;
	ed_log_count(&error->tally, row->time, row->input, row->line, reason);
}
