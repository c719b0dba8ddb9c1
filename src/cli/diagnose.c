/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/diagnose.h"
#include "cli/probe_live.h"

#include "derive/derive.h"
#include "engine/accept.h"
#include "engine/onset.h"
#include "engine/verdict.h"
#include "load/acknowledge.h"
#include "load/loader.h"
#include "report/report.h"
#include <string.h>
#include <time.h>

/* A writable copy of the account, for what the command line says of it. */
static void set_upn(struct ed_case *c, const char *upn)
{
	struct ed_account *account = ED_NEW(&c->arena, struct ed_account);

	if (c->facts.account)
		*account = *c->facts.account;
	account->upn = ed_copy(&c->arena, ed_str_of(upn));
	c->facts.account = account;
}

static void set_endpoint(struct ed_case *c, const struct ed_probe_place *place)
{
	struct ed_endpoint *endpoint = ED_NEW(&c->arena, struct ed_endpoint);

	if (c->facts.endpoint)
		*endpoint = *c->facts.endpoint;
	endpoint->host = ed_copy(&c->arena, place->host);
	if (place->port)
		endpoint->port = place->port;
	c->facts.endpoint = endpoint;
}

static void add_paths(
    struct ed_case *c, const struct ed_list *from, struct ed_list *to)
{
	for (size_t i = 0; i < from->n; i++)
		*ED_PUSH(&c->arena, to, struct ed_str) = ed_copy(
		    &c->arena, ed_str_of(ED_ITEMS(*from, const char *)[i]));
}

/* What the command line says stands above what the case file says. */
static bool apply_request(
    const struct ed_request *request, struct ed_case *c, struct ed_error *err)
{
	if (request->upn)
		set_upn(c, request->upn);
	if (request->probe.endpoint.host.n)
		set_endpoint(c, &request->probe.endpoint);
	if (request->scope)
		c->scope = request->scope;
	add_paths(c, &request->client_roots, &c->client_roots);
	add_paths(c, &request->server_roots, &c->server_roots);
	for (size_t i = 0; i < request->symptoms.n; i++)
		ED_PUSH(&c->arena, &c->observed, struct ed_observed)->text =
		    ed_copy(&c->arena, ed_str_of(ED_ITEMS(request->symptoms,
					   const char *)[i]));
	if (request->password_file &&
	    !ed_load_password(c, request->password_file, err))
		return false;
	return true;
}

static bool load_all(
    const struct ed_request *request, struct ed_case *c, struct ed_error *err)
{
	c->facts.as_of =
	    request->has_as_of ? request->as_of : (int64_t)time(NULL);
	if (request->case_file && !ed_load_case(c, request->case_file, err))
		return false;
	if (request->ack_file &&
	    (!ed_load_accepted(c, request->ack_file, err) ||
		!ed_accepted_check(c, request->rules, err)))
		return false;
	if (!apply_request(request, c, err))
		return false;
	ed_load_case_evidence(c);
	for (size_t i = 0; i < request->evidence.n; i++)
		if (!request->is_bundle || !c->evidence.n)
			ed_load_path(c,
			    ED_ITEMS(request->evidence, const char *)[i], true);
	ed_load_deferred(c);
	return true;
}

static void conclude(const struct ed_request *request, struct ed_diagnosed *out)
{
	struct ed_arena *arena = &out->c.arena;
	struct ed_rank_context context = {.affected = out->c.affected};

	ed_derive(&out->c);
	ed_run(
	    &out->c, request->registry, request->rules, arena, &out->findings);
	ed_onset_weigh(
	    &out->c.facts, request->rules, &out->findings, arena, &context);
	ed_rank(
	    request->rules, &out->findings, &context, arena, &out->diagnosis);
	ed_judge(
	    &out->c, &out->findings, &out->diagnosis, arena, &out->verdict);
	out->parts = (struct ed_report_parts){.c = &out->c,
	    .rules = request->rules,
	    .findings = &out->findings,
	    .diagnosis = &out->diagnosis,
	    .verdict = &out->verdict,
	    .version = ED_VERSION,
	    .network = request->probe.wanted};
	ed_report_build(&out->parts, arena, &out->report);
}

bool ed_diagnose_load(const struct ed_request *request,
    struct ed_diagnosed *out, struct ed_error *err)
{
	memset(out, 0, sizeof(*out));
	ed_case_init(&out->c);
	out->c.keep_keys = request->probe.wanted;
	if (!load_all(request, &out->c, err)) {
		ed_case_free(&out->c);
		return false;
	}
	ed_case_forget_password(&out->c);
	return true;
}

bool ed_diagnose_conclude(const struct ed_request *request,
    struct ed_diagnosed *out, struct ed_error *err)
{
	if (request->probe.wanted &&
	    !ed_probe_live(&request->probe, &out->c, err)) {
		ed_case_free(&out->c);
		return false;
	}
	conclude(request, out);
	return true;
}

void ed_diagnose_at(struct ed_diagnosed *d, const struct ed_probe_place *target)
{
	struct ed_endpoint *endpoint = ED_NEW(&d->c.arena, struct ed_endpoint);

	if (d->c.facts.endpoint)
		*endpoint = *d->c.facts.endpoint;
	endpoint->host = ed_copy(&d->c.arena, target->host);
	if (target->port)
		endpoint->port = target->port;
	d->c.facts.endpoint = endpoint;
}

bool ed_diagnose(const struct ed_request *request, struct ed_diagnosed *out,
    struct ed_error *err)
{
	return ed_diagnose_load(request, out, err) &&
	       ed_diagnose_conclude(request, out, err);
}

void ed_diagnosed_free(struct ed_diagnosed *d)
{
	if (d)
		ed_case_free(&d->c);
}
