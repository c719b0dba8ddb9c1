/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/probe_fleet.h"
#include "cli/endpoint_line.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/worker.h"
#include <easdoctor/limits.h>
#include <easdoctor/report.h>

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	/* How soon an interrupt is noticed. */
	POLL_MS = 100,
	/* Lines that may wait for one that comes before them. */
	WINDOW = 1024
};

struct fleet {
	const struct ed_request *request;
	const struct ed_fleet_wish *wish;
	struct ed_fleet_counts *counts;
	struct ed_diagnosed base;
	struct ed_worker *workers; /* request->probe.parallel of them */
	/* By place in the list, from next_out on; NULL: not done. */
	char **lines;
	unsigned char *codes;
	size_t next; /* to start */
	size_t next_out;
	bool broken; /* standard output is */
};

static const struct ed_listed *listed(const struct fleet *f, size_t i)
{
	return &ED_ITEMS(f->wish->endpoints, struct ed_listed)[i];
}

static struct ed_str word(const struct fleet *f,
    const struct ed_endpoint_line *line, struct ed_arena *arena)
{
	struct ed_text text = {.arena = arena};

	if (f->wish->json)
		ed_endpoint_json(line, &text);
	else
		ed_endpoint_text(line, &text);
	return ed_text_str(&text);
}

/* In the worker: the copy of base is its own. */
static int diagnose(void *context, size_t i, struct ed_str *out)
{
	struct fleet *f = context;
	struct ed_request request = *f->request;
	const int64_t began = ed_now_ms();
	struct ed_endpoint_line line = {.listed = listed(f, i)};
	/* On failure base is empty. The process ends before this does. */
	static struct ed_arena arena;
	struct ed_error err;
	int code = ED_EXIT_UNKNOWN;

	if (line.listed->connect_to.host.n)
		request.probe.connect_to = line.listed->connect_to;
	ed_diagnose_at(&f->base, &line.listed->target);
	if (ed_diagnose_conclude(&request, &f->base, &err)) {
		line.diagnosed = &f->base;
		code = f->base.report.verdict.exit_code;
	} else {
		line.reason = err.text;
	}
	line.ms = (unsigned)(ed_now_ms() - began);
	*out = word(f, &line, &arena);
	return code;
}

/* An endpoint that nothing is known of. */
static void set_unknown(
    struct fleet *f, size_t i, unsigned ms, const char *reason)
{
	const struct ed_endpoint_line line = {
	    .listed = listed(f, i), .reason = reason, .ms = ms};
	struct ed_arena arena = {0};
	const struct ed_str text = word(f, &line, &arena);

	f->codes[i] = ED_EXIT_UNKNOWN;
	f->lines[i] = ed_worker_copy(text.p, text.n);
	ed_arena_free(&arena);
}

static bool is_shown(const struct fleet *f, size_t i)
{
	return !f->wish->quiet || f->codes[i] != ED_EXIT_HEALTHY;
}

/* What is done, as far as nothing before it is missing. */
static void print_lines(struct fleet *f)
{
	for (; f->next_out < f->next && f->lines[f->next_out]; f->next_out++) {
		char *line = f->lines[f->next_out];

		f->counts->n[f->codes[f->next_out]]++;
		if (is_shown(f, f->next_out) && !f->broken &&
		    !ed_print(ed_str_of(line)))
			f->broken = true;
		free(line);
		f->lines[f->next_out] = NULL;
	}
}

static void take(struct fleet *f, struct ed_worker *w)
{
	const size_t i = w->item;
	const unsigned ms = (unsigned)(ed_now_ms() - w->began);
	int code = ED_EXIT_UNKNOWN;
	char *line = ed_worker_end(w, &code);

	if (line) {
		f->lines[i] = line;
		f->codes[i] = (unsigned char)code;
		return;
	}
	set_unknown(f, i, ms,
	    ed_is_interrupted() ? "interrupted before it was done"
				: "its diagnosis ended without a result");
}

static void start_more(struct fleet *f)
{
	for (unsigned k = 0; k < f->request->probe.parallel; k++) {
		struct ed_worker *w = &f->workers[k];

		if (w->pid || f->next == f->wish->endpoints.n ||
		    f->next - f->next_out >= WINDOW)
			continue;
		if (!ed_worker_start(w, f->next, diagnose, f))
			set_unknown(f, f->next, 0, "no process for it");
		f->next++;
	}
}

/* False when nobody works any more. */
static bool wait_for_some(struct fleet *f)
{
	struct pollfd fds[ED_MAX_PARALLEL];
	struct ed_worker *who[ED_MAX_PARALLEL];
	nfds_t n = 0;

	for (unsigned k = 0; k < f->request->probe.parallel; k++) {
		if (!f->workers[k].pid)
			continue;
		who[n] = &f->workers[k];
		fds[n++] =
		    (struct pollfd){.fd = f->workers[k].fd, .events = POLLIN};
	}
	if (n == 0)
		return false;
	if (poll(fds, n, POLL_MS) <= 0)
		return true;
	for (nfds_t k = 0; k < n; k++)
		if (fds[k].revents && !ed_worker_read(who[k]))
			take(f, who[k]);
	return true;
}

static void stop_all(struct fleet *f)
{
	for (unsigned k = 0; k < f->request->probe.parallel; k++) {
		if (!f->workers[k].pid)
			continue;
		ed_worker_stop(&f->workers[k]);
		take(f, &f->workers[k]);
	}
	for (; f->next < f->wish->endpoints.n; f->next++) {
		if (!f->broken)
			set_unknown(f, f->next, 0,
			    "interrupted before it was looked at");
		print_lines(f);
	}
}

static void run_all(struct fleet *f)
{
	bool busy = true;

	while (busy && !ed_is_interrupted() && !f->broken) {
		start_more(f);
		busy = wait_for_some(f) || f->next < f->wish->endpoints.n;
		print_lines(f);
	}
	if (ed_is_interrupted() || f->broken)
		stop_all(f);
	print_lines(f);
}

static void run_interruptible(struct fleet *f)
{
	ed_interrupt_catch();
	run_all(f);
	ed_interrupt_release();
}

static bool is_ready(const struct fleet *f, struct ed_error *err)
{
	if (!f->workers || !f->lines || !f->codes)
		return ed_fail(err, "out of memory");
	return ed_probe_prepare(err);
}

bool ed_probe_fleet(const struct ed_request *request,
    const struct ed_fleet_wish *wish, struct ed_fleet_counts *counts,
    struct ed_error *err)
{
	const size_t n = wish->endpoints.n;
	struct fleet f = {.request = request, .wish = wish, .counts = counts};
	bool ok;

	if (!ed_diagnose_load(request, &f.base, err))
		return false;
	f.workers = calloc(request->probe.parallel, sizeof(*f.workers));
	f.lines = calloc(n, sizeof(*f.lines));
	f.codes = calloc(n, sizeof(*f.codes));
	ok = is_ready(&f, err);
	if (ok)
		run_interruptible(&f);
	if (ok && f.broken)
		ok = ed_fail(err, "standard output: cannot write");
	free(f.workers);
	free(f.lines);
	free(f.codes);
	ed_case_forget_keys(&f.base.c);
	ed_case_free(&f.base.c);
	return ok;
}

int ed_fleet_exit(const struct ed_fleet_counts *counts)
{
	static const int order[] = {
	    ED_EXIT_BLOCKED, ED_EXIT_UNKNOWN, ED_EXIT_WARNING};

	for (size_t i = 0; i < ED_COUNT(order); i++)
		if (counts->n[order[i]])
			return order[i];
	return ED_EXIT_HEALTHY;
}
