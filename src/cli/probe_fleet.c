/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/probe_fleet.h"
#include "base/arena_save.h"
#include "cli/endpoint_line.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/worker.h"
#include <easdoctor/limits.h>
#include <easdoctor/report.h>

#include <openssl/evp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	/* How soon an interrupt is noticed. */
	POLL_MS = 100,
	/* Lines that may wait for one that comes before them. */
	WINDOW = 1024,
	/* Endpoints of one process: then a new one starts from where all do. */
	PER_WORKER = 256,
	/* Evidence that is put back after each; more is copied by forking. */
	MAX_PUT_BACK = 2 * 1024 * 1024
};

struct fleet {
	const struct ed_request *request;
	const struct ed_fleet_wish *wish;
	struct ed_fleet_counts *counts;
	struct ed_diagnosed base;
	/* What stands in the base's arena, if it can be put back. */
	struct ed_arena aside;
	struct ed_list saved;
	unsigned per_worker;
	struct ed_diagnosed row;   /* in a worker: the base, and one endpoint */
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

/* Only what the arena holds can be put back. */
static void save_base(struct fleet *f)
{
	const struct ed_case *c = &f->base.c;

	f->per_worker = 1;
	if (c->log || c->waiting.blocks || c->password ||
	    ed_arena_size(&c->arena) > MAX_PUT_BACK)
		return;
	f->saved = ed_arena_save(&c->arena, &f->aside);
	f->per_worker = PER_WORKER;
}

/* A probe lets go of the keys that it was given. */
static void share_keys(struct ed_case *c)
{
	struct ed_kept_key *keys = c->keys.items;

	for (size_t i = 0; i < c->keys.n; i++)
		if (!EVP_PKEY_up_ref(keys[i].key))
			c->keys.n = i;
}

/* The base again, with nothing of the endpoint before. */
static void start_row(struct fleet *f)
{
	struct ed_arena arena = f->row.c.arena;

	ed_arena_put_back(&f->saved);
	ed_arena_reset(&arena);
	f->row = f->base;
	f->row.c.arena = arena;
	share_keys(&f->row.c);
}

/* In the worker: the copy of base is its own. */
static int diagnose(void *context, size_t i, struct ed_str *out)
{
	struct fleet *f = context;
	struct ed_request request = *f->request;
	const int64_t began = ed_now_ms();
	struct ed_endpoint_line line = {.listed = listed(f, i)};
	/* On failure the row is empty. The line is sent before the next. */
	static struct ed_arena arena;
	struct ed_error err;
	int code = ED_EXIT_UNKNOWN;

	if (line.listed->connect_to.host.n)
		request.probe.connect_to = line.listed->connect_to;
	ed_arena_reset(&arena);
	start_row(f);
	ed_diagnose_at(&f->row, &line.listed->target);
	if (ed_diagnose_conclude(&request, &f->row, &err)) {
		line.diagnosed = &f->row;
		code = f->row.report.verdict.exit_code;
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
	int code;

	f->lines[w->item] = ed_worker_take(w, &code);
	f->codes[w->item] = (unsigned char)code;
}

/* It ended, or is to end, in the middle of an endpoint. */
static void give_up(struct fleet *f, struct ed_worker *w)
{
	if (w->busy)
		set_unknown(f, w->item, (unsigned)(ed_now_ms() - w->began),
		    ed_is_interrupted()
			? "interrupted before it was done"
			: "its diagnosis ended without a result");
	ed_worker_end(w);
}

/* False when there is no process for it. */
static bool give(struct fleet *f, struct ed_worker *w, size_t item)
{
	if (w->pid && w->done < f->per_worker && ed_worker_give(w, item))
		return true;
	ed_worker_end(w);
	if (ed_worker_start(w, diagnose, f) && ed_worker_give(w, item))
		return true;
	ed_worker_end(w);
	return false;
}

static void start_more(struct fleet *f)
{
	for (unsigned k = 0; k < f->request->probe.parallel; k++) {
		struct ed_worker *w = &f->workers[k];

		if (w->busy || f->next == f->wish->endpoints.n ||
		    f->next - f->next_out >= WINDOW)
			continue;
		if (!give(f, w, f->next))
			set_unknown(f, f->next, 0, "no process for it");
		f->next++;
	}
}

static void read_from(struct fleet *f, struct ed_worker *w)
{
	switch (ed_worker_read(w)) {
	case ED_WORK_DONE:
		take(f, w);
		break;
	case ED_WORKER_GONE:
		give_up(f, w);
		break;
	default:
		break;
	}
}

/* False when nobody works any more. */
static bool wait_for_some(struct fleet *f)
{
	struct pollfd fds[ED_MAX_PARALLEL];
	struct ed_worker *who[ED_MAX_PARALLEL];
	nfds_t n = 0;

	for (unsigned k = 0; k < f->request->probe.parallel; k++) {
		if (!f->workers[k].busy)
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
		if (fds[k].revents)
			read_from(f, who[k]);
	return true;
}

static void stop_all(struct fleet *f)
{
	for (unsigned k = 0; k < f->request->probe.parallel; k++)
		give_up(f, &f->workers[k]);
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
	for (unsigned k = 0; k < f->request->probe.parallel; k++)
		ed_worker_end(&f->workers[k]);
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
	save_base(&f);
	ok = is_ready(&f, err);
	if (ok)
		run_interruptible(&f);
	if (ok && f.broken)
		ok = ed_fail(err, "standard output: cannot write");
	free(f.workers);
	free(f.lines);
	free(f.codes);
	ed_arena_free(&f.aside);
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
